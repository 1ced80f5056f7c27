"""The day it is, for the rules that depend on it: who asks is noted, so that no verdict is kept past its day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from guichet_validate.context import PARIS

_ASKED: ContextVar[list[str] | None] = ContextVar("asked", default=None)


def today() -> str:
    """Return the day in Paris, ``YYYY-MM-DD``; a rule asks here and never the clock."""
    day = f"{datetime.now(PARIS):%Y-%m-%d}"
    asked = _ASKED.get()
    if asked is not None:
        asked.append(day)
    return day


@contextmanager
def noting() -> Iterator[list[str]]:
    """Collect the days that were told while this lasts."""
    told: list[str] = []
    token = _ASKED.set(told)
    try:
        yield told
    finally:
        _ASKED.reset(token)
