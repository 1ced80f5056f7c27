"""A definition with every reference resolved: where a piece stands (``$defs``, a fragment) changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guichet_validate.structure import FieldBuilder

_CONDITIONS = frozenset({"if", "where", "when", "contains", "not", "anyOf", "then", "else"})
# References may double at each level; what people write stays far below.
_MAX_PIECES = 100_000
_MAX_CONDITION = 2_000
_MAX_DEPTH = 80


class Resolver:
    """Resolves the pieces of one bundled document; past a bound of size, references stay as they are."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Remember the document, whose ``$defs`` are looked up."""
        self._builder = FieldBuilder(dict(document))
        self._document = document
        self._left = 0

    def whole(self) -> Any:
        """Return the document without ``$defs``, ``$id`` and any reference."""
        return self.piece({key: value for key, value in self._document.items() if key != "$id"})

    def piece(self, node: Any) -> Any:
        """Return a field or any other part: what stands beside a reference replaces what is behind it."""
        self._left = _MAX_PIECES
        return self._piece(node, 0)

    def condition(self, node: Any) -> Any:
        """Return a condition: what stands beside a reference must hold too, so the two stand in ``allOf``."""
        self._left = _MAX_CONDITION
        return self._condition(node, 0)

    def _is_far(self, depth: int) -> bool:
        self._left -= 1
        return depth > _MAX_DEPTH or self._left < 0

    def _piece(self, node: Any, depth: int) -> Any:
        if not isinstance(node, dict | list) or self._is_far(depth):
            return node
        if isinstance(node, list):
            return [self._piece(item, depth + 1) for item in node]
        merged = self._builder.resolve(node, "") if "$ref" in node else node
        return {key: self._member(key, value, depth + 1) for key, value in merged.items() if key != "$defs"}

    def _member(self, key: str, value: Any, depth: int) -> Any:
        if key == "x-tests":
            return value
        if key == "required":
            return unordered(value)
        if key == "properties" and isinstance(value, dict):
            return {name: self._piece(child, depth) for name, child in value.items()}
        return self._condition(value, depth) if key in _CONDITIONS else self._piece(value, depth)

    def _condition(self, node: Any, depth: int) -> Any:
        if not isinstance(node, dict | list) or self._is_far(depth):
            return node
        if isinstance(node, list):
            return [self._condition(item, depth + 1) for item in node]
        result: dict[str, Any] = {}
        for key, value in node.items():
            if key == "properties" and isinstance(value, dict):
                result[key] = {name: self._condition(child, depth + 1) for name, child in value.items()}
            elif key == "required":
                result[key] = unordered(value)
            elif key != "$ref":
                result[key] = self._condition(value, depth + 1) if key in _CONDITIONS else value
        if "$ref" not in node:
            return result
        target = self._condition(self._builder.target(node["$ref"]), depth + 1)
        return {"allOf": [target, result]} if result else target


def unordered(value: Any) -> Any:
    """Return a list of names sorted: their order means nothing."""
    return sorted(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else value
