"""Take in a document of answers: only what is declared, only what JSON can say, nothing too deep."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from guichet_validate.problems import Problem
from guichet_validate.projection import FILE_TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guichet_validate.model import Field

_ABSENT = object()
_PLAIN = (bool, int)
_FILE_KEYS = (*FILE_TEXTS, "size")


def declared(field: Field, value: Any) -> Any:
    """Return a copy of what ``field`` declares of a value; computed fields and unknown keys are left out.

    A value of another type than declared is kept when it is a scalar and emptied when it is a container, so that
    validation reports it and nothing deep or odd goes any further. Of a list longer than ``maxItems`` one item too
    many is kept: enough for validation to report it, whatever the length was.
    """
    if field.kind == "object":
        return _members(field, value) if isinstance(value, dict) else _scalar(value)
    if not isinstance(value, list) or field.kind not in ("repeat", "choices", "file"):
        return _scalar(value)
    value = _cut(field, value)
    if field.kind == "repeat":
        return [_members(field, row) if isinstance(row, dict) else _scalar(row) for row in value]
    if field.kind == "file":
        return [
            {key: _scalar(item[key]) for key in _FILE_KEYS if key in item} if isinstance(item, dict) else _scalar(item)
            for item in value
        ]
    return [_scalar(item) for item in value]


def _cut(field: Field, items: list[Any]) -> list[Any]:
    return items if field.most is None else items[: field.most + 1]


def _members(field: Field, value: dict[str, Any]) -> dict[str, Any]:
    # The common cases first: a plain text or number is copied as it is.
    return {
        name: found
        if (found.isascii() or found.isprintable() if type(found) is str else type(found) in _PLAIN)
        else declared(child, found)
        for name, child in field.answered
        if (found := value.get(name, _ABSENT)) is not _ABSENT
    }


def _scalar(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return []
    return {} if isinstance(value, dict) else None


def storable(text: str) -> str:
    """Return the text with lone surrogates replaced: they cannot be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def undeclared(field: Field, value: Any, pointer: str = "") -> Iterator[Problem]:
    """Yield a problem (code ``additionalProperties``) for every key that no field declares."""
    if field.kind == "object" and isinstance(value, dict):
        known = {child.name: child for child in field.children}
        yield from _below(known, value, pointer)
    elif field.kind == "repeat" and isinstance(value, list):
        known = {child.name: child for child in field.children}
        for index, row in enumerate(_cut(field, value)):
            if isinstance(row, dict):
                yield from _below(known, row, f"{pointer}/{index}")
    elif (
        field.kind == "file"
        and isinstance(value, list)
        and not all(_is_known_file(item) for item in _cut(field, value))
    ):
        yield Problem(pointer, "additionalProperties")


def _below(known: dict[str, Field], value: dict[str, Any], pointer: str) -> Iterator[Problem]:
    for name, item in value.items():
        child = known.get(name)
        if child is None:
            # The key itself was typed by somebody: it is no pointer of ours, and may hold anything.
            yield Problem(f"{pointer}/{_shown(name)}", "additionalProperties")
        else:
            yield from undeclared(child, item, f"{pointer}/{name}")


def _is_known_file(item: Any) -> bool:
    return not isinstance(item, dict) or item.keys() <= set(_FILE_KEYS)


def _shown(name: Any) -> str:
    return storable(str(name))[:80].replace("~", "~0").replace("/", "~1")
