"""Where two sets of answers to the questions of one step differ, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guichet_render.face import Face
from guichet_render.naming import name_of
from guichet_render.reading import Reader
from guichet_render.widgets.file import WIDGET as FILES
from guichet_render.widgets.file import kind_of
from guichet_validate.model import Step
from guichet_validate.pointers import get


@dataclass(frozen=True, slots=True)
class Difference:
    """One question answered otherwise: its title (that of its group or row before it), the saved and the typed answer.

    An answer that is not given is an empty text.
    """

    title: str
    saved: str
    typed: str


def differences(saved: Reader, typed: Reader, step: Step, locked: frozenset[str]) -> list[Difference]:
    """Return the questions of a step that two readers of the same definition answer differently, in their order.

    What nobody types (computed, read-only, `locked` or hidden fields) is left out.
    """
    return [
        Difference(
            name_of(typed if new is not None else saved, pointer),
            _read(saved, face, old, pointer),
            _read(typed, face, new, pointer),
        )
        for root in step.fields
        for face, pointer, old, new in _leaves(
            saved.form.faces[root], root, get(saved.answers, root), get(typed.answers, root)
        )
        if pointer not in locked and not _same(old, new)
    ]


def _leaves(face: Face, pointer: str, old: Any, new: Any) -> Iterator[tuple[Face, str, Any, Any]]:
    """Yield every question inside a field, with its two answers."""
    field = face.field
    if field.computed or field.read_only or field.hidden:
        return
    if field.kind == "object":
        yield from _members(face, pointer, old, new)
    elif field.kind == "repeat":
        rows = [value if isinstance(value, list) else [] for value in (old, new)]
        for index in range(max(map(len, rows))):
            before, after = (value[index] if index < len(value) else None for value in rows)
            yield from _members(face, f"{pointer}/{index}", before, after)
    else:
        yield face, pointer, old, new


def _members(face: Face, pointer: str, old: Any, new: Any) -> Iterator[tuple[Face, str, Any, Any]]:
    for child in face.children:
        before, after = (value.get(child.field.name) if isinstance(value, Mapping) else None for value in (old, new))
        yield from _leaves(child, f"{pointer}/{child.field.name}", before, after)


def _same(old: Any, new: Any) -> bool:
    # True equals 1 in Python; in answers they differ.
    return type(old) is type(new) and bool(old == new)


def _read(reader: Reader, face: Face, value: Any, pointer: str) -> str:
    if face.field.kind == "file":
        worded = reader.worded(face, pointer)
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        return reader.language.listed([_file(worded, row, reader) for row in rows])
    return reader.read(face, value, pointer)


def _file(face: Face, row: dict[str, Any], reader: Reader) -> str:
    name = str(row.get("name", ""))
    return f"{name} ({FILES.describe(face, row, reader.language)})" if kind_of(face, row) else name
