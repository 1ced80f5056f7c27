"""Which files are written in canonical form, and how a file is replaced."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from guichet_validate.checks.files import TOO_LARGE
from guichet_validate.checks.folders import DOCUMENTS, FRAGMENTS, definition_files
from guichet_validate.findings import Finding
from guichet_validate.replacing import replace_file
from guichet_validate.source import MAX_BYTES

_BESIDE = ("city.json", DOCUMENTS)


def formattable(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named and, below folders, definitions, fragments and what describes the city; each once."""
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path) if path.is_dir() else [path]:
            if found.resolve() not in seen:
                seen.add(found.resolve())
                yield found


def _below(folder: Path) -> Iterator[Path]:
    found = [path for path in definition_files([folder]) if _may_be_definition(path)]
    beside = [path for name in _BESIDE for path in folder.rglob(name)]
    shared = [path for path in folder.rglob("*.json") if path.parent.name == FRAGMENTS]
    yield from sorted({path for path in (*found, *beside, *shared) if path.is_file() and not _is_hidden(folder, path)})


def _is_hidden(folder: Path, path: Path) -> bool:
    return any(part.startswith(".") or part == "node_modules" for part in path.relative_to(folder).parts)


def _may_be_definition(path: Path) -> bool:
    """Leave the JSON of other programs alone; what cannot be read is told as soon as it looks like a definition."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return True
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return '"x-procedure"' in text or '"x-definition"' in text
    return isinstance(document, dict) and ("x-procedure" in document or "x-definition" in document)


def too_large(path: Path, text: str) -> list[Finding]:
    """Refuse a text that could not be read again: what was dense on one line may pass the limit once laid out."""
    size = len(text.encode())
    return [] if size <= MAX_BYTES else [Finding(TOO_LARGE.code, "error", "", {"size": size}, str(path), 1, 1)]


def rewrite(path: Path, text: str) -> list[Finding]:
    """Write a file whole or not at all; a link stays a link."""
    try:
        replace_file(path.resolve(), text.encode())
    except OSError as error:
        return [Finding("file-not-written", "error", "", {"reason": error.strerror or ""}, str(path), 1, 1)]
    return []
