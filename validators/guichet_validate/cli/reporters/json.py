"""For programs: one JSON document with all that is known of each finding."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.phrasing import phrase

if TYPE_CHECKING:
    from guichet_validate.checks.report import Report
    from guichet_validate.cli.reporters.view import View
    from guichet_validate.cli.trials import Trials
    from guichet_validate.findings import Finding


def of_check(report: Report, view: View) -> Iterator[str]:
    """The files looked at, the findings, and how many there are of each severity."""
    yield _document(
        {
            "files": list(report.files),
            "findings": [_record(finding, view.lang) for finding in view.shown(report)],
            "checked": len(report.files),
            "errors": report.count("error"),
            "warnings": report.count("warning"),
            "information": report.count("information"),
        }
    )


def of_tests(trials: Trials, view: View) -> Iterator[str]:
    """The files looked at, every test with its differences, what the tests reach, and what kept a file from running."""
    yield _document(
        {
            "files": list(trials.files),
            "tests": [
                {
                    "file": case.file,
                    "line": case.line,
                    "column": case.column,
                    "pointer": case.pointer,
                    "name": case.name,
                    "passed": case.passed,
                    "differences": [
                        {
                            "aspect": difference.aspect,
                            "expected": difference.expected,
                            "actual": difference.actual,
                            "message": told,
                        }
                        for difference, told in zip(case.differences, case.told(view.lang), strict=True)
                    ],
                }
                for case in trials.cases
            ],
            "coverage": [
                {
                    "file": one.file,
                    "percent": round(one.percent, 1),
                    "enough": one.percent >= trials.least,
                    "parts": {kind: {"reached": reached, "all": every} for kind, (reached, every) in one.parts.items()},
                    "missing": [
                        {
                            "line": missed.line,
                            "column": missed.column,
                            "pointer": missed.pointer,
                            "kind": missed.kind,
                            "message": missed.told(view.lang),
                        }
                        for missed in one.missing
                    ],
                }
                for one in trials.measured
            ],
            "findings": [_record(finding, view.lang) for finding in trials.unusable],
            "passed": trials.passed,
            "failed": trials.failed,
        }
    )


def _document(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str)


def _record(finding: Finding, lang: str) -> dict[str, object]:
    said = phrase(finding, lang)
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "pointer": finding.pointer,
        "code": finding.code,
        "severity": finding.severity,
        "params": dict(finding.params),
        "message": said.message,
        "hint": said.hint,
    }
