"""Answers that nobody means well: wrong types everywhere, huge and deep values, keys of other worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.generator.chances import often, pick
from guichet_validate.generator.filling import copied
from guichet_validate.pointers import bind, put

if TYPE_CHECKING:
    from guichet_validate.generator.chances import Chances
    from guichet_validate.generator.filling import Surroundings
    from guichet_validate.model import Field

LONG = 50_000
MANY = 5_000
DEEP = 400
_TEXTS = (
    *("", " ", "x", "\x00", "\x1b[2J", "\u202eexe.fdp", "a\u0301", "\ufeff", "\ufffe", "\U0010ffff", "NaN", "null"),
    *("<script>alert(1)</script>", "' OR 1=1 --", "{{7*7}}", "${7*7}", "../../etc/passwd", "%00", "\r\nX: y"),
    *("{/nom}", "javascript:alert(1)", "9" * 400, "2026-02-30", "-0", "1e999", "٣", "é" * 300, "\u2028"),
)
_LONE = ("\ud800", "a\udfffb")
_NUMBERS: tuple[Any, ...] = (0, -1, 1, 2**31, 2**53 + 1, -(2**63), 2**64, 10**400, 0.1, -0.0, 1.0, 1e308, 5e-324, 3.0)
_NOT_JSON: tuple[Any, ...] = (float("nan"), float("inf"), float("-inf"))
_KEYS = (
    "__proto__",
    "constructor",
    "toString",
    "$ref",
    "x-computed",
    "",
    "/",
    "~",
    "*",
    "0",
    "-",
    "\x00",
    "é",
    "a" * 300,
)
_SMALL = 4


def hostile(around: Surroundings, answers: dict[str, Any] | None, chances: Chances, *, json_only: bool = False) -> Any:
    """Return any value that a program may be handed as answers; valid ones are spoilt in a few places.

    ``json_only`` leaves out what JSON cannot say: NaN, infinities and lone surrogates.
    """
    kind = chances.between(0, 9)
    if kind == 0:
        return anything(chances, 3, json_only=json_only)
    if kind <= 3:  # noqa: PLR2004 - three times in ten: whatever for every field
        return _members(around.definition.root, chances, json_only=json_only)
    spoilt: Any = copied(answers or {})
    for _ in range(chances.between(1, 4)):
        _spoil(around, spoilt, chances, json_only=json_only)
    return spoilt


def anything(chances: Chances, depth: int, *, json_only: bool = False) -> Any:
    """Return any JSON value, and others that Python may hold."""
    kind = chances.between(0, 15)
    if kind < 6:  # noqa: PLR2004 - a text six times in sixteen
        return pick(chances, _TEXTS if json_only else (*_TEXTS, *_LONE))
    if kind < 9:  # noqa: PLR2004 - a number three times
        return pick(chances, _NUMBERS if json_only else (*_NUMBERS, *_NOT_JSON))
    if kind == 9:  # noqa: PLR2004
        return pick(chances, (None, True, False, [], {}))
    if kind == 10:  # noqa: PLR2004
        return _enormous(chances)
    if depth <= 0:
        return None
    inside = [anything(chances, depth - 1, json_only=json_only) for _ in range(chances.between(0, _SMALL))]
    return inside if kind < 13 else {pick(chances, _KEYS): value for value in inside}  # noqa: PLR2004


def _enormous(chances: Chances) -> Any:
    kind = chances.between(0, 3)
    if kind == 0:
        return "a" * LONG
    if kind == 1:
        return [{}] * MANY
    if kind == 2:  # noqa: PLR2004
        return {str(number): number for number in range(MANY)}
    value: Any = "fond"
    for level in range(DEEP):
        value = [value] if level % 2 else {"a": value}
    return value


def _members(field: Field, chances: Chances, *, json_only: bool) -> dict[str, Any]:
    """Return something for the fields of an object, whether they are asked or not."""
    found: dict[str, Any] = {}
    for child in field.children:
        if often(chances, 20):
            found[child.name] = anything(chances, 2, json_only=json_only)
        elif child.kind == "object":
            found[child.name] = _members(child, chances, json_only=json_only)
        elif child.kind == "repeat":
            found[child.name] = [_members(child, chances, json_only=json_only) for _ in range(chances.between(0, 2))]
        elif child.choices and often(chances, 70):
            value = pick(chances, child.choices).value
            found[child.name] = [value] if child.kind == "choices" else value
        elif often(chances, 60):
            found[child.name] = anything(chances, 1, json_only=json_only)
    return found


def _spoil(around: Surroundings, answers: dict[str, Any], chances: Chances, *, json_only: bool) -> None:
    if often(chances, 30) or not around.definition.fields:
        answers[pick(chances, _KEYS)] = anything(chances, 2, json_only=json_only)
        return
    where = bind(pick(chances, list(around.definition.fields)), [chances.between(0, 2) for _ in range(4)])
    if often(chances, 15):
        where = f"{where}/{pick(chances, _KEYS)}"
    put(answers, where, anything(chances, 2, json_only=json_only))
