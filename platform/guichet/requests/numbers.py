"""Tracking numbers: 80 bits of chance that people can read over the telephone, with a check character.

``ACN-7KQ4-M2XP-9W3T-C8ZR-5``: the procedure's prefix, sixteen characters of Crockford's base 32 (no I, L, O, U), and
one check character that catches every single wrong character and every pair of exchanged ones.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_LOOKALIKES = str.maketrans("OIL", "011")
_PREFIX_LOOKALIKES = str.maketrans("OILU", "011V")  # a prefix may bear the four letters that the alphabet lacks
_BODY = 16
_GROUP = 4
_BITS = 80
_MAX_TYPED = 80
_PREFIX_LENGTHS = range(2, 7)


@dataclass(frozen=True, slots=True)
class Malformed:
    """What somebody typed is no tracking number; ``checked`` when only the check character disagrees."""

    checked: bool


def new(prefix: str) -> str:
    """Draw a number for a procedure's prefix (two to six capital letters or digits)."""
    bits = secrets.randbits(_BITS)
    body = "".join(_ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_BODY)))
    return _pretty(prefix, body, _check(prefix, body))


def read(typed: str) -> tuple[str, ...] | Malformed:
    """Return the numbers that somebody can have meant, the likeliest first.

    Case, spaces, dashes and look-alikes (O for 0, I or L for 1) do not matter. A prefix mixes letters and digits, so
    its look-alikes give more than one candidate; all of them have the same check character.
    """
    characters = unicodedata.normalize("NFKC", typed[:_MAX_TYPED]).upper()
    plain = "".join(character for character in characters if character.isascii() and character.isalnum())
    prefix, rest = plain[: -_BODY - 1], plain[-_BODY - 1 :].translate(_LOOKALIKES)
    if len(prefix) not in _PREFIX_LENGTHS or any(character not in _VALUES for character in rest):
        return Malformed(checked=False)
    body, check = rest[:-1], rest[-1]
    if _check(prefix, body) != check:
        return Malformed(checked=True)
    prefixes = dict.fromkeys((prefix, prefix.translate(str.maketrans("01", "OI")), prefix.replace("1", "L")))
    return tuple(_pretty(candidate, body, check) for candidate in prefixes)


def _pretty(prefix: str, body: str, check: str) -> str:
    groups = (body[start : start + _GROUP] for start in range(0, _BODY, _GROUP))
    return "-".join((prefix, *groups, check))


def _check(prefix: str, body: str) -> str:
    """Return the character that makes the number a word of a Reed-Solomon code over 32 elements."""
    total = 0
    for character in prefix.translate(_PREFIX_LOOKALIKES) + body:
        total = _double(total) ^ _VALUES[character]
    return _ALPHABET[_double(total)]


def _double(value: int) -> int:
    """Multiply by the primitive element of the field of 32 elements (x⁵ + x² + 1)."""
    shifted = value << 1
    return shifted ^ 0b100101 if shifted & 0b100000 else shifted
