"""GitLab's report of code quality, shown in merge requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet_validate.checks.phrasing import phrase
from guichet_validate.cli.reporters.fingerprints import fingerprinted
from guichet_validate.cli.reporters.places import reported_path

if TYPE_CHECKING:
    from guichet_validate.checks.report import Report
    from guichet_validate.cli.reporters.view import View
    from guichet_validate.cli.trials import Trials
    from guichet_validate.findings import Finding

_SEVERITIES = {"error": "major", "warning": "minor", "information": "info"}


def of_check(report: Report, view: View) -> Iterator[str]:
    """One record per finding."""
    yield _document(view.shown(report), view.lang)


def of_tests(trials: Trials, view: View) -> Iterator[str]:
    """One record per difference of a test that fails."""
    yield _document(list(trials.report().findings), view.lang)


def _document(findings: list[Finding], lang: str) -> str:
    records = []
    for finding, fingerprint in fingerprinted(findings):
        said = phrase(finding, lang)
        records.append(
            {
                "description": f"{said.message} {said.hint}".strip(),
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": reported_path(finding.file or ""), "lines": {"begin": finding.line or 1}},
            }
        )
    return json.dumps(records, ensure_ascii=False, indent=2)
