"""Sets of values an expression may have, as far as types, options and limits tell: constants, a range, or anything."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# How far whole numbers stay exact and never overflow.
_EXACT = 2.0**53


@dataclass(frozen=True, slots=True)
class Domain:
    """``constants`` when not ``None`` are the only values; else numbers from ``low`` to ``high``, or anything.

    ``other`` is a text that equals none of the constants of the expression. ``null`` and ``fails`` tell that the
    value may be absent, or the computation may have no result.
    """

    constants: frozenset[Any] | None = None
    low: float = -math.inf
    high: float = math.inf
    numeric: bool = False
    other: bool = False
    null: bool = False
    fails: bool = False


ANYTHING = Domain(null=True, fails=True)
BOTH = Domain(frozenset({True, False}))
UNSURE = Domain(frozenset({True, False}), fails=True)


def only(*values: Any) -> Domain:
    """Return the domain of these constants; ``None`` among them is absence. Three and 3.0 are one, as in CEL."""
    return Domain(frozenset((_family(value), value) for value in values if value is not None), null=None in values)


def _family(value: Any) -> type:
    return float if type(value) is int else type(value)


def between(low: float, high: float, *, fails: bool = False) -> Domain:
    """Return the domain of the numbers between two bounds, both included."""
    return Domain(low=low, high=high, numeric=True, fails=fails)


def truth(*values: bool, fails: bool = False) -> Domain:
    """Return a domain of truth values."""
    return Domain(frozenset(values), fails=fails)


def truths(domain: Domain) -> frozenset[bool]:
    """Return the truth values a domain holds; anything that is no truth value stands for both."""
    if domain.constants is None:
        return frozenset({True, False})
    return frozenset(item if isinstance(item, bool) else item[1] is True for item in domain.constants)


def conjunction(left: Domain, right: Domain) -> Domain:
    """Return ``left && right``: a failure beside false is false."""
    one, other = truths(left), truths(right)
    unsure = left.fails or right.fails or left.null or right.null
    found = {first and second for first in one for second in other}
    if unsure and (False in one or False in other):
        found |= {False}
    return truth(*found, fails=unsure)


def negation(domain: Domain) -> Domain:
    """Return the opposite truth values."""
    return truth(*(not value for value in truths(domain)), fails=domain.fails or domain.null)


def compared(operator: str, left: Domain, right: Domain) -> Domain:
    """Return what a comparison may give."""
    fails = left.fails or right.fails
    if operator in ("==", "!="):
        equal = _equal(left, right)
        return truth(*(value is (operator == "==") for value in equal), fails=fails)
    fails = fails or left.null or right.null
    one, other = _range(left), _range(right)
    if one is None or other is None:
        return replace(BOTH, fails=fails)
    if operator in (">", ">="):
        one, other = other, one
    strict = operator in ("<", ">")
    found: set[bool] = set()
    if one[0] < other[1] or (not strict and one[0] == other[1]):
        found |= {True}
    if one[1] > other[0] or (strict and one[1] == other[0]):
        found |= {False}
    return truth(*found, fails=fails)


def _equal(left: Domain, right: Domain) -> set[bool]:
    found: set[bool] = set()
    if left.null and right.null:
        found |= {True}
    if left.null or right.null:
        found |= {False}
    if left.constants is not None and right.constants is not None:
        one, other = _plain(left.constants), _plain(right.constants)
        if (one & other) or (left.other and right.other):
            found |= {True}
        if len(one | other) > 1 or left.other or right.other:
            found |= {False}
        return found or {False}
    one_range, other_range = _range(left), _range(right)
    if one_range is not None and other_range is not None:
        (low, high), (least, most) = one_range, other_range
        if max(low, least) <= min(high, most):
            found |= {True}
        if not low == high == least == most:
            found |= {False}
        return found
    return {True, False}


def _plain(constants: frozenset[Any]) -> frozenset[Any]:
    return frozenset((bool, item) if isinstance(item, bool) else item for item in constants)


def _range(domain: Domain) -> tuple[float, float] | None:
    """Return the bounds of a domain of numbers; ``None`` for any other, and for an empty one."""
    if domain.constants is None:
        return (domain.low, domain.high) if domain.numeric else None
    values = [item[1] for item in domain.constants if not isinstance(item, bool)]
    if (
        not values
        or domain.other
        or not all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    ):
        return None
    return (min(values), max(values))


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: 0.0 if 0 in (left, right) else left * right,
}


def calculated(operator: str, left: Domain, right: Domain) -> Domain:
    """Return what a sum, a difference or a product of numbers may give; anything for the rest."""
    one, other = _range(left), _range(right)
    if one is None or other is None or operator not in _ARITHMETIC:
        return ANYTHING
    corners = [_ARITHMETIC[operator](first, second) for first in one for second in other]
    if any(math.isnan(corner) for corner in corners):
        return ANYTHING
    fails = left.fails or right.fails or left.null or right.null or max(map(abs, corners)) > _EXACT
    return between(min(corners), max(corners), fails=fails)


def either(left: Domain, right: Domain) -> Domain:
    """Return the union of two domains."""
    null, fails = left.null or right.null, left.fails or right.fails
    if left.constants is not None and right.constants is not None:
        return Domain(left.constants | right.constants, other=left.other or right.other, null=null, fails=fails)
    one, other = _range(left), _range(right)
    if one is None or other is None:
        return Domain(null=null, fails=fails)
    return Domain(low=min(one[0], other[0]), high=max(one[1], other[1]), numeric=True, null=null, fails=fails)
