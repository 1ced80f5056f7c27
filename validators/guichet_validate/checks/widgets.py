"""Widgets that ask something of their field: a format, a declaration to accept, a place in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping
from guichet_validate.widgets import FORMAT_OF, POSITION

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

UNSUITED = Rule("widget-unsuited", "warning")

RULES = (UNSUITED,)


def check(sheet: Sheet) -> None:
    """Report the widgets whose field has not what they need; those of another type have a rule of their own."""
    for node in sheet.outline.nodes.values():
        reason = _lacking(node)
        if reason is not None:
            place = (node.place if "x-ui" in node.own else node.body).down("x-ui", "widget")
            sheet.report(
                UNSUITED, place, widget=node.widget, reason=reason, format=FORMAT_OF.get(node.widget or "", "")
            )


def _lacking(node: Node) -> str | None:
    """Return what the field lacks for its widget: `format`, `const`, `point` (its parts) or `words`."""
    wanted = FORMAT_OF.get(node.widget or "")
    if node.kind == "string" and wanted is not None:
        return None if node.schema.get("format") == wanted else "format"
    if node.kind == "boolean" and node.widget == "declaration":
        return None if node.schema.get("const") is True else "const"
    if node.kind == "object" and node.widget == "point":
        kinds = {child.name: child.kind for child in node.children}
        if any(kinds.get(name) != "number" for name in POSITION) or "string" not in kinds.values():
            return "point"
        required = mapping(node.schema).get("required")
        # Not everybody can give a position: the words must do.
        return "words" if isinstance(required, list) and any(name in required for name in POSITION) else None
    return None
