"""Texts for a field: of its format, with check digits, of its pattern and its length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.generator.chances import Least, often, pick
from guichet_validate.generator.matching import GROWTH, matching
from guichet_validate.scalars import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from guichet_validate.generator.chances import Chances

SAMPLE = "Exemple"
MAX_TEXT = 2_000
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_VARIED = _LETTERS + "éèêàçùœÉ '-,.;:!?()/&<>\"%€«»’\u00a0ñÿ漢字🏛"
_TRIES = 4
_LEAST = Least()
_FEW = GROWTH[:4]
_ROOTS = ("732829320", "552100554", "443061841", "130005481")
_BANKS = ("FR", "DE", "BE", "ES")
_ACCOUNTS = {
    "FR": "20041010050500013M02606",
    "DE": "370400440532013000",
    "BE": "539007547034",
    "ES": "21000418450200051332",
}
_BIRTHS = ("1850778006084", "2690549588157", "185012A004012", "2991299341004")


def samples(node: Mapping[str, Any], chances: Chances) -> Iterator[str]:
    """Yield texts that may satisfy a string's schema, the likeliest first; the caller judges each."""
    low, high = _limit(node, "minLength", 0), _limit(node, "maxLength", MAX_TEXT)
    made = _MAKERS.get(str(node.get("format")))
    if made is not None:
        for _ in range(_TRIES):
            yield made(chances)
    pattern = node.get("pattern")
    if isinstance(pattern, str):
        yield from _of_pattern(pattern, low, chances)
    if made is None and not isinstance(pattern, str):
        yield _plain(low, high, chances)
    yield _sized(SAMPLE, max(low, 1), high)


def extremes(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield texts as short and as long as a string's schema allows; the caller judges each."""
    low, high = _limit(node, "minLength", 0), _limit(node, "maxLength", MAX_TEXT)
    pattern = node.get("pattern")
    if isinstance(pattern, str):
        for growth in reversed(GROWTH):
            text = matching(pattern, _LEAST, growth, full=True)
            if text is not None and low <= len(text) <= high:
                yield text
    elif node.get("format") is None:
        yield _sized(SAMPLE, high, high)
        yield "x" * max(low, 1)


def _of_pattern(pattern: str, low: int, chances: Chances) -> Iterator[str]:
    for growth in (pick(chances, _FEW), *GROWTH):
        # A text that must be long is made of repeats that all take what they may.
        for full in (False, True) if low > growth else (False,):
            text = matching(pattern, _LEAST if growth > max(_FEW) else chances, growth, full=full)
            if text is not None:
                yield text


def _plain(low: int, high: int, chances: Chances) -> str:
    """Return a text as people type, without blanks at its ends, so that a form posts it unchanged."""
    if not often(chances, 75):
        return _sized(SAMPLE, max(low, 1), high)
    longest = min(high, max(low, 1) + chances.between(0, 40))
    letters = _VARIED if often(chances, 50) else _LETTERS
    text = clean("".join(pick(chances, letters) for _ in range(longest)))
    return _sized(text or SAMPLE, max(low, 1), high)


def _sized(text: str, low: int, high: int) -> str:
    """Return a text cut, or lengthened by its own letters, to a length."""
    while len(text) < low:
        text += text[: low - len(text)]
    text = text[:high]
    return text if text == text.strip() else text.strip() + "x" * (len(text) - len(text.strip()))


def _limit(node: Mapping[str, Any], keyword: str, default: int) -> int:
    found = node.get(keyword)
    return min(int(found), MAX_TEXT) if isinstance(found, int | float) else default


def digits(chances: Chances, count: int) -> str:
    """Return that many decimal digits."""
    return "".join(str(chances.between(0, 9)) for _ in range(count))


def _siren(chances: Chances) -> str:
    from stdnum import luhn  # noqa: PLC0415 - as in formats: most definitions ask for no such number

    if not often(chances, 70):
        return pick(chances, _ROOTS)
    body = str(chances.between(1, 9)) + digits(chances, 7)
    return body + luhn.calc_check_digit(body)


def _siret(chances: Chances) -> str:
    from stdnum import luhn  # noqa: PLC0415

    body = _siren(chances) + digits(chances, 4)
    number = body + luhn.calc_check_digit(body)
    return f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}" if often(chances, 20) else number


def _iban(chances: Chances) -> str:
    from stdnum import iban  # noqa: PLC0415

    country = pick(chances, _BANKS)
    account = _ACCOUNTS[country]
    if country == "DE" and often(chances, 60):
        account = account[:8] + digits(chances, 10)
    number: str = country + iban.calc_check_digits(f"{country}00{account}") + account
    grouped = " ".join(number[start : start + 4] for start in range(0, len(number), 4))
    return grouped if often(chances, 20) else number


def _nir(chances: Chances) -> str:
    from stdnum.fr import nir  # noqa: PLC0415

    body = pick(chances, _BIRTHS)
    if often(chances, 60) and body[5:7].isdigit():
        body = body[:10] + digits(chances, 3)
    key: str = nir.calc_check_digits(body)
    return body + key


def _phone(chances: Chances) -> str:
    rest = digits(chances, 8)
    number = pick(chances, ("0", "+33")) + str(chances.between(1, 9)) + rest
    if number.startswith("0") and often(chances, 40):
        return " ".join(number[start : start + 2] for start in range(0, 10, 2))
    return number


def _postcode(chances: Chances) -> str:
    return (
        pick(chances, ("78000", "75011", "20000", "97400", "01000"))
        if not often(chances, 40)
        else (str(chances.between(10, 95)) + digits(chances, 3))
    )


def _plate(chances: Chances) -> str:
    return pick(chances, ("AB-123-CD", "GA-100-ZZ", "123 ABC 78", "AA123AA"))


def _email(chances: Chances) -> str:
    name = "".join(pick(chances, "abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(chances.between(1, 12)))
    return f"{name}@{pick(chances, ('example.fr', 'example.org', 'mairie-exemple.example.fr'))}"


def _uuid(chances: Chances) -> str:
    return f"00000000-0000-4000-8000-{chances.between(1, 999_999_999):012}"


def minute(chances: Chances) -> str:
    """Return a minute of the day; the simplest is nine o'clock."""
    if not often(chances, 60):
        return pick(chances, ("09:00", "10:30", "14:00", "17:59", "00:00", "23:59"))
    return f"{chances.between(0, 23):02}:{chances.between(0, 59):02}"


_MAKERS: Mapping[str, Callable[[Chances], str]] = {
    "siren": _siren,
    "siret": _siret,
    "iban": _iban,
    "nir": _nir,
    "phone-fr": _phone,
    "postcode-fr": _postcode,
    "plate-fr": _plate,
    "email": _email,
    "uuid": _uuid,
    "rna": lambda chances: "W" + digits(chances, 9),
    "time-local": minute,
}
