"""JSON Pointers: concrete ones (``/personnes/0/nom``) and templates (``/personnes/*/nom``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROW = "*"
# A segment that `is_index` takes for a row number.
_INDEX = re.compile(r"(?<![^/])(?:0|[1-9][0-9]{0,5})(?![^/])")


def split(pointer: str) -> tuple[str, ...]:
    """Return the unescaped segments of a pointer; the empty pointer (and ``/`` alone) has none or one empty one."""
    if not pointer:
        return ()
    segments = pointer.removeprefix("/").split("/")
    if "~" not in pointer:
        return tuple(segments)
    return tuple(segment.replace("~1", "/").replace("~0", "~") for segment in segments)


def join(parts: Iterable[str | int]) -> str:
    """Return the pointer of these segments, escaped; no segment gives the empty pointer."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def get(document: Any, pointer: str, default: Any = None) -> Any:
    """Return the value at a concrete pointer, ``default`` when any part of the way is missing."""
    if pointer.rfind("/") == 0 and isinstance(document, dict) and "~" not in pointer:
        return document.get(pointer[1:], default)
    value = document
    for part in split(pointer):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and is_index(part) and int(part) < len(value):
            value = value[int(part)]
        else:
            return default
    return value


def put(document: dict[str, Any], pointer: str, value: Any) -> bool:
    """Set the value at a concrete pointer, making missing objects and the next row of a list on the way.

    False, and nothing changed at the end of the way, when a scalar or a gap of rows stands in between.
    """
    parts = split(pointer)
    if not parts:
        return False
    here: Any = document
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        last = following is None
        child: Any = value if last else [] if is_index(following or "") else {}
        if isinstance(here, dict):
            if last or not isinstance(here.get(part), dict | list):
                here[part] = child
            here = here[part]
        elif isinstance(here, list) and is_index(part) and int(part) <= len(here):
            index = int(part)
            if index == len(here):
                here.append(child)
            elif last:
                here[index] = child
            here = here[index]
        else:
            return False
    return True


def remove(document: Any, pointer: str) -> bool:
    """Delete the key or row at a concrete pointer; False when it is not there."""
    parts = split(pointer)
    if not parts:
        return False
    parent = get(document, join(parts[:-1]))
    last = parts[-1]
    if isinstance(parent, dict) and last in parent:
        del parent[last]
        return True
    if isinstance(parent, list) and is_index(last) and int(last) < len(parent):
        del parent[int(last)]
        return True
    return False


def is_index(part: str) -> bool:
    """Tell whether a segment is a row number, written canonically (at most six digits)."""
    return part.isascii() and part.isdigit() and len(part) <= 6 and (part == "0" or part[0] != "0")  # noqa: PLR2004


def template(pointer: str) -> str:
    """Return the template of a concrete pointer: row numbers become ``*``."""
    return _INDEX.sub(ROW, pointer)


def indexes(pointer: str) -> tuple[int, ...]:
    """Return the row numbers of a concrete pointer, outermost first."""
    return tuple(int(part) for part in pointer.split("/") if is_index(part))


def bind(template_pointer: str, rows: Sequence[int]) -> str:
    """Replace the first ``*`` by ``rows[0]`` and so on; stars beyond the given rows stay."""
    if ROW not in template_pointer:
        return template_pointer
    remaining = iter(rows)
    return "/".join(str(next(remaining, ROW)) if part == ROW else part for part in template_pointer.split("/"))


def within(pointer: str, ancestor: str) -> bool:
    """Tell whether ``pointer`` is ``ancestor`` or stands below it."""
    return pointer == ancestor or pointer.startswith(ancestor + "/")


def schema_pointer(template_pointer: str) -> str:
    """Return where the schema of a field (or of its rows) stands in the document, references left aside."""
    return template_pointer.replace("/", "/properties/").replace("/properties/*", "/items")
