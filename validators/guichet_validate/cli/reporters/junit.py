"""JUnit XML, which every CI service shows: a suite per file, a case per finding or per test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from guichet_validate.checks.phrasing import phrase, say
from guichet_validate.cli.reporters.places import reported_path

if TYPE_CHECKING:
    from guichet_validate.checks.report import Report
    from guichet_validate.cli.reporters.view import View
    from guichet_validate.cli.trials import Trials
    from guichet_validate.findings import Finding

# What XML 1.0 cannot hold, whatever way it is written.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Case:
    """One line of the report; ``kind`` is ``failure``, ``error``, or ``system-out`` for what fails nothing."""

    name: str
    line: int | None = None
    kind: str | None = None
    message: str = ""
    detail: str = ""


def of_check(report: Report, view: View) -> Iterator[str]:
    """A case per finding; a file without any has one case that passes."""
    by_file: dict[str, list[_Case]] = {file: [] for file in report.files}
    for finding in view.shown(report):
        # What is wrong with a neighbour of the definitions is told under its own name.
        by_file.setdefault(finding.file or "", []).append(_of_finding(finding, view))
    yield _document("guichet check", {file: cases or [_Case("check")] for file, cases in by_file.items()})


def of_tests(trials: Trials, view: View) -> Iterator[str]:
    """A case per test; a file that cannot run has one that is in error."""
    by_file: dict[str, list[_Case]] = {file: [] for file in trials.files}
    for file, findings in groupby(trials.unusable, key=lambda finding: finding.file or ""):
        told = [phrase(finding, view.lang).message for finding in findings]
        by_file.setdefault(file, []).append(_Case("load", None, "error", told[0], "\n".join(told)))
    for case in trials.cases:
        kind = None if case.passed else "failure"
        message = "" if case.passed else str(say("test-line", {"name": case.name}, view.lang))
        detail = "\n".join([f"{case.file}:{case.line}:{case.column}", *case.told(view.lang)])
        by_file[case.file].append(_Case(case.name, case.line, kind, message, detail))
    for one in trials.measured if trials.least else ():
        kind = "failure" if one.percent < trials.least else None
        detail = "\n".join(f"{one.file}:{missed.line}: {missed.told(view.lang)}" for missed in one.missing)
        by_file[one.file].append(_Case("coverage", one.line, kind, one.told(view.lang, trials.least), detail))
    yield _document("guichet test", by_file)


def _of_finding(finding: Finding, view: View) -> _Case:
    said = phrase(finding, view.lang)
    place = f"{finding.file}:{finding.line or 1}:{finding.column or 1}"
    detail = "\n".join(part for part in (place, finding.pointer, said.message, said.hint) if part)
    kind = "failure" if view.fails(finding) else "system-out"
    return _Case(f"{finding.code} {finding.pointer}".strip(), finding.line, kind, said.message, detail)


def _document(name: str, by_file: dict[str, list[_Case]]) -> str:
    everything = [case for cases in by_file.values() for case in cases]
    suites = ET.Element("testsuites", {"name": name, **_counts(everything)})
    for file, cases in by_file.items():
        path = _xml(reported_path(file))
        suite = ET.SubElement(suites, "testsuite", {"name": path, **_counts(cases)})
        for case in cases:
            place = {"file": path} if case.line is None else {"file": path, "line": str(case.line)}
            named = {"name": _xml(case.name), "classname": path, **place}
            element = ET.SubElement(suite, "testcase", named)
            if case.kind == "system-out":
                ET.SubElement(element, case.kind).text = _xml(case.detail)
            elif case.kind is not None:
                told = ET.SubElement(element, case.kind, message=_xml(case.message), type=case.kind)
                told.text = _xml(case.detail)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode")


def _counts(cases: list[_Case]) -> dict[str, str]:
    kinds = [case.kind for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(kinds.count("failure")),
        "errors": str(kinds.count("error")),
        "skipped": "0",
    }


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
