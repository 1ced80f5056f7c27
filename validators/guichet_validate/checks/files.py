"""Files: what stands beside a definition, and what a file that cannot be read tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from guichet_validate.checks.city import City
from guichet_validate.checks.folders import DOCUMENTS, FRAGMENTS, LISTS, nearest
from guichet_validate.checks.others import city_folder
from guichet_validate.checks.references import FRAGMENT_UNKNOWN, RECURSIVE, UNRESOLVED
from guichet_validate.checks.rule import Rule
from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.fragments import Fragments
from guichet_validate.kinds import Kinds, load_kinds
from guichet_validate.lists import Lists, load_lists
from guichet_validate.source import Source, read

NOT_READABLE = Rule("file-not-readable")
SYNTAX = Rule("json-syntax")
KEY_REPEATED = Rule("json-key-repeated")
NUMBER = Rule("json-number")
BOM = Rule("json-byte-order-mark")
ENCODING = Rule("json-encoding")
TOO_DEEP = Rule("json-too-deep")
TOO_LARGE = Rule("json-too-large")
NOT_AN_OBJECT = Rule("json-not-an-object")
PROCEDURE_TWICE = Rule("procedure-twice")
NOT_BUILT = Rule("definition-not-built")
LIST_MALFORMED = Rule("list-malformed")

RULES = (
    NOT_READABLE,
    SYNTAX,
    KEY_REPEATED,
    NUMBER,
    BOM,
    ENCODING,
    TOO_DEEP,
    TOO_LARGE,
    NOT_AN_OBJECT,
    PROCEDURE_TWICE,
    NOT_BUILT,
    LIST_MALFORMED,
)

_OF_ENGINE = {
    "json": SYNTAX,
    "repeatedKey": KEY_REPEATED,
    "number": NUMBER,
    "bom": BOM,
    "encoding": ENCODING,
    "depth": TOO_DEEP,
    "size": TOO_LARGE,
    "object": NOT_AN_OBJECT,
    "fragmentUnknown": FRAGMENT_UNKNOWN,
    "refUnresolved": UNRESOLVED,
    "refCycle": RECURSIVE,
    "list": LIST_MALFORMED,
}

_Loaded = TypeVar("_Loaded")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The fragments, kinds of documents and reference lists that hold for a folder, and what is wrong with them."""

    fragments: Fragments
    kinds: Kinds | None
    lists: Lists | None
    city: City | None
    findings: tuple[Finding, ...]


class Neighbours:
    """Finds the nearest ``documents.json``, ``fragments/`` and ``lists/`` up the tree, once per folder."""

    def __init__(self) -> None:
        self._known: dict[Path, Surroundings] = {}

    def of(self, path: Path) -> Surroundings:
        """Return what holds for a definition file."""
        folder = path.resolve().parent
        if folder not in self._known:
            self._known[folder] = _surroundings(folder)
        return self._known[folder]


def opened(path: Path) -> tuple[Source | None, list[Finding]]:
    """Read a file: its source, or the findings that say why there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, [unreadable(path, error)]
    return opened_bytes(content, str(path))


def opened_bytes(content: bytes, name: str) -> tuple[Source | None, list[Finding]]:
    """Read what a file or a pipe held: its source, or the findings that say why there is none."""
    try:
        return read(content, name), []
    except DefinitionError as error:
        return None, translated(error)


def translated(error: DefinitionError, source: Source | None = None) -> list[Finding]:
    """The findings of a document that could not be read or built, under the checker's codes, placed in their file."""
    return [
        replace(found if source is None or found.line is not None else source.place(found), **_code(found))
        for found in error.findings
    ]


def _code(found: Finding) -> dict[str, Any]:
    if found.code in _OF_ENGINE:
        return {"code": _OF_ENGINE[found.code].code}
    return {"code": NOT_BUILT.code, "params": {"reason": found.code}}


def unreadable(path: Path, error: OSError) -> Finding:
    """The finding of a file that the system does not give."""
    return Finding(NOT_READABLE.code, "error", "", {"reason": error.strerror or ""}, str(path), 1, 1)


def _surroundings(folder: Path) -> Surroundings:
    findings: list[Finding] = []
    fragments = _loaded(folder, FRAGMENTS, Fragments.standard().with_folder, findings)
    kinds = _loaded(folder, DOCUMENTS, load_kinds, findings)
    lists = _loaded(folder, LISTS, load_lists, findings)
    fragments = fragments or Fragments.standard()
    top = city_folder(folder)
    city = None if top is None else City(top, fragments)
    return Surroundings(fragments, kinds, lists, city, tuple(findings))


def _loaded(folder: Path, name: str, load: Callable[[Path], _Loaded], findings: list[Finding]) -> _Loaded | None:
    """Load the nearest file or folder of that name; None when there is none, or when it cannot be read."""
    found = nearest(folder, name)
    try:
        return None if found is None else load(found)
    except DefinitionError as error:
        findings += translated(error)
    except OSError as error:
        findings.append(unreadable(folder / name, error))
    return None
