"""Annotations that GitHub shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet_validate.checks.phrasing import phrase
from guichet_validate.cli.reporters import text
from guichet_validate.cli.reporters.places import printable, reported_path

if TYPE_CHECKING:
    from guichet_validate.checks.report import Report
    from guichet_validate.cli.reporters.view import View
    from guichet_validate.cli.trials import Trials
    from guichet_validate.findings import Finding

_LEVELS = {"error": "error", "warning": "warning", "information": "notice"}
# A percent sign first: those that follow bring new ones.
_IN_MESSAGE = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTY = (*_IN_MESSAGE, (":", "%3A"), (",", "%2C"))


def of_check(report: Report, view: View) -> Iterator[str]:
    """One annotation per finding, and the sentence that counts, for the log."""
    for finding in view.shown(report):
        yield _annotation(finding, view.lang)
    yield text.summary(report, view)


def of_tests(trials: Trials, view: View) -> Iterator[str]:
    """One annotation per difference of a test that fails, and the sentence that counts."""
    for finding in trials.report().findings:
        yield _annotation(finding, view.lang)
    yield text.tests_summary(trials, view)


def _annotation(finding: Finding, lang: str) -> str:
    said = phrase(finding, lang)
    properties = {
        "file": printable(reported_path(finding.file or "")),
        "line": str(finding.line or 1),
        "col": str(finding.column or 1),
        "title": finding.code,
    }
    told = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in properties.items())
    message = "\n".join(printable(part) for part in (said.message, said.hint, finding.pointer) if part)
    return f"::{_LEVELS[finding.severity]} {told}::{_escaped(message, _IN_MESSAGE)}"


def _escaped(text: str, replacements: tuple[tuple[str, str], ...]) -> str:
    for character, code in replacements:
        text = text.replace(character, code)
    return text
