"""Print findings: for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from guichet_validate.checks.phrasing import phrase, say
from guichet_validate.checks.run import Report
from guichet_validate.findings import Finding


def as_text(report: Report, lang: str) -> Iterator[str]:
    """Lines for people: place, what is wrong, what to do; a sentence that counts at the end."""
    colon = str(say("colon", {}, lang))
    for finding in report.findings:
        said = phrase(finding, lang)
        severity = say(f"severity-{finding.severity}", {}, lang)
        yield f"{_place(finding)}: {severity}{colon}{said.message} [{finding.code}]"
        if finding.pointer:
            yield f"    {finding.pointer}"
        if said.hint:
            yield f"    → {said.hint}"
    yield str(say("report-summary", _counts(report), lang))


def as_json(report: Report, lang: str) -> Iterator[str]:
    """One JSON document with the findings and the files looked at."""
    yield json.dumps(
        {
            "files": list(report.files),
            "findings": [_record(finding, lang) for finding in report.findings],
            **_counts(report),
        },
        ensure_ascii=False,
        indent=2,
    )


REPORTERS = {"text": as_text, "json": as_json}


def line_of(finding: Finding, lang: str) -> str:
    """Place and message on one line."""
    return f"{_place(finding)}: {phrase(finding, lang).message}"


def _place(finding: Finding) -> str:
    return f"{finding.file}:{finding.line or 1}:{finding.column or 1}"


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


def _counts(report: Report) -> dict[str, int]:
    counts = {"errors": 0, "warnings": 0}
    for finding in report.findings:
        key = f"{finding.severity}s"
        if key in counts:
            counts[key] += 1
    return {"checked": len(report.files), **counts}
