"""Where the answers of a draft come from, by their concrete pointers; what is not told was typed by the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guichet.documents import services as documents
from guichet.requests.pressing import Pressed
from guichet_validate import pointers
from guichet_validate.context import Context
from guichet_validate.model import Definition
from guichet_validate.prefill import locks

LIBRARY = "library"


def still_true(
    origins: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any], pressed: Pressed
) -> dict[str, str]:
    """Keep the origin of every answer that is still the one that was taken over, wherever its row stands now.

    ``before`` are the answers that ``origins`` speak of. Of rows that were taken over as a whole and have changed
    since, each answer that has not changed keeps its own.
    """
    kept: dict[str, str] = {}
    for pointer, source in origins.items():
        now, old = pressed.follow(pointer), pointers.get(before, pointer)
        if now is None or old is None:
            continue
        if pointers.get(after, now) == old:
            kept[now] = source
        elif source != LIBRARY:
            for leaf, value in _leaves(old, pointer):
                place = pressed.follow(leaf)
                if place is not None and pointers.get(after, place) == value:
                    kept[place] = source
    return kept


def put_in(definition: Definition, answers: Mapping[str, Any], context: Context) -> dict[str, str]:
    """Return the origins of what the server itself put into the answers: fixed values and papers of the library."""
    found: dict[str, str] = {
        pointer: known.origin
        for pointer, known in locks(definition, context).items()
        if pointers.get(answers, pointer) == known.value
    }
    library = {document.id for document in context.library}
    if library:
        given = documents.given(definition, answers)
        found |= {one.pointer: LIBRARY for one in given if str(one.id) in library}
    return found


def _leaves(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """Yield the single answers of a group or of rows; one of several choices is none by itself."""
    if isinstance(value, dict):
        for name, inside in value.items():
            if isinstance(inside, dict | list):
                yield from _leaves(inside, f"{pointer}/{name}")
            yield f"{pointer}/{name}", inside
    elif isinstance(value, list):
        for index, row in enumerate(value):
            if isinstance(row, dict):
                yield from _leaves(row, f"{pointer}/{index}")
