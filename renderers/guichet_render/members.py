"""The people of the account from whom a group of fields can be filled, as its picker shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guichet_render.face import Face
from guichet_render.reading import Reader
from guichet_validate.model import Field
from guichet_validate.pointers import get, within
from guichet_validate.prefill import candidates, fill_member
from guichet_validate.sources import sources_of

OTHER = "other"
_HOLDER = "self"
_ORIGIN = "member"
_BORN = {"mme": "member-born-she", "m": "member-born-he"}


@dataclass(frozen=True, slots=True)
class Member:
    """One card of the picker; `id` is the member's, `self` for the holder, `other` for somebody else."""

    id: str
    title: str
    hint: str
    picked: bool


def picks_member(field: Field) -> bool:
    """Tell whether a group is filled by picking one person; only those at the root are."""
    from_household = any(source.startswith("household:") for source in sources_of(field))
    return field.kind == "object" and from_household and field.pointer.count("/") == 1


def members(
    reader: Reader, face: Face, pointer: str, origins: Mapping[str, str], beside: Mapping[str, str]
) -> tuple[Member, ...]:
    """Return the cards of a group's picker, «somebody else» last; none where nobody can be picked.

    Picked is who was picked just now (`beside`), else the person whose data the group holds.
    """
    if not picks_member(face.field):
        return ()
    people = candidates(reader.definition, face.field, reader.context)
    if not people:
        return ()
    picked = beside.get("member") or next(
        (str(person["id"]) for person in people if _holds(reader, pointer, person, origins)), ""
    )
    cards = [_card(reader, person, picked) for person in people]
    return (*cards, Member(OTHER, reader.language("member-other"), "", picked == OTHER))


def _card(reader: Reader, person: Mapping[str, Any], picked: str) -> Member:
    said = reader.language
    identifier = str(person["id"])
    names = (person.get("givenNames"), person.get("usageName") or person.get("familyName"))
    name = " ".join(str(part) for part in names if part)
    born = ""
    if person.get("birthDate"):
        key = _BORN.get(str(person.get("title")), "member-born")
        born = said(key, date=said.day(str(person["birthDate"])))
    if identifier == _HOLDER:
        return Member(identifier, said("member-self"), said.listed([part for part in (name, born) if part]),
                      picked == identifier)  # fmt: skip
    return Member(identifier, name or said("member-nameless"), born, picked == identifier)


def _holds(reader: Reader, pointer: str, person: Mapping[str, Any], origins: Mapping[str, str]) -> bool:
    """Tell whether what the group took from the household is this person's."""
    taken = [place for place, origin in origins.items() if origin == _ORIGIN and within(place, pointer)]
    if not taken:
        return False
    filled = fill_member(reader.definition, reader.answers, reader.context, pointer, str(person["id"]))
    return all(get(filled.answers, place) == get(reader.answers, place) for place in taken)
