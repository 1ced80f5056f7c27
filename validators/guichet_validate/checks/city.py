"""The city's other definitions, each read when a definition names it."""

from __future__ import annotations

from pathlib import Path

from guichet_validate.checks.others import ABSENT, THERE, UNREADABLE, mark, places
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
        self._read: dict[str, tuple[Outline | None, str]] = {}
        self.asked: dict[str, str] = {}
        """What had its part in a verdict: procedures, with the mark of what was seen of each (``checks.others``)."""

    def has(self, procedure: str) -> bool:
        """Whether the city has a definition of that name."""
        if self._paths is None:
            self._paths = places(self._folder)
        there = procedure in self._paths
        self.asked.setdefault(procedure, THERE if there else ABSENT)
        return there

    def outline(self, procedure: str) -> Outline | None:
        """The fields of another procedure; ``None`` when there is none, or when its file cannot be read."""
        if not self.has(procedure):
            return None
        if procedure not in self._read:
            self._read[procedure] = self._outline((self._paths or {})[procedure])
        outline, self.asked[procedure] = self._read[procedure]
        return outline

    def _outline(self, path: Path) -> tuple[Outline | None, str]:
        try:
            content = path.read_bytes()
            document = mapping(read(content, str(path)).document)
        except OSError:
            return None, UNREADABLE
        except DefinitionError:
            return None, mark(content)
        # What is wrong there is told when that file is checked.
        return Outline(document, Resolver(document, self._fragments, lambda *_, **__: None)), mark(content)
