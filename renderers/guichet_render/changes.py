"""What would be, or was, written back to the profile, in words: one line a value, old and new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from guichet_render.face import Face
from guichet_render.naming import name_of, owner_of
from guichet_render.reading import Reader
from guichet_validate.feed import Change, named
from guichet_validate.offers import Offer
from guichet_validate.pointers import is_index, template


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One value; `title` is empty where the choice has no other, `old` or `new` where there is none."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What a person takes or leaves; `places` names each change as `key target pointer`, for the form."""

    key: str
    title: str
    lines: tuple[ChangeLine, ...]
    places: tuple[str, ...]
    ticked: bool = True


def views(reader: Reader, offers: Iterable[Offer], declined: Collection[str] = ()) -> list[ChangeView]:
    """Return the offers in words; `declined` are the pointers of answers that are not to be kept."""
    found = []
    for offer in offers:
        lines = tuple(line for change in offer.changes for line in _lines(reader, change))
        if lines:
            places = tuple(f"{offer.key} {change.target} {change.pointer}" for change in offer.changes)
            ticked = not any(change.pointer in declined for change in offer.changes)
            found.append(ChangeView(offer.key, _title(reader, offer), lines, places, ticked))
    return found


def _title(reader: Reader, offer: Offer) -> str:
    if _is_row(offer):
        return reader.language("changes-member", name=owner_of(reader, offer.pointer))
    return name_of(reader, offer.pointer)


def _is_row(offer: Offer) -> bool:
    return is_index(offer.pointer.rpartition("/")[2])


def _lines(reader: Reader, change: Change) -> Iterator[ChangeLine]:
    face = reader.form.faces.get(template(change.pointer))
    if face is not None:
        above = change.pointer.rpartition("/")[0]
        title = reader.fill(face.title, above or None)
        yield ChangeLine(
            title, reader.read(face, change.old, change.pointer), reader.read(face, change.new, change.pointer)
        )
    elif isinstance(change.new, dict):
        rows = reader.form.faces.get(template(change.pointer).removesuffix("/*"))
        yield from _member(reader, rows, change) if rows is not None else ()


def _member(reader: Reader, rows: Face, change: Change) -> Iterator[ChangeLine]:
    """Yield the lines of a new member of the household, under the titles of the questions that tell them."""
    children = {child.field.name: child for child in rows.children}
    answers = {child.field.name: "" for child in rows.children}  # every child that states a key, whatever it holds
    for key, (name, _) in named(rows.field, answers).items():
        if key in change.new:
            pointer = f"{change.pointer}/{name}"
            child = children[name]
            yield ChangeLine(reader.fill(child.title, change.pointer), "", reader.read(child, change.new[key], pointer))
