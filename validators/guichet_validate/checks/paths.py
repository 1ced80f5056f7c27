"""Check every definition below some paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from guichet_validate.checks.city import unused_lists
from guichet_validate.checks.files import PROCEDURE_TWICE, Neighbours, opened
from guichet_validate.checks.folders import definition_files
from guichet_validate.checks.report import Report
from guichet_validate.checks.run import check
from guichet_validate.checks.values import string
from guichet_validate.findings import Finding
from guichet_validate.source import Source

# Told how many files are done, of how many.
Progress = Callable[[int, int], None]


def check_paths(paths: Iterable[str | Path], *, reference: bool = False, progress: Progress | None = None) -> Report:
    """Check files, and every definition below folders; what cannot be read is a finding too."""
    paths = list(paths)
    files = list(definition_files(paths))
    neighbours = Neighbours()
    findings: list[Finding] = []
    owners: dict[str, str] = {}
    for number, path in enumerate(files, 1):
        source, unread = opened(path)
        findings.extend(unread)
        if source is not None:
            around = neighbours.of(path)
            findings.extend(around.findings)
            findings.extend(
                check(
                    source,
                    fragments=around.fragments,
                    kinds=around.kinds,
                    lists=around.lists,
                    city=around.city,
                    reference=reference,
                )
            )
            findings.extend(_twice(source, owners))
        if progress is not None:
            progress(number, len(files))
    findings.extend(unused_lists(paths, files))
    return Report(tuple(str(path) for path in files), tuple(dict.fromkeys(findings)))


def _twice(source: Source, owners: dict[str, str]) -> Iterator[Finding]:
    identity = source.document.get("x-procedure")
    name = string(identity.get("id")) if isinstance(identity, dict) else None
    if name is not None and owners.setdefault(name, source.name) != source.name:
        params = {"id": name, "other": owners[name]}
        yield source.place(Finding(PROCEDURE_TWICE.code, "error", "/x-procedure/id", params))
