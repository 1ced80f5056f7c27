"""Earlier requests: what a prefill takes from one, and the procedures that this one continues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guichet_validate.checks.outline import Node, Outline
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, sequence

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

PROCEDURE_UNKNOWN = Rule("procedure-unknown")
REQUEST_UNKNOWN = Rule("prefill-request-unknown")
REQUEST_TYPE = Rule("prefill-request-type")

RULES = (PROCEDURE_UNKNOWN, REQUEST_UNKNOWN, REQUEST_TYPE)

_SOURCE = re.compile(r"request:(?:([a-z0-9-]+)/)?last(/.+)")


def check(sheet: Sheet) -> None:
    """Report earlier requests of no procedure, and what is taken from them and is not there or of another type."""
    for index, name in enumerate(sequence(sheet.procedure.get("follows"))):
        _outline(sheet, name, Place().down("x-procedure", "follows", index))
    for node in sheet.outline.nodes.values():
        for index, source in enumerate(sequence(mapping(node.schema.get("x-prefill")).get("from"))):
            found = _SOURCE.fullmatch(source) if isinstance(source, str) else None
            if found is not None:
                place = (node.place if "x-prefill" in node.own else node.body).down("x-prefill", "from", index)
                _taken(sheet, node, found[1], found[2], place)


def _taken(sheet: Sheet, node: Node, procedure: str | None, pointer: str, place: Place) -> None:
    outline = _outline(sheet, procedure, place)
    # A fragment cannot know the answers of those who use it.
    if outline is None or place.fragment is not None:
        return
    taken = outline.node(pointer)
    if taken is None:
        sheet.report(REQUEST_UNKNOWN, place, field=pointer)
    elif "unknown" not in (taken.kind, node.kind) and taken.kind != node.kind:
        sheet.report(REQUEST_TYPE, place, field=pointer, name=node.name)


def _outline(sheet: Sheet, procedure: object, place: Place) -> Outline | None:
    """The fields of the procedure that is named; ``None`` when they are not known."""
    if procedure is None or procedure == sheet.procedure.get("id"):
        return sheet.outline
    if sheet.city is None or not isinstance(procedure, str):
        return None
    if not sheet.city.has(procedure):
        sheet.report(PROCEDURE_UNKNOWN, place, procedure=procedure)
        return None
    return sheet.city.outline(procedure)
