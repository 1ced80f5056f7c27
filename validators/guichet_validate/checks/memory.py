"""Verdicts on files that were checked before, kept by the digest of all that they depend on."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from guichet_validate.checks.folders import DOCUMENTS, FRAGMENTS, LISTS, nearest
from guichet_validate.checks.others import Others
from guichet_validate.checks.today import today
from guichet_validate.checks.verdict import Verdict
from guichet_validate.findings import Finding
from guichet_validate.replacing import replace_file

# Days: an entry that nobody asked for is dropped; one that is in use is marked anew.
_KEPT, _MARKED_ANEW = 30, 7
_MAX_BYTES = 16 * 1024 * 1024
_PREFIX = "checked-"
_DAY = 86_400

_Entry = list[Any]


class Memory:
    """Verdicts in one JSON file of a folder; a file that is damaged, foreign or cannot be written is as good as none.

    The file's name tells the code, the interpreter and the libraries that judged. An entry's key tells the definition's
    name and bytes, the fragments, kinds of documents and lists that hold for it, and how it was checked. The entry
    itself tells the day and the other definitions that it rests on, where it does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / f"{_PREFIX}{_judges()}.json"
        self._today = int(time.time()) // _DAY
        self._entries = _read(self._file)
        self._around = _Around()
        self._others = Others()

    def recall(self, paths: Iterable[Path], *, reference: bool) -> dict[Path, Verdict]:
        """Return the verdicts that still hold, of those files that have one."""
        recalled: dict[Path, Verdict] = {}
        aged = False
        for path in paths:
            around = self._around.of(path)
            try:
                with open(path, "rb") as file:  # noqa: PTH123 thousands of them, and a Path opens slowly
                    content = hashlib.sha256(file.read()).hexdigest()
            except OSError:
                continue
            entry = self._entries.get(_key(path, content, around, reference=reference))
            verdict = _verdict(entry, str(path))
            if entry is not None and verdict is not None and self._others.still(path, verdict.others):
                recalled[path] = verdict
                aged = aged or self._today - entry[0] > _MARKED_ANEW
                entry[0] = self._today
        if aged:
            self._write({})
        return recalled

    def keep(self, verdicts: Mapping[Path, Verdict], *, reference: bool) -> None:
        """Keep the verdicts on files that were looked for; other runs may keep theirs meanwhile."""
        # Had what stands beside a definition changed during the run, nobody knows what it was judged by.
        after, others = _Around(), Others()
        kept: dict[str, _Entry] = {}
        for path, verdict in verdicts.items():
            around = self._around.of(path)
            entry = _entry(verdict, str(path), self._today)
            same = after.of(path) == around and others.still(path, verdict.others)
            if verdict.content is not None and entry is not None and same:
                kept[_key(path, verdict.content, around, reference=reference)] = entry
        if kept:
            self._write(kept)

    def _write(self, kept: Mapping[str, _Entry]) -> None:
        entries = {**_read(self._file), **self._entries, **kept}
        latest = sorted(entries.items(), key=lambda item: _used(item[1]), reverse=True)
        lines, size = [], 0
        for key, entry in latest:
            line = f"{json.dumps(key)}:{json.dumps(entry, separators=(',', ':'))}"
            size += len(line) + 2
            if size > _MAX_BYTES or self._today - _used(entry) > _KEPT:
                break
            lines.append(line)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, ("{" + ",\n".join(lines) + "}\n").encode())
            self._sweep()
        except OSError:
            return  # the next run judges again

    def _sweep(self) -> None:
        """Remove what other versions kept and nobody has used for long."""
        for path in self._folder.glob(f"{_PREFIX}*.json"):
            if path != self._file and time.time() - path.stat().st_mtime > _KEPT * _DAY:
                path.unlink()


class _Around:
    """The digest of the fragments, kinds of documents and lists that hold for a file, read once per folder."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def of(self, path: Path) -> str:
        folder = path.resolve().parent if path.is_symlink() else path.parent
        if folder not in self._known:
            self._known[folder] = _surroundings(folder.resolve())
        return self._known[folder]


def _surroundings(folder: Path) -> str:
    digest = hashlib.sha256()
    shared, registered, lists = (nearest(folder, name) for name in (FRAGMENTS, DOCUMENTS, LISTS))
    beside = sorted(shared.glob("*.json")) if shared is not None else []
    beside += sorted(lists.glob("*.csv")) if lists is not None else []
    for path in (*beside, *([registered] if registered is not None else [])):
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            content = str(error.errno)
        digest.update(f"{path.name}\0{content}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _key(path: Path, content: str, around: str, *, reference: bool) -> str:
    told = "\0".join((path.name, content, around, str(reference)))
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


@cache
def _judges() -> str:
    """The digest of all that judges: this package's code and schemas, the interpreter, what is installed beside it."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for path in package.rglob("*") if path.suffix in (".py", ".json")):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(package).as_posix()}\0{content}\n".encode())
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 a zip on the path is none
            installed = sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208
            digest.update("\n".join(installed).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def _read(path: Path) -> dict[str, _Entry]:
    """The entries of a file; none unless it is what this module writes."""
    try:
        if not path.is_file() or path.stat().st_size > 2 * _MAX_BYTES:
            return {}
        entries = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return entries if isinstance(entries, dict) else {}


def _used(entry: Any) -> int:
    """The day that an entry was last of use; long ago for what is none."""
    return entry[0] if isinstance(entry, list) and entry and type(entry[0]) is int else 0


def _entry(verdict: Verdict, file: str, day: int) -> _Entry | None:
    """A verdict as JSON, ``None`` for one that JSON would change."""
    findings = [
        [finding.code, finding.severity, finding.pointer, dict(finding.params), finding.line, finding.column]
        for finding in verdict.findings
    ]
    entry = [day, verdict.day, dict(verdict.others), verdict.procedure, verdict.line, verdict.column, findings]
    try:
        same = _verdict(json.loads(json.dumps(entry)), file)
    except (TypeError, ValueError):
        return None
    return entry if same == replace(verdict, content=None) else None


def _verdict(entry: Any, file: str) -> Verdict | None:
    """The verdict of an entry on a file of that name; ``None`` for an entry that is none, or of another day."""
    match entry:
        case [
            int(),
            str() | None as day,
            dict(others),
            str() | None as procedure,
            int() | None as line,
            int() | None as column,
            [*rows],
        ]:
            findings = [_finding(row, file) for row in rows]
        case _:
            return None
    if None in findings or (day is not None and day != today()):
        return None
    told = tuple(finding for finding in findings if finding is not None)
    return Verdict(told, procedure, line, column, None, day, others)


def _finding(row: Any, file: str) -> Finding | None:
    match row:
        case [
            str(code),
            "error" | "warning" | "information" as severity,
            str(pointer),
            dict(params),
            int(line),
            int(column),
        ]:
            return Finding(code, severity, pointer, params, file, line, column)
        case _:
            return None
