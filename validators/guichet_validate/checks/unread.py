"""What nothing reads: settings, and hidden computed fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, members, rows, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

SETTING = Rule("setting-unused", "warning")
COMPUTED = Rule("computed-unused", "warning")

RULES = (SETTING, COMPUTED)

_SETTING = re.compile(r"\bsettings\.([a-z][A-Za-z0-9]*)", re.ASCII)
_QUOTE = re.compile(r"\{(@?)(/[^{}]*)\}")


def check(sheet: Sheet) -> None:
    """Report what could be taken out. What an expression with an error reads is not known: then nothing is said."""
    if sheet.has_errors:
        return
    quoting = [spoken.text for spoken in sheet.texts if "{" in spoken.text]
    settings = [name for name, _ in members(sheet.document.get("x-settings"))]
    if settings:
        read = {name for text in (*quoting, *_expressions(sheet)) for name in _SETTING.findall(text)}
        for name in settings:
            if name not in read:
                sheet.report(SETTING, Place().down("x-settings", name), name=name)
    hidden = [node for node in sheet.outline.nodes.values() if node.widget == "hidden" and node.computed]
    # What feeds the profile serves there.
    hidden = [node for node in hidden if "x-feed" not in node.schema]
    if hidden:
        quoted = [found for text in quoting for found in _QUOTE.findall(text)]
        read = sheet.reads | {pointer for at, pointer in quoted if not at} | set(_filters(sheet))
        in_rows = tuple(pointer for at, pointer in quoted if at)
        for node in hidden:
            if node.pointer not in read and not node.pointer.endswith(in_rows):
                sheet.report(COMPUTED, node.place, name=node.name)


def _expressions(sheet: Sheet) -> Iterator[str]:
    for node in sheet.outline.nodes.values():
        yield string(node.schema.get("x-computed")) or ""
    for shape in sheet.outline.shapes:
        for _, rule in rows(shape.schema.get("x-rules")):
            yield from (string(rule.get(key)) or "" for key in ("when", "assert"))


def _filters(sheet: Sheet) -> Iterator[str]:
    """The answers that dependent lists read."""
    for node in sheet.outline.nodes.values():
        for pointer in mapping(mapping(node.schema.get("x-lookup")).get("filter")).values():
            if isinstance(pointer, str):
                scope = node.scope.pointer if node.scope is not None else ""
                yield scope + pointer[1:] if pointer.startswith("@") else pointer
