"""The agents' side of requests: the queue of their services, reading, taking up, closing, refusing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row as DatabaseRow
from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.orm import aliased

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.messages.services import announce
from guichet.requests import conversation, corrections, events, states, waiting
from guichet.requests.models import Event, Request
from guichet.requests.states import QUEUED, Actor, Kind

Row = DatabaseRow[Any]

PAGE = 50
REASON_LIMIT = 2_000  # characters
# A picture that is asked for so soon after its page is part of the same look.
LOOK = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request stands in the queue: by due day, then in the order of arrival."""

    due_on: dt.date
    submitted_at: dt.datetime
    id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Filter:
    """What an agent wants to see of the queue; empty texts mean all."""

    procedure: str = ""
    status: str = ""
    after: Place | None = None


def queue(agent: User, wanted: Filter) -> Sequence[Row]:
    """Return one page of the requests in hand of the agent's services, the most urgent first, and one row more.

    ``wanted.after`` is the place of the last row of the page before. The answers are not read.
    """
    owner, holder = aliased(User), aliased(User)
    statuses = [status.value for status in QUEUED if wanted.status in {"", status.value}]
    statement = (
        select(
            Request.id,
            Request.number,
            Request.procedure_id,
            Request.digest,
            Request.status,
            Request.summary,
            Request.due_on,
            Request.submitted_at,
            Request.waiting_since,
            Request.user_id,
            conversation.unread_by_service().label("unread"),
            owner.given_name,
            owner.family_name,
            holder.given_name.label("agent_given_name"),
            holder.family_name.label("agent_family_name"),
        )
        .outerjoin(owner, owner.id == Request.user_id)
        .outerjoin(holder, holder.id == Request.agent_id)
        .where(Request.service.in_(agent.services), Request.status.in_(statuses))
    )
    if wanted.procedure:
        statement = statement.where(Request.procedure_id == wanted.procedure)
    order = (Request.due_on, Request.submitted_at, Request.id)
    if wanted.after is not None:
        last = (wanted.after.due_on, wanted.after.submitted_at, wanted.after.id)
        places = (literal(value, column.type) for value, column in zip(last, order, strict=True))
        statement = statement.where(tuple_(*order) > tuple_(*places))
    return [*db.session.execute(statement.order_by(*order).limit(PAGE + 1))]


def procedures(agent: User) -> list[tuple[str, str]]:
    """Return the procedures that have requests in hand in the agent's services, each with a digest to name it."""
    statement = (
        select(Request.procedure_id, func.max(Request.digest))
        .where(Request.service.in_(agent.services), Request.status.in_([status.value for status in QUEUED]))
        .group_by(Request.procedure_id)
    )
    return [(procedure, digest) for procedure, digest in db.session.execute(statement)]


def find(agent: User, request_id: uuid.UUID) -> Request | None:
    """Return a sent request of one of the agent's services; any other is not found."""
    statement = select(Request).where(
        Request.id == request_id, Request.service.in_(agent.services), Request.submitted_at.is_not(None)
    )
    return db.session.scalars(statement).first()


def read(request: Request, agent: User, *, file: uuid.UUID | None = None) -> None:
    """Note that an agent reads a request, or one of its files; the caller commits."""
    events.record(request.id, "read", _actor(agent), {"file": str(file)} if file else None)


def look(request: Request, agent: User, file: uuid.UUID) -> None:
    """Note that an agent reads a file of a request, unless that was noted a moment ago; the caller commits."""
    recent = select(Event.codes).where(
        Event.request_id == request.id, Event.kind == "read", Event.actor_id == agent.id, Event.at > now() - LOOK
    )
    if not any(codes.get("file") == str(file) for codes in db.session.scalars(recent)):
        read(request, agent, file=file)


def take(request: Request, agent: User, seen_version: int) -> None:
    """Take a pending request up. Raises ``StaleRequestError`` when somebody else was first."""
    _decide(request, agent, "take", seen_version, agent_id=agent.id)


def close(request: Request, agent: User, seen_version: int, unverified: int = 0) -> None:
    """Close a request in processing. Raises ``StaleRequestError`` when somebody else was first.

    ``unverified`` is how many of its documents are not accepted, which the history keeps.
    """
    codes = {"unverified": unverified} if unverified else {}
    _decide(request, agent, "close", seen_version, codes=codes, decided_at=now(), **waiting.ending(request))


def refuse(request: Request, agent: User, seen_version: int, reason: str) -> None:
    """Refuse a request in processing for a reason that the citizen reads.

    Raises ``StaleRequestError`` when somebody else was first.
    """
    codes = {"reason": events.sealed(request.salt, reason)} if request.salt else {}
    ended = waiting.ending(request)
    _decide(request, agent, "refuse", seen_version, codes=codes, decided_at=now(), reason=reason, **ended)


def give_back(request: Request, agent: User, seen_version: int) -> None:
    """Give a request in processing back to the queue: anybody may take it up, and its person may change it again.

    Raises ``StaleRequestError`` when somebody else was first.
    """
    _decide(request, agent, "return", seen_version, agent_id=None, **waiting.ending(request))


def ask_for_correction(request: Request, agent: User, seen_version: int, places: Sequence[str], words: str) -> None:
    """Ask the citizen to correct these places, with words that the citizen reads.

    Raises ``StaleRequestError`` when somebody else was first.
    """
    actor = _actor(agent)
    values = corrections.opening(request, agent.id, places, words)
    states.note(request, actor, seen_version=seen_version, **values)
    codes = {"reason": events.sealed(request.salt, words)} if request.salt else {}
    event = events.record(request.id, "correction", actor, {**codes, "places": len(places)})
    announce(request, "correction", reason=words, occasion=str(event.sequence))


def _decide(
    request: Request,
    agent: User,
    name: str,
    seen_version: int,
    *,
    codes: Mapping[str, str | int] | None = None,
    **values: object,
) -> None:
    actor = _actor(agent)
    transition = states.move(request, name, actor, seen_version=seen_version, **values)
    event = events.record(request.id, transition.event, actor, codes)
    reason = values.get("reason")
    # A request that was given back is taken up again.
    occasion = str(event.sequence) if name in {"take", "return"} else ""
    announce(request, transition.event, reason=reason if isinstance(reason, str) else None, occasion=occasion)


def _actor(agent: User) -> Actor:
    return Actor(Kind.AGENT, agent.id)
