"""Run the tests of definition files and tell what they reach, for the command ``test``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from guichet_validate.checks.files import Neighbours, Surroundings, opened, translated
from guichet_validate.checks.folders import definition_files
from guichet_validate.checks.phrasing import say
from guichet_validate.checks.report import Report
from guichet_validate.checks.trial import TEST_FAILED, told_value
from guichet_validate.cli.measured import Measured, measured
from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.loading import load
from guichet_validate.source import Source
from guichet_validate.testing import Difference, run_tests


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a definition and what it gave."""

    file: str
    line: int
    column: int
    pointer: str
    name: str
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        return not self.differences

    def told(self, lang: str) -> list[str]:
        """Each difference as a line."""
        return [
            str(say("test-difference", {"aspect": difference.aspect, **_values(difference)}, lang))
            for difference in self.differences
        ]


@dataclass(slots=True)
class Trials:
    """The files looked at, their tests in order, how much they reach, and what kept files from running.

    ``least`` is the share, in percent, that the tests of each definition must reach.
    """

    least: float = 0
    files: tuple[str, ...] = ()
    cases: list[Case] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)
    unusable: list[Finding] = field(default_factory=list)

    @property
    def passed(self) -> int:
        return sum(case.passed for case in self.cases)

    @property
    def failed(self) -> int:
        """Tests that failed; a file that cannot run counts once."""
        return len(self.cases) - self.passed + len({finding.file for finding in self.unusable})

    @property
    def short(self) -> list[Measured]:
        """The definitions whose tests reach too little."""
        return [one for one in self.measured if one.percent < self.least]

    def report(self) -> Report:
        """The same as findings, each difference one, as the command ``check`` tells them."""
        failed = [finding for case in self.cases for finding in _findings(case)]
        short = [one.finding() for one in self.short]
        return Report(self.files, (*self.unusable, *failed, *short))


def try_files(paths: Iterable[Path], least: float = 0) -> Trials:
    """Run every test of every definition below the paths."""
    trials = Trials(least)
    neighbours = Neighbours()
    for path in definition_files(paths):
        trials.files = (*trials.files, str(path))
        source, findings = opened(path)
        if source is not None:
            around = neighbours.of(path)
            findings = [finding for finding in around.findings if finding not in trials.unusable]
            try:
                _try(source, around, trials)
            except DefinitionError as error:
                findings += translated(error, source)
        trials.unusable += findings
    return trials


def _try(source: Source, around: Surroundings, trials: Trials) -> None:
    definition = load(source.document, fragments=around.fragments, library=around.kinds)
    results = run_tests(definition)
    for number, result in enumerate(results):
        pointer = f"/x-tests/{number}"
        place = source.position(pointer)
        trials.cases.append(Case(source.name, *place, pointer, result.name, result.differences))
    found = measured(source, around.fragments, definition, results)
    if found.parts:
        trials.measured.append(found)


def _findings(case: Case) -> Iterable[Finding]:
    for difference in case.differences:
        params = {"name": case.name, "aspect": difference.aspect, **_values(difference)}
        place = (case.file, case.line, case.column)
        yield Finding(TEST_FAILED.code, TEST_FAILED.severity, case.pointer, params, *place)


def _values(difference: Difference) -> dict[str, str]:
    return {"expected": told_value(difference.expected), "actual": told_value(difference.actual)}
