"""What a field must say: its label, its bounds, its choices, a default that fits, a widget that suits it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.outline import SCALARS, Node
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, number, rows, same, sequence, string
from guichet_validate.validator import build
from guichet_validate.widgets import KINDS_OF

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

TITLE_MISSING = Rule("field-title-missing")
STRING_UNBOUNDED = Rule("string-unbounded")
ARRAY_UNBOUNDED = Rule("array-unbounded")
ITEMS_MISSING = Rule("items-missing")
ROWS_TOO_MANY = Rule("rows-too-many")
RANGE_EMPTY = Rule("range-empty")
KEYWORD_MISPLACED = Rule("keyword-for-other-type")
CHOICE_TWICE = Rule("choice-twice")
CHOICE_TYPE = Rule("choice-of-wrong-type")
SEVERAL_NOT_UNIQUE = Rule("choices-not-unique")
DEFAULT_INVALID = Rule("default-invalid")
EXAMPLE_INVALID = Rule("example-invalid", "warning")
WIDGET_MISFIT = Rule("widget-misfit")
READ_ONLY_NOT_COMPUTED = Rule("read-only-not-computed")
COMPUTED_NOT_READ_ONLY = Rule("computed-not-read-only")
COMPUTED_REQUIRED = Rule("computed-required", "warning")
HIDDEN_NOT_COMPUTED = Rule("hidden-not-computed")

RULES = (
    TITLE_MISSING,
    STRING_UNBOUNDED,
    ARRAY_UNBOUNDED,
    ITEMS_MISSING,
    ROWS_TOO_MANY,
    RANGE_EMPTY,
    KEYWORD_MISPLACED,
    CHOICE_TWICE,
    CHOICE_TYPE,
    SEVERAL_NOT_UNIQUE,
    DEFAULT_INVALID,
    EXAMPLE_INVALID,
    WIDGET_MISFIT,
    READ_ONLY_NOT_COMPUTED,
    COMPUTED_NOT_READ_ONLY,
    COMPUTED_REQUIRED,
    HIDDEN_NOT_COMPUTED,
)

MAX_ROWS = 50

_STRING_BOUNDS = ("maxLength", "pattern", "format", "const", "enum", "oneOf", "x-lookup", "x-computed")
_TYPES_OF = {
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format", "x-lookup"), ("string",)),
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), ("integer", "number")
    ),
    **dict.fromkeys(("items", "minItems", "maxItems", "uniqueItems", "contains"), ("array",)),
    **dict.fromkeys(("properties", "required", "additionalProperties", "allOf", "x-rules"), ("object",)),
    **dict.fromkeys(("oneOf", "enum", "const", "x-computed"), SCALARS),
}
_PYTHON = {"string": str, "integer": int, "number": int | float, "boolean": bool}
_RANGES = (
    ("minimum", "maximum", False),
    ("exclusiveMinimum", "maximum", True),
    ("minimum", "exclusiveMaximum", True),
    ("exclusiveMinimum", "exclusiveMaximum", True),
    ("minLength", "maxLength", False),
    ("minItems", "maxItems", False),
)
_LIMITS = frozenset(keyword for low, high, _ in _RANGES for keyword in (low, high))


def check(sheet: Sheet) -> None:
    """Report what single fields lack or say wrongly."""
    for node in sheet.outline.nodes.values():
        if node.widget != "hidden" and "title" not in node.schema:
            sheet.report(TITLE_MISSING, node.place, name=node.name)
        _keywords(sheet, node)
        _bounds(sheet, node.schema, node.body)
        _choices(sheet, node)
        _samples(sheet, node)
        _computed(sheet, node)
        if node.widget is not None and node.kind not in (*KINDS_OF.get(node.widget, (node.kind,)), "unknown"):
            sheet.report(WIDGET_MISFIT, node.place, widget=node.widget, kind=node.kind)


def _keywords(sheet: Sheet, node: Node) -> None:
    declared = node.schema.get("type")
    for keyword in node.schema if isinstance(declared, str) else ():
        if keyword in _TYPES_OF and declared not in _TYPES_OF[keyword]:
            sheet.report(KEYWORD_MISPLACED, node.body.down(keyword), keyword=keyword, type=declared)
    if node.kind == "string" and not any(keyword in node.schema for keyword in _STRING_BOUNDS):
        sheet.report(STRING_UNBOUNDED, node.body, name=node.name)
    if declared == "array":
        _array(sheet, node)


def _array(sheet: Sheet, node: Node) -> None:
    most = number(node.schema.get("maxItems"))
    if not isinstance(node.schema.get("items"), dict):
        sheet.report(ITEMS_MISSING, node.body, name=node.name)
    if most is None:
        sheet.report(ARRAY_UNBOUNDED, node.body, name=node.name)
    elif node.kind == "repeat" and most > MAX_ROWS:
        sheet.report(ROWS_TOO_MANY, node.body.down("maxItems"), limit=MAX_ROWS)
    if node.kind == "choices":
        items = node.row_schema
        if node.options is not None and node.schema.get("uniqueItems") is not True:
            sheet.report(SEVERAL_NOT_UNIQUE, node.body, name=node.name)
        if items.get("type") == "string" and not any(keyword in items for keyword in _STRING_BOUNDS):
            sheet.report(STRING_UNBOUNDED, node.body.down("items"), name=node.name)


def _bounds(sheet: Sheet, schema: Mapping[str, Any], place: Place) -> None:
    if len(_LIMITS & schema.keys()) < 2:  # noqa: PLR2004 -- one bound alone leaves room
        return
    for low, high, strict in _RANGES:
        least, most = number(schema.get(low)), number(schema.get(high))
        if least is not None and most is not None and (least > most or (strict and least == most)):
            sheet.report(RANGE_EMPTY, place.down(low), low=low, high=high)


def _choices(sheet: Sheet, node: Node) -> None:
    several = node.kind == "choices"
    holder = node.row_schema if several else node.schema
    if "oneOf" not in holder:
        return
    place = (node.body.down("items") if several else node.body).down("oneOf")
    expected = _PYTHON.get(str(holder.get("type")), object)
    seen: list[Any] = []
    titles: set[str] = set()
    for index, option in rows(holder.get("oneOf")):
        value, title = option.get("const"), string(option.get("title"))
        if any(same(value, other) for other in seen) or (title is not None and title in titles):
            sheet.report(CHOICE_TWICE, place.down(index), value=value)
        if not isinstance(value, expected) or (isinstance(value, bool) and holder.get("type") != "boolean"):
            sheet.report(CHOICE_TYPE, place.down(index, "const"), type=holder.get("type"))
        seen.append(value)
        titles.add(title or "")


def _samples(sheet: Sheet, node: Node) -> None:
    """Judge the default and the examples by the field's own schema, which the file's other rules already bound."""
    if "default" not in node.schema and "examples" not in node.schema:
        return
    samples: list[tuple[Rule, tuple[str | int, ...], Any]] = (
        [(DEFAULT_INVALID, ("default",), node.schema["default"])] if "default" in node.schema else []
    )
    samples += [
        (EXAMPLE_INVALID, ("examples", index), value)
        for index, value in enumerate(sequence(node.schema.get("examples")))
    ]
    if not samples or node.kind not in (*SCALARS, "choices"):
        return
    place = node.place if "default" in node.own or "examples" in node.own else node.body
    plain = {key: value for key, value in node.schema.items() if not key.startswith("x-") and key in _PLAIN}
    try:
        items = {"items": dict(node.row_schema)} if node.kind == "choices" else {}
        validator = _validator(json.dumps({**plain, **items}, sort_keys=True))
        wrong = [(rule, parts) for rule, parts, value in samples if not validator.is_valid(value)]
    except ValueError:
        return  # a broken pattern has its own finding
    for rule, parts in wrong:
        sheet.report(rule, place.down(*parts), name=node.name)


@lru_cache(maxsize=256)
def _validator(schema: str) -> Any:
    """Return the validator of a field's own keywords; those of shared fragments stand in many definitions."""
    return build(json.loads(schema))


_PLAIN = frozenset(
    {
        "type",
        "const",
        "enum",
        "oneOf",
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
    }
)


def _computed(sheet: Sheet, node: Node) -> None:
    read_only = node.schema.get("readOnly") is True
    if node.computed and not read_only:
        sheet.report(COMPUTED_NOT_READ_ONLY, node.place, name=node.name)
    if read_only and not node.computed and "x-computed" not in node.schema:
        sheet.report(READ_ONLY_NOT_COMPUTED, node.place, name=node.name)
    if node.widget == "hidden" and not node.computed:
        sheet.report(HIDDEN_NOT_COMPUTED, node.place, name=node.name)
    if node.computed and node.scope is not None and node.name in node.scope.required:
        sheet.report(COMPUTED_REQUIRED, node.place, name=node.name)
    if "properties" in mapping(node.row_schema) and node.computed:
        sheet.report(KEYWORD_MISPLACED, node.place, keyword="x-computed", type="array")
