"""The city's other definitions, each read when a definition names it."""

from __future__ import annotations

from pathlib import Path

from guichet_validate.checks.folders import definition_files
from guichet_validate.checks.outline import Outline
from guichet_validate.checks.references import Resolver
from guichet_validate.checks.values import mapping
from guichet_validate.findings import DefinitionError
from guichet_validate.fragments import Fragments
from guichet_validate.source import read


class City:
    """The definitions below a folder, by the name of their file, which is their procedure's."""

    def __init__(self, folder: Path, fragments: Fragments) -> None:
        self._folder = folder
        self._fragments = fragments
        self._paths: dict[str, Path] | None = None
        self._outlines: dict[str, Outline | None] = {}
        self.asked = 0
        """How often another definition had its part in a verdict."""

    def has(self, procedure: str) -> bool:
        """Whether the city has a definition of that name."""
        self.asked += 1
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
