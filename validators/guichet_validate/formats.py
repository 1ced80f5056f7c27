"""The formats that are asserted, and what each means; one list for every validator."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)
_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f.][^@\s\x00-\x1f]{0,252}[^@\s\x00-\x1f.]", re.ASCII)
_PHONE = re.compile(r"(?:\+33|0)[1-9][0-9]{8}", re.ASCII)
_POSTCODE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-9])[0-9]{3}", re.ASCII)
_PLATE = re.compile(
    r"[A-HJ-NP-TV-Z]{2}-?[0-9]{3}-?[A-HJ-NP-TV-Z]{2}|[0-9]{1,4} ?[A-Z]{1,3} ?(?:[0-9]{2}|2[AB]|97[1-6])"
)
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}", re.ASCII)
_SEPARATORS = re.compile(r"[ .\u00a0\u202f-]")


def is_date(text: str) -> bool:
    """A day of the calendar, ``YYYY-MM-DD``."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """A minute of the day, ``HH:MM``."""
    return _TIME.fullmatch(text) is not None


def is_datetime(text: str) -> bool:
    """A minute of a day, ``YYYY-MM-DDTHH:MM``."""
    day, separator, minute = text.partition("T")
    return separator == "T" and is_date(day) and is_time(minute)


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """An address roughly; the pattern beside the format says the rest."""
    return _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """A French number of ten digits, or ``+33`` and nine."""
    return _PHONE.fullmatch(_SEPARATORS.sub("", text)) is not None


def is_postcode(text: str) -> bool:
    return _POSTCODE.fullmatch(text) is not None


def is_plate(text: str) -> bool:
    """A French number plate, of today's series or the former one."""
    return _PLATE.fullmatch(text.upper()) is not None


def is_rna(text: str) -> bool:
    """The number of an association: W, a department, seven digits."""
    return _RNA.fullmatch(text.upper()) is not None


def is_siren(text: str) -> bool:
    digits = _SEPARATORS.sub("", text)
    return len(digits) == 9 and _digits(digits) and _luhn(digits)  # noqa: PLR2004


def is_siret(text: str) -> bool:
    """Fourteen digits under a Luhn sum; La Poste's own establishments sum to a multiple of five instead."""
    digits = _SEPARATORS.sub("", text)
    if len(digits) != 14 or not _digits(digits):  # noqa: PLR2004
        return False
    if digits.startswith("356000000"):
        return _luhn(digits) or sum(map(int, digits)) % 5 == 0
    return _luhn(digits) and _luhn(digits[:9])


def is_iban(text: str) -> bool:
    """Country, two check digits, account; the length is that of the country."""
    compact = _SEPARATORS.sub("", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", compact):
        return False
    expected = _IBAN_LENGTHS.get(compact[:2])
    if expected is not None and len(compact) != expected:
        return False
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1


def is_nir(text: str) -> bool:
    """The French social security number: thirteen characters (Corsica's 2A, 2B among them) and a key of two."""
    compact = _SEPARATORS.sub("", text).upper()
    if not re.fullmatch(r"[1-478][0-9]{2}[0-9]{2}(?:[0-9]{2}|2A|2B)[0-9]{6}[0-9]{2}", compact):
        return False
    number = int(compact[:13].replace("2A", "19").replace("2B", "18"))
    return 97 - number % 97 == int(compact[13:])


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004


_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27,
}  # fmt: skip

FORMATS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "date": is_date,
        "uuid": is_uuid,
        "email": is_email,
        "phone-fr": is_phone,
        "postcode-fr": is_postcode,
        "plate-fr": is_plate,
        "rna": is_rna,
        "siren": is_siren,
        "siret": is_siret,
        "iban": is_iban,
        "nir": is_nir,
        "time-local": is_time,
        "datetime-local": is_datetime,
    }
)
