"""What a citizen and the service say to each other about a request; and what agents note for each other."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, exists, select, update

from guichet.database import db, now
from guichet.messages.services import announce
from guichet.requests import events, states, waiting
from guichet.requests.models import Entry, Event, InternalNote, Request
from guichet.requests.states import QUEUED, Actor, Kind, StaleRequestError, Status

LIMIT: Final = 2_000  # characters
_NUL: Final = "\x00"


def entries(request_id: uuid.UUID) -> Sequence[Entry]:
    """Return what was said about a request, oldest first."""
    wanted = select(Entry).where(Entry.request_id == request_id).order_by(Entry.sequence)
    return db.session.scalars(wanted).all()


def notes(request_id: uuid.UUID) -> Sequence[InternalNote]:
    """Return what agents noted on a request, oldest first. Never for a page of its person."""
    wanted = select(InternalNote).where(InternalNote.request_id == request_id).order_by(InternalNote.id)
    return db.session.scalars(wanted).all()


def typed(text: str) -> str:
    """Return a text as it is kept: lines end in one way, nothing that no database stores, no space around."""
    return text.replace(_NUL, "").replace("\r\n", "\n").strip()


def unread_by_service() -> ColumnElement[bool]:
    """Say, in a query of requests, that its person has written what no agent has read."""
    return exists().where(Entry.request_id == Request.id, Entry.side == Kind.CITIZEN.value, Entry.read_at.is_(None))


def mark_read(request_id: uuid.UUID, side: Kind, last: int) -> None:
    """Note that the other side had what this one wrote, up to an entry, on its page; the caller commits."""
    unread = (Entry.request_id == request_id, Entry.side == side.value, Entry.read_at.is_(None))
    statement = update(Entry).where(*unread, Entry.sequence <= last).values(read_at=now())
    db.session.execute(statement, execution_options={"synchronize_session": False})


def write(request: Request, text: str, seen: int) -> None:
    """Keep what the person of a request writes to the service: the answer, where a question is open.

    ``seen`` is how many entries stood on the page. Raises ``StaleRequestError`` when the service has written another
    meanwhile, or has decided. The same text sent twice is kept once.
    """
    actor = Actor(Kind.CITIZEN, request.user_id)
    if _is_kept(request, actor, text, seen):
        return
    kind = "wrote"
    if waiting.ANSWER in waiting.awaited(request):
        values = waiting.ending(request, waiting.ANSWER)
        kind = states.move(request, "answer", actor, seen_version=request.version, **values).event
    elif request.status == Status.PROCESSING:
        # An agent who is about to decide looks again.
        states.note(request, actor, seen_version=request.version)
    _add(request, actor, text, seen, kind)


def tell(request: Request, agent_id: int, text: str, seen: int, seen_version: int, *, asks: bool) -> None:
    """Keep what the service writes to the person of a request, and announce it.

    A question (``asks``) stops the clock of the promised delay until it is answered; only a request in processing can
    be asked about. Raises ``StaleRequestError`` when anybody was first. The same text sent twice is kept once.
    """
    actor = Actor(Kind.AGENT, agent_id)
    if _is_kept(request, actor, text, seen):
        return
    if asks or request.status == Status.PROCESSING:
        values = waiting.stopping(request) if asks else {}
        states.note(request, actor, seen_version=seen_version, **values)
    kind = "question" if asks else "reply"
    event = _add(request, actor, text, seen, kind)
    announce(request, kind, reason=text, occasion=str(event.sequence))


def note(request: Request, agent_id: int, text: str) -> None:
    """Keep what an agent notes for the others of the service; the same as the last note is kept once.

    Raises ``StaleRequestError`` when the request holds nothing of a person any more.
    """
    _hold(request)
    if request.erased_at is not None:
        raise StaleRequestError
    last = next(reversed(notes(request.id)), None)
    if last is not None and (last.agent_id, last.text) == (agent_id, text):
        return
    db.session.add(InternalNote(request_id=request.id, agent_id=agent_id, text=text, at=now()))
    events.record(request.id, "noted", Actor(Kind.AGENT, agent_id), _seal(request, text))


def _is_kept(request: Request, actor: Actor, text: str, seen: int) -> bool:
    """Hold the request and tell whether this very text was kept after what was seen: a button pressed twice.

    Raises ``StaleRequestError`` when something else was said since, or when the request is not with the city.
    """
    _hold(request)
    after = select(Entry).where(Entry.request_id == request.id, Entry.sequence > seen).order_by(Entry.sequence)
    later = db.session.scalars(after).all()
    if len(later) == 1 and later[0].text == text and _writer(later[0]) == (actor.kind, _agent(actor)):
        return True
    known = select(Entry.id).where(Entry.request_id == request.id, Entry.sequence == seen)
    if later or request.status not in QUEUED or (seen and db.session.scalar(known) is None):
        raise StaleRequestError
    return False


def _hold(request: Request) -> None:
    """Read the request as it is now, and keep everybody else from changing it until the end of the transaction."""
    held = select(Request).where(Request.id == request.id).with_for_update()
    db.session.scalars(held, execution_options={"populate_existing": True}).one()


def _writer(entry: Entry) -> tuple[str, int | None]:
    return Kind(entry.side), entry.agent_id


def _agent(actor: Actor) -> int | None:
    return actor.id if actor.kind == Kind.AGENT else None


def _add(request: Request, actor: Actor, text: str, seen: int, kind: str) -> Event:
    entry = Entry(
        request_id=request.id,
        sequence=seen + 1,
        side=actor.kind.value,
        agent_id=_agent(actor),
        asks=kind == "question",
        text=text,
        at=now(),
    )
    db.session.add(entry)
    return events.record(request.id, kind, actor, {"entry": entry.sequence, **_seal(request, text)})


def _seal(request: Request, text: str) -> dict[str, str]:
    return {"text": events.sealed(request.salt, text)} if request.salt else {}
