"""Own messages of a field: each for a keyword that the field can break."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping, members, rows

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

UNUSED = Rule("error-text-unused", "warning")

RULES = (UNUSED,)

_OF_FILES = frozenset({"fileSize", "fileType", "fileCount", "maxItems", "minItems"})
_OF_PAPERS = frozenset({"as", "issued", "expires", "maxAge", "notExpired"})


def check(sheet: Sheet) -> None:
    """Report messages that nobody will ever read."""
    worded = [node for node in sheet.outline.nodes.values() if "x-errors" in node.schema]
    if not worded:
        return
    narrowed: dict[str, set[str]] = {}
    for shape in sheet.outline.shapes:
        for _, entry in rows(shape.schema.get("allOf")):
            _laid(mapping(entry.get("then")), shape.pointer, narrowed)
    for branch in sheet.branches:
        for target in branch.targets:
            narrowed.setdefault(target, set()).add("required")
    for node in worded:
        known = _breakable(node) | narrowed.get(node.pointer, set())
        place = (node.place if "x-errors" in node.own else node.body).down("x-errors")
        if place.fragment is not None:
            known.add("required")  # that is for those who use the fragment to decide
        for keyword in mapping(node.schema["x-errors"]):
            if keyword not in known and keyword != "x-i18n":
                sheet.report(UNUSED, place.down(keyword), keyword=keyword, name=node.name)


def _breakable(node: Node) -> set[str]:
    """The keywords that an answer to this field can break."""
    known = {*node.schema, *(key for key in node.row_schema if node.kind == "choices"), "type"}
    if node.scope is not None and node.name in node.scope.required:
        known.add("required")
    if "x-lookup" in node.schema:
        known.add("lookup")
    if node.kind == "file":
        known |= _OF_FILES
    if "x-document" in node.schema:
        known |= _OF_PAPERS
    if node.kind == "object" or "minItems" in known:
        known.add("required")
    return known


def _laid(schema: Mapping[str, Any], pointer: str, narrowed: dict[str, set[str]]) -> None:
    """Collect the keywords that a condition lays on fields, by the pointer of the field."""
    for name, child in members(schema.get("properties")):
        here = f"{pointer}/{name}"
        narrowed.setdefault(here, set()).update(child)
        _laid(child, here, narrowed)
