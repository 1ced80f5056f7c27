"""«Mettre à jour»: what a posted page changes, and where it meets a change that somebody else saved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guichet.accounts import forms as accounts
from guichet.accounts.models import User
from guichet.profile import contacts, stamps, storing
from guichet.profile.forms import CHANNEL, LANGUAGE, MAIN, Posted, field_at, is_blank, row_of
from guichet.profile.storing import Stored
from guichet_validate import pointers


@dataclass(frozen=True, slots=True)
class Merged:
    """What the page is to hold: `values` by pointer, and at which of them both sides changed (`conflicts`: theirs).

    `wanted` are the values to be written.
    """

    values: dict[str, str]
    wanted: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)


def values_of(user: User, stored: Stored) -> dict[str, str]:
    """Return the value of each control of the page by its pointer; an absent one is left out."""
    shown = {
        pointer: value
        for pointer, value in stored.leaves().items()
        if isinstance(value, str) and field_at(pointer) is not None
    }
    return {**shown, LANGUAGE: user.language, CHANNEL: stored.channel}


def merge(posted: Posted, stored: Mapping[str, str], *, current: bool) -> Merged:
    """Compare a posted form with what is stored; `current` says that the page showed exactly that.

    Where only one side changed a value, that change holds. Where both did, nobody wins: the person chooses.
    """
    mine = dict(posted.values)
    mine |= {pointer: "" for pointer in stored if row_of(pointer) in posted.removed}
    if current:
        mine |= {pointer: stored.get(pointer, "") for pointer in posted.chosen if pointer in mine}
        return Merged({**stored, **mine}, mine)
    merged = Merged(dict(stored))
    changed = {pointer for pointer, value in mine.items() if _base(posted, pointer) != value}
    clashing = _rows_gone(posted, mine, stored, changed)
    for pointer, value in mine.items():
        theirs = stored.get(pointer, "")
        if value == theirs:
            continue
        row = row_of(pointer)
        if (row and row in clashing) or (pointer in changed and _base(posted, pointer) != theirs):
            merged.conflicts[pointer] = theirs
            merged.values[pointer] = value
        elif pointer in changed:
            merged.wanted[pointer] = merged.values[pointer] = value
    return merged


def save(user: User, posted: Posted, wanted: Mapping[str, str], stored: Stored) -> bool:
    """Write these values into the profile that was read, in the current transaction; say whether nobody came first."""
    for row in dict.fromkeys(map(row_of, wanted)):
        _take_row(stored, row, wanted)
    for pointer, value in wanted.items():
        if pointer not in {LANGUAGE, CHANNEL}:
            email = field_at(pointer)
            stored.put(pointer, accounts.address(value) or value if email and email.kind == "email" else value)
    stored.channel = wanted.get(CHANNEL) or stored.channel
    _make_main(stored, posted.main)
    if not storing.write(user, stored, stamps.typed()):
        return False
    user.language = wanted.get(LANGUAGE) or user.language
    contacts.forget_links(user, stored)
    return True


def _base(posted: Posted, pointer: str) -> str | None:
    """Return what the page showed at a pointer; `None`, unlike anything, when the form does not say."""
    return None if posted.seen is None else posted.seen.get(pointer, "")


def _rows_gone(posted: Posted, mine: Mapping[str, str], stored: Mapping[str, str], changed: set[str]) -> set[str]:
    """Return the rows that one side took away and the other changed: they are shown whole."""
    here = {row_of(pointer) for pointer, value in mine.items() if value}
    there = {row_of(pointer) for pointer in stored}
    known = {row_of(pointer) for pointer in posted.seen or {}}
    gone_there = {row for row in map(row_of, changed) if row in known and row not in there and row in here}
    altered = {
        row_of(pointer)
        for pointer in mine
        if row_of(pointer) in posted.removed and stored.get(pointer, "") != _base(posted, pointer)
    }
    return (gone_there | altered) - {""}


def _take_row(stored: Stored, row: str, wanted: Mapping[str, str]) -> None:
    """Add the member that a form begins; take away the row that a form says nothing about any more."""
    after = {
        **{pointer: str(value) for pointer, value in stored.leaves().items() if row_of(pointer) == row},
        **{pointer: value for pointer, value in wanted.items() if row_of(pointer) == row},
    }
    shown = {pointer: value for pointer, value in after.items() if field_at(pointer) is not None}
    parts = pointers.split(row)
    if parts[:1] == ("addresses",) and is_blank(row, shown):
        stored.data.get("addresses", {}).pop(parts[1], None)
    if parts[:1] == ("household",):
        if is_blank(row, shown):
            stored.household[:] = [member for member in stored.household if member.get("id") != parts[1]]
        elif stored.member(parts[1]) is None:
            stored.household.append({"id": parts[1], "relation": "other"})


def _make_main(stored: Stored, key: str) -> None:
    """Let an address take the place of the main one, which takes its: definitions name the main one by its place."""
    addresses = stored.data.get("addresses", {})
    if key == MAIN or key not in addresses:
        return
    here, there = f"/addresses/{key}", f"/addresses/{MAIN}"
    old = addresses.pop(MAIN, None)
    addresses[MAIN] = addresses.pop(key)
    if old is not None:
        addresses[key] = old
    # What moves keeps its stamp: nobody typed it again.
    moved = {here: there, there: here}
    for told in (stored.stamps, stored.before):
        swapped = {
            moved.get(row_of(pointer), row_of(pointer)) + pointer.removeprefix(row_of(pointer)): value
            for pointer, value in told.items()
        }
        told.clear()
        told.update(swapped)
