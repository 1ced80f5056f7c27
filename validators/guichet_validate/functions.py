"""The functions that expressions may call: dates, lists, money and text; null in gives null out."""

from __future__ import annotations

import calendar
import math
import re
import unicodedata
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Function = Callable[..., Any]

_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,4})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?)?",
    re.ASCII,
)
_MAX_INTEGER = 2**63 - 1


class ExpressionFailedError(ValueError):
    """A function that has no answer; its text never holds a value."""


def parse_moment(text: Any) -> datetime:
    """Return the moment of a text ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``, else raise ExpressionFailedError."""
    if isinstance(text, str) and len(text) in (10, 16):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    raise ExpressionFailedError("not a date")


def shift(moment: datetime, duration: str) -> datetime:
    """Return a moment moved by an ISO 8601 duration; the 31st plus a month is the last day of that month."""
    match = _DURATION.fullmatch(duration) if isinstance(duration, str) else None
    if match is None or duration.endswith(("P", "T")):
        raise ExpressionFailedError("not a duration")
    sign = -1 if match["sign"] else 1
    amount = {key: sign * int(value or 0) for key, value in match.groupdict().items() if key != "sign"}
    months = moment.year * 12 + moment.month - 1 + amount["years"] * 12 + amount["months"]
    try:
        year, month = divmod(months, 12)
        day = min(moment.day, calendar.monthrange(year, month + 1)[1])
        return moment.replace(year=year, month=month + 1, day=day) + timedelta(
            weeks=amount["weeks"], days=amount["days"], hours=amount["hours"], minutes=amount["minutes"]
        )
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        raise ExpressionFailedError("out of the calendar") from None


@lru_cache(maxsize=4096)
def shift_day(day: str, duration: str) -> str:
    """Return the day ``YYYY-MM-DD`` moved by a duration; raises ExpressionFailedError."""
    return shift(parse_moment(day), duration).date().isoformat()


def plus(moment: str, duration: str) -> str:
    """The date or moment moved by an ISO 8601 duration, written as it came."""
    form = "%Y-%m-%d" if len(moment) == 10 else "%Y-%m-%dT%H:%M"  # noqa: PLR2004
    return shift(parse_moment(moment), duration).strftime(form).zfill(len(moment))


def _whole_months(start: datetime, end: datetime) -> int:
    if end < start:
        return -_whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (shift(start, f"P{months}M").date() > end.date())


def months(start: str, end: str) -> int:
    """Whole months from one day to another, negative backwards."""
    return _whole_months(parse_moment(start), parse_moment(end))


def days(start: str, end: str) -> int:
    """Days from one date to another, negative backwards."""
    return (parse_moment(end).date() - parse_moment(start).date()).days


def hours(start: str, end: str) -> float:
    """Hours from one moment to another as a double; a date alone is its midnight."""
    return (parse_moment(end) - parse_moment(start)).total_seconds() / 3600


def year(day: str) -> int:
    return parse_moment(day).year


def weekday(day: str) -> int:
    """1 for Monday to 7 for Sunday."""
    return parse_moment(day).isoweekday()


def age_at(birth: str, day: str) -> int:
    """Whole years on a day; someone born on 29 February has the birthday on 1 March of other years."""
    born, on = parse_moment(birth).date(), parse_moment(day).date()
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def round_half_up(number: float) -> int:
    """The nearest integer, halves away from zero."""
    if not math.isfinite(number):
        raise ExpressionFailedError("not a number")
    rounded = int(Decimal(repr(number)).to_integral_value(ROUND_HALF_UP))
    if abs(rounded) > _MAX_INTEGER:
        raise ExpressionFailedError("out of range")
    return rounded


def normalise(text: str) -> str:
    """Lower case without accents, punctuation or double spaces, to compare what people typed."""
    if text.isascii():
        folded = text.casefold()
    else:
        plain = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
        folded = unicodedata.normalize("NFKD", plain.casefold()).replace("œ", "oe").replace("æ", "ae")
    return " ".join("".join(mark if mark.isalnum() else " " for mark in folded).split())


def _known(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise ExpressionFailedError("not a list")
    return [value for value in values if value is not None]


def total(values: list[Any]) -> float:
    """The sum of numbers; 0 for none."""
    known = _known(values)
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in known):
        raise ExpressionFailedError("not numbers")
    result: int | float = sum(known)
    if isinstance(result, int) and abs(result) > _MAX_INTEGER:
        raise ExpressionFailedError("out of range")
    return result


def count(values: list[Any]) -> int:
    return len(_known(values))


def least(values: list[Any]) -> Any:
    """The smallest value; fails on an empty list."""
    return min(_comparable(values))


def greatest(values: list[Any]) -> Any:
    """The largest value; fails on an empty list."""
    return max(_comparable(values))


def _comparable(values: list[Any]) -> list[Any]:
    known = _known(values)
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in known)
    if not known or not (numbers or all(isinstance(value, str) for value in known)):
        raise ExpressionFailedError("nothing to compare")
    return known


def concat(values: list[Any]) -> Any:
    """Lists of a list one after the other; the texts of a list of texts likewise."""
    known = _known(values)
    if known and all(isinstance(value, str) for value in known):
        return "".join(known)
    if not all(isinstance(value, list) for value in known):
        raise ExpressionFailedError("not lists")
    return [item for value in known for item in value]


def _quietly(function: Function, *kinds: type) -> Function:
    """Answer null when an argument is null, and fail without telling values when one is of another type."""

    def call(*arguments: Any) -> Any:
        if None in arguments:
            return None
        if len(arguments) != len(kinds):
            raise ExpressionFailedError("arguments")
        for argument, kind in zip(arguments, kinds):  # noqa: B905 - as many, seen just now
            if type(argument) is kind:
                continue
            if not isinstance(argument, kind) or isinstance(argument, bool):
                raise ExpressionFailedError("type")
        return function(*arguments)

    return call


class _Number(type):
    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, int | float)


class _Numeric(metaclass=_Number):
    pass


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "days": _quietly(days, str, str),
        "months": _quietly(months, str, str),
        "hours": _quietly(hours, str, str),
        "plus": _quietly(plus, str, str),
        "year": _quietly(year, str),
        "weekday": _quietly(weekday, str),
        "round": _quietly(round_half_up, _Numeric),
        "normalise": _quietly(normalise, str),
        "sum": total,
        "count": count,
        "min": least,
        "max": greatest,
        "concat": concat,
    }
)

# `age` depends on the day of the evaluation, `lookup` on its lists; `size` is the language's own.
NAMES = frozenset({*FUNCTIONS, "age", "lookup", "size"})


@lru_cache(maxsize=8)
def age_today(today: str) -> Function:
    """Return the function ``age(date[, at])`` for an evaluation on that day."""
    known = _quietly(age_at, str, str)

    def age(birth: Any, at: Any = today) -> Any:
        return known(birth, at)

    return age
