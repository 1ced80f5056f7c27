"""Steps: every field on exactly one page, in an order that conditions can follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from guichet_validate.checks import conditions
from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows, sequence, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

FIELD_UNKNOWN = Rule("step-field-unknown")
FIELD_TOO_DEEP = Rule("step-field-too-deep")
FIELD_IN_NONE = Rule("field-in-no-step")
FIELD_IN_SEVERAL = Rule("field-in-several-steps")
FIELD_HIDDEN = Rule("step-field-hidden")
STEP_TWICE = Rule("step-twice")
STEP_EMPTY = Rule("step-empty")
REVIEW_NOT_LAST = Rule("review-not-last")
NOTICE_LATER = Rule("notice-reads-later-step")
NOTICE_TWICE = Rule("notice-twice")

RULES = (
    FIELD_UNKNOWN,
    FIELD_TOO_DEEP,
    FIELD_IN_NONE,
    FIELD_IN_SEVERAL,
    FIELD_HIDDEN,
    STEP_TWICE,
    STEP_EMPTY,
    REVIEW_NOT_LAST,
    NOTICE_LATER,
    NOTICE_TWICE,
)

_DEEPEST = 2


class Pages:
    """Which step each field stands in, by its template pointer."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._listed: dict[str, int] = {}
        # What stands around something listed.
        self._around: set[str] = set()
        self.names: list[str] = []
        # What entries that lead nowhere were probably written for.
        self.meant: set[str] = set()

    def add(self, pointer: str, step: int) -> bool:
        """Note the step of a field; False when another entry already has it, an ancestor or a descendant."""
        above = list(_ancestors(pointer))
        free = not any(other in self._listed for other in (pointer, *above)) and pointer not in self._around
        if free:
            self._listed[pointer] = step
            self._around.update(above)
        return free

    def of(self, pointer: str) -> int | None:
        """The number of the step, from 0, that lists a field or what is around it."""
        while pointer:
            if pointer in self._listed:
                return self._listed[pointer]
            pointer = pointer.rpartition("/")[0]
        return None

    def later(self, reads: Iterable[str], depends: Mapping[str, AbstractSet[str]], step: int | None) -> list[str]:
        """The answers asked only after a step among what is read; a hidden computed one is what it is made from.

        ``depends`` maps what is computed or switched to what it reads. Without a step nothing is later.
        """
        if step is None:
            return []
        sources = {source for read in reads for source in self._sources(read, depends, set())}
        return sorted(source for source in sources if (self.of(source) or 0) > step)

    def _sources(self, read: str, depends: Mapping[str, AbstractSet[str]], seen: set[str]) -> set[str]:
        if self.of(read) is not None or read in seen:
            return {read}
        seen.add(read)
        return {source for inner in depends.get(read, ()) for source in self._sources(inner, depends, seen)}

    def lists_below(self, pointer: str) -> bool:
        return pointer in self._around


def _ancestors(pointer: str) -> Iterator[str]:
    while pointer := pointer.rpartition("/")[0]:
        yield pointer


def check(sheet: Sheet) -> None:
    """Report steps that cannot be walked; note which field stands where."""
    pages = Pages(sheet)
    steps = sequence(sheet.document.get("x-steps"))
    seen: set[str] = set()
    for number, step in rows(steps):
        place = Place().down("x-steps", number)
        name = string(step.get("id"))
        if name is not None and name in seen:
            sheet.report(STEP_TWICE, place.down("id"), name=name)
        seen.add(name or "")
        pages.names.append(name or "")
        if step.get("review") is True and number != len(steps) - 1:
            sheet.report(REVIEW_NOT_LAST, place.down("review"))
        entries = sequence(step.get("fields"))
        if not any(isinstance(entry, str) for entry in entries) and step.get("review") is not True:
            sheet.report(STEP_EMPTY, place, name=name or "")
        for index, entry in enumerate(entries):
            if isinstance(entry, str):
                _entry(sheet, pages, entry, number, place.down("fields", index))
    if steps:
        _unlisted(sheet, pages, sheet.outline.root.children.values())
    _notices(sheet, pages)
    sheet.pages = pages


def _entry(sheet: Sheet, pages: Pages, pointer: str, step: int, place: Place) -> None:
    node = sheet.outline.nodes.get(pointer)
    if node is None:
        pages.meant.add(close := sheet.closest(pointer, sheet.outline.nodes))
        sheet.report(FIELD_UNKNOWN, place, field=pointer, close=close)
    elif pointer.count("/") > _DEEPEST or (pointer.count("/") == _DEEPEST and "/*" in pointer):
        sheet.report(FIELD_TOO_DEEP, place, field=pointer)
        pages.add(pointer, step)
    elif node.widget == "hidden":
        sheet.report(FIELD_HIDDEN, place, field=pointer)
    elif not pages.add(pointer, step):
        sheet.report(FIELD_IN_SEVERAL, place, field=pointer)


def _unlisted(sheet: Sheet, pages: Pages, nodes: Iterable[Node]) -> None:
    for node in nodes:
        if node.widget == "hidden" or pages.of(node.pointer) is not None or node.pointer in pages.meant:
            continue
        if node.kind == "object" and pages.lists_below(node.pointer):
            _unlisted(sheet, pages, node.children)
        elif not (node.kind == "object" and node.children and all(child.widget == "hidden" for child in node.children)):
            sheet.report(FIELD_IN_NONE, node.place, field=node.pointer)


def _notices(sheet: Sheet, pages: Pages) -> None:
    seen: set[str] = set()
    for number, step in rows(sheet.document.get("x-steps")):
        for index, entry in rows(step.get("fields")):
            place = Place().down("x-steps", number, "fields", index)
            name = string(entry.get("id"))
            if name is not None and name in seen:
                sheet.report(NOTICE_TWICE, place.down("id"), name=name)
            seen.add(name or "")
            if not mapping(entry.get("if")):
                continue
            place = place.down("if")
            for pointer in sorted(conditions.reads_of(sheet, entry["if"], place, sheet.outline.root)):
                later = pages.of(pointer)
                if later is not None and later > number:
                    sheet.report(NOTICE_LATER, place, field=pointer)
