"""The command ``test``: exit status 0 all passed, 1 failures, 2 unusable call."""

from __future__ import annotations

from pathlib import Path

import click

from guichet_validate.cli.options import LANG, PATHS, sentence


@click.command("test")
@PATHS
@LANG
@click.pass_context
def test(context: click.Context, paths: tuple[Path, ...], lang: str) -> None:
    """Run the tests written in definitions, and print each that fails with its difference."""
    from guichet_validate.cli.trials import try_files

    tried = try_files(paths, lang)
    if not tried.files:
        raise click.UsageError(sentence("no-definition", lang))
    for line in tried.lines:
        click.echo(line)
    context.exit(1 if tried.failed else 0)
