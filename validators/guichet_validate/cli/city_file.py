"""The city a new definition is for: its categories, services and kinds of documents, found in the folders nearby."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guichet_validate.checks.files import Neighbours, opened
from guichet_validate.checks.folders import definition_files
from guichet_validate.checks.values import mapping, rows, string
from guichet_validate.findings import Finding
from guichet_validate.kinds import Kinds
from guichet_validate.texts import text

CITY = "city.json"
DEFINITIONS = "definitions"


@dataclass(frozen=True, slots=True)
class CityFile:
    """What stands in ``city.json`` and beside it; ``root`` is the folder of definitions."""

    root: Path
    node: Mapping[str, Any]
    kinds: Kinds | None
    findings: Sequence[Finding]

    @classmethod
    def near(cls, folder: Path) -> CityFile:
        """Return the nearest city: in the folder, in its ``definitions``, or further up; an empty one if none is."""
        found = _nearest(folder)
        root = found.parent if found else folder / DEFINITIONS
        around = Neighbours().of(root / CITY)
        findings = list(around.findings)
        node: Mapping[str, Any] = {}
        if found is not None:
            source, unread = opened(found)
            findings += unread
            node = source.document if source else {}
        return cls(root, node, around.kinds, findings)

    def categories(self, lang: str) -> list[tuple[str, str]]:
        """Identifier and title of each category of the home page."""
        return [
            (name, text(category, "title", lang) or name)
            for _, category in rows(self.node.get("categories"))
            if (name := string(category.get("id")))
        ]

    def services(self, lang: str) -> list[tuple[str, str]]:
        """Identifier and title of each service."""
        return [
            (name, text(mapping(service), "title", lang) or name)
            for name, service in mapping(self.node.get("services")).items()
        ]

    def service(self, name: str) -> Mapping[str, Any] | None:
        """What ``city.json`` says of a service."""
        found = mapping(self.node.get("services")).get(name)
        return found if isinstance(found, dict) else None

    def holder_of(self, identifier: str, besides: Path | None = None) -> Path | None:
        """Return a file, ``besides`` left aside, that defines a procedure of that identifier: they bear its name."""
        if not self.root.is_dir():
            return None
        files = (path for path in definition_files([self.root]) if path.name == f"{identifier}.json")
        return next((path for path in files if besides is None or path.resolve() != besides.resolve()), None)


def _nearest(folder: Path) -> Path | None:
    # Relative paths stay so: they are what the person reads.
    above = [folder, *(Path(*[".."] * steps) for steps in range(1, len(folder.resolve().parts)))]
    for place in above if not folder.is_absolute() else [folder, *folder.parents]:
        for found in (place / CITY, place / DEFINITIONS / CITY):
            if found.is_file():
                return found
    return None
