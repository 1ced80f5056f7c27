"""Run the tests of definition files and tell what they reach, for the command ``test``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from guichet_validate.checks.files import Neighbours, Surroundings, definition_files, opened, translated
from guichet_validate.checks.outline import Outline
from guichet_validate.checks.phrasing import say
from guichet_validate.checks.references import Resolver
from guichet_validate.checks.trial import told_value
from guichet_validate.checks.whereabouts import Whereabouts, called
from guichet_validate.cli.reporters import line_of
from guichet_validate.findings import DefinitionError
from guichet_validate.flow.coverage import COVERED, Coverage, coverage
from guichet_validate.flow.targets import Target
from guichet_validate.loading import load
from guichet_validate.model import Definition
from guichet_validate.source import Source
from guichet_validate.testing import Difference, run_tests


@dataclass(slots=True)
class Trials:
    """What a run printed: ``files`` looked at, tests ``passed`` and ``failed`` (files that cannot run count once).

    ``short`` are the definitions whose tests reach less than ``least`` percent of what there is to reach.
    """

    least: float = 0
    files: int = 0
    passed: int = 0
    failed: int = 0
    short: int = 0
    lines: list[str] = field(default_factory=list)


def try_files(paths: Iterable[Path], lang: str, least: float = 0) -> Trials:
    """Run every test of every definition below the paths."""
    trials = Trials(least)
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
    results = run_tests(definition)
    for number, result in enumerate(results):
        if result.passed:
            trials.passed += 1
            continue
        trials.failed += 1
        line, column = source.position(f"/x-tests/{number}")
        failed = say("test-line", {"name": result.name}, lang)
        trials.lines.append(f"{source.name}:{line}:{column}: {failed}")
        trials.lines += [_told(difference, lang) for difference in result.differences]

    _cover(source, around, definition, coverage(definition, results), trials, lang)


def _cover(
    source: Source, around: Surroundings, definition: Definition, found: Coverage, trials: Trials, lang: str
) -> None:
    """Say how much the tests reach, and what they do not."""
    if not found.all:
        return
    if found.percent < trials.least:
        trials.short += 1
    parts = [
        str(say(f"coverage-{kind}", {"reached": reached, "all": every}, lang))
        for kind, (reached, every) in ((kind, found.of(kind)) for kind in COVERED)
        if every
    ]
    counts = {"percent": math.floor(found.percent), "parts": ", ".join(parts), "least": trials.least}
    low = "coverage-short" if found.percent < trials.least else "coverage-line"
    trials.lines.append(f"{source.name}: {say(low, counts, lang)}")
    where = Whereabouts(Outline(source.document, Resolver(source.document, around.fragments, _nobody)))
    for target in found.missing:
        line, column = source.position(where.of(target).pointer)
        missed = say("coverage-missing", {"what": _kind(target), **called(target, definition)}, lang)
        trials.lines.append(f"{source.name}:{line}:{column}: {missed}")


def _kind(target: Target) -> str:
    return f"{target.kind}-{target.side}" if target.kind in ("branch", "rule") else target.kind


def _nobody(*_: object, **__: object) -> None:
    """Hear what the command ``check`` reports: here the definition loads already."""


def _told(difference: Difference, lang: str) -> str:
    values = {"expected": told_value(difference.expected), "actual": told_value(difference.actual)}
    return "    " + str(say("test-difference", {"aspect": difference.aspect, **values}, lang))
