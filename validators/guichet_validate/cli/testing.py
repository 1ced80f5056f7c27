"""The command ``test``: exit status 0 all passed, 1 failures, 2 unusable call."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from guichet_validate.cli.options import FORMAT, LANG, OUTPUT, PATHS, sentence
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
@FORMAT
@OUTPUT
@LANG
@click.pass_context
def test(
    context: click.Context,
    /,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    lang: str,
    record: Path | None,
    min_coverage: float,
    **recording: Any,
) -> None:
    """Run the tests written in definitions.

    Prints each that fails with its difference, and how much of each definition its tests reach: branches both ways,
    documents and their forms, rules held and broken, exits; and the place of what no test reaches.

    With --record, write a new test into one definition instead.
    """
    from guichet_validate.cli.reporters import View, report_tests, text
    from guichet_validate.cli.trials import try_files
    from guichet_validate.cli.writing import publish, require_folder

    if record is not None:
        record_test(context, paths, Recording(record, **recording), lang)
    if any(value is not None for value in recording.values()):
        raise click.UsageError(sentence("record-without", lang))
    if output is not None:
        require_folder(output, lang)
    trials = try_files(paths, min_coverage)
    if not trials.files:
        raise click.UsageError(sentence("no-definition", lang))
    view = View(lang)
    publish(partial(report_tests, trials), form, output, view, text.tests_summary(trials, view))
    context.exit(1 if trials.failed or trials.short else 0)
