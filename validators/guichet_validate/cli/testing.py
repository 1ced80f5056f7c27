"""The command ``test``: exit status 0 all passed, 1 failures, 2 unusable call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from guichet_validate.cli.options import LANG, PATHS, sentence
from guichet_validate.cli.record import Recording, record_test, recording_options


@click.command("test")
@PATHS
@click.option(
    "--min-coverage",
    type=click.FloatRange(0, 100),
    default=0,
    metavar="PERCENT",
    help="Fail where the tests of a definition reach less of it than that.",
)
@recording_options
@LANG
@click.pass_context
def test(
    context: click.Context,
    /,
    paths: tuple[Path, ...],
    lang: str,
    record: Path | None,
    min_coverage: float,
    **recording: Any,
) -> None:
    """Run the tests written in definitions, and print each that fails with its difference.

    Prints also how much of each definition its tests reach: branches both ways, documents and their forms, rules
    held and broken, exits; and the place of what no test reaches.

    With --record, write a new test into one definition instead.
    """
    from guichet_validate.cli.trials import try_files

    if record is not None:
        record_test(context, paths, Recording(record, **recording), lang)
    if any(value is not None for value in recording.values()):
        raise click.UsageError(sentence("record-without", lang))
    tried = try_files(paths, lang, min_coverage)
    if not tried.files:
        raise click.UsageError(sentence("no-definition", lang))
    for line in tried.lines:
        click.echo(line)
    context.exit(1 if tried.failed or tried.short else 0)
