"""The command ``explore``: exit status 0 explored, 1 not a definition, 2 unusable call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from guichet_validate.cli.options import FILE, LANG, sentence

if TYPE_CHECKING:
    from guichet_validate.findings import Finding


@click.command("explore")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--format", "form", type=click.Choice(("text", "json", "svg")), default="text", help="What is written.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead.")
@LANG
@click.pass_context
def explore(context: click.Context, file: Path, form: str, output: Path | None, lang: str) -> None:
    """Print or draw the paths through a definition.

    The shortest and the longest journey come with them.
    """
    from guichet_validate import checks, exploring
    from guichet_validate.checks.files import Neighbours, opened, translated
    from guichet_validate.cli.reporters import line_of
    from guichet_validate.cli.writing import require_folder, write_lines
    from guichet_validate.exploring import drawing, telling
    from guichet_validate.exploring.labels import Labels
    from guichet_validate.findings import DefinitionError
    from guichet_validate.loading import load

    if output is not None:
        require_folder(output, lang)
    source, findings = opened(file)
    if source is not None:
        around = Neighbours().of(file)
        # The search relies on what the checker bounds; a test that fails hides no path.
        checked = checks.check(source, fragments=around.fragments, kinds=around.kinds, lists=around.lists)
        findings = [*around.findings, *(found for found in checked if _hinders(found))]
    if source is not None and not findings:
        try:
            definition = load(source.document, fragments=around.fragments, library=around.kinds)
        except DefinitionError as error:
            findings += translated(error, source)
        else:
            labels = Labels(definition, lang, lambda key, **params: sentence(key, lang, **params))
            chart = exploring.explore(definition)
            if form == "json":
                text = telling.as_json(chart, labels)
            elif form == "svg":
                text = drawing.as_svg(chart, labels)
            else:
                text = "\n".join(telling.as_text(chart, labels))
            if output is None:
                click.echo(text)
            else:
                write_lines(output, [text], lang)
    for finding in findings:
        click.echo(line_of(finding, lang), err=True)
    context.exit(1 if findings else 0)


def _hinders(finding: Finding) -> bool:
    return finding.severity == "error" and finding.code != "test-failed" and not finding.code.startswith("flow-")
