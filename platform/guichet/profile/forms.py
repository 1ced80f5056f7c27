"""The fields of the page «Mon profil»: where each stands in the profile and what it accepts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]+(-+[A-Za-z0-9]+)*\.)+[A-Za-z]{2,63}")
_PHONE = re.compile(r"(\+33 ?|0)[1-9]([ .]?[0-9]{2}){4}")
_POSTCODE = re.compile(r"[0-9]{5}")
_EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class ProfileField:
    """One field. `name` is its name in the form and of its label; `path` leads to it in the profile's data."""

    name: str
    group: str
    path: tuple[str, ...]
    longest: int = 100
    kind: str = "text"
    autocomplete: str = ""
    choices: tuple[str, ...] = ()


FIELDS = (
    ProfileField("title", "identity", ("identity", "title"), kind="choice", choices=("mme", "m")),
    ProfileField("family-name", "identity", ("identity", "familyName"), autocomplete="family-name"),
    ProfileField("usage-name", "identity", ("identity", "usageName")),
    ProfileField("given-names", "identity", ("identity", "givenNames"), autocomplete="given-name"),
    ProfileField("birth-date", "identity", ("identity", "birthDate"), kind="date", autocomplete="bday"),
    ProfileField("birth-place", "identity", ("identity", "birthPlace")),
    ProfileField("birth-country", "identity", ("identity", "birthCountry")),
    ProfileField("nationality", "identity", ("identity", "nationality")),
    ProfileField("line1", "address", ("addresses", "main", "line1"), 200, autocomplete="address-line1"),
    ProfileField("line2", "address", ("addresses", "main", "line2"), 200, autocomplete="address-line2"),
    ProfileField("postcode", "address", ("addresses", "main", "postcode"), kind="postcode", autocomplete="postal-code"),
    ProfileField("city", "address", ("addresses", "main", "city"), autocomplete="address-level2"),
    ProfileField("country", "address", ("addresses", "main", "country"), autocomplete="country-name"),
    ProfileField("email", "contacts", ("contacts", "email"), 254, kind="email", autocomplete="email"),
    ProfileField("phone", "contacts", ("contacts", "phone"), kind="phone", autocomplete="tel"),
    ProfileField("mobile", "contacts", ("contacts", "mobile"), kind="phone", autocomplete="tel"),
)
GROUPS = ("identity", "address", "contacts")


def problems(values: Mapping[str, str], today: date) -> dict[str, str]:
    """Return what is wrong, by field: the name of its text in the catalogue. Empty fields are never wrong."""
    found = {}
    for field in FIELDS:
        value = values.get(field.name, "")
        if value and (problem := _problem(field, value, today)):
            found[field.name] = problem
    return found


def _problem(field: ProfileField, value: str, today: date) -> str | None:
    if len(value) > field.longest:
        return "profile-too-long"
    if field.kind == "choice":
        return None if value in field.choices else "profile-wrong-choice"
    if field.kind == "date":
        return _date_problem(value, today)
    pattern = {"email": _EMAIL, "phone": _PHONE, "postcode": _POSTCODE}.get(field.kind)
    if pattern is not None and not pattern.fullmatch(value):
        return f"profile-wrong-{field.kind}"
    return None


def _date_problem(value: str, today: date) -> str | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return "profile-wrong-date"
    return None if _EARLIEST <= day <= today else "profile-wrong-date"
