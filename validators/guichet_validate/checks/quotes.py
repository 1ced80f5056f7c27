"""Quoted answers: a value that can be read out, in the right row, and there when the text is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.conditions import Branch
from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping, rows, strings

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet
    from guichet_validate.checks.texts import Spoken

NOT_A_VALUE = Rule("quote-not-a-value", "warning")
ROW_MISPLACED = Rule("quote-row-misplaced")
MAY_BE_OFF = Rule("quote-may-be-off", "information")
SENSITIVE = Rule("quote-sensitive", "warning")
LATER = Rule("quote-reads-later-step", "warning")

RULES = (NOT_A_VALUE, ROW_MISPLACED, MAY_BE_OFF, SENSITIVE, LATER)

# What leaves the portal, or outlives the answer.
_LASTING = ("/x-procedure/summary", "/x-procedure/x-i18n", "/x-messages/")

_QUOTE = re.compile(r"\{(/[^{}]*|@/[^{}]*|n)\}")
_UNREADABLE = ("object", "repeat", "file")
_STEP_PARTS = 3
_NOTICE = re.compile(r"/x-steps/([0-9]+)/fields/([0-9]+)/notice")


def check(sheet: Sheet) -> None:
    """Report quotes that read as nothing."""
    quoting = [spoken for spoken in sheet.texts if "{" in spoken.text]
    if not quoting:
        return
    inside = [shape.body.pointer + "/" for shape in sheet.outline.shapes if shape.node is not None]
    switches = {target: branch for branch in sheet.branches if branch.kind == "switch" for target in branch.targets}
    around = [(node.place.pointer + "/", node) for node in sheet.outline.nodes.values() if node.place.fragment is None]
    for spoken in quoting:
        own = [node for prefix, node in around if spoken.place.pointer.startswith(prefix)]
        step = _step(sheet, spoken, own)
        for quote in _QUOTE.findall(spoken.text):
            if not quote.startswith("/"):
                if spoken.place.fragment is None and not _has_row(spoken, inside):
                    sheet.report(ROW_MISPLACED, spoken.place, quote=quote)
                continue
            node = sheet.outline.node(quote)
            if node is None:
                continue
            if spoken.place.pointer.startswith(_LASTING) and _protected(node):
                sheet.report(SENSITIVE, spoken.place, quote=quote)
            if node.kind in _UNREADABLE:
                sheet.report(NOT_A_VALUE, spoken.place, quote=quote)
            page = sheet.pages.of(node.pointer)
            if step is not None and page is not None and page > step:
                sheet.report(LATER, spoken.place, quote=quote)
                continue
            switch = _switch(sheet, node, switches)
            if switch is not None and not _same_case(sheet, spoken, switch, switches, own):
                sheet.report(MAY_BE_OFF, spoken.place, quote=quote)


def _step(sheet: Sheet, spoken: Spoken, own: list[Node]) -> int | None:
    """The step that a text stands in, the last one for a part that several use; ``None`` for a text of no step."""
    parts = spoken.place.pointer.split("/")
    if parts[1] == "x-steps" and len(parts) > _STEP_PARTS and parts[2].isdecimal():
        return int(parts[2])
    pages = [page for page in (sheet.pages.of(node.pointer) for node in own) if page is not None]
    return max(pages, default=None)


def _protected(node: Node) -> bool:
    privacy = mapping(node.schema.get("x-privacy"))
    return privacy.get("sensitive") is True or privacy.get("erase") is True


def _has_row(spoken: Spoken, inside: list[str]) -> bool:
    """Whether a text stands in an object, in the label of a row or in a rule on rows."""
    pointer = spoken.place.pointer
    return "/x-ui/" in pointer or "/x-rules/" in pointer or any(pointer.startswith(prefix) for prefix in inside)


def _switch(sheet: Sheet, node: Node, switches: Mapping[str, Branch]) -> Branch | None:
    """What can switch a field off, itself or with what is around it."""
    return next(
        (switches[one.pointer] for one in (node, *sheet.outline.ancestors(node)) if one.pointer in switches), None
    )


def _same_case(sheet: Sheet, spoken: Spoken, switch: Branch, switches: Mapping[str, Branch], own: list[Node]) -> bool:
    """Whether the text itself is only read in a case that asks for the quoted answer, or that tests it."""
    pointer = spoken.place.pointer
    if spoken.place.fragment is not None or pointer.startswith("/x-procedure/summary"):
        return True
    notice = _NOTICE.match(pointer)
    if notice is not None:
        steps = dict(rows(sheet.document.get("x-steps")))
        entry = dict(rows(mapping(steps.get(int(notice[1]))).get("fields"))).get(int(notice[2]))
        return _implies(mapping(mapping(entry).get("if")), switch)
    branch = re.match(r"/allOf/([0-9]+)/", pointer)
    if branch is not None:
        entry = dict(rows(sheet.document.get("allOf"))).get(int(branch[1]))
        return _implies(mapping(mapping(entry).get("if")), switch)
    if "/x-rules/" in pointer:
        return True  # A rule is silent while an answer that it reads is missing.
    return any(
        _implies(switches[node.pointer].condition, switch) or switches[node.pointer].reads & set(switch.targets)
        for node in own
        if node.pointer in switches
    )


def _implies(condition: Mapping[str, Any], switch: Branch) -> bool:
    """Whether a condition says all that the switch says, or asks for the switched answer itself."""
    if {f"/{name}" for name in strings(condition.get("required"))} & set(switch.targets):
        return True
    tests, wanted = mapping(condition.get("properties")), mapping(switch.condition.get("properties"))
    if condition == switch.condition:
        return True
    simple = switch.condition.keys() <= {"properties", "required", "$comment"}
    return simple and bool(wanted) and all(tests.get(name) == test for name, test in wanted.items())
