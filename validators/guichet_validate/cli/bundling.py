"""The command ``bundle``: exit status 0 printed, 1 not a definition, 2 unusable call."""

from __future__ import annotations

import json
from pathlib import Path

import click

from guichet_validate.cli.options import FILE, LANG


@click.command("bundle")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--base-url", default=None, help="Address of the portal: writes the permanent $id.")
@LANG
@click.pass_context
def bundle(context: click.Context, file: Path, base_url: str | None, lang: str) -> None:
    """Print a definition as one self-contained document, its fragments included."""
    from guichet_validate import fragments
    from guichet_validate.checks.files import Neighbours, opened, translated
    from guichet_validate.cli.reporters import line_of
    from guichet_validate.findings import DefinitionError

    source, findings = opened(file)
    if source is not None:
        try:
            bundled = fragments.bundle(source.document, Neighbours().of(file).fragments, base_url=base_url)
        except DefinitionError as error:
            findings = translated(error, source)
        else:
            click.echo(json.dumps(bundled, ensure_ascii=False, indent=2))
            return
    for finding in findings:
        click.echo(line_of(finding, lang), err=True)
    context.exit(1)
