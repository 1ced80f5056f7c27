"""Check every definition below some paths, those left aside that were checked before and have not changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from guichet_validate.checks.folders import definition_files
from guichet_validate.checks.idle_lists import unused_lists
from guichet_validate.checks.memory import Memory
from guichet_validate.checks.report import Report
from guichet_validate.checks.verdict import Verdict
from guichet_validate.findings import Finding

# Told how many files are done, of how many.
Progress = Callable[[int, int], None]


def check_paths(
    paths: Iterable[str | Path],
    *,
    reference: bool = False,
    memory: Memory | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Check files, and every definition below folders; what cannot be read is a finding too.

    ``reference`` has a second validator judge the answers of the definitions' tests. ``memory`` gives back, and keeps,
    the verdicts on files. ``jobs`` is the number of processes that share the work, where there is much of it; the
    report is the same.
    """
    paths = list(paths)
    files = list(definition_files(paths))
    verdicts: dict[Path, Verdict] = {}
    if memory is not None:
        verdicts = memory.recall(files, reference=reference)
    wanted = [path for path in files if path not in verdicts]
    for path, verdict in zip(wanted, _judged(wanted, reference=reference, jobs=jobs), strict=True):
        verdicts[path] = verdict
        if progress is not None:
            progress(len(verdicts), len(files))
    if memory is not None:
        memory.keep({path: verdicts[path] for path in wanted}, reference=reference)
    findings: list[Finding] = []
    owners: dict[str, str] = {}
    for path in files:
        findings += verdicts[path].findings
        findings += _twice(path, verdicts[path], owners)
    findings += unused_lists(paths, files)
    return Report(tuple(str(path) for path in files), tuple(dict.fromkeys(findings)))


def _judged(paths: list[Path], *, reference: bool, jobs: int) -> Iterator[Verdict]:
    if paths:
        # The rules, and the libraries that they need, are imported only where a file must be looked at.
        from guichet_validate.checks.crew import judge_all  # noqa: PLC0415

        yield from judge_all(paths, reference=reference, jobs=jobs)


def _twice(path: Path, verdict: Verdict, owners: dict[str, str]) -> Iterator[Finding]:
    name, file = verdict.procedure, str(path)
    if name is not None and owners.setdefault(name, file) != file:
        from guichet_validate.checks.files import PROCEDURE_TWICE  # noqa: PLC0415 seldom needed, see above

        params = {"id": name, "other": owners[name]}
        finding = Finding(PROCEDURE_TWICE.code, PROCEDURE_TWICE.severity, "/x-procedure/id", params)
        yield replace(finding, file=file, line=verdict.line, column=verdict.column)
