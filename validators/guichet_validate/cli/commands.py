"""The commands ``check``, ``test`` and ``bundle``; exit status 0 clean, 1 findings, 2 unusable call."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

LANGUAGES = ("fr", "en")
_EXISTING = click.Path(exists=True, path_type=Path)


def _default_language() -> str:
    """English for a shell that speaks English, else French."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if spoken.lower().startswith("en") else "fr"


_LANG = click.option("--lang", type=click.Choice(LANGUAGES), default=_default_language, help="Language of messages.")
_PATHS = click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=_EXISTING)


@click.command("check")
@_PATHS
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How findings are printed.")
@_LANG
@click.option("--reference", is_flag=True, help="Have a second validator judge the answers of the tests too.")
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], form: str, lang: str, *, reference: bool) -> None:
    """Check definitions: files, or every definition below folders."""
    from guichet_validate.checks import check_paths
    from guichet_validate.cli.reporters import REPORTERS

    report = check_paths(paths, reference=reference)
    if not report.files:
        raise click.UsageError(_say("no-definition", lang))
    for line in REPORTERS[form](report, lang):
        click.echo(line)
    context.exit(1 if report.has_errors else 0)


@click.command("test")
@_PATHS
@_LANG
@click.pass_context
def test(context: click.Context, paths: tuple[Path, ...], lang: str) -> None:
    """Run the tests written in definitions, and print each that fails with its difference."""
    from guichet_validate.cli.trials import try_files

    tried = try_files(paths, lang)
    if not tried.files:
        raise click.UsageError(_say("no-definition", lang))
    for line in tried.lines:
        click.echo(line)
    context.exit(1 if tried.failed else 0)


@click.command("bundle")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--base-url", default=None, help="Address of the portal: writes the permanent $id.")
@_LANG
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


def _say(key: str, lang: str) -> str:
    from guichet_validate.checks.phrasing import say

    return str(say(key, {}, lang))
