"""Days and minutes worth trying: around today, and as far from it as the definition's constants say."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from guichet_validate.functions import ExpressionFailedError, shift_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guichet_validate.generator.clues import Clues

_NEAR = ("P1D", "P2D", "P3D", "P4D", "P5D", "P6D", "P7D", "P15D", "P1M", "P2M", "P3M", "P6M", "P1Y")
_FAR = ("P2Y", "P5Y", "P10Y", "P14Y", "P17Y", "P20Y", "P30Y", "P45Y", "P60Y", "P90Y")
_MOST_YEARS = 120
_MOST_DAYS = 800
MINUTES = ("09:00", "14:30", "00:00", "23:59", "12:00", "17:00", "18:00", "08:00")


def days(today: str, clues: Clues) -> tuple[str, ...]:
    """Return days, each once: today first, then by how far they are and what the definition speaks of."""
    return tuple(dict.fromkeys(chain([today], _around(today, clues))))


def of_age(today: str) -> tuple[str, ...]:
    """Return a few days on which somebody of age was born."""
    return tuple(_back(today, ("P35Y", "P50Y", "P25Y")))


def _around(today: str, clues: Clues) -> Iterator[str]:
    yield from _both(today, _NEAR)
    yield from clues.days
    whole = [number for number in clues.numbers if isinstance(number, int)]
    yield from _both(today, clues.durations, edges=True)
    yield from _both(today, [f"P{number}Y" for number in whole if 0 < number <= _MOST_YEARS], edges=True)
    yield from _both(today, [f"P{number}D" for number in whole if 0 < number <= _MOST_DAYS], edges=True)
    yield from _both(today, [f"P{number}M" for number in whole if 0 < number <= _MOST_YEARS], edges=True)
    yield from _both(today, _FAR)
    for day in clues.days:
        yield from _both(day, ("P1D", "P1Y"))


def _both(day: str, durations: tuple[str, ...] | list[str], *, edges: bool = False) -> Iterator[str]:
    """Yield a day moved back and forth, and the days beside where it comes to stand."""
    for duration in durations:
        for moved in (f"-{duration.removeprefix('-')}", duration.removeprefix("-")):
            try:
                found = shift_day(day, moved)
                yield found
                if edges:
                    yield from (shift_day(found, "P1D"), shift_day(found, "-P1D"))
            except ExpressionFailedError:
                continue


def _back(day: str, durations: tuple[str, ...]) -> Iterator[str]:
    for duration in durations:
        try:
            yield shift_day(day, f"-{duration}")
        except ExpressionFailedError:
            continue
