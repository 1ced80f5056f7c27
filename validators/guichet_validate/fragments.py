"""Named schema fragments that definitions share, and bundling: one self-contained document."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.pointers import join
from guichet_validate.source import read

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "guichet:fragments/"
LOCAL = "#/$defs/"

# What holds no schema is not copied: nobody changes a document that was read.
_WITHOUT_REFERENCES = frozenset({"x-tests", "x-i18n"})

_SHIPPED = Path(__file__).parent / "fragments"


@dataclass(frozen=True, slots=True)
class Fragments:
    """Fragments by name. A city's own ones take the place of those shipped under the same name."""

    by_name: Mapping[str, Mapping[str, Any]]

    @classmethod
    def none(cls) -> Fragments:
        """No fragment at all."""
        return cls(MappingProxyType({}))

    @classmethod
    def standard(cls) -> Fragments:
        """The fragments shipped with this package."""
        return _standard()

    def with_folder(self, folder: str | Path) -> Fragments:
        """Add every ``*.json`` of a folder, named by file stem; a missing folder adds none.

        Raises DefinitionError for a file that is no strict JSON object.
        """
        found = {path.stem: read(path.read_bytes(), str(path)).document for path in sorted(Path(folder).glob("*.json"))}
        return Fragments(MappingProxyType({**self.by_name, **found}))


@cache
def _standard() -> Fragments:
    return Fragments.none().with_folder(_SHIPPED)


def definition_key(name: str) -> str:
    """Return the key under ``$defs`` that a bundled fragment takes: ``address`` gives ``fragmentAddress``."""
    return "fragment" + "".join(part[:1].upper() + part[1:] for part in name.split("-"))


def bundle(
    document: Mapping[str, Any], fragments: Fragments | None = None, *, base_url: str | None = None
) -> dict[str, Any]:
    """Return a self-contained copy: fragments moved into ``$defs``, and ``$id`` written when ``base_url`` is given.

    The result of a bundled document is that document. Raises DefinitionError, code ``fragmentUnknown`` at the
    reference, or ``fragmentName`` at a definition that bears a fragment's key with another content.
    """
    bundler = _Bundler(fragments or Fragments.standard())
    result: dict[str, Any] = bundler.copy(document, (), None)
    definitions = result.get("$defs", {})
    if isinstance(definitions, dict) and bundler.wanted:
        for key, fragment in bundler.wanted.items():
            if key in definitions and definitions[key] != fragment:
                bundler.findings.append(Finding("fragmentName", "error", f"/$defs/{key}", {"name": key}))
        result["$defs"] = {**definitions, **bundler.wanted}
    if bundler.findings:
        raise DefinitionError(bundler.findings)
    return _with_identifier(result, base_url)


class _Bundler:
    """Copies a document while it collects the fragments that are named, those named by fragments among them."""

    def __init__(self, fragments: Fragments) -> None:
        self.fragments = fragments
        self.wanted: dict[str, dict[str, Any]] = {}
        self.findings: list[Finding] = []

    def copy(self, node: Any, path: tuple[Any, ...], inside: str | None) -> Any:
        """Return a copy of a node; ``inside`` is the key of the fragment that it stands in.

        ``path`` is the way to it: pairs of the way so far and a part, since a pointer is seldom needed.
        """
        if isinstance(node, list):
            return [
                self.copy(item, (path, index), inside) if isinstance(item, dict | list) else item
                for index, item in enumerate(node)
            ]
        if not isinstance(node, dict):
            return node
        copied = {
            key: self.copy(value, (path, key), inside)
            if isinstance(value, dict | list) and key not in _WITHOUT_REFERENCES
            else value
            for key, value in node.items()
        }
        reference = copied.get("$ref")
        if isinstance(reference, str):
            if reference.startswith(PREFIX):
                copied["$ref"] = LOCAL + self._include(reference.removeprefix(PREFIX), (path, "$ref"))
            elif inside is not None and reference.startswith(LOCAL):
                copied["$ref"] = f"{LOCAL}{inside}/$defs/{reference.removeprefix(LOCAL)}"
        return copied

    def _include(self, name: str, path: tuple[Any, ...]) -> str:
        key = definition_key(name)
        if name not in self.fragments.by_name:
            self.findings.append(Finding("fragmentUnknown", "error", _pointer(path), {"name": name[:60]}))
        elif key not in self.wanted:
            self.wanted[key] = {}
            self.wanted[key].update(self.copy(self.fragments.by_name[name], path, key))
        return key


def digest(bundled: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of the canonical JSON of a bundled document."""
    canonical = json.dumps(bundled, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _with_identifier(document: dict[str, Any], base_url: str | None) -> dict[str, Any]:
    procedure = document.get("x-procedure")
    if base_url is None or not isinstance(procedure, dict):
        return document
    identifier = f"{base_url.rstrip('/')}/procedures/{procedure.get('id')}/{procedure.get('version')}.json"
    rest = {key: value for key, value in document.items() if key not in ("$schema", "$id")}
    schema = {"$schema": document["$schema"]} if "$schema" in document else {}
    return {**schema, "$id": identifier, **rest}


def _pointer(path: tuple[Any, ...]) -> str:
    parts: list[str | int] = []
    while path:
        path, part = path
        parts.append(part)
    return join(reversed(parts))
