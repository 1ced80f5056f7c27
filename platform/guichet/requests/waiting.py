"""A request that waits for its person, for an answer or for corrections: meanwhile its promised delay stands still."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, select

from guichet.database import db, now
from guichet.requests import delays
from guichet.requests.models import NO_DUE_DATE, Correction, Entry, Request
from guichet_validate.context import PARIS

ANSWER: Final = "answer"
CORRECTION: Final = "correction"
_ALL: Final = frozenset({ANSWER, CORRECTION})


def awaited(request: Request) -> frozenset[str]:
    """Return what the request waits for: an answer, corrections, both, or nothing."""
    if request.waiting_since is None:
        return frozenset()
    return frozenset(what for what in _ALL if db.session.scalars(_open(request, what)).first() is not None)


def answer_awaited() -> ColumnElement[bool]:
    """Say, in a query of requests, that a question waits for its answer."""
    return exists().where(Entry.request_id == Request.id, Entry.asks, Entry.ended_at.is_(None))


def correction_awaited() -> ColumnElement[bool]:
    """Say, in a query of requests, that corrections are asked for."""
    return exists().where(Correction.request_id == Request.id, Correction.ended_at.is_(None))


def stopping(request: Request) -> dict[str, Any]:
    """Return what is to be written into a request when something is asked of its person: the clock stops."""
    if request.waiting_since is not None:
        return {}
    return {"waiting_since": now(), "promised_on": request.due_on or NO_DUE_DATE, "due_on": NO_DUE_DATE}


def ending(request: Request, *ended: str) -> dict[str, Any]:
    """End what the request waits for, of these kinds or all; return what is to be written into it.

    The clock goes on once nothing is waited for: the promised day comes back later by as many days as it waited.
    """
    if request.waiting_since is None:
        return {}
    kinds = frozenset(ended) or _ALL
    left = awaited(request) - kinds
    moment = now()
    for what in kinds:
        for row in db.session.scalars(_open(request, what)):
            row.ended_at = moment
    if left:
        return {}
    stopped, going_on = _day(request.waiting_since), _day(moment)
    due_on = delays.resumed(request.promised_on or NO_DUE_DATE, stopped, going_on)
    return {"waiting_since": None, "promised_on": None, "due_on": due_on}


def _open(request: Request, what: str) -> Any:
    if what == ANSWER:
        return select(Entry).where(Entry.request_id == request.id, Entry.asks, Entry.ended_at.is_(None))
    return select(Correction).where(Correction.request_id == request.id, Correction.ended_at.is_(None))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(PARIS).date()
