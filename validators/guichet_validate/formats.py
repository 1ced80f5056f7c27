"""The formats that are asserted, and what each means; one list for every validator.

The library of check digits is imported when a number is first judged: most definitions ask for none.
"""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DAY = len("2026-01-31")
_PHONE_DIGITS = 10
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)
_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f.][^@\s\x00-\x1f]{0,252}[^@\s\x00-\x1f.]", re.ASCII)
# One pass, separators and all: telephone numbers are the commonest format of the catalogue.
_PHONE = re.compile(r"_*(?:\+_*3_*3|0)_*[1-9](?:_*[0-9]){8}_*".replace("_", "[ .\u00a0\u202f-]"), re.ASCII)
_POSTCODE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-9])[0-9]{3}", re.ASCII)
_PLATE = re.compile(
    r"[A-HJ-NP-TV-Z]{2}-?[0-9]{3}-?[A-HJ-NP-TV-Z]{2}|[0-9]{1,4} ?[A-Z]{1,3} ?(?:[0-9]{2}|2[AB]|97[1-6])"
)
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}", re.ASCII)
_SIRET = 14
# What the libraries of check digits leave to the caller: the alphabet, and the first digit.
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", re.ASCII)
_NIR = re.compile(r"[1-478][0-9]{4}(?:[0-9]{2}|2A|2B)[0-9]{8}", re.ASCII)
_SEPARATORS = re.compile(r"[ .\u00a0\u202f-]")


def is_date(text: str) -> bool:
    """A day of the calendar, ``YYYY-MM-DD``."""
    # The library reads other forms of ISO 8601 too, such as weeks.
    if len(text) != _DAY or text[4] != "-" or text[7] != "-":
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
    digits = text.replace(" ", "")
    if len(digits) == _PHONE_DIGITS and digits.isascii() and digits.isdigit():
        # Nearly all are typed like this.
        return digits[0] == "0" and digits[1] != "0"
    return _PHONE.fullmatch(text) is not None


def is_postcode(text: str) -> bool:
    return _POSTCODE.fullmatch(text) is not None


def is_plate(text: str) -> bool:
    """A French number plate, of today's series or the former one."""
    return _PLATE.fullmatch(text.upper()) is not None


def is_rna(text: str) -> bool:
    """The number of an association: W, a department, seven digits."""
    return _RNA.fullmatch(text.upper()) is not None


def is_siren(text: str) -> bool:
    """Nine digits under a Luhn sum."""
    from stdnum.fr import siren  # noqa: PLC0415

    digits = _SEPARATORS.sub("", text)
    return digits.isascii() and siren.is_valid(digits)


def is_siret(text: str) -> bool:
    """Fourteen digits under a Luhn sum; La Poste's own establishments may sum to a multiple of five instead."""
    from stdnum import luhn  # noqa: PLC0415
    from stdnum.fr import siren, siret  # noqa: PLC0415

    digits = _SEPARATORS.sub("", text)
    if not digits.isascii():
        return False
    # The library asks a multiple of five of every establishment of La Poste; those under a Luhn sum are right too.
    return siret.is_valid(digits) or (len(digits) == _SIRET and siren.is_valid(digits[:9]) and luhn.is_valid(digits))


def is_iban(text: str) -> bool:
    """Country, two check digits, account; length and shape are those of the country, no list of banks is asked."""
    from stdnum import iban  # noqa: PLC0415

    compact = _SEPARATORS.sub("", text).upper()
    return _IBAN.fullmatch(compact) is not None and iban.is_valid(compact, check_country=False)


def is_nir(text: str) -> bool:
    """The French social security number: thirteen characters (Corsica's 2A, 2B among them) and a key of two."""
    from stdnum.fr import nir  # noqa: PLC0415

    compact = _SEPARATORS.sub("", text).upper()
    return _NIR.fullmatch(compact) is not None and nir.is_valid(compact)


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
