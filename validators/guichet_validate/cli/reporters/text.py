"""For people: where, what is wrong, what to do; on a terminal the line of the file too, and colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guichet_validate.checks.phrasing import phrase, say
from guichet_validate.cli.reporters.places import printable

if TYPE_CHECKING:
    from guichet_validate.checks.report import Report
    from guichet_validate.cli.reporters.view import View
    from guichet_validate.cli.trials import Trials
    from guichet_validate.findings import Finding

_COLORS = {"error": "red", "warning": "yellow", "information": "cyan"}
_MARGIN = "    "
_MEMBER = re.compile(r'"(?:[^"\\]|\\.)*"|\S')


def of_check(report: Report, view: View) -> Iterator[str]:
    """One block per finding, grouped by file, and a sentence that counts at the end."""
    for _, findings in groupby(view.shown(report), key=lambda finding: finding.file):
        yield from _of_file(list(findings), view)
    yield summary(report, view)


def of_tests(trials: Trials, view: View) -> Iterator[str]:
    """Each file that cannot run, each test that fails with its differences, what tests reach, and a count."""
    for finding in trials.unusable:
        yield line_of(finding, view.lang)
    for case in trials.cases:
        if not case.passed:
            said = str(say("test-line", {"name": case.name}, view.lang))
            place = _styled(f"{printable(case.file)}:{case.line}:{case.column}:", view, bold=True)
            yield f"{place} {printable(said)}"
            for told in case.told(view.lang):
                yield _MARGIN + printable(told)
    for one in trials.measured:
        yield f"{_styled(f'{printable(one.file)}:', view, bold=True)} {one.told(view.lang, trials.least)}"
        for missed in one.missing:
            yield f"{printable(one.file)}:{missed.line}:{missed.column}: {printable(missed.told(view.lang))}"
    yield tests_summary(trials, view)


def summary(report: Report, view: View) -> str:
    """The sentence that counts definitions and findings."""
    counts = {
        "checked": len(report.files),
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "information": report.count("information"),
        "hidden": len(report.findings) - len(view.shown(report)),
    }
    return str(say("report-summary", counts, view.lang))


def tests_summary(trials: Trials, view: View) -> str:
    """The sentence that counts tests."""
    counts = {"files": len(trials.files), "passed": trials.passed, "failed": trials.failed}
    return str(say("tests-summary", counts, view.lang))


def line_of(finding: Finding, lang: str) -> str:
    """Place and message on one line."""
    return f"{_place(finding)}: {printable(phrase(finding, lang).message)}"


def _of_file(findings: list[Finding], view: View) -> Iterator[str]:
    excerpts = _lines(findings[0].file) if view.terminal else []
    for finding in findings:
        said = phrase(finding, view.lang)
        severity = str(say(f"severity-{finding.severity}", {}, view.lang))
        place = _styled(f"{_place(finding)}:", view, bold=True)
        level = _styled(severity, view, fg=_COLORS[finding.severity], bold=True)
        colon = say("colon", {}, view.lang)
        yield f"{place} {level}{colon}{printable(said.message)} {_styled(f'[{finding.code}]', view, dim=True)}"
        if finding.line is not None and finding.line <= len(excerpts):
            yield from _excerpt(excerpts[finding.line - 1], finding, view)
        if finding.pointer:
            yield _MARGIN + printable(finding.pointer)
        if said.hint:
            yield f"{_MARGIN}→ {printable(said.hint)}"
        if view.terminal:
            yield ""


def _place(finding: Finding) -> str:
    return f"{printable(finding.file or '')}:{finding.line or 1}:{finding.column or 1}"


def _lines(file: str | None) -> list[str]:
    """The lines of a file as the findings count them; none where it cannot be read any more."""
    try:
        return Path(file or "").read_bytes().decode("utf-8", "replace").split("\n")
    except OSError:
        return []


def _excerpt(line: str, finding: Finding, view: View) -> Iterator[str]:
    """The line, cut around the column where it is longer than the terminal, and a mark below the column."""
    number = f"{finding.line} │ "
    start = (finding.column or 1) - 1
    room = max(view.width - len(_MARGIN) - len(number), 20)
    first = 0 if len(line) <= room else max(0, min(start - room // 3, len(line) - room))
    before, marked = line[first:start], _MEMBER.match(line, start)
    length = min(len(printable(marked[0])) if marked else 1, max(1, first + room - start))
    before_shown = printable(before.replace("\t", " "))
    rest = printable(line[start : first + room].replace("\t", " ").rstrip("\r"))
    yield _MARGIN + _styled(number, view, dim=True) + before_shown + rest
    mark = _styled("^" * length, view, fg=_COLORS[finding.severity], bold=True)
    yield _MARGIN + _styled(" " * (len(number) - 2) + "│ ", view, dim=True) + " " * len(before_shown) + mark


def _styled(text: str, view: View, **style: str | bool) -> str:
    return click.style(text, **style) if view.color else text  # type: ignore[arg-type]
