"""The documents of a person's library: add, replace, delete, judge, and what a request may take from them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, func, or_, select, update

from guichet.accounts import mails
from guichet.accounts.models import User
from guichet.database import db, now
from guichet.documents import services as documents
from guichet.documents.inspection import Accepted
from guichet.documents.models import File
from guichet.documents.services import ByteChanges
from guichet.library.models import LibraryDocument, LibraryEvent
from guichet.profile import identity
from guichet.publishing.kinds import kinds, service_of
from guichet_validate import context
from guichet_validate.context import PARIS
from guichet_validate.documents import SELF

MOST: Final = 100
PAGE: Final = 50
# A picture that is asked for so soon after its page is part of the same look.
LOOK: Final = dt.timedelta(minutes=5)

Entry = tuple[LibraryDocument, File]


class StaleDocumentError(Exception):
    """The document was replaced, judged or deleted since it was looked at."""


class FullError(Exception):
    """The library holds as many documents as it may."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person says of a document: its kind, whose it is, and the dates on it."""

    kind: str
    holder: str = SELF
    issued: dt.date | None = None
    expires: dt.date | None = None

    @property
    def valid_until(self) -> dt.date | None:
        """The last day: the one on the paper, else what the register says of the kind; nothing for no end."""
        if self.expires is not None:
            return self.expires
        known = kinds().get(self.kind)
        end = known.valid_until(self.issued.isoformat()) if known is not None and self.issued else None
        return dt.date.fromisoformat(end) if end else None


def today() -> dt.date:
    """Return the day in the city."""
    return dt.datetime.now(PARIS).date()


def all_of(user_id: int) -> Sequence[Entry]:
    """Return a person's documents with their files, the latest first."""
    wanted = _entries().where(LibraryDocument.user_id == user_id)
    return _read(wanted.order_by(LibraryDocument.created_at.desc(), LibraryDocument.id))


def find(user_id: int, document_id: uuid.UUID) -> Entry | None:
    """Return a document of that person; somebody else's is not found."""
    found = _read(_entries().where(LibraryDocument.user_id == user_id, LibraryDocument.id == document_id))
    return found[0] if found else None


def file_of(user_id: int, file_id: uuid.UUID) -> File | None:
    """Return the file of a document of that person's library."""
    wanted = _entries().where(LibraryDocument.user_id == user_id, LibraryDocument.file_id == file_id)
    found = _read(wanted.where(File.state == "clean"))
    return found[0][1] if found else None


def add(
    user: User, stated: Stated, accepted: Accepted, changes: ByteChanges, *, clean: bool = False
) -> LibraryDocument:
    """Put a document into the library, to be verified. Raises ``FullError``, and ``OSError`` as storing does.

    ``clean`` says that its file has been examined already.
    """
    # The account's row keeps two additions at the same moment apart.
    db.session.execute(select(User.id).where(User.id == user.id).with_for_update())
    count = db.session.scalar(select(func.count()).where(LibraryDocument.user_id == user.id)) or 0
    if count >= MOST:
        raise FullError
    file_id = uuid.uuid4()
    documents.store(accepted, file_id, changes, user_id=user.id, clean=clean)
    db.session.flush()
    found = LibraryDocument(id=uuid.uuid4(), user_id=user.id, file_id=file_id, state="pending", **_stated(stated))
    db.session.add(found)
    _note(found, "added")
    return found


def replace(
    document: LibraryDocument, stated: Stated, accepted: Accepted, changes: ByteChanges, *, seen_version: int
) -> None:
    """Put another file in the place of a document, to be verified anew. Raises ``StaleDocumentError``."""
    before, file_id = document.file_id, uuid.uuid4()
    documents.store(accepted, file_id, changes, user_id=document.user_id)
    db.session.flush()
    anew = {"state": "pending", "reason": None, "decided_at": None, "told_at": None, "created_at": now()}
    _change(document, seen_version, file_id=file_id, **_stated(stated), **anew)
    _drop_file(before, changes)
    _note(document, "replaced")


def remove(document: LibraryDocument, changes: ByteChanges) -> None:
    """Delete a document and its file. Requests that were sent with it have a copy of their own."""
    _note(document, "deleted")
    file_id = document.file_id
    db.session.execute(delete(LibraryDocument).where(LibraryDocument.id == document.id))
    _drop_file(file_id, changes)


def papers(user_id: int) -> tuple[context.LibraryDocument, ...]:
    """Return the accepted documents of a person that are valid today, as an evaluation reads them.

    Each goes by the id of its file, which is what answers name.
    """
    day = today()
    wanted = (
        _entries()
        .where(LibraryDocument.user_id == user_id, LibraryDocument.state == "accepted", File.state == "clean")
        .where(or_(LibraryDocument.valid_until.is_(None), LibraryDocument.valid_until >= day))
        .order_by(LibraryDocument.decided_at.desc(), LibraryDocument.id)
    )
    return tuple(
        context.LibraryDocument(
            id=str(file.id),
            kind=document.kind,
            holder=document.holder,
            issued=_day(document.issued),
            expires=_day(document.valid_until),
            name=file.name,
            type=file.type,
            size=file.size,
        )
        for document, file in _read(wanted)
    )


# ---- Agents ----


def proves_identity(kind: str, holder: str | None) -> bool:
    """Tell whether a paper of that kind, of that holder, shows who the owner of the account is."""
    known = kinds().get(kind)
    return holder == SELF and known is not None and known.identity


def waiting(agent: User) -> int:
    """Return how many documents wait for the agent's services to verify them."""
    files = File.id == LibraryDocument.file_id
    wanted = select(func.count()).select_from(LibraryDocument).join(File, files).where(*_to_verify(agent))
    return db.session.scalar(wanted) or 0


def queue(agent: User) -> Sequence[tuple[LibraryDocument, User]]:
    """Return the documents that wait for the agent's services, the longest first, and one more than a page."""
    owners, files = User.id == LibraryDocument.user_id, File.id == LibraryDocument.file_id
    wanted = select(LibraryDocument, User).join(User, owners).join(File, files).where(*_to_verify(agent))
    order = (LibraryDocument.created_at, LibraryDocument.id)
    return [(document, owner) for document, owner in db.session.execute(wanted.order_by(*order).limit(PAGE + 1))]


def for_agent(agent: User, document_id: uuid.UUID) -> Entry | None:
    """Return a document whose kind one of the agent's services verifies; any other is not found."""
    wanted = _entries().where(LibraryDocument.id == document_id, LibraryDocument.kind.in_(_kinds_of(agent)))
    found = _read(wanted)
    return found[0] if found else None


def read(document: LibraryDocument, agent: User) -> None:
    """Note that an agent looked at a document; the caller commits."""
    _note(document, "read", agent)


def look(document: LibraryDocument, agent: User) -> None:
    """Note that an agent looked at a document, unless that was noted a moment ago; the caller commits."""
    recent = select(LibraryEvent.id).where(
        LibraryEvent.document_id == document.id,
        LibraryEvent.what == "read",
        LibraryEvent.agent_id == agent.id,
        LibraryEvent.at > now() - LOOK,
    )
    if db.session.scalar(recent.limit(1)) is None:
        read(document, agent)


def accept(document: LibraryDocument, agent: User, *, seen_version: int) -> None:
    """Accept a document: requests may take it from now on. Raises ``StaleDocumentError``."""
    _decide(document, agent, "accepted", seen_version)


def refuse(document: LibraryDocument, agent: User, reason: str, *, seen_version: int) -> None:
    """Refuse a document for a reason that its owner reads. Raises ``StaleDocumentError``."""
    _decide(document, agent, "refused", seen_version, reason=reason)


def keep(
    user: User, stated: Stated, file: File, agent: User, service: str, changes: ByteChanges
) -> LibraryDocument | None:
    """Put a document that an agent has accepted in a request into the library, as accepted; nothing when it is full.

    The same file of the same kind that lies there already is accepted instead. The library gets a copy of its own:
    what was sent stays with the request. Raises ``OSError`` as reading and storing do.
    """
    found = _same(user.id, stated, file.sha256)
    if found is None:
        try:
            found = add(user, stated, Accepted(file.name, file.type, documents.content_of(file)), changes, clean=True)
        except FullError:
            return None
        db.session.flush()
    elif found.state == "accepted" and found.valid_until == stated.valid_until:
        return found
    verdict = {"state": "accepted", "reason": None, "decided_at": now(), "told_at": None}
    _change(found, found.version, **_stated(stated), **verdict)
    _note(found, "accepted", agent, service)
    return found


def _same(user_id: int, stated: Stated, sha256: str) -> LibraryDocument | None:
    wanted = _entries().where(
        LibraryDocument.user_id == user_id,
        LibraryDocument.kind == stated.kind,
        LibraryDocument.holder == stated.holder,
        File.sha256 == sha256,
    )
    found = _read(wanted.order_by(LibraryDocument.created_at, LibraryDocument.id).limit(1))
    return found[0][0] if found else None


def _decide(document: LibraryDocument, agent: User, verdict: str, seen_version: int, **values: Any) -> None:
    if document.state != "pending" or db.session.get_one(File, document.file_id).state != "clean":
        raise StaleDocumentError
    _change(document, seen_version, state=verdict, decided_at=now(), **values)
    _note(document, verdict, agent)
    owner = db.session.get_one(User, document.user_id)
    kind = {"accepted": "documentAccepted", "refused": "documentRefused"}[verdict]
    mails.post(kind, owner.email, owner.language, user_id=owner.id, link_id=document.id)
    if verdict == "accepted" and proves_identity(document.kind, document.holder):
        identity.verify(owner)


def _change(document: LibraryDocument, seen_version: int, **values: Any) -> None:
    """Write if nobody else did since that version was looked at."""
    unchanged = (LibraryDocument.id == document.id, LibraryDocument.version == seen_version)
    changed = update(LibraryDocument).where(*unchanged).values(version=seen_version + 1, **values)
    if db.session.execute(changed.returning(LibraryDocument.id)).first() is None:
        raise StaleDocumentError
    db.session.refresh(document)


def _note(document: LibraryDocument, what: str, agent: User | None = None, service: str = "") -> None:
    db.session.add(
        LibraryEvent(
            user_id=document.user_id,
            document_id=document.id,
            kind=document.kind,
            what=what,
            agent_id=agent.id if agent else None,
            service=(service or service_of(document.kind)) if agent else None,
        )
    )


def _drop_file(file_id: uuid.UUID, changes: ByteChanges) -> None:
    db.session.execute(delete(File).where(File.id == file_id))
    changes.dropped.append(file_id)


def _entries() -> Any:
    return select(LibraryDocument, File).join(File, File.id == LibraryDocument.file_id)


def _read(wanted: Any) -> list[Entry]:
    return [(document, file) for document, file in db.session.execute(wanted)]


def _kinds_of(agent: User) -> list[str]:
    return [name for name in kinds() if service_of(name) in agent.services]


def _to_verify(agent: User) -> tuple[Any, ...]:
    # What the antivirus has not let through is nothing to look at.
    return LibraryDocument.state == "pending", LibraryDocument.kind.in_(_kinds_of(agent)), File.state == "clean"


def _stated(stated: Stated) -> dict[str, Any]:
    return {
        "kind": stated.kind,
        "holder": stated.holder,
        "issued": stated.issued,
        "expires": stated.expires,
        "valid_until": stated.valid_until,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
