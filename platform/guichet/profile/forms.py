"""The fields of the page «Mon profil»: what each accepts, and what a posted form says.

A control is named by the pointer of its value: `/identity/familyName`, `/household/<id>/birthDate`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from guichet.accounts import forms as accounts
from guichet.i18n import LANGUAGES
from guichet.profile.typing_in import clean
from guichet_validate import pointers

_PHONE = re.compile(r"(\+33 ?|0)[1-9]([ .]?[0-9]{2}){4}|\+(?!33)[1-9][0-9 .]{5,17}[0-9]")
_POSTCODE = re.compile(r"[0-9]{5}")
_EARLIEST = date(1900, 1, 1)
_ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_ADDRESS_ID = re.compile(r"[a-z][A-Za-z0-9]{0,40}")
_CONTACT_ID = re.compile(r"(email|phone|mobile)[0-9]{0,2}")
_LONGEST_SEEN = 200_000

#: Lists of the page and how many rows each may have; telephones and e-mail addresses share one of twelve.
MOST: Final = {"addresses": 10, "household": 30, "phones": 6, "emails": 6}
MAIN: Final = "main"
#: Buttons that change the page and save nothing, with what they are about.
ADD: Final = "add:"
REMOVE: Final = "remove:"
VERIFY: Final = "verify:"
LANGUAGE: Final = "/language"
CHANNEL: Final = "/channel"
RELATIONS: Final = ("child", "spouse", "partner", "parent", "ward", "other")
CHANNELS: Final = ("email", "phone", "post")


@dataclass(frozen=True, slots=True)
class ProfileField:
    """What one control accepts; `name` is that of its label in the catalogue."""

    name: str
    longest: int = 100
    kind: str = "text"
    autocomplete: str = ""
    choices: tuple[str, ...] = ()


_IDENTITY = {
    "title": ProfileField("title", kind="choice", choices=("", "mme", "m")),
    "familyName": ProfileField("family-name", autocomplete="family-name"),
    "usageName": ProfileField("usage-name"),
    "givenNames": ProfileField("given-names", 150, autocomplete="given-name"),
    "birthDate": ProfileField("birth-date", kind="date", autocomplete="bday"),
    "birthPlace": ProfileField("birth-place", 120),
    "birthCountry": ProfileField("birth-country"),
    "nationality": ProfileField("nationality"),
}
_ADDRESS = {
    "label": ProfileField("label", 60),
    "line1": ProfileField("line1", 200, autocomplete="address-line1"),
    "line2": ProfileField("line2", 200, autocomplete="address-line2"),
    "postcode": ProfileField("postcode", 20, kind="postcode", autocomplete="postal-code"),
    "city": ProfileField("city", autocomplete="address-level2"),
    "country": ProfileField("country", autocomplete="country-name"),
}
_MEMBER = {
    "relation": ProfileField("relation", kind="choice", choices=(*RELATIONS, "self")),
    "givenNames": ProfileField("given-names", 150),
    "familyName": ProfileField("family-name"),
    "usageName": ProfileField("usage-name"),
    "birthDate": ProfileField("birth-date", kind="date"),
    "birthPlace": ProfileField("birth-place", 120),
    "school": ProfileField("school"),
}
_ORGANISATION = {
    "name": ProfileField("organisation-name", 200, autocomplete="organization"),
    "siret": ProfileField("siret", 17),
    "rna": ProfileField("rna", 10),
    "role": ProfileField("role"),
}
_CONTACTS = {
    "email": ProfileField("email", 254, kind="email", autocomplete="email"),
    "phone": ProfileField("phone", 30, kind="phone", autocomplete="tel"),
    "mobile": ProfileField("mobile", 30, kind="phone", autocomplete="tel"),
}
_SETTINGS = {
    LANGUAGE: ProfileField("language", kind="choice", choices=LANGUAGES),
    CHANNEL: ProfileField("channel", kind="choice", choices=CHANNELS),
}


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted form: what stands in its controls by pointer, and the rows that are to go.

    `seen` are the values as they stood when the page was drawn, `None` when the form does not say. `main` is the
    address that is to be the main one; `chosen` are the pointers at which what was saved meanwhile is preferred.
    """

    values: dict[str, str]
    removed: tuple[str, ...] = ()
    seen: dict[str, str] | None = None
    main: str = MAIN
    chosen: frozenset[str] = field(default_factory=frozenset)


@lru_cache(maxsize=4096)
def field_at(pointer: str) -> ProfileField | None:
    """Return what the control at a pointer accepts; `None` for a value that the page does not show."""
    parts = pointers.split(pointer)
    match parts:
        case ("identity", key):
            return _IDENTITY.get(key)
        case ("addresses", row, key) if _ADDRESS_ID.fullmatch(row):
            return _ADDRESS.get(key)
        case ("household", row, key) if _ROW_ID.fullmatch(row):
            return _MEMBER.get(key)
        case ("contacts", key) if _CONTACT_ID.fullmatch(key):
            return _CONTACTS[key.rstrip("0123456789")]
        case ("organisation", key):
            return _ORGANISATION.get(key)
    return _SETTINGS.get(pointer)


@lru_cache(maxsize=4096)
def row_of(pointer: str) -> str:
    """Return the pointer of the address, member or contact that a value belongs to; empty for any other."""
    parts = pointers.split(pointer)
    if parts[:1] in {("addresses",), ("household",)}:
        return pointers.join(parts[:2])
    return pointer if parts[:1] == ("contacts",) else ""


def keys_of(group: str) -> tuple[str, ...]:
    """Return the keys of a group or of one row of it, in the order of the page."""
    return tuple(
        {"identity": _IDENTITY, "addresses": _ADDRESS, "household": _MEMBER, "organisation": _ORGANISATION}[group]
    )


def posted(form: MultiDict[str, str]) -> Posted:
    """Read a form; what the page has no control for is left aside."""
    values = {}
    for name in form:
        pointer = name.partition("#")[0]
        if pointer not in values and field_at(pointer):
            values[pointer] = clean(_date(form, pointer) if f"{pointer}#year" in form else form.get(name, ""))
    removed = [row for row in form.getlist("removed") if row_of(f"{row}/") == row]
    action = form.get("action", "")
    if action.startswith(REMOVE) and row_of(f"{(gone := action.removeprefix(REMOVE))}/") == gone:
        removed.append(gone)
    main = form.get("main", MAIN)
    prefix = "choose:"
    return Posted(
        {pointer: value for pointer, value in values.items() if row_of(pointer) not in removed},
        tuple(dict.fromkeys(removed)),
        _seen(form.get("seen", "")),
        main if _ADDRESS_ID.fullmatch(main) else MAIN,
        frozenset(name.removeprefix(prefix) for name in form if name.startswith(prefix) and form[name] == "stored"),
    )


def problems(values: Mapping[str, str], stored: Mapping[str, str], today: date) -> dict[str, str]:
    """Return what is wrong, by pointer: the name of its text in the catalogue.

    Empty fields are never wrong by themselves, but a row that says something has to name its person or its street.
    What stands in the profile already bothers nobody.
    """
    found = {}
    for pointer, value in values.items():
        known = field_at(pointer)
        if known and value and value != stored.get(pointer) and (problem := _problem(known, pointer, values, today)):
            found[pointer] = problem
    for row in dict.fromkeys(map(row_of, values)):
        inside = [pointer for pointer, value in values.items() if row_of(pointer) == row and value]
        unnamed = row.startswith("/household/") and not is_blank(row, values) and f"{row}/givenNames" not in inside
        if unnamed and any(values[pointer] != stored.get(pointer) for pointer in inside):
            found.setdefault(f"{row}/givenNames", "profile-missing-name")
        if inside == [f"{row}/label"]:
            found.setdefault(f"{row}/line1", "profile-missing-street")
    for group in ("addresses", "household"):
        for row in rows(values, group)[MOST[group] :]:
            found[f"{row}/{keys_of(group)[0]}"] = "profile-too-many"
    return found


def is_blank(row: str, values: Mapping[str, str]) -> bool:
    """Tell whether nothing is said about a row; what a member is to the holder says nothing by itself."""
    return not any(
        value for pointer, value in values.items() if row_of(pointer) == row and not pointer.endswith("/relation")
    )


def day_of(value: str) -> date | None:
    """Return the day that a typed date is; `None` when it is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def rows(values: Iterable[str], group: str) -> list[str]:
    """Return the rows of a group that these pointers belong to, in their order, the main address first."""
    found = dict.fromkeys(row for row in map(row_of, values) if row.startswith(f"/{group}/"))
    return sorted(found, key=lambda row: row != f"/addresses/{MAIN}") if group == "addresses" else list(found)


def _seen(text: str) -> dict[str, str] | None:
    if not text or len(text) > _LONGEST_SEEN:
        return None
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        return None
    return found


def _date(form: MultiDict[str, str], pointer: str) -> str:
    """Return a date that came in three parts; what is none is kept as it was typed."""
    day, month, year = (clean(form.get(f"{pointer}#{part}", "")) for part in ("day", "month", "year"))
    if all(part.isascii() and part.isdigit() for part in (day, month, year)):
        whole = "-".join((year.rjust(4, "0"), month.lstrip("0").rjust(2, "0"), day.lstrip("0").rjust(2, "0")))
        if day_of(whole):
            return whole
    return f"{year}-{month}-{day}" if day or month or year else ""


def _problem(known: ProfileField, pointer: str, values: Mapping[str, str], today: date) -> str | None:
    value = values[pointer]
    if len(value) > known.longest:
        return "profile-too-long"
    if known.kind == "choice":
        return None if value in known.choices else "profile-wrong-choice"
    if known.kind == "date":
        day = day_of(value)
        return None if day and _EARLIEST <= day <= today else "profile-wrong-date"
    if known.kind == "email":
        return None if accounts.address(value) else "profile-wrong-email"
    if known.kind == "phone":
        return None if _PHONE.fullmatch(value) else "profile-wrong-phone"
    if known.kind == "postcode" and values.get(f"{row_of(pointer)}/country", "").casefold() in {"", "france"}:
        return None if _POSTCODE.fullmatch(value) else "profile-wrong-postcode"
    return None
