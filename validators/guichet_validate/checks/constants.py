"""Whether a test of one value can ever be met by the field it tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guichet_validate.checks.outline import Node
from guichet_validate.checks.values import mapping, number, same, sequence

_NUMBERS = ("integer", "number")
_SCALARS = ("string", *_NUMBERS, "boolean")
_KINDS = {
    **dict.fromkeys(("const", "enum"), _SCALARS),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), _NUMBERS),
    **dict.fromkeys(("minItems", "maxItems"), ("repeat", "choices", "file")),
    "contains": ("repeat", "choices"),
    **dict.fromkeys(("minLength", "maxLength", "pattern"), ("string",)),
    **dict.fromkeys(("properties", "required"), ("object",)),
}
_TYPES: Mapping[str, Any] = {"string": str, "integer": int | float, "number": int | float, "boolean": bool}


def misfit(node: Node, test: Mapping[str, Any]) -> list[str]:
    """The keywords that say nothing about a field of this kind."""
    if node.kind == "unknown":
        return []
    return [keyword for keyword in test if node.kind not in _KINDS.get(keyword, (node.kind,))]


def outside(node: Node, test: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The constants that the field can never hold, with their place in the test."""
    if node.kind == "choices":
        inner = mapping(test.get("contains"))
        for parts, value in _constants(inner):
            if not _possible(node, str(node.row_schema.get("type")), node.row_schema, value):
                yield ("contains", *parts), value
    elif node.kind in _SCALARS:
        for parts, value in _constants(test):
            if not _possible(node, node.kind, node.schema, value):
                yield parts, value
        for keyword, value in _beyond(node.schema, test):
            yield (keyword,), value


def _beyond(schema: Mapping[str, Any], test: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The bounds of a test that lie outside those of the field: no answer gets there."""
    for keyword, opposite in (("minimum", "maximum"), ("maximum", "minimum")):
        strict = "exclusiveM" + keyword[1:]
        sign = 1 if keyword == "minimum" else -1
        most, below = number(schema.get(opposite)), number(schema.get("exclusiveM" + opposite[1:]))
        for bound, open_end in ((keyword, False), (strict, True)):
            value = number(test.get(bound))
            if value is None:
                continue
            beyond = most is not None and (value * sign > most * sign or (open_end and value == most))
            if beyond or (below is not None and value * sign >= below * sign):
                yield bound, test[bound]


def _constants(test: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if "const" in test:
        yield ("const",), test["const"]
    for index, value in enumerate(sequence(test.get("enum"))):
        yield ("enum", index), value


def _possible(node: Node, kind: str, schema: Mapping[str, Any], value: Any) -> bool:
    expected = _TYPES.get(kind)
    if expected is not None and (not isinstance(value, expected) or isinstance(value, bool) != (kind == "boolean")):
        return False
    options = node.options
    if options is not None:
        return any(same(option, value) for option in options)
    found = number(value)
    if found is None:
        return True
    least, most = number(schema.get("minimum")), number(schema.get("maximum"))
    return (least is None or found >= least) and (most is None or found <= most)
