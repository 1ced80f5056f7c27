"""«Qui a consulté mes données»: every time an agent read a request, one of its documents or one of the library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, Uuid, literal, null, select, tuple_, type_coerce, union_all
from sqlalchemy import Row as DatabaseRow

from guichet.database import db
from guichet.documents.models import File
from guichet.i18n import language
from guichet.library.models import LibraryEvent
from guichet.publishing.kinds import title_of
from guichet.publishing.services import by_digest
from guichet.requests import presentation
from guichet.requests.models import Event, Request
from guichet.requests.states import Kind

PAGE: Final = 25

# id and at of the event, its codes; id, number, digest, service of the request; or the kind of a library document,
# whose events have numbers below zero here.
Row = DatabaseRow[Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: when, by which service, of which request, of which of its documents (or of the answers).

    A document of the library belongs to no request: ``title`` is then its kind.
    """

    at: dt.datetime
    service: str
    request_id: UUID | None
    number: str
    title: str
    is_document: bool
    document: str


def of_request(request_id: UUID) -> Sequence[Row]:
    """Return readings of one request, newest first."""
    return db.session.execute(
        _of_requests().where(Request.id == request_id).order_by(Event.at.desc(), Event.id.desc()).limit(PAGE)
    ).all()


def latest(user_id: int, before: tuple[dt.datetime, int] | None = None, limit: int = PAGE + 1) -> Sequence[Row]:
    """Return readings of that person's requests, newest first; `before` is the moment and id of the last one seen."""
    of_requests = _of_requests().where(Request.user_id == user_id)
    own_number = (-LibraryEvent.id).label("id")
    of_library = select(
        own_number,
        LibraryEvent.at,
        type_coerce(null(), JSON),
        type_coerce(null(), Uuid),
        literal(None, Request.number.type),
        literal(None, Request.digest.type),
        LibraryEvent.service,
        LibraryEvent.kind,
    ).where(LibraryEvent.user_id == user_id, LibraryEvent.what == "read")
    if before is not None:
        of_requests = of_requests.where(tuple_(Event.at, Event.id) < before)
        of_library = of_library.where(tuple_(LibraryEvent.at, -LibraryEvent.id) < before)
    both = union_all(of_requests, of_library).subquery()
    return db.session.execute(select(both).order_by(both.c.at.desc(), both.c.id.desc()).limit(limit)).all()


def _of_requests() -> Any:
    return (
        select(
            Event.id.label("id"),
            Event.at.label("at"),
            Event.codes.label("codes"),
            Request.id.label("request_id"),
            Request.number.label("number"),
            Request.digest.label("digest"),
            Request.service.label("service"),
            literal("").label("kind"),
        )
        .join(Request, Request.id == Event.request_id)
        .where(Event.kind == "read", Event.actor == Kind.AGENT.value)
    )


def told(rows: Iterable[Row]) -> list[Reading]:
    """Return readings in the words of their reader; agents are named by their service, which answers for them."""
    found = list(rows)
    names = _names({UUID(row.codes["file"]) for row in found if row.codes and "file" in row.codes})
    return [_of_library(row) if row.request_id is None else _of_request(row, names) for row in found]


def _of_request(row: Row, names: Mapping[UUID, str]) -> Reading:
    file = UUID(row.codes["file"]) if "file" in row.codes else None
    return Reading(
        at=row.at,
        service=str(presentation.service(row.service)["title"]),
        request_id=row.request_id,
        number=row.number or "",
        title=presentation.title(by_digest(row.digest)),
        is_document=file is not None,
        document=names.get(file, "") if file else "",
    )


def _of_library(row: Row) -> Reading:
    title = title_of(row.kind, language())
    service = str(presentation.service(row.service)["title"]) if row.service else ""
    return Reading(row.at, service, None, "", title, is_document=True, document=title)


def _names(files: set[UUID]) -> dict[UUID, str]:
    """Return the names of the files that are still there."""
    if not files:
        return {}
    return {row.id: row.name for row in db.session.execute(select(File.id, File.name).where(File.id.in_(files)))}
