"""The form of a document of the library: which paper it is, whose, and the dates on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from guichet.library.services import Stated, today
from guichet.publishing.kinds import kinds
from guichet_validate.documents import SELF

PARTS: Final = ("day", "month", "year")
_LONGEST: Final = 100
_UNLIMITED: Final = "unlimited"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as it was typed; dates are their three parts."""

    kind: str = ""
    holder: str = SELF
    issued: tuple[str, ...] = ("", "", "")
    expires: tuple[str, ...] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Read:
    """What a form states, and what is wrong with it by field: the name of its text in the catalogue."""

    stated: Stated
    problems: dict[str, str] = field(default_factory=dict)


def typed(form: Mapping[str, str]) -> Typed:
    """Return what was typed, without what no field takes."""
    holder = _text(form, "holder") or SELF
    return Typed(_text(form, "kind"), holder, typed_day(form, "issued"), typed_day(form, "expires"))


def typed_day(form: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the three parts of a date as they were typed."""
    return tuple(_text(form, f"{name}-{part}") for part in PARTS)


def shown_day(value: dt.date | None) -> tuple[str, ...]:
    """Return the three parts of a date as its form shows them."""
    return (str(value.day), str(value.month), str(value.year)) if value else ("", "", "")


def _text(form: Mapping[str, str], name: str) -> str:
    return form.get(name, "").replace("\x00", "").strip()[:_LONGEST]


def shown(stated: Stated) -> Typed:
    """Return what a document states as its form shows it."""
    return Typed(stated.kind, stated.holder, shown_day(stated.issued), shown_day(stated.expires))


def read(given: Typed, holders: Collection[str]) -> Read:
    """Read what was typed; ``holders`` are those a document may belong to."""
    problems: dict[str, str] = {}
    known = kinds().get(given.kind)
    if known is None:
        problems["kind"] = "library-kind-missing"
    if given.holder not in holders:
        problems["holder"] = "library-holder-unknown"
    issued, expires = day_of(given.issued), day_of(given.expires)
    for name, parts, value in (("issued", given.issued, issued), ("expires", given.expires, expires)):
        if any(parts) and value is None:
            problems[name] = "library-date-wrong"
    stated = Stated(given.kind, given.holder, issued, expires)
    if not problems and known is not None:
        if issued is None and expires is None and known.validity != _UNLIMITED:
            problems["issued"] = "library-date-missing"
        elif issued is not None and issued > today():
            problems["issued"] = "library-date-future"
        elif stated.valid_until is not None and stated.valid_until < today():
            problems["expires" if expires else "issued"] = "library-date-over"
    return Read(stated, problems)


def day_of(parts: tuple[str, ...]) -> dt.date | None:
    """Return the day that three parts name, day first; nothing when there is no such day."""
    with suppress(ValueError):
        day, month, year = (int(part) if part.isascii() and part.isdigit() else 0 for part in parts)
        if year >= 1900:  # noqa: PLR2004 -- two figures would be another century
            return dt.date(year, month, day)
    return None
