"""The promised delay becomes the last day of an answer."""

from __future__ import annotations

import datetime as dt

import pytest

from guichet.requests.delays import due_on, parts
from guichet.requests.models import NO_DUE_DATE


@pytest.mark.parametrize(
    ("duration", "expected"),
    [("P5D", (0, 5)), ("P2W", (0, 14)), ("P1M", (1, 0)), ("P1Y2M3D", (14, 3)), ("5 days", (0, 0)), ("", (0, 0))],
)
def test_durations_are_months_and_days(duration: str, expected: tuple[int, int]) -> None:
    assert parts(duration) == expected


@pytest.mark.parametrize(
    ("submitted", "duration", "expected"),
    [
        (dt.date(2026, 11, 23), "P5D", dt.date(2026, 11, 28)),
        (dt.date(2026, 12, 31), "P2M", dt.date(2027, 2, 28)),
        (dt.date(2028, 1, 31), "P1M", dt.date(2028, 2, 29)),
        (dt.date(2026, 11, 30), "P1M1D", dt.date(2026, 12, 31)),
        (dt.date(2026, 11, 23), None, NO_DUE_DATE),
        (dt.date(2026, 11, 23), "P9999Y", NO_DUE_DATE),
    ],
)
def test_the_due_day_follows_the_calendar(submitted: dt.date, duration: str | None, expected: dt.date) -> None:
    assert due_on(submitted, duration) == expected
