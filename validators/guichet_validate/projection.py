"""Show answers to expressions as CEL types them: every declared property there, absent ones null."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from guichet_validate.model import Field

    View = Callable[[Any], Any]

FILE_TEXTS = ("id", "name", "type", "as", "issued", "expires")
MAX_INTEGER = 2**63 - 1


def as_text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def as_integer(value: Any) -> int | None:
    """An integer that 64 bits hold, also when written 3.0; else null."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float):
        if not value.is_integer():
            return None
        value = int(value)
    return value if -MAX_INTEGER <= value <= MAX_INTEGER else None


def as_number(value: Any) -> float | None:
    """A finite double, else null."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def as_boolean(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def as_file(value: Any) -> dict[str, Any]:
    """One file answer with all its keys."""
    known = value if isinstance(value, dict) else {}
    return {**{key: as_text(known.get(key)) for key in FILE_TEXTS}, "size": as_integer(known.get("size"))}


_LEAVES: Mapping[str, View] = {
    "string": as_text,
    "integer": as_integer,
    "number": as_number,
    "boolean": as_boolean,
}


def leaf_view(kind: str) -> View:
    """Return the typed view of a leaf of that kind."""
    return _LEAVES[kind]


def view(field: Field, below: Iterable[str] | None = None) -> View:
    """Return the function that shows a value of ``field``.

    ``below`` limits rows and objects to these descendants, given as templates; without it everything declared
    is shown.
    """
    if field.kind in _LEAVES:
        return _LEAVES[field.kind]
    if field.kind == "choices":
        item = leaf_view(_item_kind(field))
        return lambda value: [item(entry) for entry in value] if isinstance(value, list) else []
    if field.kind == "file":
        return lambda value: [as_file(entry) for entry in value] if isinstance(value, list) else []
    wanted = None if below is None else set(below)
    members = [
        (child.name, view(child, wanted))
        for child in field.children
        if wanted is None or any(_meets(child, template) for template in wanted)
    ]

    def show(value: Any) -> dict[str, Any]:
        known = value if isinstance(value, dict) else {}
        return {name: shown(known.get(name)) for name, shown in members}

    if field.kind == "object":
        return show
    return lambda value: [show(row) for row in value] if isinstance(value, list) else []


def length(field: Field, *, known_only: bool) -> View:
    """Return the function that counts a list of answers; ``known_only`` leaves out what its view shows as null."""
    if known_only and field.kind == "choices":
        shown = view(field)
        return lambda value: sum(item is not None for item in shown(value))
    return lambda value: len(value) if isinstance(value, list) else 0


def _meets(child: Field, template: str) -> bool:
    return template == child.pointer or template.startswith(f"{child.pointer}/")


def _item_kind(field: Field) -> str:
    declared = field.row_node.get("type")
    return declared if isinstance(declared, str) and declared in _LEAVES else "string"
