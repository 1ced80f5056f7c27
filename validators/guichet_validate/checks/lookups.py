"""Reference lists: a filter reads answers that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

FILTER_UNKNOWN = Rule("lookup-filter-unknown")

RULES = (FILTER_UNKNOWN,)


def check(sheet: Sheet) -> None:
    """Report dependent lists that depend on nothing."""
    for node in sheet.outline.nodes.values():
        place = (node.place if "x-lookup" in node.own else node.body).down("x-lookup", "filter")
        for column, pointer in mapping(mapping(node.schema.get("x-lookup")).get("filter")).items():
            if not isinstance(pointer, str):
                continue
            scope = node.scope.pointer if node.scope is not None else ""
            absolute = scope + pointer[1:] if pointer.startswith("@") else pointer
            if sheet.outline.node(absolute) is None:
                sheet.report(FILTER_UNKNOWN, place.down(column), field=pointer)
