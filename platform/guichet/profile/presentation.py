"""What the page «Mon profil» draws: its sections, their rows and controls, and where each value comes from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.i18n import long_date, t
from guichet.profile import contacts
from guichet.profile.feeding import place_of
from guichet.profile.forms import CHANNEL, LANGUAGE, MAIN, MOST, ProfileField, day_of, field_at, keys_of, rows
from guichet.profile.models import ProfileChange
from guichet.profile.stamps import REQUEST, Stamp
from guichet.profile.storing import Stored
from guichet.requests.models import Request
from guichet_validate import pointers

_PHONES, _EMAILS = ("phone", "mobile"), ("email",)


@dataclass(frozen=True, slots=True)
class Control:
    """One control: `name` is the pointer of its value; `theirs` what somebody else saved there, `None` for nothing."""

    name: str
    id: str
    label: str
    kind: str
    value: str
    autocomplete: str
    options: tuple[tuple[str, str], ...]
    error: str = ""
    stamp: str = ""
    theirs: str | None = None
    unverified: str = ""
    verified: str = ""

    @property
    def parts(self) -> tuple[str, str, str]:
        """Day, month and year of a date, as forms write them; what is none stands as it was typed."""
        day = day_of(self.value)
        if day:
            return str(day.day), str(day.month), str(day.year)
        year, month, last = [*self.value.split("-", 2), "", "", ""][:3]
        return last, month, year


@dataclass(frozen=True, slots=True)
class Row:
    """One group of controls: `name` the pointer of a row that can go, `title` its heading, `stamp` that of all."""

    controls: tuple[Control, ...]
    name: str = ""
    title: str = ""
    stamp: str = ""
    key: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page; `adds` are the lists that a button of it adds a row to."""

    name: str
    rows: tuple[Row, ...]
    adds: tuple[str, ...] = ()


@dataclass(slots=True)
class Sheet:
    """What a drawing of the page starts from: values, problems and foreign changes by pointer."""

    user: User
    stored: Stored
    values: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    conflicts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)

    def sections(self) -> list[Section]:
        """Return the page, part by part."""
        self.numbers = _numbers(self.stored.stamps.values())
        found = [
            Section("identity", (self._group("identity"),)),
            Section("addresses", tuple(map(self._address, self._addresses())), _room(self.values, "addresses")),
            Section("contacts", (self._row(self._contacts()),), self._contact_room()),
            Section(
                "household", tuple(map(self._member, rows(self.values, "household"))), _room(self.values, "household")
            ),
        ]
        if any(pointer.startswith("/organisation/") for pointer in self.values):
            found.append(Section("organisation", (self._group("organisation"),)))
        found.append(Section("preferences", (self._row([LANGUAGE, CHANNEL]),)))
        return found

    def _group(self, group: str) -> Row:
        return self._row([f"/{group}/{key}" for key in keys_of(group)])

    def _addresses(self) -> list[str]:
        return rows(self.values, "addresses") or [f"/addresses/{MAIN}"]

    def _contacts(self) -> list[str]:
        further = [pointer for pointer in self.values if pointer.startswith("/contacts/")]
        known = [f"/contacts/{key}" for key in (*_PHONES, *_EMAILS)]
        return sorted(dict.fromkeys((*known, *further)), key=lambda pointer: pointer.startswith("/contacts/email"))

    def _contact_room(self) -> tuple[str, ...]:
        drawn = self._contacts()
        emails = sum(pointer.startswith("/contacts/email") for pointer in drawn)
        counts = {"phones": len(drawn) - emails, "emails": emails}
        return tuple(name for name, count in counts.items() if count < MOST[name])

    def _address(self, row: str) -> Row:
        key = pointers.split(row)[1]
        title = self.values.get(f"{row}/label") or t("profile-address-main" if key == MAIN else "profile-address-other")
        return self._row([f"{row}/{name}" for name in keys_of("addresses")], row, title, key)

    def _member(self, row: str) -> Row:
        parts = (self.values.get(f"{row}/{key}", "") for key in ("givenNames", "familyName"))
        title = " ".join(part for part in parts if part) or t("profile-member-new")
        return self._row([f"{row}/{name}" for name in keys_of("household")], row, title, pointers.split(row)[1])

    def _row(self, names: Iterable[str], name: str = "", title: str = "", key: str = "") -> Row:
        controls = tuple(control for one in names if (control := self._control(one)))
        stamps = {control.stamp for control in controls if control.value and control.kind != "setting"}
        # One way for all is told once.
        same = stamps.pop() if len(stamps) == 1 else ""
        return Row(controls, name, title, same, key, key == MAIN)

    def _control(self, pointer: str) -> Control | None:
        known = field_at(pointer)
        if known is None:
            return None
        value = self.values.get(pointer, "")
        unchanged = bool(value) and self.stored.before.get(pointer) == value
        email = value if known.kind == "email" and unchanged else ""
        waiting = email in contacts.unverified(self.user, self.stored) if email else False
        return Control(
            name=pointer,
            id=pointer.removeprefix("/").replace("/", "-"),
            label=_label(pointer, known),
            kind=known.kind,
            value=value,
            autocomplete=known.autocomplete if pointer != "/contacts/mobile" else "",
            options=_options(known, value),
            error=t(self.wrong[pointer]) if pointer in self.wrong else "",
            stamp=_told(self.stored.stamps.get(pointer), self.numbers) if unchanged else "",
            theirs=_shown(known, self.conflicts[pointer]) if pointer in self.conflicts else None,
            unverified=email if waiting else "",
            verified=email if email and not waiting else "",
        )


def new_row(values: Mapping[str, str], kind: str) -> dict[str, str]:
    """Return the empty values, by pointer, of a row that a button adds to one of the lists."""
    if kind == "addresses":
        return dict.fromkeys((f"/addresses/a{uuid.uuid4().hex[:12]}/{key}" for key in keys_of("addresses")), "")
    if kind == "household":
        row = f"/household/{uuid.uuid4().hex}"
        return {**dict.fromkeys((f"{row}/{key}" for key in keys_of("household")), ""), f"{row}/relation": "child"}
    stem = {"phones": "phone", "emails": "email"}[kind]
    free = (f"/contacts/{stem}{number}" for number in range(2, 100) if f"/contacts/{stem}{number}" not in values)
    return {next(free): ""}


def described(change: ProfileChange, household: Iterable[Mapping[str, Any]]) -> str:
    """Return in words what a change is about: «Téléphone», «Léo Durand – Date de naissance»."""
    place = place_of(change.target)
    parts = pointers.split(place)
    known = field_at(place)
    label = _label(place, known) if known else t("profile-other-value")
    if parts[0] != "household":
        return t("profile-of-address", label=label) if parts[0] == "addresses" else label
    member = next((one for one in household if one.get("id") == parts[1]), {})
    name = " ".join(str(member[key]) for key in ("givenNames", "familyName") if member.get(key)) or t("profile-member")
    return t("profile-member-added", name=name) if len(parts) == 2 else t("profile-of-member", name=name, label=label)  # noqa: PLR2004


def in_words(value: Any, target: str) -> str:
    """Return a value of the profile as people read it."""
    if isinstance(value, dict):
        return ", ".join(
            in_words(part, f"{target}/{key}") for key, part in value.items() if key not in {"id", "relation"}
        )
    known = field_at(place_of(target))
    return _shown(known, str(value)) if value not in (None, "") else t("profile-nothing")


def _label(pointer: str, known: ProfileField) -> str:
    key = pointers.split(pointer)[-1]
    further = key[len(key.rstrip("0123456789")) :] if pointer.startswith("/contacts/") else ""
    label = t(f"profile-{known.name}")
    return t("profile-further", label=label, number=further) if further else label


def _options(known: ProfileField, value: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (choice, t(f"profile-{known.name}-{choice}") if choice else t("profile-none"))
        for choice in known.choices
        if choice != "self" or value == "self"
    )


def _shown(known: ProfileField | None, value: str) -> str:
    if not value:
        return t("profile-nothing")
    if known and known.kind == "choice":
        return dict(_options(known, value)).get(value, value)
    day: date | None = day_of(value) if known is None or known.kind == "date" else None
    return long_date(day) if day else value


def _room(values: Mapping[str, str], group: str) -> tuple[str, ...]:
    return (group,) if len(rows(values, group)) < MOST[group] else ()


def _numbers(stamps: Iterable[Stamp]) -> dict[str, str]:
    """Return the numbers of the requests that stamps name, by their ids: one query."""
    ids = {uuid.UUID(stamp["request"]) for stamp in stamps if stamp.get("source") == REQUEST and "request" in stamp}
    if not ids:
        return {}
    found = db.session.execute(select(Request.id, Request.number).where(Request.id.in_(ids)))
    return {str(request_id): number for request_id, number in found if number}


def _told(stamp: Stamp | None, numbers: Mapping[str, str]) -> str:
    """Return in one phrase where a value comes from, and since when."""
    if not stamp or "source" not in stamp:
        return ""
    day = long_date(datetime.fromisoformat(stamp["at"]))
    number = numbers.get(stamp.get("request", ""), "")
    if stamp["source"] == REQUEST and number:
        return t("profile-stamp-numbered", number=number, date=day)
    return t(f"profile-stamp-{stamp['source']}", date=day)
