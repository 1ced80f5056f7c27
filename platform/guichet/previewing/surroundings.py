"""What a definition file rests on: the city around it, and whether any of these files was saved since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from guichet_validate.checks.folders import DOCUMENTS, FRAGMENTS, LISTS, nearest

CITY: Final = "city.json"
#: A city without services, for a definition that lies outside any.
TOWN: Final = Path(__file__).parent / "town"

_MARK: Final = 12  # characters


class CityUnreadableError(Exception):
    """The city around a definition cannot be read; the text is the path of its file."""


def city_of(path: Path) -> Path:
    """Return the folder of the city that a file belongs to: where the nearest `city.json` stands, else a made-up one.

    Raises CityUnreadableError: every page shows the city, so the preview does not begin without.
    """
    found = nearest(path.resolve().parent, CITY)
    if found is None:
        return TOWN
    try:
        readable = isinstance(json.loads(found.read_text(encoding="utf-8")), dict)
    except (OSError, ValueError):
        readable = False
    if not readable:
        raise CityUnreadableError(str(found))
    return found.parent


def stamp(path: Path) -> str:
    """Return what changes when the definition is saved, or anything beside it that it rests on."""
    digest = hashlib.sha256()
    for file in _files(path):
        try:
            state = file.stat()
        except OSError:
            digest.update(f"{file}\0absent\0".encode())
        else:
            digest.update(f"{file}\0{state.st_mtime_ns}\0{state.st_size}\0{state.st_ino}\0".encode())
    return digest.hexdigest()[:_MARK]


def _files(path: Path) -> Iterator[Path]:
    yield path
    folder = path.resolve().parent
    for name, pattern in ((CITY, None), (DOCUMENTS, None), (FRAGMENTS, "*.json"), (LISTS, "*.csv")):
        found = nearest(folder, name)
        if found is not None and pattern is None:
            yield found
        elif found is not None and pattern is not None:
            yield from sorted(found.glob(pattern))
