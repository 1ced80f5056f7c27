"""Labels: told apart from each other, and a hint that adds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

FIELD_TWICE = Rule("field-title-twice", "warning")
STEP_TWICE = Rule("step-title-twice", "warning")
CHOICE_TWICE = Rule("choice-translation-twice", "warning")
REPEATED_HINT = Rule("hint-repeats-title", "warning")
MARKS_REQUIRED = Rule("title-marks-required", "warning")
UNEXPLAINED = Rule("pattern-unexplained", "information")

RULES = (FIELD_TWICE, STEP_TWICE, CHOICE_TWICE, REPEATED_HINT, MARKS_REQUIRED, UNEXPLAINED)

_MARKS = ("*", "(obligatoire)", "(facultatif)", "(facultative)", "(optionnel)", "(required)", "(optional)")
_EXPLAINS = frozenset(
    {"description", "examples", "x-help", "format", "oneOf", "enum", "const", "x-computed", "x-lookup"}
)


def check(sheet: Sheet) -> None:
    """Report labels that leave people guessing."""
    _fields(sheet)
    _steps(sheet)
    for node in sheet.outline.nodes.values():
        _choices(sheet, node)
        _words(sheet, node)
        if "pattern" in node.schema and node.kind == "string" and not _explained(node):
            sheet.report(UNEXPLAINED, node.place, name=node.name)


def _explained(node: Node) -> bool:
    return not _EXPLAINS.isdisjoint(node.schema) or "pattern" in mapping(node.schema.get("x-errors"))


def _plain(text: object) -> str:
    return text.casefold().strip(" .:?!*\u00a0\u202f") if isinstance(text, str) else ""


def _fields(sheet: Sheet) -> None:
    switched = {target for branch in sheet.branches if branch.kind == "switch" for target in branch.targets}
    seen: dict[tuple[str, int | None, str], Node] = {}
    for node in sheet.outline.nodes.values():
        title = _plain(node.schema.get("title"))
        if not title or node.scope is None or node.widget == "hidden":
            continue
        first = seen.setdefault((node.scope.pointer, sheet.pages.of(node.pointer), title), node)
        # Two forms of one question may each be asked in their own case.
        if first is not node and not {first.pointer, node.pointer} <= switched:
            sheet.report(FIELD_TWICE, node.place, name=node.name, other=first.name)


def _steps(sheet: Sheet) -> None:
    seen: set[str] = set()
    for index, step in rows(sheet.document.get("x-steps")):
        title = _plain(step.get("title"))
        if title and title in seen:
            sheet.report(STEP_TWICE, Place().down("x-steps", index, "title"), title=step.get("title"))
        seen.add(title)


def _choices(sheet: Sheet, node: Node) -> None:
    several = node.kind == "choices"
    holder = node.row_schema if several else node.schema
    if "oneOf" not in holder:
        return
    place = (node.body.down("items") if several else node.body).down("oneOf")
    seen: set[tuple[str, str]] = set()
    for index, option in rows(holder.get("oneOf")):
        for language, translated in mapping(option.get("x-i18n")).items():
            title = _plain(mapping(translated).get("title"))
            if title and (language, title) in seen:
                sheet.report(CHOICE_TWICE, place.down(index, "x-i18n", language, "title"), title=title)
            seen.add((language, title))
        if _plain(option.get("description")) and _plain(option.get("description")) == _plain(option.get("title")):
            sheet.report(REPEATED_HINT, place.down(index, "description"))


def _words(sheet: Sheet, node: Node) -> None:
    title = _plain(node.schema.get("title"))
    if title and title == _plain(node.schema.get("description")):
        sheet.report(REPEATED_HINT, (node.place if "description" in node.own else node.body).down("description"))
    written = (string(node.schema.get("title")) or "").casefold().strip()
    if written.endswith(_MARKS):
        sheet.report(MARKS_REQUIRED, (node.place if "title" in node.own else node.body).down("title"))
