"""The findings of the checker as the index page tells them: where, what is wrong, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guichet.i18n import language, t
from guichet.previewing.editions import Edition
from guichet_validate.checks.phrasing import phrase
from guichet_validate.findings import Severity

_LONGEST: Final = 200  # characters of a line of the file


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding in the reader's language; `file` is named when it is another one, `excerpt` is the line itself."""

    severity: Severity
    message: str
    hint: str
    code: str
    line: int | None
    file: str | None
    excerpt: str


def remarks(edition: Edition, name: str) -> list[Remark]:
    """Return every finding of an edition of the file of that name, in the order of the file."""
    lang = language()
    found = []
    for finding in edition.findings:
        said = phrase(finding, lang)
        other = finding.file is not None and Path(finding.file).name != name
        found.append(
            Remark(
                severity=finding.severity,
                message=said.message,
                hint=said.hint,
                code=finding.code,
                line=finding.line,
                file=Path(finding.file).name if other and finding.file else None,
                excerpt="" if other else _excerpt(edition, finding.line),
            )
        )
    return found


def counted(edition: Edition) -> str:
    """Return how many errors and warnings there are, in words."""
    return t("preview-count", errors=edition.errors, warnings=edition.remarks - edition.errors)


def _excerpt(edition: Edition, line: int | None) -> str:
    if line is None or not 0 < line <= len(edition.lines):
        return ""
    text = edition.lines[line - 1].strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
