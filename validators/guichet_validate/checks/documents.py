"""Supporting documents: known kinds, distinct alternatives, a holder that exists, on file fields only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

NOT_A_FILE = Rule("document-not-a-file")
KIND_UNKNOWN = Rule("document-kind-unknown")
ALTERNATIVE_TWICE = Rule("document-alternative-twice")
HOLDER_UNKNOWN = Rule("document-holder-unknown")

RULES = (NOT_A_FILE, KIND_UNKNOWN, ALTERNATIVE_TWICE, HOLDER_UNKNOWN)


def check(sheet: Sheet) -> None:
    """Report documents that nobody could bring or reuse."""
    for node in sheet.outline.nodes.values():
        spec = mapping(node.schema.get("x-document"))
        if spec:
            place = (node.place if "x-document" in node.own else node.body).down("x-document")
            _document(sheet, node, spec, place)


def _document(sheet: Sheet, node: Node, spec: Mapping[str, Any], place: Place) -> None:
    if node.kind not in ("file", "unknown"):
        sheet.report(NOT_A_FILE, place, name=node.name)
    seen: set[str] = set()
    for index, accepted in rows(spec.get("accepts")):
        here = place.down("accepts", index)
        name, kind = string(accepted.get("id")), string(accepted.get("kind"))
        if name is not None and name in seen:
            sheet.report(ALTERNATIVE_TWICE, here.down("id"), name=name)
        seen.add(name or "")
        if sheet.kinds is not None and kind is not None and kind not in sheet.kinds:
            sheet.report(KIND_UNKNOWN, here.down("kind"), kind=kind)
    holder = string(spec.get("holder"))
    if holder is not None and not _holder(sheet, node, holder):
        sheet.report(HOLDER_UNKNOWN, place.down("holder"), holder=holder)


def _holder(sheet: Sheet, node: Node, holder: str) -> bool:
    scope = node.scope
    if holder == "@":
        return scope is not None and scope.node is not None
    if holder.startswith("@"):
        return scope is not None and sheet.outline.node(scope.pointer + holder[1:]) is not None
    found = sheet.outline.node(holder)
    if found is None and holder.endswith("/*"):
        found = sheet.outline.node(holder.removesuffix("/*"))
    return found is not None
