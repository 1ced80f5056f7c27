"""The promised delay of a procedure: the day an answer is due, and how long that is."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from guichet.requests.models import NO_DUE_DATE

_DURATION = re.compile(r"P(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?")
_MONTHS = 12
_DAYS = 7


def parts(duration: str) -> tuple[int, int]:
    """Return an ISO 8601 duration of days or longer as (months, days); a malformed one is (0, 0)."""
    found = _DURATION.fullmatch(duration)
    if found is None:
        return 0, 0
    years, months, weeks, days = (int(number or 0) for number in found.groups())
    return years * _MONTHS + months, weeks * _DAYS + days


def due_on(submitted: dt.date, duration: str | None) -> dt.date:
    """Return the last day of the promised delay; ``NO_DUE_DATE`` where nothing is promised."""
    months, days = parts(duration or "")
    if not months and not days:
        return NO_DUE_DATE
    year, month = divmod(submitted.year * _MONTHS + submitted.month - 1 + months, _MONTHS)
    if year + days // 365 >= NO_DUE_DATE.year:
        return NO_DUE_DATE
    day = min(submitted.day, calendar.monthrange(year, month + 1)[1])
    return dt.date(year, month + 1, day) + dt.timedelta(days=days)


def resumed(due: dt.date, stopped: dt.date, going_on: dt.date) -> dt.date:
    """Return the last day of a promised delay whose clock stood still between two days."""
    return due if due == NO_DUE_DATE else due + (going_on - stopped)
