"""A copy of everything the portal holds of a person, made while it is sent: one ZIP, of which little is in memory."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flask import current_app
from sqlalchemy import inspect, select

from guichet.accounts.models import User
from guichet.database import Base, db, now
from guichet.documents.models import File, RequestDocument
from guichet.documents.services import content_of
from guichet.i18n import PARIS
from guichet.messages.models import Message
from guichet.opinions.models import Opinion
from guichet.profile.models import ProfileChange
from guichet.publishing.city import city_texts
from guichet.publishing.services import by_digest
from guichet.requests import events, presentation, printing
from guichet.requests.models import Correction, Entry, Request
from guichet.rights import readings
from guichet.rights.holdings import HOLDINGS, Holding
from guichet.rights.persons import Person
from guichet_render.paper import PressError

#: How many rows are read at a time, and after how many bytes they are sent on.
ROWS: Final = 50
PIECE: Final = 64 * 1024
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_NAME_LIMIT: Final = 120
_OWNER_ONLY: Final = 0o600 << 16

_log = logging.getLogger("guichet.rights")


class _Pipe(io.RawIOBase):
    """What the archive is written into: it keeps what was not sent yet, and cannot go back."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._waiting += piece
        return len(piece)

    def is_full(self) -> bool:
        return len(self._waiting) >= PIECE

    def take(self) -> bytes:
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


@dataclass(slots=True)
class Contents:
    """What the index of the archive tells: how many rows each file holds, the requests, and what could not be read."""

    counts: dict[str, int] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def archive(person: Person, lang: str) -> Iterator[bytes]:
    """Yield the archive piece by piece: JSON of every holding, documents, requests as PDF, and an index in `lang`.

    No transaction stays open while a piece is sent: what changes meanwhile is copied as it is then.
    """
    pipe, contents = _Pipe(), Contents()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as made:
        for holding in HOLDINGS:
            if holding.file:
                yield from _json(made, pipe, holding.file, _rows(holding, person, contents), contents)
        yield from _json(made, pipe, "readings", _readings(person), contents)
        yield from _printed(made, pipe, lang, contents)
        yield from _documents(made, pipe, contents)
        made.writestr(_info("index.html"), _index(person, lang, contents))
        yield pipe.take()
    yield pipe.take()


def _json(
    made: ZipFile, pipe: _Pipe, name: str, rows: Iterator[Mapping[str, Any]], contents: Contents
) -> Iterator[bytes]:
    """Write one list as JSON, row by row."""
    count = 0
    with made.open(_info(f"data/{name}.json"), "w", force_zip64=True) as member:
        for row in rows:
            member.write(b"[\n" if count == 0 else b",\n")
            member.write(json.dumps(row, ensure_ascii=False, indent=2, default=_plain).encode())
            count += 1
            if pipe.is_full():
                yield pipe.take()
        member.write(b"\n]\n" if count else b"[]\n")
    contents.counts[name] = count
    yield pipe.take()


def _rows(holding: Holding, person: Person, contents: Contents) -> Iterator[dict[str, Any]]:
    """Yield a person's rows of one table, as plain values; the transaction ends before any is sent."""
    model = holding.model
    key: Any = inspect(model).primary_key[0]
    ids = db.session.scalars(select(key).where(holding.owned(person)).order_by(key)).all()
    db.session.rollback()
    more = _MORE.get(model, _nothing)
    for start in range(0, len(ids), ROWS):
        some = ids[start : start + ROWS]
        found = [
            {name: getattr(row, name) for name in holding.copied} | more(row, contents)
            for row in db.session.scalars(select(model).where(key.in_(some)).order_by(key))
        ]
        db.session.rollback()
        yield from found


def _request(row: Any, contents: Contents) -> dict[str, Any]:
    """Add the procedure's title, the history in words, and which document answers what."""
    title = presentation.title(by_digest(row.digest))
    contents.requests.append(
        {
            "id": row.id,
            "title": title,
            "number": row.number,
            "status": row.status,
            "at": row.submitted_at or row.updated_at,
            "printed": "",
        }
    )
    given = db.session.scalars(select(RequestDocument).where(RequestDocument.request_id == row.id))
    return {
        "title": title,
        "history": [
            {"text": action.text, "at": action.at} for action in presentation.actions(row, events.history(row.id))
        ],
        "documents": [
            {"pointer": one.pointer, "kind": one.kind, "alternative": one.alternative, "sha256": one.sha256}
            for one in given
        ],
    }


def _file(row: Any, contents: Contents) -> dict[str, Any]:
    """Add where the document stands in the archive."""
    number = _number(row.request_id)
    safe = _UNSAFE.sub("_", row.name)[-_NAME_LIMIT:].rstrip(". ")
    path = f"documents/{row.id.hex[:8]}-{safe}"
    if row.state == "clean":
        contents.documents.append({"id": row.id, "name": row.name, "path": path, "number": number})
    return {"request": number, "path": path if row.state == "clean" else None}


def _of_request(row: Any, _contents: Contents) -> dict[str, Any]:
    return {"request": _number(row.request_id)}


def _account(row: Any, _contents: Contents) -> dict[str, Any]:
    return {"roles": [role.name for role in row.roles]}


def _nothing(_row: Any, _contents: Contents) -> dict[str, Any]:
    return {}


_MORE: Final[Mapping[type[Base], Callable[[Any, Contents], dict[str, Any]]]] = {
    Request: _request,
    File: _file,
    Message: _of_request,
    Correction: _of_request,
    Entry: _of_request,
    Opinion: _of_request,
    ProfileChange: _of_request,
    User: _account,
}


def _number(request_id: UUID | None) -> str | None:
    return db.session.scalar(select(Request.number).where(Request.id == request_id))


def _readings(person: Person) -> Iterator[dict[str, Any]]:
    before = None
    while rows := readings.latest(person.id, before, ROWS):
        before = rows[-1].at, rows[-1].id
        found = [
            {
                "at": one.at,
                "service": one.service,
                "request": one.number,
                "title": one.title,
                "document": (one.document or None) if one.is_document else None,
                "read": "document" if one.is_document else "request",
            }
            for one in readings.told(rows)
        ]
        db.session.rollback()
        yield from found
    db.session.rollback()


def _printed(made: ZipFile, pipe: _Pipe, lang: str, contents: Contents) -> Iterator[bytes]:
    """Print each request that was sent, with its answers as people read them."""
    for one in contents.requests:
        found = db.session.get(Request, one["id"])
        if found is None or found.number is None or found.erased_at is not None:
            db.session.rollback()
            continue
        definition = by_digest(found.digest)
        spoken = lang if lang in definition.languages else definition.language
        path = f"requests/{found.number}.pdf"
        try:
            printed = printing.copy(found, spoken).pdf
        except PressError:
            _log.exception("copy of a request not printed")
            contents.missing.append(path)
        else:
            one["printed"] = path
            made.writestr(_info(path, ZIP_STORED), printed)
        db.session.rollback()
        yield pipe.take()


def _documents(made: ZipFile, pipe: _Pipe, contents: Contents) -> Iterator[bytes]:
    for one in contents.documents:
        file = db.session.get(File, one["id"])
        try:
            content = None if file is None else content_of(file)
        except OSError:
            _log.exception("document not copied")
            content = None
        db.session.rollback()
        if content is None:
            contents.missing.append(one["path"])
            continue
        made.writestr(_info(one["path"], ZIP_STORED), content)
        yield pipe.take()


def _index(person: Person, lang: str, contents: Contents) -> str:
    missing = set(contents.missing)
    # The account first: it comes last in the order of erasing.
    names = [*(holding.file for holding in reversed(HOLDINGS) if holding.file), "readings"]
    # Without what pages share: it asks for the account, which may be gone by now.
    return current_app.jinja_env.get_template("rights/archive.html").render(
        lang=lang,
        city=city_texts(lang),
        person=person,
        moment=now(),
        counts=[(name, count) for name in names if (count := contents.counts[name])],
        requests=contents.requests,
        documents=[one for one in contents.documents if one["path"] not in missing],
        missing=contents.missing,
    )


def _info(name: str, compression: int = ZIP_DEFLATED) -> ZipInfo:
    info = ZipInfo(name, now().astimezone(PARIS).timetuple()[:6])
    info.compress_type = compression
    info.external_attr = _OWNER_ONLY
    return info


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value)
