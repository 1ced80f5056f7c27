"""Changes of the answers that a field takes: bounds, shapes, choices; at a field, or in a condition that narrows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from guichet_validate.diff.change import Change
from guichet_validate.diff.members import ABSENT, Handler, Spot, compare_members, differs, mapping, moved, switched

# Whether a larger number takes more answers.
_LOWER = ("minLength", "minItems", "minimum", "exclusiveMinimum")
_UPPER = ("maxLength", "maxItems", "maximum", "exclusiveMaximum")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bound(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    keyword = spot.new.rpartition("/")[2]
    if new is ABSENT:
        wider = True
    elif old is ABSENT or not (_is_number(old) and _is_number(new)):
        wider = False
    else:
        wider = new < old if keyword in _LOWER else new > old
    yield spot.change("bound-widened" if wider else "bound-narrowed", keyword=keyword, old=old, new=new)


def _unique(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    yield spot.change("bound-narrowed" if new is True else "bound-widened", keyword="uniqueItems", old=old, new=new)


def _multiple(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    # In tenths and hundredths as they are written: 0.1 is a multiple of 0.01.
    wider = new is ABSENT or (
        _is_number(old) and _is_number(new) and new != 0 and Fraction(str(old)) % Fraction(str(new)) == 0
    )
    yield spot.change("bound-widened" if wider else "bound-narrowed", keyword="multipleOf", old=old, new=new)


def _shape(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    code = "shape-removed" if new is ABSENT else "shape-added" if old is ABSENT else "shape-changed"
    yield spot.change(code, keyword=spot.new.rpartition("/")[2], old=old, new=new)


def _const(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    yield spot.change("value-freed" if new is ABSENT else "value-imposed", old=old, new=new)


def _enum(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    if old is ABSENT or new is ABSENT or not (isinstance(old, list) and isinstance(new, list)):
        yield spot.change("options-freed" if new is ABSENT else "options-imposed")
        return
    for value in new:
        if all(differs(value, other) for other in old):
            yield spot.added("option-added", option=value)
    for value in old:
        if all(differs(value, other) for other in new):
            yield spot.removed("option-removed", option=value)
    if len(old) == len(new) and all(any(not differs(value, other) for other in new) for value in old):
        yield spot.change("order-changed", kind="options")


def _options(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell the changes of ``oneOf``: choices with a stable code and a title."""
    if old is ABSENT or new is ABSENT:
        yield spot.change("options-freed" if new is ABSENT else "options-imposed")
        return
    before, after = _by_code(old), _by_code(new)
    for code in dict.fromkeys([*after, *before]):
        place_before, left = before.get(code, (0, {}))
        place_after, right = after.get(code, (0, {}))
        here = spot.apart([place_before], [place_after]).told(option=(right or left).get("title", code[1]))
        if code not in before:
            yield here.added("option-added")
        elif code not in after:
            yield here.removed("option-removed")
        elif left != right:
            yield from compare_members(left, right, here, {"deprecated": switched("option-retired", "option-restored")})
    if moved(list(before), list(after)):
        yield spot.change("order-changed", kind="options")


def _by_code(options: Any) -> dict[tuple[str, str], tuple[int, Mapping[str, Any]]]:
    return {
        (type(option.get("const")).__name__, str(option.get("const"))): (place, option)
        for place, option in enumerate(options if isinstance(options, list) else ())
        if isinstance(option, dict)
    }


def _nested(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell the changes inside a narrowing that reaches into a nested object."""
    before, after = mapping(old), mapping(new)
    for name in dict.fromkeys([*after, *before]):
        yield from compare_members(
            mapping(before.get(name)), mapping(after.get(name)), spot.down(name), {**SHAPES, "properties": _nested}
        )


SHAPES: Mapping[str, Handler] = {
    **dict.fromkeys((*_LOWER, *_UPPER), _bound),
    "multipleOf": _multiple,
    "uniqueItems": _unique,
    "pattern": _shape,
    "format": _shape,
    "contains": _shape,
    "not": _shape,
    "const": _const,
    "enum": _enum,
    "oneOf": _options,
}

_LENGTHS = {"date": 10, "uuid": 36, "time-local": 5, "datetime-local": 16}


def implied(old: Mapping[str, Any]) -> Mapping[str, Handler]:
    """Return the handlers of bounds of length that every answer to the old field kept already."""
    options = old.get("oneOf") if isinstance(old.get("oneOf"), list) else None
    values = [mapping(option).get("const") for option in options] if options is not None else old.get("enum")
    if isinstance(values, list) and values and all(isinstance(value, str) for value in values):
        lengths = [len(value) for value in values]
    elif old.get("format") in _LENGTHS:
        lengths = [_LENGTHS[old["format"]]]
    else:
        return {}

    def bound(before: Any, after: Any, spot: Spot) -> Iterator[Change]:
        longest = spot.new.endswith("/maxLength")
        kept = _is_number(after) and (max(lengths) <= after if longest else min(lengths) >= after)
        if before is ABSENT and kept:
            yield spot.change("bound-kept", keyword="maxLength" if longest else "minLength", new=after)
        else:
            yield from _bound(before, after, spot)

    return {"minLength": bound, "maxLength": bound}


# The same, inside a condition.
NARROWINGS: Mapping[str, Handler] = {**SHAPES, "properties": _nested}
