"""Check one definition, or every definition below some paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guichet_validate.checks import acceptances
from guichet_validate.checks.catalogue import RULES, STAGES
from guichet_validate.checks.files import PROCEDURE_TWICE, Neighbours, definition_files, opened
from guichet_validate.checks.sheet import Sheet
from guichet_validate.checks.values import string
from guichet_validate.findings import Finding
from guichet_validate.fragments import Fragments
from guichet_validate.kinds import Kinds
from guichet_validate.lists import Lists
from guichet_validate.source import Source


@dataclass(frozen=True, slots=True)
class Report:
    """What a run looked at, and what it found, file by file in the order of the file."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def check(
    source: Source,
    *,
    fragments: Fragments | None = None,
    kinds: Kinds | None = None,
    lists: Lists | None = None,
    reference: bool = False,
) -> tuple[Finding, ...]:
    """Return every finding on one definition; never raises, whatever JSON the source holds.

    ``fragments`` are the shared ones (those shipped, when not given), ``kinds`` the known kinds of documents,
    ``lists`` the reference lists (``None``: not judged). ``reference`` has a second validator judge the answers of
    the definition's tests.
    """
    sheet = Sheet(source, fragments or Fragments.standard(), kinds, lists, reference=reference)
    for stage in STAGES:
        for concept in stage:
            concept.check(sheet)
        if sheet.has_errors:
            break
    acceptances.check(sheet, RULES)
    return sheet.findings()


def check_paths(paths: Iterable[str | Path], *, reference: bool = False) -> Report:
    """Check files, and every definition below folders; what cannot be read is a finding too."""
    neighbours = Neighbours()
    files: list[str] = []
    findings: list[Finding] = []
    owners: dict[str, str] = {}
    for path in definition_files(paths):
        files.append(str(path))
        source, unread = opened(path)
        findings.extend(unread)
        if source is None:
            continue
        around = neighbours.of(path)
        findings.extend(around.findings)
        findings.extend(
            check(
                source,
                fragments=around.fragments,
                kinds=around.kinds,
                lists=around.lists,
                reference=reference,
            )
        )
        findings.extend(_twice(source, owners))
    return Report(tuple(files), tuple(dict.fromkeys(findings)))


def _twice(source: Source, owners: dict[str, str]) -> Iterator[Finding]:
    identity = source.document.get("x-procedure")
    name = string(identity.get("id")) if isinstance(identity, dict) else None
    if name is not None and owners.setdefault(name, source.name) != source.name:
        params = {"id": name, "other": owners[name]}
        yield source.place(Finding(PROCEDURE_TWICE.code, "error", "/x-procedure/id", params))
