"""The city's other definitions, read when one names them, and the reference lists that none of them uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from guichet_validate.checks.folders import LISTS, definition_files
from guichet_validate.checks.outline import Outline
from guichet_validate.checks.references import Resolver
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping
from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.fragments import Fragments
from guichet_validate.source import read

LIST_UNUSED = Rule("list-unused", "information")

RULES = (LIST_UNUSED,)

_NAMED = re.compile(rb'"list"\s*:\s*"([a-z0-9-]+)"|lookup\(\s*\'([a-z0-9-]+)\'')


class City:
    """The definitions below a folder, by the name of their file, which is their procedure's."""

    def __init__(self, folder: Path, fragments: Fragments) -> None:
        self._folder = folder
        self._fragments = fragments
        self._paths: dict[str, Path] | None = None
        self._outlines: dict[str, Outline | None] = {}

    def has(self, procedure: str) -> bool:
        """Whether the city has a definition of that name."""
        if self._paths is None:
            self._paths = {path.stem: path for path in definition_files([self._folder])}
        return procedure in self._paths

    def outline(self, procedure: str) -> Outline | None:
        """The fields of another procedure; ``None`` when there is none, or when its file cannot be read."""
        if procedure not in self._outlines:
            self._outlines[procedure] = self._read(procedure) if self.has(procedure) else None
        return self._outlines[procedure]

    def _read(self, procedure: str) -> Outline | None:
        path = (self._paths or {})[procedure]
        try:
            document = mapping(read(path.read_bytes(), str(path)).document)
        except (DefinitionError, OSError):
            return None
        # What is wrong there is told when that file is checked.
        return Outline(document, Resolver(document, self._fragments, lambda *_, **__: None))


def unused_lists(paths: Iterable[str | Path], definitions: Iterable[Path]) -> Iterator[Finding]:
    """Find the reference lists below the folders given that none of the definitions read there names."""
    tables = [table for path in map(Path, paths) for table in sorted((path / LISTS).glob("*.csv"))]
    if not tables:
        return
    used: set[bytes] = set()
    for path in definitions:
        try:
            used |= {name for found in _NAMED.findall(path.read_bytes()) for name in found if name}
        except OSError:
            continue  # that the file cannot be read is told elsewhere
    for table in tables:
        if table.stem.encode() not in used:
            yield Finding(LIST_UNUSED.code, LIST_UNUSED.severity, "", {"list": table.stem}, str(table), 1, 1)
