"""Exits: a condition of the root with ``then: false`` and a page that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping, rows, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

SHAPE = Rule("exit-shape")
WITHOUT_PAGE = Rule("exit-without-page")
NOT_AT_ROOT = Rule("exit-not-at-root")
TWICE = Rule("exit-twice")

RULES = (SHAPE, WITHOUT_PAGE, NOT_AT_ROOT, TWICE)


def check(sheet: Sheet) -> None:
    """Report exits that could not be shown, or not be told apart."""
    seen: set[str] = set()
    for shape in sheet.outline.shapes:
        for index, entry in rows(shape.schema.get("allOf")):
            place = shape.body.down("allOf", index)
            stops = entry.get("then") is False
            if not stops and "x-exit" not in entry:
                continue
            if stops and "x-exit" not in entry:
                sheet.report(WITHOUT_PAGE, place)
            elif not stops or "else" in entry:
                sheet.report(SHAPE, place)
            if shape.node is not None:
                sheet.report(NOT_AT_ROOT, place)
            name = string(mapping(entry.get("x-exit")).get("id"))
            if name is not None and name in seen:
                sheet.report(TWICE, place.down("x-exit", "id"), name=name)
            seen.add(name or "")
