"""Conditions: if/then/else in one of four patterns, naming what they test, on values that can occur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.constants import misfit, outside
from guichet_validate.checks.outline import Node, Shape
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, members, rows, sequence, strings

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

NOT_IN_PROFILE = Rule("condition-not-in-profile")
WRONG_PLACE = Rule("condition-place")
WITHOUT_EFFECT = Rule("condition-without-effect")
VACUOUS = Rule("condition-vacuous")
UNKNOWN_FIELD = Rule("condition-unknown-field")
NOT_AN_OPTION = Rule("condition-value-impossible")
TEST_MISFIT = Rule("condition-test-misfit")
TYPE_MISSING = Rule("condition-type-missing")
TOO_LARGE = Rule("condition-too-large")
RECURSIVE = Rule("condition-recursive")
SWITCH_TWICE = Rule("switch-twice")
SWITCH_REQUIRED = Rule("switch-on-required")
TWICE = Rule("branch-twice", "warning")

RULES = (
    NOT_IN_PROFILE,
    WRONG_PLACE,
    WITHOUT_EFFECT,
    VACUOUS,
    UNKNOWN_FIELD,
    NOT_AN_OPTION,
    TEST_MISFIT,
    TYPE_MISSING,
    TOO_LARGE,
    RECURSIVE,
    SWITCH_TWICE,
    SWITCH_REQUIRED,
    TWICE,
)

MAX_TESTS = 200


@dataclass(frozen=True, slots=True)
class Branch:
    """One entry of an ``allOf``. ``kind`` is ``switch require narrow exit none``; pointers are templates."""

    kind: str
    scope: Shape
    place: Place
    condition: Mapping[str, Any]
    reads: frozenset[str]
    targets: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What one condition reads, how many tests it makes, and the named conditions being read."""

    reads: set[str] = field(default_factory=set)
    size: int = 0
    named: tuple[str, ...] = ()


def check(sheet: Sheet) -> None:
    """Report what is wrong in conditions; note every branch with what it reads and drives."""
    branches: list[Branch] = []
    for shape in sheet.outline.shapes:
        entries = sequence(shape.schema.get("allOf"))
        seen: set[str] = set()
        if entries and not shape.conditional:
            sheet.report(WRONG_PLACE, shape.body.down("allOf"))
        for index, entry in rows(entries):
            written = repr(entry)
            if written in seen and "x-exit" not in entry:
                sheet.report(TWICE, shape.body.down("allOf", index))
            seen.add(written)
            branches.append(_branch(sheet, shape, entry, shape.body.down("allOf", index)))
    _switches(sheet, branches)
    sheet.branches = branches


def reads_of(sheet: Sheet, condition: Any, place: Place, scope: Shape) -> set[str]:
    """Check one condition on an object and return the templates of the answers it tests."""
    reading = _Reading()
    _condition(sheet, mapping(condition), place, scope, reading, frozenset())
    if reading.size > MAX_TESTS:
        sheet.report(TOO_LARGE, place, limit=MAX_TESTS)
    sheet.reads |= reading.reads
    return reading.reads


def _branch(sheet: Sheet, shape: Shape, entry: Mapping[str, Any], place: Place) -> Branch:
    condition = mapping(entry.get("if"))
    reads = frozenset(reads_of(sheet, condition, place.down("if"), shape))
    then, otherwise = entry.get("then"), entry.get("else")
    if then is False or "x-exit" in entry:
        return Branch("exit", shape, place, condition, reads)
    if otherwise is not None:
        return _switch(sheet, shape, entry, place, reads)
    if then is None:
        sheet.report(WITHOUT_EFFECT, place)
        return Branch("none", shape, place, condition, reads)
    required: list[str] = []
    narrowed: list[str] = []
    _effects(sheet, mapping(then), place.down("then"), shape, required, narrowed)
    if required and narrowed:
        sheet.report(NOT_IN_PROFILE, place, reason="mixed")
    kind = "require" if required else "narrow"
    return Branch(kind, shape, place, condition, reads, tuple(required + narrowed))


def _switch(sheet: Sheet, shape: Shape, entry: Mapping[str, Any], place: Place, reads: frozenset[str]) -> Branch:
    condition = mapping(entry.get("if"))
    off: list[Node] = []
    _off(sheet, mapping(entry.get("else")), place.down("else"), shape, off)
    if len(off) != 1:
        if len(off) > 1:
            sheet.report(NOT_IN_PROFILE, place.down("else"), reason="several")
        return Branch("switch", shape, place, condition, reads, tuple(node.pointer for node in off))
    target = off[0]
    required: list[str] = []
    narrowed: list[str] = []
    _effects(sheet, mapping(entry.get("then")), place.down("then"), shape, required, narrowed)
    around = {node.pointer for node in sheet.outline.ancestors(target)}
    if narrowed or any(pointer != target.pointer and pointer not in around for pointer in required):
        sheet.report(NOT_IN_PROFILE, place.down("then"), reason="then")
    return Branch("switch", shape, place, condition, reads, (target.pointer,))


def _off(sheet: Sheet, schema: Mapping[str, Any], place: Place, scope: Shape, off: list[Node]) -> None:
    for name, child in mapping(schema.get("properties")).items():
        here = place.down("properties", name)
        node = scope.children.get(name)
        if node is None:
            sheet.report(UNKNOWN_FIELD, here, name=name, close=sheet.closest(name, scope.children))
        elif child is False:
            off.append(node)
        elif isinstance(child, dict) and node.kind == "object" and node.shape is not None:
            _restated(sheet, child, here)
            _off(sheet, child, here, node.shape, off)
        else:
            sheet.report(NOT_IN_PROFILE, here, reason="else")


def _effects(
    sheet: Sheet,
    schema: Mapping[str, Any],
    place: Place,
    scope: Shape,
    required: list[str],
    narrowed: list[str],
) -> None:
    for index, name in enumerate(strings(schema.get("required"))):
        if name in scope.children:
            required.append(scope.children[name].pointer)
        elif name not in mapping(schema.get("properties")):
            close = sheet.closest(name, scope.children)
            sheet.report(UNKNOWN_FIELD, place.down("required", index), name=name, close=close)
    for name, child in members(schema.get("properties")):
        here = place.down("properties", name)
        node = scope.children.get(name)
        if node is None:
            sheet.report(UNKNOWN_FIELD, here, name=name, close=sheet.closest(name, scope.children))
        elif node.kind == "object" and node.shape is not None:
            _restated(sheet, child, here)
            _effects(sheet, child, here, node.shape, required, narrowed)
        else:
            narrowed.append(node.pointer)
            _values(sheet, node, child, here)


def _condition(
    sheet: Sheet, condition: Mapping[str, Any], place: Place, scope: Shape, reading: _Reading, present: frozenset[str]
) -> None:
    """Read one object's condition; ``present`` are the properties that a condition around it requires."""
    if reading.size > MAX_TESTS:
        return
    required = strings(condition.get("required"))
    for index, name in enumerate(required):
        if name in scope.children:
            reading.reads.add(scope.children[name].pointer)
        elif name not in mapping(condition.get("properties")):
            close = sheet.closest(name, scope.children)
            sheet.report(UNKNOWN_FIELD, place.down("required", index), name=name, close=close)
    reading.size += 1
    present |= frozenset(required)
    for name, test in members(condition.get("properties")):
        _tested(sheet, name, test, place.down("properties", name), scope, reading, present)
    if "$ref" in condition:
        _named(sheet, condition["$ref"], place, scope, reading)
    for index, alternative in rows(condition.get("anyOf")):
        _condition(sheet, alternative, place.down("anyOf", index), scope, reading, present)
    if isinstance(condition.get("not"), dict):
        _condition(sheet, condition["not"], place.down("not"), scope, reading, present)


def _named(sheet: Sheet, reference: Any, place: Place, scope: Shape, reading: _Reading) -> None:
    found = sheet.outline.resolver.condition(reference, place)
    if found is None:
        return
    key = f"{found[1].fragment}{reference}"
    if key in reading.named:
        sheet.report(RECURSIVE, place.down("$ref"), reference=reference)
        return
    outer = reading.named
    reading.named = (*outer, key)
    _condition(sheet, found[0], found[1], scope, reading, frozenset())
    reading.named = outer


def _tested(
    sheet: Sheet,
    name: str,
    test: Mapping[str, Any],
    place: Place,
    scope: Shape,
    reading: _Reading,
    present: frozenset[str],
) -> None:
    node = scope.children.get(name)
    if node is None:
        sheet.report(UNKNOWN_FIELD, place, name=name, close=sheet.closest(name, scope.children))
        return
    if name not in present:
        sheet.report(VACUOUS, place, name=name)
    reading.reads.add(node.pointer)
    if node.kind == "object" and node.shape is not None:
        _restated(sheet, test, place)
        _condition(sheet, test, place, node.shape, reading, frozenset())
    else:
        _test(sheet, node, test, place, reading)


def _test(sheet: Sheet, node: Node, test: Mapping[str, Any], place: Place, reading: _Reading) -> None:
    reading.size += 1
    if reading.size > MAX_TESTS:
        return
    _values(sheet, node, test, place)
    contains = test.get("contains")
    if isinstance(contains, dict) and node.kind == "repeat" and node.shape is not None:
        _condition(sheet, contains, place.down("contains"), node.shape, reading, frozenset())
    for index, alternative in rows(test.get("anyOf")):
        _test(sheet, node, alternative, place.down("anyOf", index), reading)
    if isinstance(test.get("not"), dict):
        _test(sheet, node, test["not"], place.down("not"), reading)


def _values(sheet: Sheet, node: Node, test: Mapping[str, Any], place: Place) -> None:
    for keyword in misfit(node, test):
        sheet.report(TEST_MISFIT, place.down(keyword), keyword=keyword, name=node.name)
    for parts, value in outside(node, test):
        close = sheet.closest(value, node.options or ())
        sheet.report(NOT_AN_OPTION, place.down(*parts), name=node.name, value=value, close=close)


def _restated(sheet: Sheet, schema: Mapping[str, Any], place: Place) -> None:
    if schema.get("type") != "object":
        sheet.report(TYPE_MISSING, place)


def _switches(sheet: Sheet, branches: list[Branch]) -> None:
    seen: set[tuple[str, str]] = set()
    for branch in branches:
        for target in branch.targets if branch.kind == "switch" else ():
            node = sheet.outline.nodes[target]
            if (branch.scope.pointer, target) in seen:
                sheet.report(SWITCH_TWICE, branch.place, name=node.name)
            seen.add((branch.scope.pointer, target))
            if node.scope is not None and node.name in node.scope.required:
                sheet.report(SWITCH_REQUIRED, branch.place, name=node.name)
