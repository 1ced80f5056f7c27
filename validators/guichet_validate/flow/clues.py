"""What conditions tell apart: for each field the constants, bounds and sizes that some condition tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import ROW, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_NESTED = ("allOf", "anyOf", "oneOf", "not")
# A condition may name others; one that is larger is refused by the checker.
MAX_TESTS = 4000
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Tested:
    """One keyword that tests one place; ``template`` ends in ``/*`` for what ``contains`` asks of a choice."""

    template: str
    keyword: str
    argument: Any


def tested(document: Mapping[str, Any], schema: Any, scope: str) -> tuple[Tested, ...]:
    """Return everything a condition on the object ``scope`` tests, named conditions included."""
    found: list[Tested] = []
    for item in _walk(document, schema, scope, 0):
        found.append(item)
        if len(found) >= MAX_TESTS:
            break
    return tuple(found)


def _walk(document: Mapping[str, Any], schema: Any, here: str, depth: int) -> Iterator[Tested]:
    if not isinstance(schema, dict) or depth > _MAX_DEPTH:
        return
    for keyword, argument in schema.items():
        if keyword == "properties":
            for name, child in argument.items() if isinstance(argument, dict) else ():
                yield from _walk(document, child, f"{here}/{name}", depth + 1)
        elif keyword == "required":
            names = argument if isinstance(argument, list) else ()
            yield from (Tested(f"{here}/{name}", keyword, None) for name in names)
        elif keyword == "$ref":
            yield from _walk(document, named(document, argument), here, depth + 1)
        elif keyword in _NESTED:
            for child in argument if isinstance(argument, list) else (argument,):
                yield from _walk(document, child, here, depth + 1)
        elif keyword == "contains":
            yield Tested(here, keyword, argument)
            yield from _walk(document, argument, f"{here}/{ROW}", depth + 1)
        elif keyword not in ("type", "items") and not keyword.startswith(("x-", "$")):
            yield Tested(here, keyword, argument)


def named(document: Mapping[str, Any], reference: Any) -> Any:
    """Return the condition that a reference names, ``None`` for none."""
    found: Any = document if isinstance(reference, str) else None
    for part in split(reference.removeprefix("#")) if isinstance(reference, str) else ():
        found = found.get(part) if isinstance(found, dict) else None
    return found


@dataclass(slots=True)
class Clues:
    """The values that matter, by template; ``open`` are the places tested in a way that values cannot exhaust."""

    constants: dict[str, list[Any]] = field(default_factory=dict)
    bounds: dict[str, set[float]] = field(default_factory=dict)
    sizes: dict[str, set[int]] = field(default_factory=dict)
    contains: dict[str, int] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def add(self, item: Tested) -> None:
        """Take in one test."""
        template, argument = item.template, item.argument
        self.places.add(template)
        if item.keyword == "const":
            self.constants.setdefault(template, []).append(argument)
        elif item.keyword == "enum" and isinstance(argument, list):
            self.constants.setdefault(template, []).extend(argument)
        elif item.keyword in _BOUNDS:
            self.bounds.setdefault(template, set()).add(argument)
        elif item.keyword in ("minItems", "maxItems"):
            self.sizes.setdefault(template, set()).add(int(argument))
        elif item.keyword == "contains":
            self.contains[template] = self.contains.get(template, 0) + 1
        elif item.keyword != "required":
            self.open.add(template)
