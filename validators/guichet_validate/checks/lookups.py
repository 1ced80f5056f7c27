"""Reference lists: a field, an expression and a test name a list and columns that exist, a filter reads texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from guichet_validate.cel_syntax import Node as Tree
    from guichet_validate.checks.outline import Node
    from guichet_validate.checks.sheet import Sheet

FILTER_UNKNOWN = Rule("lookup-filter-unknown")
FILTER_NOT_TEXT = Rule("lookup-filter-not-text")
LIST_UNKNOWN = Rule("lookup-list-unknown")
COLUMN_UNKNOWN = Rule("lookup-column-unknown")

RULES = (FILTER_UNKNOWN, FILTER_NOT_TEXT, LIST_UNKNOWN, COLUMN_UNKNOWN)


def check(sheet: Sheet) -> None:
    """Report lists and columns that do not exist, and dependent lists that depend on nothing."""
    for node in sheet.outline.nodes.values():
        spec = mapping(node.schema.get("x-lookup"))
        if spec:
            place = (node.place if "x-lookup" in node.own else node.body).down("x-lookup")
            _filter(sheet, node, mapping(spec.get("filter")), place.down("filter"))
            named = [(string(spec.get(key)), place.down(key)) for key in ("value", "label")]
            named += [(column, place.down("filter", column)) for column in mapping(spec.get("filter"))]
            _known(sheet, string(spec.get("list")), place.down("list"), named)
    for index, test in rows(sheet.document.get("x-tests")):
        for name, given in mapping(test.get("lists")).items():
            place = Place().down("x-tests", index, "lists", name)
            used = {column for _, row in rows(given) for column in row}
            _known(sheet, name, place, ((column, place) for column in sorted(used)))


def check_expression(sheet: Sheet, tree: Tree, place: Place) -> None:
    """Report what the lookups of an expression name in vain."""
    for node in tree.walk():
        if node.kind == "call" and node.name == "lookup" and len(node.children) == 4:  # noqa: PLR2004
            name, column, _, wanted = (child.value if child.kind == "literal" else None for child in node.children)
            _known(sheet, string(name), place, ((string(column), place), (string(wanted), place)))


def _filter(sheet: Sheet, node: Node, filters: Mapping[str, Any], place: Place) -> None:
    for column, pointer in filters.items():
        if not isinstance(pointer, str):
            continue
        scope = node.scope.pointer if node.scope is not None else ""
        driver = sheet.outline.node(scope + pointer[1:] if pointer.startswith("@") else pointer)
        if driver is None:
            sheet.report(FILTER_UNKNOWN, place.down(column), field=pointer)
        elif driver.kind not in ("string", "unknown"):
            sheet.report(FILTER_NOT_TEXT, place.down(column), field=pointer)


def _known(sheet: Sheet, name: str | None, place: Place, columns: Iterable[tuple[str | None, Place]]) -> None:
    """Report a list that is not beside the definition, or the columns it lacks."""
    if sheet.lists is None or name is None:
        return
    if name not in sheet.lists:
        sheet.report(LIST_UNKNOWN, place, list=name)
        return
    for column, where in columns:
        if column is not None and column not in sheet.lists[name].columns:
            sheet.report(COLUMN_UNKNOWN, where, list=name, column=column)
