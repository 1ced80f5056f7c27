"""The command ``check``: exit status 0 clean, 1 findings, 2 unusable call."""

from __future__ import annotations

from pathlib import Path

import click

from guichet_validate.cli.options import LANG, PATHS, sentence


@click.command("check")
@PATHS
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How findings are printed.")
@LANG
@click.option("--reference", is_flag=True, help="Have a second validator judge the answers of the tests too.")
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], form: str, lang: str, *, reference: bool) -> None:
    """Check definitions: files, or every definition below folders."""
    from guichet_validate.checks import check_paths
    from guichet_validate.cli.reporters import REPORTERS

    report = check_paths(paths, reference=reference)
    if not report.files:
        raise click.UsageError(sentence("no-definition", lang))
    for line in REPORTERS[form](report, lang):
        click.echo(line)
    context.exit(1 if report.has_errors else 0)
