"""The definitions that another one names: where they lie, and whether what a verdict rests on is still so."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from guichet_validate.checks.folders import DOCUMENTS, definition_files, nearest

# What was seen of a definition: its content (a digest), or only that it is there, that it is not, that it stays shut.
THERE, ABSENT, UNREADABLE = "there", "absent", "unreadable"


def mark(content: bytes) -> str:
    """Return the mark of a content."""
    return hashlib.sha256(content).hexdigest()


def city_folder(folder: Path) -> Path | None:
    """Return the top of the city that a folder belongs to: where its register of documents stands."""
    register = nearest(folder, DOCUMENTS)
    return None if register is None else register.parent


def places(city: Path) -> dict[str, Path]:
    """The definitions of a city by the name of their file, which is their procedure's."""
    return {path.stem: path for path in definition_files([city])}


class Others:
    """Looks at the definitions of cities as they are now, each once."""

    def __init__(self) -> None:
        self._places: dict[Path, dict[str, Path]] = {}
        self._marks: dict[Path, str] = {}

    def still(self, path: Path, seen: Mapping[str, str]) -> bool:
        """Tell whether the definitions that a file names are as they were seen."""
        return not seen or all(self._is(path.resolve().parent, name, what) for name, what in seen.items())

    def _is(self, folder: Path, name: str, what: str) -> bool:
        path = self._place(folder, name)
        if path is None or what in (THERE, ABSENT):
            return what == (ABSENT if path is None else THERE)
        return what == self._mark(path)

    def _place(self, folder: Path, name: str) -> Path | None:
        city = city_folder(folder)
        if city is None:
            return None
        if city not in self._places:
            self._places[city] = places(city)
        return self._places[city].get(name)

    def _mark(self, path: Path) -> str:
        if path not in self._marks:
            try:
                self._marks[path] = mark(path.read_bytes())
            except OSError:
                self._marks[path] = UNREADABLE
        return self._marks[path]
