"""«Qui a consulté mes données»: every time an agent read a request or one of its documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row as DatabaseRow
from sqlalchemy import select, tuple_

from guichet.database import db
from guichet.documents.models import File
from guichet.publishing.services import by_digest
from guichet.requests import presentation
from guichet.requests.models import Event, Request
from guichet.requests.states import Kind

PAGE: Final = 25

Row = DatabaseRow[Any]  # id and at of the event, its codes; id, number, digest, service of the request


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: when, by which service, of which request, of which of its documents (or of the answers)."""

    at: dt.datetime
    service: str
    request_id: UUID
    number: str
    title: str
    is_document: bool
    document: str


def latest(user_id: int, before: tuple[dt.datetime, int] | None = None, limit: int = PAGE + 1) -> Sequence[Row]:
    """Return readings of that person's requests, newest first; `before` is the moment and id of the last one seen."""
    wanted = (
        select(
            Event.id,
            Event.at,
            Event.codes,
            Request.id.label("request_id"),
            Request.number,
            Request.digest,
            Request.service,
        )
        .join(Request, Request.id == Event.request_id)
        .where(Request.user_id == user_id, Event.kind == "read", Event.actor == Kind.AGENT.value)
    )
    if before is not None:
        wanted = wanted.where(tuple_(Event.at, Event.id) < before)
    return db.session.execute(wanted.order_by(Event.at.desc(), Event.id.desc()).limit(limit)).all()


def told(rows: Iterable[Row]) -> list[Reading]:
    """Return readings in the words of their reader; agents are named by their service, which answers for them."""
    found = list(rows)
    names = _names({UUID(row.codes["file"]) for row in found if "file" in row.codes})
    return [
        Reading(
            at=row.at,
            service=str(presentation.service(row.service)["title"]),
            request_id=row.request_id,
            number=row.number or "",
            title=presentation.title(by_digest(row.digest)),
            is_document="file" in row.codes,
            document=names.get(UUID(row.codes["file"]), "") if "file" in row.codes else "",
        )
        for row in found
    ]


def _names(files: set[UUID]) -> dict[UUID, str]:
    """Return the names of the files that are still there."""
    if not files:
        return {}
    return {row.id: row.name for row in db.session.execute(select(File.id, File.name).where(File.id.in_(files)))}
