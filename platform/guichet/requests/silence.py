"""«Silence vaut accord», «silence vaut rejet»: what a delay that ran out without an answer means by law."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import load_only

from guichet.database import db, now
from guichet.messages.services import announce
from guichet.publishing.services import by_digest
from guichet.requests import events, states
from guichet.requests.models import Event, Request
from guichet.requests.states import QUEUED, Actor, Kind
from guichet_validate.context import PARIS

#: Requests decided in one call at most.
MOST: Final = 1_000
#: So many days before, agents are told that silence will decide.
SOON: Final = dt.timedelta(days=7)
_TRANSITIONS: Final = {"accept": "accept-by-silence", "refuse": "refuse-by-silence"}
_log = logging.getLogger("guichet.silence")

EVENTS: Final = frozenset(states.TRANSITIONS[name].event for name in _TRANSITIONS.values())


def meaning(digest: str) -> str:
    """Return what silence means for the definition that a request was filed with: accept, refuse or none."""
    procedure = by_digest(digest).procedure
    return str(procedure.get("silence", "none"))


def decided(history: Iterable[Event]) -> str:
    """Return the event by which silence decided a request, nothing when it did not."""
    return next((event.kind for event in history if event.kind in EVENTS), "")


def apply() -> int:
    """Decide the requests whose promised delay has run out, as their definition says; return how many there were.

    The decision is of the moment at which the law takes it, the end of the last day, however late this is called. A
    request that waits for its person has no due day and is left alone. Each is a transaction of its own on a row it
    holds: doing it again changes nothing, an agent who decides at the same moment is first or is told so, and one
    that cannot be decided, which the log tells, holds up no other.
    """
    over = _over(now().astimezone(PARIS).date())
    waiting = select(Request.id, Request.digest).where(*over).order_by(Request.due_on, Request.id)
    rows = db.session.execute(waiting).all()
    db.session.rollback()
    count = 0
    for row in rows:
        transition = _TRANSITIONS.get(meaning(row.digest))
        if transition is None or count >= MOST:
            continue
        try:
            count += _decide(row.id, transition, over)
            db.session.commit()
        except Exception as error:  # noqa: BLE001 -- the others must not wait for it
            db.session.rollback()
            _log.warning("silence", extra={"fields": {"request": str(row.id), "fault": type(error).__name__}})
    return count


def _over(today: dt.date) -> tuple[Any, ...]:
    return Request.status.in_([status.value for status in QUEUED]), Request.due_on < today


def _decide(request_id: uuid.UUID, name: str, over: tuple[Any, ...]) -> bool:
    held = select(Request).where(Request.id == request_id, *over).with_for_update(skip_locked=True)
    request = db.session.scalars(held).one_or_none()
    if request is None or request.due_on is None:
        return False
    actor, last = Actor(Kind.SYSTEM), request.due_on
    decided_at = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), PARIS)
    transition = states.move(request, name, actor, seen_version=request.version, decided_at=decided_at)
    events.record(request.id, transition.event, actor, {"due": last.isoformat()})
    announce(request, transition.event, day=dt.datetime.combine(last, dt.time(12), PARIS))
    return True


def soon(services: Collection[str]) -> Sequence[tuple[Request, str]]:
    """Return the requests of these services that silence will decide within days, the most urgent first.

    Each with what silence means. The answers are not read.
    """
    today = now().astimezone(PARIS).date()
    wanted = (
        select(Request)
        .options(load_only(Request.number, Request.digest, Request.due_on))
        .where(Request.service.in_(services), Request.status.in_([status.value for status in QUEUED]))
        .where(Request.due_on <= today + SOON)
        .order_by(Request.due_on, Request.submitted_at, Request.id)
    )
    meant = ((found, meaning(found.digest)) for found in db.session.scalars(wanted))
    return [(found, said) for found, said in meant if said in _TRANSITIONS]
