"""SARIF 2.1.0, the format of code scanning services, with what each rule means in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from guichet_validate.checks.phrasing import LANGUAGES, describe, phrase
from guichet_validate.cli.reporters.fingerprints import fingerprinted
from guichet_validate.cli.reporters.places import repository_path

if TYPE_CHECKING:
    from guichet_validate.checks.report import Report
    from guichet_validate.cli.reporters.view import View
    from guichet_validate.cli.trials import Trials
    from guichet_validate.findings import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RULES_PAGE = "docs/authors/rules.md"

_LEVELS = {"error": "error", "warning": "warning", "information": "note"}


def of_check(report: Report, view: View) -> Iterator[str]:
    """One run with a result per finding."""
    yield _log(view.shown(report), report.files, view.lang)


def of_tests(trials: Trials, view: View) -> Iterator[str]:
    """One run with a result per difference of a test that fails."""
    yield _log(list(trials.report().findings), trials.files, view.lang)


def _log(findings: list[Finding], files: tuple[str, ...], lang: str) -> str:
    rules = {finding.code: finding for finding in findings}
    numbers = {code: number for number, code in enumerate(rules)}
    driver = {
        "name": "guichet",
        "semanticVersion": _version(),
        "language": lang,
        "rules": [_rule(finding, lang) for finding in rules.values()],
    }
    run = {
        "tool": {"driver": driver},
        "language": lang,
        "translations": [_translation(rules, other) for other in LANGUAGES if other != lang],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "artifacts": [{"location": _location(file)} for file in files],
        "results": [
            _result(finding, fingerprint, numbers[finding.code], lang)
            for finding, fingerprint in fingerprinted(findings)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "id": finding.code,
        "name": "".join(part.capitalize() for part in finding.code.split("-")),
        **_texts(finding.code, lang),
        "helpUri": f"{RULES_PAGE}#{finding.code}",
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _texts(code: str, lang: str) -> dict[str, Any]:
    said = describe(code, lang)
    return {
        "shortDescription": {"text": said.message},
        "fullDescription": {"text": f"{said.message} {said.hint}".strip()},
        "help": {"text": said.hint or said.message},
    }


def _translation(rules: dict[str, Finding], lang: str) -> dict[str, Any]:
    return {
        "name": "guichet",
        "language": lang,
        "contents": ["localizedData"],
        "associatedComponent": {"name": "guichet"},
        "rules": [{"id": code, **_texts(code, lang)} for code in rules],
    }


def _result(finding: Finding, fingerprint: str, number: int, lang: str) -> dict[str, Any]:
    said = phrase(finding, lang)
    physical = {
        "artifactLocation": _location(finding.file or ""),
        "region": {"startLine": finding.line or 1, "startColumn": finding.column or 1},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(part for part in (said.message, said.hint) if part)},
        "locations": [
            {
                "physicalLocation": physical,
                **({"logicalLocations": [{"fullyQualifiedName": finding.pointer}]} if finding.pointer else {}),
            }
        ],
        "partialFingerprints": {"guichetFinding/v1": fingerprint},
    }


def _location(file: str) -> dict[str, str]:
    path = repository_path(file)
    if path is None:
        return {"uri": Path(file).absolute().as_uri()}
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("guichet-demarches")
    except PackageNotFoundError:
        return "0.0.0"
