"""Cross-field rules: known by a unique id, standing at a field, asserting something about the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.expressions import check as expressions
from guichet_validate.checks.outline import Shape
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, rows, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

ID_TWICE = Rule("rule-twice")
EACH_NOT_REPEAT = Rule("rule-each-not-repeat")
AT_UNKNOWN = Rule("rule-at-unknown")
AT_NEEDS_ROW = Rule("rule-at-needs-row")
READS_NOTHING = Rule("rule-reads-nothing", "warning")

RULES = (ID_TWICE, EACH_NOT_REPEAT, AT_UNKNOWN, AT_NEEDS_ROW, READS_NOTHING)


def check(sheet: Sheet) -> None:
    """Report the rules that cannot be judged or shown."""
    seen: dict[str, tuple[str | None, str]] = {}
    for shape in sheet.outline.shapes:
        for index, rule in rows(shape.schema.get("x-rules")):
            place = shape.body.down("x-rules", index)
            name = string(rule.get("id"))
            # A group or a fragment used twice brings the same rule twice: that is one rule.
            origin = (place.fragment, "" if place.fragment is not None else place.pointer)
            if name is not None and seen.setdefault(name, origin) != origin:
                sheet.report(ID_TWICE, place.down("id"), name=name)
            _rule(sheet, shape, rule, place)


def _rule(sheet: Sheet, shape: Shape, rule: Mapping[str, Any], place: Place) -> None:
    scope: Shape | None = shape if shape.node is not None else None
    each = string(rule.get("each"))
    if each is not None:
        repeat = sheet.outline.nodes.get(shape.pointer + each)
        if repeat is None or repeat.kind != "repeat":
            sheet.report(EACH_NOT_REPEAT, place.down("each"), each=each)
            return
        scope = repeat.shape
    _at(sheet, shape, scope, rule, place)
    when, assertion = string(rule.get("when")), string(rule.get("assert"))
    reads: set[str] = set()
    if when is not None:
        reads |= expressions.judge(sheet, when, place.down("when"), scope)
    if assertion is not None:
        reads |= expressions.judge(sheet, assertion, place.down("assert"), scope, when)
        if not reads:
            sheet.report(READS_NOTHING, place.down("assert"))


def _at(sheet: Sheet, shape: Shape, scope: Shape | None, rule: Mapping[str, Any], place: Place) -> None:
    at = string(rule.get("at"))
    if at is None:
        return
    if not at.startswith("@"):
        known = sheet.outline.node(at) or sheet.outline.node(shape.pointer + at)
    elif scope is None:
        sheet.report(AT_NEEDS_ROW, place.down("at"), at=at)
        return
    else:
        known = sheet.outline.node(scope.pointer + at[1:])
    if known is None:
        sheet.report(AT_UNKNOWN, place.down("at"), at=at, close=sheet.closest(at, sheet.outline.nodes))
