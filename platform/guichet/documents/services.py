"""Files of requests: store them, give them back, forget them; the bytes follow the transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.exc import OperationalError

from guichet.database import db, now
from guichet.documents.encryption import SealedStorage, open_storage
from guichet.documents.inspection import Accepted
from guichet.documents.models import File, RequestDocument
from guichet.documents.storage import StorageFaultError
from guichet.messages import outbox
from guichet.requests.models import Request
from guichet_validate import pointers
from guichet_validate.model import Definition, Field

# A file is written before its row is committed: younger bytes without a row may belong to a transaction under way.
_SWEEP_AFTER = dt.timedelta(hours=24)
_SWEPT_AT_ONCE = 500
SCAN = "scan"


class UncheckedFileError(OSError):
    """The file has not been found clean: nobody may have it."""


@dataclass(frozen=True, slots=True)
class Given:
    """One file as it stands in the answers."""

    id: uuid.UUID
    pointer: str  # concrete, of the file itself: /piece/0
    field: Field
    value: Mapping[str, Any]


@dataclass(slots=True)
class ByteChanges:
    """What a transaction did to the storage and must be undone, or still has to be done, when it ends."""

    stored: list[uuid.UUID] = field(default_factory=list)
    dropped: list[uuid.UUID] = field(default_factory=list)


def storage() -> SealedStorage:
    """Return the storage of this portal. Raises ``ConfigurationError`` when its keys are not those of the files."""
    found: SealedStorage | None = current_app.extensions.get("guichet_storage")
    if found is None:
        found = current_app.extensions["guichet_storage"] = open_storage(current_app.extensions["guichet_config"])
    return found


@contextmanager
def byte_changes() -> Iterator[ByteChanges]:
    """Keep storage and database together; the caller commits inside.

    When the block raises, what it stored is deleted; when it ends well, what it dropped is. A crash in between leaves
    bytes without a row at worst, which the sweep removes, never a row without its bytes.
    """
    changes = ByteChanges()
    try:
        yield changes
    except OperationalError:
        # The connection may have broken after the commit came through: only the sweep knows whether there is a row.
        raise
    except BaseException:
        forget(changes.stored)
        raise
    forget(changes.dropped)


def given(definition: Definition, answers: Mapping[str, Any]) -> list[Given]:
    """Return every file of the answers, in document order."""
    found = []
    for asked in definition.fields.values():
        if asked.kind != "file":
            continue
        for pointer in _occurrences(asked.pointer, answers):
            for place, value in enumerate(pointers.get(answers, pointer) or ()):
                identifier = _uuid(value)
                if identifier is not None:
                    found.append(Given(identifier, f"{pointer}/{place}", asked, value))
    return found


def store(
    accepted: Accepted,
    file_id: uuid.UUID,
    changes: ByteChanges,
    *,
    user_id: int | None,
    request_id: uuid.UUID | None = None,
    clean: bool = False,
) -> None:
    """Put an inspected file into the storage, read it back, and add its row to the transaction.

    It belongs to that account, and to a request unless it is one of the library.
    Where an antivirus is configured the file waits in quarantine, and the job that has it examined goes with its row,
    unless it is the copy of one that was found ``clean``.
    Raises ``OSError`` when the storage is full, away, or gives back other bytes.
    """
    digest = hashlib.sha256(accepted.content).hexdigest()
    try:
        storage().put(file_id, accepted.content)
        if hashlib.sha256(storage().get(file_id)).hexdigest() != digest:
            raise StorageFaultError
    except OSError:
        forget([file_id])
        raise
    changes.stored.append(file_id)
    examined = current_app.extensions["guichet_config"].clamd is not None and not clean
    db.session.add(
        File(
            id=file_id,
            request_id=request_id,
            user_id=user_id,
            name=accepted.name,
            type=accepted.type,
            size=len(accepted.content),
            sha256=digest,
            state="quarantine" if examined else "clean",
            created_at=now(),
        )
    )
    if examined:
        outbox.post(db.session, SCAN, f"{SCAN}:{file_id}", {"file": str(file_id)})


def drop(request_id: uuid.UUID, file_ids: Iterable[uuid.UUID], changes: ByteChanges) -> None:
    """Delete the rows of these files of a request; their bytes go after the commit. Files of another one stay."""
    wanted = list(file_ids)
    if wanted:
        gone = delete(File).where(File.request_id == request_id, File.id.in_(wanted)).returning(File.id)
        changes.dropped.extend(db.session.scalars(gone))


def drop_all(request_id: uuid.UUID, changes: ByteChanges) -> None:
    """Delete the rows of all files of a draft; their bytes go after the commit."""
    drop(request_id, db.session.scalars(select(File.id).where(File.request_id == request_id)), changes)


def held_by(request_id: uuid.UUID) -> ColumnElement[bool]:
    """Tell which files that request holds; a draft that amends another request holds those of the latter too."""
    amended = select(Request.amends).where(Request.id == request_id).scalar_subquery()
    return or_(File.request_id == request_id, File.request_id == amended)


def file_of(request_id: uuid.UUID, file_id: uuid.UUID) -> File | None:
    """Return a file that that request holds and that may be handed out."""
    wanted = select(File).where(File.id == file_id, held_by(request_id), File.state == "clean")
    return db.session.scalars(wanted).first()


def judged(request_id: uuid.UUID) -> dict[uuid.UUID, RequestDocument]:
    """Return what agents say of the documents of a request, by their files."""
    wanted = select(RequestDocument).where(RequestDocument.request_id == request_id)
    return {row.file_id: row for row in db.session.scalars(wanted)}


def content_of(file: File) -> bytes:
    """Return the bytes of a clean file. Raises ``OSError`` when they are gone or are not those that were sent."""
    if file.state != "clean":
        raise UncheckedFileError
    return read_back(file)


def read_back(file: File) -> bytes:
    """Return the bytes of a file whatever its state, for whoever judges it. Raises ``OSError`` as ``content_of``."""
    content = storage().get(file.id)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise StorageFaultError
    return content


def content_given(request_id: uuid.UUID, file_id: str, fresh: Mapping[uuid.UUID, Accepted]) -> bytes:
    """Return the bytes of a file of the answers: just sent and not stored yet (``fresh``), or of that request.

    Raises ``LookupError`` for a file that the request does not hold, ``OSError`` as ``content_of``.
    """
    identifier = _uuid({"id": file_id})
    if identifier is None:
        raise LookupError
    if identifier in fresh:
        return fresh[identifier].content
    file = file_of(request_id, identifier)
    if file is None:
        raise LookupError
    return content_of(file)


def link(
    definition: Definition, request: Request, answers: Mapping[str, Any], verified: Collection[str] = ()
) -> list[str]:
    """Write which file answers what in a request that is being sent; return the files' SHA-256 in document order.

    ``verified`` are the pointers of files that an agent has accepted before, in the library: they need no verdict.
    A file that is still being examined goes with the request. Raises ``LookupError`` when an answer names a file that
    this request does not hold, or in which something was found.
    """
    wanted = given(definition, answers)
    if not wanted:
        return []
    held = select(File.id, File.sha256).where(File.request_id == request.id, File.state.in_(("clean", "quarantine")))
    rows = db.session.execute(held)
    digests = {row.id: row.sha256 for row in rows}
    for one in wanted:
        if one.id not in digests:
            raise LookupError
        db.session.add(_snapshot(request, one, digests[one.id], accepted=one.pointer in verified))
    return [digests[one.id] for one in wanted]


def relink(
    definition: Definition,
    request: Request,
    old_answers: Mapping[str, Any],
    answers: Mapping[str, Any],
    draft: Request,
    changes: ByteChanges,
    verified: Collection[str] = (),
) -> list[str]:
    """Give a request the files of the draft that amends it, in the place of what its answers no longer name.

    A verdict stays with a document that is the same file, said to be the same paper with the same dates. Returns and
    raises as ``link``.
    """
    before = {one.id: one for one in given(definition, old_answers)}
    verdicts = judged(request.id)
    kept = {one.id for one in given(definition, answers)}
    moved = update(File).where(File.request_id == draft.id, File.id.in_(kept)).values(request_id=request.id)
    db.session.execute(moved.execution_options(synchronize_session=False))
    db.session.execute(delete(RequestDocument).where(RequestDocument.request_id == request.id))
    digests = link(definition, request, answers, verified)
    db.session.flush()
    fresh = judged(request.id)
    for one in given(definition, answers):
        old, verdict = before.get(one.id), verdicts.get(one.id)
        if old and verdict and verdict.state and (old.value, old.field) == (one.value, one.field):
            for name in ("state", "reason", "valid_until", "decided_at"):
                setattr(fresh[one.id], name, getattr(verdict, name))
    db.session.flush()
    drop(request.id, before.keys() - kept, changes)
    drop_all(draft.id, changes)
    return digests


def _snapshot(request: Request, one: Given, digest: str, *, accepted: bool) -> RequestDocument:
    asked = one.field.document
    alternative = asked.alternative(one.value.get("as")) if asked else None
    last_day = one.value.get("expires") if accepted else None
    return RequestDocument(
        request_id=request.id,
        file_id=one.id,
        pointer=one.pointer,
        alternative=alternative.id if alternative else None,
        kind=alternative.kind if alternative else None,
        sha256=digest,
        state=None if asked is None else "accepted" if accepted else "pending",
        valid_until=dt.date.fromisoformat(last_day) if last_day else None,
    )


def sweep() -> int:
    """Delete bytes that no row knows, or whose row calls them infected, once they are a day old; return how many."""
    limit = now() - _SWEEP_AFTER
    removed = 0
    old = (stored.key for stored in storage().list() if stored.written_at < limit)
    while keys := set(islice(old, _SWEPT_AT_ONCE)):
        known = select(File.id).where(File.id.in_(keys), File.state != "infected")
        unknown = keys.difference(db.session.scalars(known))
        db.session.rollback()  # no lock is held while the storage works
        for key in unknown:
            storage().delete(key)
        removed += len(unknown)
    return removed


def _occurrences(template: str, answers: Mapping[str, Any]) -> list[str]:
    """Return the concrete pointers that a template has in the answers."""
    found = [""]
    for part in pointers.split(template):
        if part == pointers.ROW:
            rows = [(pointer, pointers.get(answers, pointer)) for pointer in found]
            found = [f"{pointer}/{n}" for pointer, row in rows if isinstance(row, list) for n in range(len(row))]
        else:
            found = [pointer + pointers.join((part,)) for pointer in found]
    return [pointer for pointer in found if isinstance(pointers.get(answers, pointer), list)]


def _uuid(value: object) -> uuid.UUID | None:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        with suppress(ValueError):
            return uuid.UUID(value["id"])
    return None


def forget(keys: Iterable[uuid.UUID]) -> None:
    """Delete these bytes from the storage, as far as it lets us."""
    for key in keys:
        with suppress(OSError):  # the sweep comes back for what stays
            storage().delete(key)
