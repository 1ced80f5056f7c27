"""What an agent says of the documents of a request: accepted until a day, or refused with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.documents.models import File, RequestDocument
from guichet.documents.services import ByteChanges
from guichet.library import services as library
from guichet.library.services import Stated
from guichet.messages.services import announce
from guichet.profile import identity
from guichet.profile.services import context_of, profile_of
from guichet.publishing.kinds import kinds
from guichet.requests import corrections, events, presentation, states
from guichet.requests.services import Filed
from guichet.requests.states import Actor, Kind, StaleRequestError
from guichet_validate import pointers
from guichet_validate.context import Context
from guichet_validate.documents import holder_of
from guichet_validate.model import Field


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of a request with its file, the field it answers, and what its person said of it."""

    document: RequestDocument
    file: File
    field: Field
    stated: Mapping[str, Any]

    @property
    def state(self) -> str:
        """Its state, that of its file as long as nobody may open it; nothing for a plain attachment."""
        if self.file.state != "clean":
            return self.file.state
        return self.document.state or ""

    @property
    def judgeable(self) -> bool:
        """Whether an agent may give a verdict: a refused document may still be accepted, never the other way."""
        return self.state in {"pending", "refused"}

    def date(self, name: str) -> dt.date | None:
        """Return the date that its person read on it: ``issued`` or ``expires``."""
        day = self.stated.get(name)
        return dt.date.fromisoformat(day) if isinstance(day, str) else None


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting a document does besides: whose it is, whether it enters the library, and proves an identity.

    ``unlimited`` says that documents of its kind have no end. ``apart`` says why it stays out of the library, as a
    code: ``account`` (no account), ``kind`` (not in the register), ``holder`` (of nobody whom the profile knows),
    ``several`` (its field holds more files than this one), ``opposed`` (reuse is switched off).
    """

    holder: str | None
    until: dt.date | None
    unlimited: bool
    apart: str
    identifies: bool


def papers(filed: Filed) -> list[Paper]:
    """Return the documents of a request in the order of its form."""
    wanted = select(RequestDocument, File).join(File, File.id == RequestDocument.file_id)
    rows = db.session.execute(wanted.where(RequestDocument.request_id == filed.request.id)).all()
    answers, definition = filed.evaluation.answers, filed.definition
    found = []
    for document, file in rows:
        field = definition.field_at(document.pointer)
        stated = pointers.get(answers, document.pointer)
        if field is not None and isinstance(stated, dict):
            found.append(Paper(document, file, field, stated))
    return sorted(found, key=lambda paper: (paper.field.order, pointers.indexes(paper.document.pointer)))


def title_of(filed: Filed, paper: Paper, lang: str) -> str:
    """Return what a document is called in its form: the title of its field."""
    above = paper.document.pointer.rpartition("/")[0]
    return presentation.field_title(filed.definition, above, filed.request.answers, filed.context, lang)


def unverified(found: Sequence[Paper]) -> list[Paper]:
    """Return the documents that stand in the way of closing: not judged yet though that is asked, or refused."""
    return [
        paper
        for paper in found
        if paper.field.document is not None and paper.field.document.verify and paper.document.state != "accepted"
    ]


def effect(filed: Filed, paper: Paper) -> Effect:
    """Return what accepting this document would do."""
    kind = kinds().get(paper.document.kind or "")
    owner = _owner(filed)
    known = context_of(owner) if owner else {}
    holder = None
    if owner is not None:
        profile = profile_of(owner)
        around = Context(now=filed.context.now, profile=profile.data, household=tuple(profile.household))
        holder = holder_of(
            paper.field, paper.document.pointer, filed.evaluation.answers, around, filed.definition.fields
        )
    files = pointers.get(filed.evaluation.answers, paper.document.pointer.rpartition("/")[0])
    apart = (
        "account" if owner is None
        else "kind" if kind is None
        else "holder" if holder is None
        else "several" if len(files) > 1
        else "opposed" if not known
        else ""
    )  # fmt: skip
    stated = Stated(kind.id if kind else "", issued=paper.date("issued"), expires=paper.date("expires"))
    return Effect(
        holder=holder,
        until=stated.valid_until,
        unlimited=kind is not None and kind.validity == "unlimited",
        apart=apart,
        identifies=kind is not None and library.proves_identity(kind.id, holder),
    )


def accept(
    filed: Filed, paper: Paper, agent: User, until: dt.date | None, changes: ByteChanges, *, seen_version: int
) -> Effect:
    """Accept a document until a day (nothing: without end, or only for this request); return what that did besides.

    Raises ``StaleRequestError`` when somebody else was first, ``OSError`` when it cannot be copied into the library.
    """
    done = effect(filed, paper)
    _judge(filed, paper, agent, seen_version, state="accepted", reason=None, valid_until=until)
    owner = _owner(filed)
    if owner is not None and paper.document.kind and done.holder and not done.apart and (until or done.unlimited):
        stated = Stated(paper.document.kind, done.holder, paper.date("issued"), until)
        library.keep(owner, stated, paper.file, agent, filed.request.service, changes)
    if owner is not None and done.identifies:
        identity.verify(owner)
    return done


def refuse(filed: Filed, paper: Paper, agent: User, reason: str, *, seen_version: int) -> None:
    """Refuse a document for a reason that its person reads. Raises ``StaleRequestError``."""
    _judge(filed, paper, agent, seen_version, state="refused", reason=reason, valid_until=None)


def _judge(filed: Filed, paper: Paper, agent: User, seen_version: int, **verdict: Any) -> None:
    request, document = filed.request, paper.document
    if not paper.judgeable or paper.document.state == verdict["state"]:
        raise StaleRequestError
    actor = Actor(Kind.AGENT, agent.id)
    asked: dict[str, Any] = {}
    if verdict["state"] == "refused":
        # Its person can give another one at once.
        asked = corrections.opening(request, agent.id, [corrections.place_of(filed.definition, document.pointer)])
    states.note(request, actor, seen_version=seen_version, **asked)
    for name, value in {**verdict, "decided_at": now()}.items():
        setattr(document, name, value)
    kind = {"accepted": "documentAccepted", "refused": "documentRefused"}[verdict["state"]]
    codes = {"document": str(document.file_id)}
    reason = verdict["reason"]
    if reason and request.salt:
        codes["reason"] = events.sealed(request.salt, reason)
    event = events.record(request.id, kind, actor, codes)
    wanted, spoken = request.language, filed.definition.languages
    title = title_of(filed, paper, wanted if wanted in spoken else spoken[0])
    announce(request, kind, reason=reason, document=title, occasion=str(event.sequence))


def _owner(filed: Filed) -> User | None:
    user_id = filed.request.user_id
    return db.session.get(User, user_id) if user_id is not None else None
