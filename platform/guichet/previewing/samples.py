"""Requests that show the ready answers: an empty draft, a filled one, one that was sent. Their addresses stay."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, select

from guichet.database import db, now
from guichet.documents.models import File, RequestDocument
from guichet.documents.services import byte_changes
from guichet.messages.models import Job, Message
from guichet.messages.tasks import MAIL
from guichet.previewing import answer_sets, example_files
from guichet.previewing.answer_sets import Ready
from guichet.requests import submission
from guichet.requests.models import Event, Request
from guichet.requests.states import Actor, Kind, Status
from guichet_validate.engine import evaluate
from guichet_validate.model import Definition

_NAMESPACE: Final = uuid.UUID("6c5bd6a2-6f5b-5a52-9d0f-3a0b1f0c7f11")
_UNTOUCHED: Final = 1  # the version of a request that nobody has changed


class Face(StrEnum):
    """What a sample shows of a set of answers."""

    EMPTY = "empty"
    FILLED = "filled"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample request: the key of its answers, its language, what it shows."""

    key: str
    language: str
    face: Face

    @property
    def id(self) -> uuid.UUID:
        """The id of the request: the same each time, so that a page stays where it is when the file is saved."""
        return uuid.uuid5(_NAMESPACE, f"{self.key} {self.language} {self.face}")


class Samples:
    """The samples asked for so far. Each is made for one version of the definition, and anew for the next one."""

    def __init__(self, owner: int) -> None:
        """Make them the requests of this account."""
        self._owner = owner
        self._made: dict[uuid.UUID, tuple[Sample, str]] = {}

    def have(self, definition: Definition, sample: Sample) -> Request | None:
        """Return the request of a sample, made if need be; None when its answers cannot be had. The caller commits.

        A draft that somebody has typed in is theirs: the answers that still fit have gone over to this version.
        """
        found = db.session.get(Request, sample.id)
        if found is not None and self._made.get(sample.id) == (sample, definition.digest):
            return found
        ready = None if sample.face is Face.EMPTY else answer_sets.find(definition, sample.key)
        if sample.face is not Face.EMPTY and (ready is None or (sample.face is Face.SENT and not ready.sendable)):
            return None
        if found is None or sample.face is Face.SENT or found.version == _UNTOUCHED:
            _forget(sample.id)
            found = self._make(definition, sample, ready)
        self._made[sample.id] = (sample, definition.digest)
        return found

    def stale(self, definition: Definition, request_id: object) -> Sample | None:
        """Return the sample whose request that is, if it was made for another version of the definition."""
        known = self._made.get(request_id) if isinstance(request_id, uuid.UUID) else None
        return known[0] if known is not None and known[1] != definition.digest else None

    def _make(self, definition: Definition, sample: Sample, ready: Ready | None) -> Request:
        moment = now()
        request = Request(
            id=sample.id,
            procedure_id=definition.id,
            digest=definition.digest,
            service=definition.service,
            status=Status.DRAFT.value,
            version=_UNTOUCHED,
            user_id=self._owner,
            language=sample.language,
            answers={},
            origins={},
            # As if each step had been posted: nothing of the profile is filled in.
            posted=[step.id for step in definition.steps if not step.review],
            declined=[],
            begun=[],
            step=None,
            created_at=moment,
            updated_at=moment,
        )
        db.session.add(request)
        db.session.flush()
        if ready is None:
            return request
        with byte_changes() as changes:
            request.answers = example_files.store(definition, request, ready.answers, changes)
            db.session.flush()
            if sample.face is Face.SENT:
                self._send(definition, request, ready)
        return request

    def _send(self, definition: Definition, request: Request, ready: Ready) -> None:
        submission.submit(
            definition,
            request,
            evaluate(definition, request.answers, ready.context),
            ready.context,
            origins=request.origins,
            seen_version=request.version,
            language=request.language,
            actor=Actor(Kind.CITIZEN, self._owner),
        )
        db.session.flush()
        # Its letters are looked at where all of them are; the mailbox is for what somebody sends by hand.
        letters = db.session.scalars(select(Message.id).where(Message.request_id == request.id))
        db.session.execute(delete(Job).where(Job.key.in_([f"{MAIL}:{letter}" for letter in letters])))


def _forget(request_id: uuid.UUID) -> None:
    for model in (Event, RequestDocument, File):
        db.session.execute(delete(model).where(model.request_id == request_id))
    db.session.execute(delete(Request).where(Request.id == request_id))
