"""What a field's value must satisfy where it stands: its own schema, and what active conditions narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.conditions import ConditionCompiler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guichet_validate.model import Definition, Field

_LOW = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_HIGH = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
_INSIDE = frozenset({"properties", "required", "additionalProperties", "allOf", "if", "then", "else"})


@dataclass(frozen=True, slots=True)
class Shape:
    """One field's schema with what narrows it now merged in; ``accepts`` judges a value by all of it."""

    field: Field
    node: Mapping[str, Any]
    row: Mapping[str, Any]
    accepts: Callable[[Any], bool]

    def limit(self, keyword: str, default: int) -> int:
        """Return an integer keyword."""
        found = self.node.get(keyword, default)
        return int(found) if isinstance(found, int | float) and not isinstance(found, bool) else default


class Shapes:
    """Builds and remembers the shapes of one definition."""

    def __init__(self, definition: Definition) -> None:
        """Nothing is built yet."""
        self._compiler = ConditionCompiler(definition.document)
        self._known: dict[tuple[str, tuple[int, ...]], Shape] = {}

    def of(self, field: Field, narrowings: tuple[Mapping[str, Any], ...] = ()) -> Shape:
        """Return the shape of a field under these further schemas, which live as long as the definition."""
        key = (field.pointer, tuple(id(narrowing) for narrowing in narrowings))
        if key not in self._known:
            self._known[key] = self._build(field, narrowings)
        return self._known[key]

    def _build(self, field: Field, narrowings: tuple[Mapping[str, Any], ...]) -> Shape:
        merged = dict(field.node)
        for narrowing in narrowings:
            _narrow(merged, narrowing)
        judged = [field.node, *narrowings]
        if field.kind in ("object", "repeat"):
            # What is inside stands at its own fields.
            judged = [{key: value for key, value in node.items() if key not in _INSIDE} for node in judged]
            judged = [{key: value for key, value in node.items() if key != "items"} for node in judged]
        try:
            accepts = self._compiler.compile({"allOf": [dict(node) for node in judged]})
        except ValueError:
            # A schema that is none, which only the checker refuses: no value is made for it.
            accepts = _nothing
        return Shape(field, merged, field.row_node, accepts)


def _nothing(_: Any) -> bool:
    return False


def _narrow(merged: dict[str, Any], narrowing: Mapping[str, Any]) -> None:
    for keyword, value in narrowing.items():
        known = merged.get(keyword)
        if keyword in _LOW and isinstance(known, int | float):
            merged[keyword] = max(known, value)
        elif keyword in _HIGH and isinstance(known, int | float):
            merged[keyword] = min(known, value)
        else:
            merged[keyword] = value
