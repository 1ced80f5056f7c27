"""Requests as their owner sees them: find, list, cancel; look one up by its number."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row as DatabaseRow
from sqlalchemy import and_, or_, select

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.messages.services import announce
from guichet.private import browsers
from guichet.publishing.services import by_digest
from guichet.requests import contexts, events, numbers, states, waiting
from guichet.requests.models import Request
from guichet.requests.numbers import Malformed
from guichet.requests.states import DONE, OPEN, Actor, Kind, Status
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.model import Definition

Row = DatabaseRow[Any]  # the columns of _LISTED

PAGE = 25
_MOST_OPEN = 200
_LISTED = (
    Request.id,
    Request.number,
    Request.procedure_id,
    Request.digest,
    Request.service,
    Request.status,
    Request.step,
    Request.summary,
    Request.updated_at,
    Request.submitted_at,
    Request.decided_at,
    waiting.answer_awaited().label("answer_awaited"),
    waiting.correction_awaited().label("correction_awaited"),
)


@dataclass(frozen=True, slots=True)
class Filed:
    """A request that was sent, evaluated in the surroundings of its day."""

    request: Request
    definition: Definition
    context: Context
    evaluation: Evaluation


def own(user: User | None, request_id: uuid.UUID, browser: str | None = None) -> Request | None:
    """Return a request of that person, whatever its status; anybody else's is not found.

    It is the account's, or one without an account that this `browser` may open (`private.browsers`).
    """
    return db.session.scalars(select(Request).where(Request.id == request_id, browsers.owned(user, browser))).first()


def filed(request: Request) -> Filed:
    """Return a sent request as it was filed, after its definition, settings and the date have changed."""
    definition = by_digest(request.digest)
    context = contexts.filed(request)
    return Filed(request, definition, context, evaluate(definition, request.answers, context))


def in_progress(user: User | None, browser: str | None = None) -> Sequence[Row]:
    """Return the rows of «en cours», the last changed first; without their answers."""
    wanted = select(*_LISTED).where(browsers.owned(user, browser), Request.status.in_(_values(OPEN)))
    # A change under way shows beside what it changes.
    wanted = wanted.where(Request.amends.is_(None))
    return [*db.session.execute(wanted.order_by(Request.updated_at.desc(), Request.id).limit(_MOST_OPEN))]


def done(
    user: User | None, before: tuple[dt.datetime, uuid.UUID] | None = None, browser: str | None = None
) -> Sequence[Row]:
    """Return one page of «effectuées», the last changed first, and one row more when there is another page.

    ``before`` is the moment and the id of the last row of the page before.
    """
    wanted = select(*_LISTED).where(browsers.owned(user, browser), Request.status.in_(_values(DONE)))
    if before is not None:
        moment, last = before
        wanted = wanted.where(or_(Request.updated_at < moment, and_(Request.updated_at == moment, Request.id > last)))
    return [*db.session.execute(wanted.order_by(Request.updated_at.desc(), Request.id).limit(PAGE + 1))]


def cancel(request: Request, seen_version: int) -> None:
    """Withdraw a pending request. Raises ``StaleRequestError`` when it was taken up or changed meanwhile."""
    actor = Actor(Kind.CITIZEN, request.user_id)
    transition = states.move(request, "cancel", actor, seen_version=seen_version, decided_at=now())
    events.record(request.id, transition.event, actor)
    announce(request, "cancelled")


def fail(request: Request, reason: str) -> None:
    """Refuse a request that a technical problem keeps anybody from dealing with, for a reason that its person reads.

    Raises ``StaleRequestError`` when it is not with the city, or was changed meanwhile. The caller commits.
    """
    actor = Actor(Kind.SYSTEM)
    codes = {"reason": events.sealed(request.salt, reason)} if request.salt else {}
    ended = waiting.ending(request)
    transition = states.move(
        request, "fail", actor, seen_version=request.version, decided_at=now(), reason=reason, **ended
    )
    events.record(request.id, transition.event, actor, codes)
    announce(request, transition.event, reason=reason)


def by_number(typed: str) -> Request | Malformed | None:
    """Return the request that a typed tracking number names; ``None`` when there is none."""
    read = numbers.read(typed)
    if isinstance(read, Malformed):
        return read
    wanted = select(Request).where(Request.number.in_(read), Request.status != Status.DRAFT.value)
    return db.session.scalars(wanted).first()


def _values(statuses: frozenset[Status]) -> list[str]:
    return [status.value for status in statuses]
