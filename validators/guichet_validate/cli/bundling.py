"""The command ``bundle``: exit status 0 written, 1 not a definition, 2 unusable call."""

from __future__ import annotations

from pathlib import Path

import click

from guichet_validate.cli.options import FILE, LANG


@click.command("bundle")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--base-url", default=None, help="Address of the portal: writes the permanent $id.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
@LANG
@click.pass_context
def bundle(context: click.Context, file: Path, base_url: str | None, output: Path | None, lang: str) -> None:
    """Print a definition and its fragments as one document."""
    from guichet_validate import fragments
    from guichet_validate.checks.files import Neighbours, opened, translated
    from guichet_validate.checks.folders import FRAGMENTS
    from guichet_validate.cli.reporters import line_of
    from guichet_validate.cli.rewriting import rewrite
    from guichet_validate.findings import DefinitionError
    from guichet_validate.formatting import formatted

    source, findings = opened(file)
    if source is not None:
        around = Neighbours().of(file)
        # A fragment that cannot be read is not replaced by the one shipped under its name.
        findings = [found for found in around.findings if Path(found.file or "").parent.name == FRAGMENTS]
        try:
            # What publishing stores comes from this same function.
            text = formatted(fragments.bundle(source.document, around.fragments, base_url=base_url))
        except DefinitionError as error:
            findings += translated(error, source)
        else:
            if not findings and output is None:
                click.echo(text, nl=False)
            elif not findings and output is not None:
                findings = rewrite(output, text)
    for finding in findings:
        click.echo(line_of(finding, lang), err=True)
    context.exit(1 if findings else 0)
