"""Supporting documents: known kinds, distinct alternatives, a holder that exists, on file fields only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows, string, strings

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

NOT_A_FILE = Rule("document-not-a-file")
KIND_UNKNOWN = Rule("document-kind-unknown")
ALTERNATIVE_TWICE = Rule("document-alternative-twice")
HOLDER_UNKNOWN = Rule("document-holder-unknown")
HOLDER_NOT_PERSON = Rule("document-holder-not-person")
HOLDER_NAMELESS = Rule("document-holder-nameless", "warning")

RULES = (NOT_A_FILE, KIND_UNKNOWN, ALTERNATIVE_TWICE, HOLDER_UNKNOWN, HOLDER_NOT_PERSON, HOLDER_NAMELESS)

# By these the engine recognises whose paper it is.
_IDENTITY = ("/familyName", "/givenNames", "/birthDate")


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
    if holder is not None:
        _holder(sheet, node, holder, spec.get("reuse") is True, place.down("holder"))


def _holder(sheet: Sheet, node: Node, holder: str, reuse: bool, place: Place) -> None:  # noqa: FBT001
    scope = node.scope.pointer if node.scope is not None else ""
    absolute = scope + holder[1:] if holder.startswith("@") else holder
    found = sheet.outline.node(absolute.removesuffix("/*"))
    if found is None:
        sheet.report(HOLDER_UNKNOWN, place, holder=holder)
    elif found.kind not in (("repeat",) if absolute.endswith("/*") else ("object", "unknown")):
        sheet.report(HOLDER_NOT_PERSON, place, holder=holder)
    elif reuse and not any(map(_identifies, found.children)):
        sheet.report(HOLDER_NAMELESS, place, holder=holder)


def _identifies(node: Node) -> bool:
    sources = strings(mapping(node.schema.get("x-prefill")).get("from"))
    return any(source.endswith(_IDENTITY) and not source.startswith("request:") for source in sources)
