"""Retention applied: drafts and decided requests are erased once they were kept as long as their definition says."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select, update

from guichet.database import db, now
from guichet.documents.models import File, RequestDocument
from guichet.documents.services import ByteChanges, byte_changes
from guichet.publishing.models import DefinitionVersion
from guichet.publishing.services import by_digest
from guichet.requests.models import Request
from guichet.requests.states import DONE, Status
from guichet.rights import erasing, keeping
from guichet_validate import pointers
from guichet_validate.model import Definition

#: Requests erased in one transaction, and at most in one call: others want to write too.
BATCH: Final = 50
MOST: Final = 5_000


def apply() -> int:
    """Erase what is over, batch by batch, each in a transaction of its own; return how many requests were touched.

    Doing it again changes nothing; a process that dies in between leaves whole batches, and bytes to the sweep.
    """
    digests = db.session.scalars(select(DefinitionVersion.digest)).all()
    db.session.rollback()
    touched = 0
    for digest in digests:
        definition = by_digest(digest)
        if not keeping.is_stated(definition):
            continue
        for step in (_drafts, _decided, _emptied):
            while touched < MOST and (count := _batch(step, definition)):
                touched += count
    return touched


def _batch(step: Callable[[Definition, ByteChanges], int], definition: Definition) -> int:
    with byte_changes() as changes:
        count = step(definition, changes)
        db.session.commit()
    return count


def _drafts(definition: Definition, changes: ByteChanges) -> int:
    duration = keeping.draft_retention(definition)
    wanted = (
        select(Request.id, Request.updated_at)
        .where(Request.digest == definition.digest, Request.status == Status.DRAFT.value)
        .where(Request.updated_at <= keeping.latest(now(), duration))
        .order_by(Request.updated_at)
    )
    return _erase(_over(wanted, duration), changes)


def _decided(definition: Definition, changes: ByteChanges) -> int:
    duration = keeping.retention(definition)
    wanted = (
        select(Request.id, Request.decided_at)
        .where(Request.digest == definition.digest, *_done())
        .where(Request.decided_at <= keeping.latest(now(), duration))
        .order_by(Request.decided_at)
    )
    return _erase(_over(wanted, duration), changes)


def _over(wanted: Any, duration: str) -> list[UUID]:
    """Return the requests whose time is over, their rows held: nobody changes them until the end of the transaction."""
    rows = db.session.execute(wanted.limit(BATCH).with_for_update(skip_locked=True))
    moment = now()
    return [request_id for request_id, since in rows if keeping.until(since, duration) <= moment]


def _erase(ids: list[UUID], changes: ByteChanges) -> int:
    if ids:
        erasing.erase(Request.id.in_(ids), changes)
    return len(ids)


def _emptied(definition: Definition, changes: ByteChanges) -> int:
    """Empty the answers that the definition wants emptied once the request is decided."""
    templates = keeping.emptied_fields(definition)
    if not templates:
        return 0
    wanted = select(Request.id, Request.answers, Request.origins, Request.evaluated).where(
        Request.digest == definition.digest, *_done(), Request.emptied_at.is_(None)
    )
    rows = db.session.execute(wanted.limit(BATCH).with_for_update(skip_locked=True)).all()
    moment = now()
    # What a list said of an answer would tell the answer.
    looked_up = any("x-lookup" in definition.fields[template].node for template in templates)
    for request_id, answers, origins, evaluated in rows:
        left, files = without(answers, templates)
        if files:
            erasing.run(
                delete(RequestDocument).where(
                    RequestDocument.request_id == request_id, RequestDocument.file_id.in_(files)
                )
            )
            erasing.run(delete(File).where(File.request_id == request_id, File.id.in_(files)))
            changes.dropped.extend(files)
        values = {
            "answers": left,
            "origins": {at: source for at, source in origins.items() if pointers.template(at) not in templates},
            "evaluated": {**(evaluated or {}), "lists": {}} if looked_up else evaluated,
            "emptied_at": moment,
        }
        erasing.run(update(Request).where(Request.id == request_id).values(**values))
    return len(rows)


def _done() -> tuple[Any, ...]:
    # Named as the index names them, so that it serves.
    return Request.status.in_([status.value for status in DONE]), Request.erased_at.is_(None)


def without(answers: Mapping[str, Any], templates: tuple[str, ...]) -> tuple[dict[str, Any], list[UUID]]:
    """Return the answers without those of these templates, and the ids of the files that stood there."""
    left: dict[str, Any] = copy.deepcopy(dict(answers))
    files: list[UUID] = []
    for template in templates:
        for pointer in _occurrences(left, pointers.split(template)):
            files += _files(pointers.get(left, pointer))
            pointers.remove(left, pointer)
    return left, files


def _occurrences(value: Any, parts: tuple[str, ...], before: str = "") -> list[str]:
    """Return the concrete pointers of a template in a document."""
    if not parts:
        return [before]
    first, rest = parts[0], parts[1:]
    if first == pointers.ROW:
        rows = enumerate(value) if isinstance(value, list) else ()
        return [found for place, row in rows for found in _occurrences(row, rest, f"{before}/{place}")]
    if not isinstance(value, dict) or first not in value:
        return []
    return _occurrences(value[first], rest, before + pointers.join((first,)))


def _files(value: Any) -> list[UUID]:
    if not isinstance(value, list):
        return []
    return [UUID(file["id"]) for file in value if isinstance(file, dict) and "id" in file]
