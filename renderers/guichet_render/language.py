"""One language: the words of the catalogue, and dates, amounts and numbers as its readers write them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("fr", "en")

_LOCALES = Path(__file__).parent / "locales"
_UNITS = (("size-mega", 1024 * 1024), ("size-kilo", 1024))
_CACHED = 4096
_ENORMOUS = 10**15
# Texts of answers may have ten thousand characters; the library takes 2,500.
_LONG = 1_000
# Letters for private use: each stands for a long text while the words around it are put together.
_MARKS = tuple(map(chr, range(0xE000, 0xF8FF)))


class MissingWordError(LookupError):
    """A key that the catalogue does not hold, or a variable that it asks for and did not get."""


class Language:
    """The words and the spellings of one of LANGUAGES; an unknown language reads as the first of them."""

    def __init__(self, code: str) -> None:
        """Read the catalogue."""
        self.code = code if code in LANGUAGES else LANGUAGES[0]
        # Isolation marks around variables would end up in mails and in the names of files.
        self._bundle = FluentBundle([self.code], use_isolating=False)
        for path in sorted((_LOCALES / self.code).glob("*.ftl")):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        self._plain: dict[str, str] = {}
        self.day: Callable[[str], str] = lru_cache(_CACHED)(self._day)
        self.money: Callable[[int], str] = lru_cache(_CACHED)(self._money)
        self.sample_date: Callable[[int, int], str] = lru_cache(_CACHED)(self._sample_date)

    def has(self, key: str) -> bool:
        """Tell whether the catalogue holds `key`."""
        return bool(self._bundle.has_message(key))

    def __call__(self, key: str, **params: Any) -> str:
        """Return the words of `key`. Raises MissingWordError: a page with a hole is a fault to see."""
        if not params and key in self._plain:
            return self._plain[key]
        pattern = self._bundle.get_message(key).value if self.has(key) else None
        if pattern is None:
            raise MissingWordError(f"no words {key!r} in {self.code}")
        long = {name: value for name, value in params.items() if isinstance(value, str) and len(value) > _LONG}
        if long:
            return self._with_long(key, params, long)
        found, errors = self._bundle.format_pattern(pattern, params)
        if errors:
            raise MissingWordError(f"words {key!r} in {self.code}: {errors[0]}")
        if not params:
            self._plain[key] = str(found)
        return str(found)

    def _with_long(self, key: str, params: dict[str, Any], long: dict[str, str]) -> str:
        """Return words around long texts: the library of the catalogue refuses variables above a length."""
        whole = "".join(str(value) for value in params.values())
        free = (mark for mark in _MARKS if mark not in whole)
        marks = dict(zip(long, free, strict=False))
        said = self(key, **{**params, **marks})
        texts = {marks[name]: text for name, text in long.items()}
        return "".join(texts.get(letter, letter) for letter in said)

    def _day(self, text: str) -> str:
        """Return «3 février 2015» for `2015-02-03`; what is no date is returned as it is."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        written = format_date(day, "d MMMM y", locale=self.code)
        if self.code == "fr" and day.day == 1:
            written = f"1er{written.removeprefix('1')}"
        return written.replace(" ", "\u00a0", 1)

    def _sample_date(self, month: int, year: int) -> str:
        """Return a day of that month as people type it in three parts."""
        return self("sample-date", month=str(month), year=str(year))

    def time(self, text: str) -> str:
        """Return «8 h 30» for `08:30`; what is no time is returned as it is."""
        try:
            moment = datetime.strptime(text, "%H:%M")  # noqa: DTZ007 -- an hour on a clock has no zone
        except ValueError:
            return text
        if self.code == "fr":
            return f"{moment.hour}\u00a0h\u00a0{moment.minute:02d}" if moment.minute else f"{moment.hour}\u00a0h"
        return f"{moment.hour}:{moment.minute:02d}"

    def moment(self, text: str) -> str:
        """Return «3 février 2015 à 8 h 30» for `2015-02-03T08:30`."""
        day, mark, time = text.partition("T")
        return self("moment", day=self.day(day), time=self.time(time)) if mark else self.day(day)

    def _money(self, cents: int) -> str:
        """Return «44,00 €» for 4400 cents."""
        try:
            return format_currency(Decimal(cents) / 100, "EUR", locale=self.code)
        except InvalidOperation:
            return str(cents)

    def number(self, value: float) -> str:
        """Return «1 234,5» for 1234.5; a number of more digits than anybody reads is returned as it is."""
        try:
            return format_decimal(Decimal(repr(value)), locale=self.code, decimal_quantization=False)
        except InvalidOperation:
            return str(value)

    def size(self, count: int) -> str:
        """Return «1,4 Mo» for a number of bytes."""
        for key, unit in _UNITS:
            if unit <= count < _ENORMOUS:
                return self(
                    key, count=self.number(round(count / unit, 1 if count < 10 * unit else 0)).removesuffix(".0")
                )
        return self("size-bytes", count=self.number(count))

    def duration(self, text: str) -> str:
        """Return «3 mois» for `P3M`; what is no duration in one unit is returned as it is."""
        count, unit = text[1:-1], text[-1:]
        return self(f"duration-{unit.lower()}", count=int(count)) if count.isdigit() and unit in "YMWD" else text

    def listed(self, items: list[str]) -> str:
        """Return the items separated by commas."""
        return ", ".join(items)
