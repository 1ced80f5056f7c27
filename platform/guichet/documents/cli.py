"""`guichet files`: look every night whether the storage still holds what was sent."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--lang", type=click.Choice(("fr", "en")), default="fr", help="Language of the messages.")
def files(lang: str) -> None:
    """Compare every stored document with what was sent; exit status 1 when one is missing or was changed."""
    from guichet.commands import entered
    from guichet.documents import integrity
    from guichet.i18n import text

    count = damaged = 0
    with entered(lang):
        for file_id, verdict in integrity.examine():
            count += 1
            if verdict != "sound":
                damaged += 1
                click.echo(text(lang, f"files-command-{verdict}", {"id": str(file_id)}), err=True)
        click.echo(text(lang, "files-command-done", {"count": count, "damaged": damaged}))
    if damaged:
        sys.exit(1)
