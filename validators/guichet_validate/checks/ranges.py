"""Bounds, choices and defaults that say nothing, or that no answer can meet."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.outline import Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, number, rows, sequence, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

NO_VALUE = Rule("range-without-value")
CHOICE_EXCLUDED = Rule("choice-excluded")
MORE_THAN_CHOICES = Rule("items-more-than-choices")
IDLE = Rule("keyword-idle", "information")
ONE_CHOICE = Rule("choice-single", "warning")
MANY_RADIOS = Rule("choices-many-as-radio", "information")
DEFAULT_UNUSED = Rule("default-unused", "warning")
TICKED = Rule("box-ticked-by-default", "warning")
NO_DURATION = Rule("duration-empty", "warning")

RULES = (
    NO_VALUE,
    CHOICE_EXCLUDED,
    MORE_THAN_CHOICES,
    IDLE,
    ONE_CHOICE,
    MANY_RADIOS,
    DEFAULT_UNUSED,
    TICKED,
    NO_DURATION,
)

MAX_RADIOS = 15
_IDLE: Mapping[str, Any] = {
    **dict.fromkeys(("minLength", "minItems"), 0),
    **dict.fromkeys(("uniqueItems", "readOnly", "deprecated"), False),
}
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength")
_EMPTY = re.compile(r"P(?:0+[YMWD])+", re.ASCII)


def check(sheet: Sheet) -> None:
    """Report what bounds nothing, or too much."""
    for node in sheet.outline.nodes.values():
        schema = node.schema
        if node.kind in ("integer", "number") and _holds_nothing(schema, whole=node.kind == "integer"):
            sheet.report(NO_VALUE, node.body, name=node.name)
        for keyword, idle in _IDLE.items():
            if keyword in schema and type(schema[keyword]) is type(idle) and schema[keyword] == idle:
                sheet.report(IDLE, (node.place if keyword in node.own else node.body).down(keyword), keyword=keyword)
        if "default" in schema:
            _default(sheet, node)
        _choices(sheet, node)
    _durations(sheet)


def _holds_nothing(schema: Mapping[str, Any], *, whole: bool) -> bool:
    """Whether no number lies within the bounds; bounds that cross have their own finding."""
    # As they are written: three tenths are a multiple of 0.1.
    step = _exact(schema.get("multipleOf")) or (Fraction(1) if whole else None)
    least, most = _exact(schema.get("minimum")), _exact(schema.get("maximum"))
    above, below = _exact(schema.get("exclusiveMinimum")), _exact(schema.get("exclusiveMaximum"))
    low = max((bound for bound in (least, above) if bound is not None), default=None)
    high = min((bound for bound in (most, below) if bound is not None), default=None)
    if step is None or step <= 0 or low is None or high is None or low >= high:
        return False
    if whole and step < 1:
        step = Fraction(1)
    first, last = math.ceil(low / step), math.floor(high / step)
    first += first * step == above
    last -= last * step == below
    return first > last


def _exact(value: Any) -> Fraction | None:
    found = number(value)
    return None if found is None else Fraction(str(found))


def _choices(sheet: Sheet, node: Node) -> None:
    several = node.kind == "choices"
    holder = node.row_schema if several else node.schema
    place = node.body.down("items") if several else node.body
    options = node.options
    if options is None:
        return
    keyword = next(key for key in ("oneOf", "enum", "const") if key in holder)
    for index, value in enumerate(options):
        if any(bound in holder for bound in _BOUNDS) and not within_bounds(holder, value):
            here = place.down(keyword) if keyword == "const" else place.down(keyword, index)
            sheet.report(CHOICE_EXCLUDED, here, value=value)
    if keyword != "const" and len(options) == 1:
        sheet.report(ONE_CHOICE, place.down(keyword), name=node.name)
    if node.widget == "radio" and len(options) > MAX_RADIOS:
        sheet.report(MANY_RADIOS, node.place, count=len(options), limit=MAX_RADIOS)
    fewest = number(node.schema.get("minItems"))
    if several and fewest is not None and fewest > len(options) and node.schema.get("uniqueItems") is True:
        sheet.report(MORE_THAN_CHOICES, node.body.down("minItems"), count=len(options))


def within_bounds(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a number, or the length of a text, is within the bounds of a schema."""
    measure = len(value) if isinstance(value, str) else number(value)
    if measure is None:
        return True
    low, high = ("minLength", "maxLength") if isinstance(value, str) else ("minimum", "maximum")
    least, most = number(schema.get(low)), number(schema.get(high))
    if (least is not None and measure < least) or (most is not None and measure > most):
        return False
    if isinstance(value, str):
        return True
    above, below = number(schema.get("exclusiveMinimum")), number(schema.get("exclusiveMaximum"))
    return (above is None or measure > above) and (below is None or measure < below)


def _default(sheet: Sheet, node: Node) -> None:
    place = (node.place if "default" in node.own else node.body).down("default")
    if node.computed or node.kind in ("object", "repeat", "file"):
        sheet.report(DEFAULT_UNUSED, place, name=node.name)
    elif node.schema.get("const") is True and node.schema["default"] is True:
        sheet.report(TICKED, place, name=node.name)


def _durations(sheet: Sheet) -> None:
    """Durations of no time at all."""
    privacy = mapping(sheet.document.get("x-privacy"))
    found = [(Place().down("x-procedure", "delay"), sheet.procedure.get("delay"))]
    found += [(Place().down("x-privacy", key), privacy.get(key)) for key in ("retention", "draftRetention")]
    for node in sheet.outline.nodes.values():
        if "x-document" not in node.schema:
            continue
        accepts = sequence(mapping(node.schema.get("x-document")).get("accepts"))
        place = (node.place if "x-document" in node.own else node.body).down("x-document", "accepts")
        found += [(place.down(index, "maxAge"), accepted.get("maxAge")) for index, accepted in rows(accepts)]
    for place, value in found:
        duration = string(value)
        if duration is not None and _EMPTY.fullmatch(duration):
            sheet.report(NO_DURATION, place)
