"""What an agent wants the citizen to correct in a request: asked, and open until it is ended."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from guichet.database import db, now
from guichet.requests import waiting
from guichet.requests.events import canonical
from guichet.requests.models import Correction, Request
from guichet_validate import pointers
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition, Field


def open_of(request: Request) -> Correction | None:
    """Return the corrections that the request waits for, nothing when it waits for none."""
    if request.waiting_since is None:
        return None
    wanted = select(Correction).where(Correction.request_id == request.id, Correction.ended_at.is_(None))
    return db.session.scalars(wanted).first()


def token_of(correction: Correction) -> str:
    """Return what tells whether somebody still looks at what is asked now."""
    return hashlib.sha256(canonical([correction.id, correction.places, correction.words])).hexdigest()[:16]


def opening(request: Request, agent_id: int, places: Iterable[str], words: str = "") -> dict[str, Any]:
    """Ask for these places, beside those asked for already; return what is to be written into the request.

    The clock of the promised delay stops. Without ``words`` those said before stay.
    """
    found = open_of(request)
    if found is not None:
        found.places = list(dict.fromkeys([*found.places, *places]))
        found.words = words or found.words
        found.agent_id = agent_id
        return {}
    db.session.add(
        Correction(
            request_id=request.id,
            agent_id=agent_id,
            places=list(dict.fromkeys(places)),
            words=words,
            asked_at=now(),
        )
    )
    return waiting.stopping(request)


def place_of(definition: Definition, pointer: str) -> str:
    """Return the place in a step at which an answer stands: a property of the root, or of an object of the root."""
    parts = pointers.split(pointer)
    first = definition.root.child(parts[0])
    return pointers.join(parts[: 2 if first is not None and first.kind == "object" else 1])


def places(definition: Definition, evaluation: Evaluation) -> dict[str, list[str]]:
    """Return what can be asked to be corrected, by step: the places whose questions were put to the person."""
    found: dict[str, list[str]] = {}
    for step in definition.steps:
        listed = []
        for pointer in step.fields:
            field = definition.fields[pointer]
            listed += [child.pointer for child in field.children] if _is_split(definition, field) else [pointer]
        asked = [place for place in listed if _is_asked(definition.fields[place], evaluation.off)]
        if asked:
            found[step.id] = asked
    return found


def _is_split(definition: Definition, field: Field) -> bool:
    return field.kind == "object" and field in definition.root.children


def _is_asked(field: Field, off: Collection[str]) -> bool:
    around = field.pointer.rpartition("/")[0]
    return not (field.hidden or field.computed or field.read_only or field.pointer in off or around in off)
