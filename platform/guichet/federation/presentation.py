"""A certified identity in words, for whom it is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from guichet.accounts.models import User
from guichet.config import ProviderName
from guichet.federation import provider, services
from guichet.federation.claims import Identity
from guichet.i18n import long_date, t

_FRANCE: Final = "99100"
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_UNKNOWN: Final = ("00", None)
_GENDERS: Final = ("female", "male")


@dataclass(frozen=True, slots=True)
class Certified:
    """An identity as a page shows it: `rows` are (label, value), `former` earlier names with the day they ended."""

    provider: ProviderName
    rows: tuple[tuple[str, str], ...]
    former: tuple[tuple[str, datetime], ...]
    certified_at: datetime
    linked_at: datetime


def provider_of(user: User) -> ProviderName | None:
    """Return the provider by which somebody with the roles of this account may come in, when it is set up."""
    name: ProviderName = "proconnect" if user.roles else "franceconnect"
    return name if provider.find(name) else None


def certified(user: User) -> Certified | None:
    """Return the identity that the account has of the provider for its roles."""
    name = provider_of(user)
    found = name and services.of(user.id, name)
    if not found or not name:
        return None
    return Certified(
        name,
        rows(Identity(**{key: getattr(found, key) for key in Identity.__dataclass_fields__})),
        tuple((_names(former), datetime.fromisoformat(former["until"])) for former in found.former_names),
        found.certified_at,
        found.linked_at,
    )


def rows(found: Identity) -> tuple[tuple[str, str], ...]:
    """Return what is known of an identity, in words: (label, value)."""
    values = {
        "family-name": found.family_name,
        "preferred-name": found.preferred_name,
        "given-names": found.given_names,
        "gender": t(f"federation-gender-{found.gender}") if found.gender in _GENDERS else "",
        "birth-date": birth_date(found.birth_date),
        "birth-place": _place(found.birth_place),
        "birth-country": t("federation-france") if found.birth_country == _FRANCE else _place(found.birth_country),
        "email": found.email,
        "siret": found.siret,
    }
    return tuple((t(f"federation-label-{key}"), value) for key, value in values.items() if value)


def birth_date(text: str) -> str:
    """Return a birth date in words, as much of it as is known; what is no date stays as it is."""
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    year, month, day = match.groups()
    if month in _UNKNOWN:
        return t("federation-birth-year", year=year)
    if day in _UNKNOWN:
        return t("federation-birth-month", year=year, month=month)
    try:
        return long_date(date(int(year), int(month), int(day)))
    except ValueError:
        return text


def _place(code: str) -> str:
    return t("federation-code", code=code) if code else ""


def _names(former: Mapping[str, str]) -> str:
    return " ".join(former[key] for key in ("givenNames", "familyName", "preferredName") if former.get(key))
