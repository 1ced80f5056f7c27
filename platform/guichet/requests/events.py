"""The history of a request: events chained by their hashes, holding codes, ids and digests only."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from guichet.database import db, now
from guichet.requests.models import Event, Request
from guichet.requests.states import Actor

_FIRST = "0" * 64


def record(
    request_id: uuid.UUID, kind: str, actor: Actor, codes: Mapping[str, Any] | None = None, *, first: bool = False
) -> Event:
    """Add an event to the request's chain, in the caller's transaction.

    ``codes`` holds codes, ids and digests, never a text or a value of a person. ``first`` says that the request has
    no event yet, which spares the look for the last one.
    """
    last = None if first else _last(request_id)
    event = Event(
        request_id=request_id,
        sequence=last.sequence + 1 if last else 1,
        kind=kind,
        actor=actor.kind.value,
        actor_id=actor.id,
        at=now(),
        codes=dict(codes or {}),
        previous_hash=last.hash if last else _FIRST,
    )
    event.hash = digest_of(event)
    db.session.add(event)
    return event


def history(request_id: uuid.UUID) -> list[Event]:
    """Return the events of a request, oldest first."""
    return list(db.session.scalars(select(Event).where(Event.request_id == request_id).order_by(Event.sequence)))


def intact(events: Iterable[Event]) -> bool:
    """Tell whether these events, all those of one request in order, are as they were written."""
    previous = _FIRST
    for sequence, event in enumerate(events, start=1):
        if event.sequence != sequence or event.previous_hash != previous or event.hash != digest_of(event):
            return False
        previous = event.hash
    return True


def digest_of(event: Event) -> str:
    """Return the SHA-256 (hex) of all that the event says, the hash of the one before included."""
    said = {
        "request": str(event.request_id),
        "sequence": event.sequence,
        "kind": event.kind,
        "actor": event.actor,
        "actor_id": event.actor_id,
        "at": event.at.isoformat(),
        "codes": event.codes,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(canonical(said)).hexdigest()


def sealed(salt: str, value: object) -> str:
    """Return a digest of a value that nobody can guess the value from once the salt is erased."""
    return hmac.new(bytes.fromhex(salt), canonical(value), hashlib.sha256).hexdigest()


def canonical(value: object) -> bytes:
    """Return the one way to write a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _last(request_id: uuid.UUID) -> Event | None:
    # The lock on the request (a no-op on SQLite, whose writers are alone) keeps two events from the same place.
    db.session.execute(select(Request.id).where(Request.id == request_id).with_for_update())
    chain = select(Event).where(Event.request_id == request_id).order_by(Event.sequence.desc())
    return db.session.scalars(chain.limit(1)).first()
