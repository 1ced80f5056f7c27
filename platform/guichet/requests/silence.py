"""«Silence vaut accord», «silence vaut rejet»: what a delay that ran out without an answer means by law."""

from __future__ import annotations

import datetime as dt
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

#: Requests decided in one transaction, and at most in one call: others want to write too.
BATCH: Final = 50
MOST: Final = 1_000
#: So many days before, agents are told that silence will decide.
SOON: Final = dt.timedelta(days=7)
_TRANSITIONS: Final = {"accept": "accept-by-silence", "refuse": "refuse-by-silence"}
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
    request that waits for its person has no due day and is left alone. Each batch is a transaction of its own on rows
    it holds: doing it again changes nothing, and an agent who decides at the same moment is first or is told so.
    """
    today = now().astimezone(PARIS).date()
    digests = db.session.scalars(select(Request.digest).where(*_over(today)).distinct()).all()
    db.session.rollback()
    count = 0
    for digest in digests:
        transition = _TRANSITIONS.get(meaning(digest))
        while transition and count < MOST and (decided_now := _batch(digest, transition, today)):
            count += decided_now
    return count


def _over(today: dt.date) -> tuple[Any, ...]:
    return Request.status.in_([status.value for status in QUEUED]), Request.due_on < today


def _batch(digest: str, transition: str, today: dt.date) -> int:
    wanted = select(Request).where(Request.digest == digest, *_over(today)).order_by(Request.due_on, Request.id)
    rows = db.session.scalars(wanted.limit(BATCH).with_for_update(skip_locked=True)).all()
    for request in rows:
        _decide(request, transition)
    db.session.commit()
    return len(rows)


def _decide(request: Request, name: str) -> None:
    actor = Actor(Kind.SYSTEM)
    last = request.due_on
    if last is None:
        message = "a request without a due day is never over"
        raise ValueError(message)
    decided_at = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), PARIS)
    transition = states.move(request, name, actor, seen_version=request.version, decided_at=decided_at)
    events.record(request.id, transition.event, actor, {"due": last.isoformat()})
    announce(request, transition.event, day=dt.datetime.combine(last, dt.time(12), PARIS))


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
