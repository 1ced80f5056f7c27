"""`guichet files`: look whether the storage still holds what was sent, and change the key that seals it."""

from __future__ import annotations

import sys
from collections import Counter

import click

_language = click.option("--lang", type=click.Choice(("fr", "en")), default="fr", help="Language of the messages.")
_SOUND = frozenset({"sound", "kept", "wrapped", "sealed"})


@click.group(invoke_without_command=True)
@_language
@click.pass_context
def files(context: click.Context, lang: str) -> None:
    """Compare every stored document with what was sent; exit status 1 when one is missing or was changed."""
    if context.invoked_subcommand is not None:
        return
    from guichet.commands import entered
    from guichet.documents import integrity
    from guichet.i18n import text

    count = damaged = 0
    with entered(lang):
        for file_id, verdict in integrity.examine():
            count += 1
            if verdict not in _SOUND:
                damaged += 1
                click.echo(text(lang, f"files-command-{verdict}", {"id": str(file_id)}), err=True)
        click.echo(text(lang, "files-command-done", {"count": count, "damaged": damaged}))
    if damaged:
        sys.exit(1)


@files.command()
def key() -> None:
    """Print a new key for GUICHET_FILE_KEY or the key file."""
    from guichet.documents.encryption import new_key

    click.echo(new_key())


@files.command()
@_language
def rekey(lang: str) -> None:
    """Bring every stored document under the first key; seal those that are not sealed yet.

    May be broken off and done again at any time. Exit status 1 when a document could not be brought under it.
    """
    from guichet.commands import entered
    from guichet.config import ConfigurationError
    from guichet.documents.services import storage
    from guichet.i18n import text

    done: Counter[str] = Counter()
    with entered(lang):
        try:
            found = storage()
        except ConfigurationError as error:
            raise click.ClickException(str(error)) from error
        for file_id, outcome in found.rekey():
            done[outcome] += 1
            if outcome not in _SOUND:
                click.echo(text(lang, f"files-command-{outcome}", {"id": str(file_id)}), err=True)
    left = sum(count for outcome, count in done.items() if outcome not in _SOUND)
    told = {name: done[name] for name in ("wrapped", "sealed", "kept")}
    click.echo(text(lang, "files-command-rekeyed", {**told, "left": left}))
    if left:
        sys.exit(1)
