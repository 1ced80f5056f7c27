"""Which files are definitions, and what stands beside them; reads no file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

DOCUMENTS = "documents.json"
FRAGMENTS = "fragments"
LISTS = "lists"

_BESIDE = frozenset({"city.json", DOCUMENTS})
_SKIPPED = frozenset({FRAGMENTS, LISTS, "node_modules"})


def definition_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files named, and below folders every ``*.json`` that is a definition's; each once."""
    seen: set[str] = set()
    for given in paths:
        path = Path(given)
        real = os.path.realpath(path)
        for found, place in _below(path, real) if path.is_dir() else [(path, real)]:
            if place not in seen:
                seen.add(place)
                yield found


def nearest(folder: Path, name: str) -> Path | None:
    """Return the file or folder of that name in a folder, or in the nearest one above that has it."""
    return next((parent / name for parent in (folder, *folder.parents) if (parent / name).exists()), None)


def _below(folder: Path, real: str) -> Iterator[tuple[Path, str]]:
    """Definitions below a folder, in order, each with its place once every link is followed."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        place = os.path.join(real, entry.name)  # noqa: PTH118 thousands of them: a Path costs more than all the rest
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED and not entry.name.startswith("."):
                yield from _below(folder / entry.name, place)
        elif entry.name.endswith(".json") and entry.name not in _BESIDE and entry.is_file():
            yield folder / entry.name, os.path.realpath(place) if entry.is_symlink() else place
