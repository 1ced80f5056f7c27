"""Run the tests of definition files, for the command ``test``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from guichet_validate.checks.files import Neighbours, Surroundings, definition_files, opened, translated
from guichet_validate.checks.phrasing import say
from guichet_validate.checks.trial import told_value
from guichet_validate.cli.reporters import line_of
from guichet_validate.findings import DefinitionError
from guichet_validate.loading import load
from guichet_validate.source import Source
from guichet_validate.testing import Difference, run_tests


@dataclass(slots=True)
class Trials:
    """What a run printed: ``files`` looked at, tests ``passed`` and ``failed`` (files that cannot run count once)."""

    files: int = 0
    passed: int = 0
    failed: int = 0
    lines: list[str] = field(default_factory=list)


def try_files(paths: Iterable[Path], lang: str) -> Trials:
    """Run every test of every definition below the paths."""
    trials = Trials()
    neighbours = Neighbours()
    for path in definition_files(paths):
        trials.files += 1
        source, findings = opened(path)
        if source is not None:
            try:
                _try(source, neighbours.of(path), trials, lang)
            except DefinitionError as error:
                findings = translated(error, source)
        if findings:
            trials.failed += 1
            trials.lines += [line_of(finding, lang) for finding in findings]
    counts = {"files": trials.files, "passed": trials.passed, "failed": trials.failed}
    trials.lines.append(str(say("tests-summary", counts, lang)))
    return trials


def _try(source: Source, around: Surroundings, trials: Trials, lang: str) -> None:
    definition = load(source.document, fragments=around.fragments, library=around.kinds)
    for number, result in enumerate(run_tests(definition)):
        if result.passed:
            trials.passed += 1
            continue
        trials.failed += 1
        line, column = source.position(f"/x-tests/{number}")
        failed = say("test-line", {"name": result.name}, lang)
        trials.lines.append(f"{source.name}:{line}:{column}: {failed}")
        trials.lines += [_told(difference, lang) for difference in result.differences]


def _told(difference: Difference, lang: str) -> str:
    values = {"expected": told_value(difference.expected), "actual": told_value(difference.actual)}
    return "    " + str(say("test-difference", {"aspect": difference.aspect, **values}, lang))
