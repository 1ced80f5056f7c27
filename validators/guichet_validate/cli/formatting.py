"""The command ``format``: exit status 0 done (or all canonical), 1 not canonical or unreadable, 2 unusable call."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guichet_validate.cli.options import LANG, sentence

if TYPE_CHECKING:
    from guichet_validate.findings import Finding

_STDIN = "-"


@click.command("format")
@click.argument(
    "paths",
    metavar="PATH…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True, path_type=str),
)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; name the files that are not canonical.")
@LANG
@click.pass_context
def format_files(context: click.Context, paths: tuple[str, ...], lang: str, *, only_check: bool) -> None:
    """Write definitions in their canonical form.

    It fixes the order of keys and the layout; what a definition means never changes.

    Below folders, takes the definitions, their fragments, city.json and documents.json. PATH may be - for the
    standard input, printed to the standard output.
    """
    from guichet_validate.cli.reporters import line_of
    from guichet_validate.cli.rewriting import formattable

    if _STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError(sentence("format-stdin-alone", lang))
        context.exit(_format_input(lang, only_check=only_check))
    seen = refused = changed = 0
    for path in formattable(Path(path) for path in paths):
        seen += 1
        outcome, findings = _format(path, only_check=only_check)
        refused += bool(findings)
        changed += outcome is not None
        for finding in findings:
            click.echo(line_of(finding, lang), err=True)
        if outcome is not None:
            click.echo(sentence(outcome, lang, file=str(path)))
    if not seen:
        raise click.UsageError(sentence("no-definition", lang))
    summary = "format-check-summary" if only_check else "format-summary"
    click.echo(sentence(summary, lang, files=seen, changed=changed, refused=refused))
    context.exit(1 if refused or (only_check and changed) else 0)


def _format(path: Path, *, only_check: bool) -> tuple[str | None, list[Finding]]:
    """Format one file: the sentence that says what was done, if anything was, or why it could not be."""
    from guichet_validate.checks.files import opened
    from guichet_validate.cli.rewriting import rewrite, too_large
    from guichet_validate.formatting import reformatted

    source, findings = opened(path)
    if source is None:
        return None, findings
    text = reformatted(source.text)
    if text == source.text:
        return None, []
    if only_check:
        return "format-would-change", []
    findings = too_large(path, text) or rewrite(path, text)
    return None if findings else "format-changed", findings


def _format_input(lang: str, *, only_check: bool) -> int:
    from guichet_validate.checks.files import opened_bytes
    from guichet_validate.cli.reporters import line_of
    from guichet_validate.formatting import reformatted
    from guichet_validate.source import MAX_BYTES

    source, findings = opened_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), _STDIN)
    if source is None:
        for finding in findings:
            click.echo(line_of(finding, lang), err=True)
        return 1
    text = reformatted(source.text)
    if only_check:
        return 0 if text == source.text else 1
    sys.stdout.buffer.write(text.encode())
    return 0
