"""Read parts of any JSON document without ever failing: what has another type reads as empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Place(NamedTuple):
    """Where a piece of a definition stands in its file.

    Everything inside a shared fragment stands at the ``$ref`` that names the fragment: ``fragment`` is its name.
    """

    pointer: str = ""
    fragment: str | None = None

    def down(self, *parts: str | int) -> Place:
        """Return the place below, unless the piece is inside a fragment."""
        if self.fragment is not None:
            return self
        pointer = self.pointer
        for part in parts:
            if isinstance(part, str) and ("~" in part or "/" in part):
                part = part.replace("~", "~0").replace("/", "~1")  # noqa: PLW2901
            pointer = f"{pointer}/{part}"
        # A thousand places are made for a definition: this spares what a named tuple does on its way to a tuple.
        return tuple.__new__(Place, (pointer, None))


def place_of(path: tuple[Any, ...]) -> Place:
    """Return the place of a chain of pairs, each of the chain so far and a part: cheap to make, seldom read."""
    parts: list[str | int] = []
    while path:
        path, part = path
        parts.append(part)
    return Place().down(*reversed(parts))


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else NOTHING


def sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def strings(value: Any) -> list[str]:
    return [item for item in sequence(value) if isinstance(item, str)]


def members(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The members of an object that are objects themselves."""
    return ((key, child) for key, child in mapping(value).items() if isinstance(child, dict))


def rows(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The items of an array that are objects, with their number."""
    return ((index, item) for index, item in enumerate(sequence(value)) if isinstance(item, dict))


def number(value: Any) -> int | float | None:
    """A JSON number; booleans are none."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def same(left: Any, right: Any) -> bool:
    """Whether two JSON values are equal; ``true`` is not ``1``."""
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)
