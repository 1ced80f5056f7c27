"""The one table of states and transitions, and the only writer of a request's status and version."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import CursorResult, Update, bindparam, delete, or_, update
from sqlalchemy.orm.attributes import set_committed_value

from guichet.database import db, now
from guichet.requests.models import Request


class Status(StrEnum):
    """What a request can be; the words people read are in the catalogue."""

    DRAFT = "draft"
    PENDING = "pending"
    PROCESSING = "processing"
    CLOSED = "closed"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """Who acts."""

    CITIZEN = "citizen"
    AGENT = "agent"
    SYSTEM = "system"


_ID = "request_id"
_SEEN = "seen_version"

OPEN = frozenset({Status.DRAFT, Status.PENDING, Status.PROCESSING})  # «en cours»
DONE = frozenset({Status.CLOSED, Status.REFUSED, Status.CANCELLED})  # «effectuées»
QUEUED = frozenset({Status.PENDING, Status.PROCESSING})  # with the city


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from some states to one state: who may take it and the event it leaves."""

    name: str
    sources: frozenset[Status]
    target: Status
    actor: Kind
    event: str


TRANSITIONS: Mapping[str, Transition] = {
    transition.name: transition
    for transition in (
        Transition("submit", frozenset({Status.DRAFT}), Status.PENDING, Kind.CITIZEN, "submitted"),
        Transition("cancel", frozenset({Status.PENDING}), Status.CANCELLED, Kind.CITIZEN, "cancelled"),
        Transition("take", frozenset({Status.PENDING}), Status.PROCESSING, Kind.AGENT, "taken"),
        Transition("close", frozenset({Status.PROCESSING}), Status.CLOSED, Kind.AGENT, "closed"),
        Transition("refuse", frozenset({Status.PROCESSING}), Status.REFUSED, Kind.AGENT, "refused"),
        Transition("return", frozenset({Status.PROCESSING}), Status.PENDING, Kind.AGENT, "returned"),
        # These change what is asked, not where it stands.
        Transition("edit", frozenset({Status.PENDING}), Status.PENDING, Kind.CITIZEN, "edited"),
        Transition("correct", frozenset({Status.PROCESSING}), Status.PROCESSING, Kind.CITIZEN, "corrected"),
        Transition("answer", frozenset({Status.PROCESSING}), Status.PROCESSING, Kind.CITIZEN, "answered"),
        # The delay has run out, and the law says what the city's silence means; or it can no longer be dealt with.
        Transition("accept-by-silence", QUEUED, Status.CLOSED, Kind.SYSTEM, "silenceAccepted"),
        Transition("refuse-by-silence", QUEUED, Status.REFUSED, Kind.SYSTEM, "silenceRefused"),
        Transition("fail", QUEUED, Status.REFUSED, Kind.SYSTEM, "failed"),
    )
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something to a request; ``id`` is the account's, ``None`` for the system."""

    kind: Kind
    id: int | None = None


class StaleRequestError(Exception):
    """Someone else changed the request first: its status or its version is no longer the one that was seen."""


def may(transition: str, status: str, actor: Kind) -> bool:
    """Tell whether the table lets this kind of actor take this transition from this status."""
    row = TRANSITIONS[transition]
    return row.actor == actor and status in row.sources


def move(request: Request, transition: str, actor: Actor, *, seen_version: int, **values: object) -> Transition:
    """Change the status by compare-and-set, writing ``values`` in the same statement.

    ``seen_version`` is the version that the person had on the screen. Raises ``PermissionError`` when the table does
    not give the transition to this kind of actor, ``StaleRequestError`` when another change came first.
    """
    row = TRANSITIONS[transition]
    if row.actor != actor.kind:
        message = f"{actor.kind} may not {transition} a request"
        raise PermissionError(message)
    _write(request, row.sources, seen_version, {**values, "status": row.target.value})
    return row


def save_draft(request: Request, *, seen_version: int, **values: object) -> None:
    """Write a draft's answers by compare-and-set; raises ``StaleRequestError`` when another tab came first."""
    _write(request, frozenset({Status.DRAFT}), seen_version, values)


def note(request: Request, actor: Actor, *, seen_version: int, **values: object) -> None:
    """Write beside a request in processing what people do with it or say of it, by compare-and-set; its status stays.

    Raises ``PermissionError`` for the system, ``StaleRequestError`` when another change came first.
    """
    if actor.kind == Kind.SYSTEM:
        message = f"{actor.kind} may not work on a request"
        raise PermissionError(message)
    _write(request, frozenset({Status.PROCESSING}), seen_version, values)


def delete_draft(request_id: uuid.UUID) -> None:
    """Delete a draft; raises ``StaleRequestError`` when it was sent meanwhile, or is gone."""
    statement = delete(Request).where(Request.id == request_id, Request.status == Status.DRAFT.value)
    if _count(db.session.execute(statement.execution_options(synchronize_session=False))) != 1:
        raise StaleRequestError


def _write(request: Request, sources: frozenset[Status], seen_version: int, values: Mapping[str, Any]) -> None:
    written = {"updated_at": now(), **values, "version": seen_version + 1}
    statement = _compare_and_set(sources, frozenset(written))
    # By the connection, which flushes nothing: what hangs on the request, such as new files, is written once this
    # statement has found it.
    done = db.session.connection().execute(statement, {**written, _ID: request.id, _SEEN: seen_version})
    if done.rowcount != 1:
        raise StaleRequestError
    for name, value in written.items():  # the row in memory follows without another query
        set_committed_value(request, name, value)


@lru_cache(maxsize=256)
def _compare_and_set(sources: frozenset[Status], names: frozenset[str]) -> Update:
    """Return the statement that writes these columns; put together once, which takes longer than to run it."""
    table = Request.metadata.tables[Request.__tablename__]
    return (
        update(table)
        .where(table.c.id == bindparam(_ID), table.c.version == bindparam(_SEEN))
        # Not `in`: its values are put into the text each time that it runs.
        .where(or_(*(table.c.status == source.value for source in sorted(sources))))
        .values({name: bindparam(name) for name in sorted(names)})
    )


def _count(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
