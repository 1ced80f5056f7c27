"""Whether two conditions hold in the same situations: both are asked on every combination of telling answers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import ROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from guichet_validate.model import Definition, Field

_ABSENT = object()
_MAX_SITUATIONS = 20_000
_MAX_ROWS = 3
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_OTHER = "\u2063"
_KNOWN = frozenset(
    {*_BOUNDS, "type", "const", "enum", "properties", "required", "contains", "items", "not", "anyOf", "allOf"}
    | {"minItems", "maxItems", "$comment"}
)


class _TooManyError(Exception):
    """More combinations than are tried, or a keyword that is not understood."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How a condition changed: situations in which it holds now and did not (``more``), and the reverse (``less``)."""

    more: bool
    less: bool


def shift(
    schemas: tuple[Any, Any],
    tests: tuple[Callable[[Any], bool], Callable[[Any], bool]],
    scope: str,
    definitions: tuple[Definition, Definition],
) -> Shift | None:
    """Compare two conditions on the answers that can tell them apart; ``None`` when that cannot be decided.

    ``schemas`` have their references resolved; ``scope`` is the (new) template of the object they judge.
    """
    try:
        values = _values(list(schemas), scope, definitions)
    except _TooManyError:
        return None
    more = less = False
    for value in values:
        held, holds = tests[0](value), tests[1](value)
        more = more or (holds and not held)
        less = less or (held and not holds)
    return Shift(more, less)


def _values(schemas: Sequence[Any], pointer: str, definitions: tuple[Definition, Definition]) -> list[Any]:
    """The values of one place that the schemas can tell apart, among those the fields there can take."""
    flat = list(_flat(schemas))
    if any(key not in _KNOWN for schema in flat for key in schema):
        raise _TooManyError
    fields = [found for definition in definitions if (found := definition.fields.get(pointer)) is not None]
    inside = _named(flat)
    if inside:
        return _objects(inside, pointer, definitions)
    rows = [schema[key] for schema in flat for key in ("contains", "items") if key in schema]
    if rows or any(key in schema for schema in flat for key in ("minItems", "maxItems")):
        return _arrays(flat, rows, pointer, definitions)
    return _scalars(flat, fields)


def _flat(schemas: Sequence[Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every schema that judges the same place: those given, and those they combine."""
    for schema in schemas:
        if not isinstance(schema, dict) or depth > _MAX_SITUATIONS:
            continue
        yield schema
        combined = [schema["not"]] if "not" in schema else []
        for key in ("anyOf", "allOf"):
            combined += schema[key] if isinstance(schema.get(key), list) else []
        yield from _flat(combined, depth + 1)


def _named(flat: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    named: dict[str, list[Any]] = {}
    for schema in flat:
        properties = schema.get("properties")
        for name, child in (properties if isinstance(properties, dict) else {}).items():
            named.setdefault(name, []).append(child)
        required = schema.get("required")
        for name in required if isinstance(required, list) else ():
            named.setdefault(str(name), [])
    return named


def _objects(named: Mapping[str, list[Any]], pointer: str, definitions: tuple[Definition, Definition]) -> list[Any]:
    columns = [[_ABSENT, *_values(children, f"{pointer}/{name}", definitions)] for name, children in named.items()]
    _bound(columns)
    return [
        {name: value for name, value in zip(named, row, strict=True) if value is not _ABSENT}
        for row in itertools.product(*columns)
    ]


def _arrays(
    flat: Sequence[Mapping[str, Any]], rows: list[Any], pointer: str, definitions: tuple[Definition, Definition]
) -> list[Any]:
    items = _values(rows, f"{pointer}/{ROW}", definitions) if rows else [{}]
    sizes = {schema[key] for schema in flat for key in ("minItems", "maxItems") if isinstance(schema.get(key), int)}
    lengths = sorted({size + step for size in sizes for step in (-1, 0, 1)} | {0, 1, 2})
    values: list[Any] = []
    for length in lengths:
        if 0 <= length <= _MAX_ROWS:
            _bound([items] * length)
            values += [list(row) for row in itertools.combinations_with_replacement(items, length)]
        elif length > 0:
            _bound([items, range(length)])
            values += [[item] * length for item in items]
    return values


def _bound(columns: Sequence[Sequence[Any]]) -> None:
    size = 1
    for column in columns:
        size *= len(column)
        if size > _MAX_SITUATIONS:
            raise _TooManyError


def _scalars(flat: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> list[Any]:
    tested: list[Any] = [schema["const"] for schema in flat if "const" in schema]
    for schema in flat:
        if isinstance(schema.get("enum"), list):
            tested += schema["enum"]
        for key in _BOUNDS:
            limit = schema.get(key)
            if isinstance(limit, int | float):
                tested += [limit - 1, limit - 0.5, limit, limit + 0.5, limit + 1]
    domain = _domain(fields)
    if domain is not None:
        return domain
    kinds = {field.kind for field in fields}
    if kinds <= {"integer"} and kinds:
        tested = [value for value in tested if not isinstance(value, float) or value.is_integer()]
    return _distinct([*tested, *([_OTHER] if not kinds or "string" in kinds else [-1, 0, 10**6])])


def _domain(fields: Sequence[Field]) -> list[Any] | None:
    """All values that the fields can take, where they are few."""
    values: list[Any] = []
    for field in fields:
        if field.kind == "boolean":
            values += [True] if field.node.get("const") is True else [True, False]
        elif field.choices and field.kind in ("string", "integer", "number"):
            values += [choice.value for choice in field.choices]
        else:
            return None
    return _distinct(values) if values else None


def _distinct(values: Sequence[Any]) -> list[Any]:
    return list({(type(value).__name__, str(value)): value for value in values}.values())
