"""Find choices by a part of their label, and take a typed text for the one choice that it names."""

from __future__ import annotations

import copy
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, TypeVar

from guichet_validate.functions import normalise
from guichet_validate.pointers import bind, get, indexes, put
from guichet_validate.texts import text as words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from guichet_validate.context import Context
    from guichet_validate.lists import Rows
    from guichet_validate.model import Definition, Field, Lookup

    Item = TypeVar("Item")

# What was typed beside a choice and names none is kept behind this: no cell of a list begins with a space, so that
# a text is never taken for a value by accident.
UNSETTLED = " "
MAX_QUERY = 100
MOST = 10

_KEPT = 32
# Fewer letters stand inside too many words to tell anything.
_TELLING = 3
_labels: dict[tuple[int, str], tuple[Rows, tuple[str, ...]]] = {}


def typed_in(value: Any) -> str | None:
    """Return the text that was typed where a choice is expected, ``None`` for any other answer."""
    return value.removeprefix(UNSETTLED) if isinstance(value, str) and value.startswith(UNSETTLED) else None


def best(labelled: Iterable[tuple[str, Item]], query: str, most: int = MOST) -> tuple[list[Item], int]:
    """Return at most ``most`` items whose label fits a query, best first, and how many fit in all.

    Labels are normalised. Every word of the query must occur, in any order; an empty query fits everything. Best is
    the same text, then labels that begin with it, that hold it, whose words begin with its words, that contain them.
    """
    wanted = normalise(query[:MAX_QUERY])
    words = wanted.split()
    found = [
        (rank, place, item)
        for place, (label, item) in enumerate(labelled)
        if (rank := _rank(label, wanted, words)) is not None
    ]
    return [item for _, _, item in nsmallest(most, found, key=lambda entry: entry[:2])], len(found)


def _rank(label: str, wanted: str, words: Sequence[str]) -> int | None:
    if label.startswith(wanted):
        return 0 if label == wanted else 1
    spaced = f" {label}"
    if f" {wanted}" in spaced:
        return 2
    if all(f" {word}" in spaced for word in words):
        return 3
    inside = all(f" {word}" in spaced or (len(word) >= _TELLING and word in label) for word in words)
    return 4 if inside else None


def labelled_rows(rows: Rows, lookup: Lookup, wanted: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the rows of a list that hold these values, each with its normalised label."""
    for label, row in zip(_labels_of(rows, lookup), rows, strict=True):
        if lookup.value in row and all(row.get(column) == value for column, value in wanted.items()):
            yield label, row


def filter_of(lookup: Lookup, answers: Any, pointer: str) -> dict[str, Any]:
    """Return what the columns of a list must hold for the field at a concrete pointer, from the other answers."""
    return {column: get(answers, bind(driver, indexes(pointer))) for column, driver in lookup.filter.items()}


def settle(definition: Definition, answers: dict[str, Any], context: Context) -> dict[str, Any]:
    """Return the answers in which every typed text that names exactly one choice has become that choice's value.

    Case, accents and punctuation do not count. What names none, or several, stays as it was typed.
    """
    unsettled = list(_unsettled(definition.root.children, answers, ""))
    if not unsettled:
        return answers
    changed = copy.deepcopy(answers)
    for field, pointer, typed in unsettled:
        values = _named(definition, field, normalise(typed), changed, pointer, context)
        if len(values) == 1:
            put(changed, pointer, values[0])
    return changed


def _unsettled(fields: Iterable[Field], answers: Any, pointer: str) -> Iterator[tuple[Field, str, str]]:
    if not isinstance(answers, dict):
        return
    for field in fields:
        value = answers.get(field.name)
        here = f"{pointer}/{field.name}"
        if value is None:
            continue
        if field.kind == "object":
            yield from _unsettled(field.children, value, here)
        elif field.kind == "repeat":
            for index, row in enumerate(value if isinstance(value, list) else ()):
                yield from _unsettled(field.children, row, f"{here}/{index}")
        elif (field.lookup or field.choices) and (typed := typed_in(value)) is not None:
            yield field, here, typed


def _named(
    definition: Definition, field: Field, wanted: str, answers: Any, pointer: str, context: Context
) -> list[Any]:
    """Return the values of the choices that bear a label, in any language; nothing for an empty one."""
    if not wanted:
        return []
    if field.lookup:
        rows = labelled_rows(
            context.lists.get(field.lookup.list, ()), field.lookup, filter_of(field.lookup, answers, pointer)
        )
        return list(dict.fromkeys(row[field.lookup.value] for label, row in rows if label == wanted))
    return [
        choice.value
        for choice in field.choices
        if any(
            normalise(words_of(choice.node, "title", language) or str(choice.value)) == wanted
            for language in definition.languages
        )
    ]


def _labels_of(rows: Rows, lookup: Lookup) -> tuple[str, ...]:
    """Return the normalised labels of a list; those of a list that cannot change are kept."""
    key = (id(rows), f"{lookup.label}\n{lookup.value}")
    known = _labels.get(key)
    if known is not None and known[0] is rows:
        return known[1]
    labels = tuple(normalise(row.get(lookup.label, row.get(lookup.value, ""))) for row in rows)
    if isinstance(rows, tuple):
        if len(_labels) >= _KEPT:
            _labels.clear()
        _labels[key] = (rows, labels)
    return labels
