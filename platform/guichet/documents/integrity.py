"""Compare what the storage holds with what was sent: every file a row calls clean, by its SHA-256.

A running portal looks at a part of the files every hour, and at all of them in a day.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from guichet.database import db, now
from guichet.documents import services
from guichet.documents.encryption import UnknownKeyError
from guichet.documents.models import File
from guichet.documents.storage import StorageFaultError
from guichet.messages import outbox
from guichet.messages.models import Job

EXAMINE: Final = "examine"
PARTS: Final = 24
_AT_ONCE: Final = 200

_log = logging.getLogger("guichet.integrity")


def plan() -> None:
    """Have the part of this hour examined, once whatever the number of portals; commits."""
    moment = now()
    key = f"{EXAMINE}:{moment:%Y-%m-%dT%H}"
    if db.session.scalar(select(Job.id).where(Job.key == key)) is None:
        outbox.post(db.session, EXAMINE, key, {"part": str(moment.hour)})
        try:
            db.session.commit()
        except IntegrityError:
            db.session.rollback()  # another portal was first


def examine_part(payload: Mapping[str, str]) -> None:
    """Examine the files of one part of PARTS; ids are drawn by chance, so that all are about the same size."""
    part, whole = int(payload["part"]), 1 << 128
    first, after = whole * part // PARTS, whole * (part + 1) // PARTS
    count = damaged = 0
    for _, verdict in examine(first, after):
        count += 1
        damaged += verdict != "sound"
    _log.info("examined", extra={"fields": {"part": part, "files": count, "damaged": damaged}})


def examine(first: int = 0, after: int = 1 << 128) -> Iterator[tuple[uuid.UUID, str]]:
    """Yield each clean file with ``sound``, ``missing``, ``changed``, ``keyless`` or ``unreadable``.

    What is not sound is logged. ``first`` and ``after`` bound the ids, as numbers.
    """
    last: uuid.UUID | None = None
    until = File.id <= uuid.UUID(int=after - 1)
    while True:
        since = File.id >= uuid.UUID(int=first) if last is None else File.id > last
        wanted = select(File).where(File.state == "clean", since, until).order_by(File.id).limit(_AT_ONCE)
        files = db.session.scalars(wanted).all()
        db.session.expunge_all()
        db.session.rollback()  # no transaction stays open while the storage reads
        for file in files:
            verdict = _verdict(file)
            # Deleted with its row since the list was read: nothing is missing.
            if verdict == "missing" and db.session.get(File, file.id) is None:
                verdict = "sound"
            db.session.rollback()
            if verdict != "sound":
                _log.error("integrity", extra={"fields": {"file": str(file.id), "fault": verdict}})
            yield file.id, verdict
        if len(files) < _AT_ONCE:
            return
        last = files[-1].id


def _verdict(file: File) -> str:
    try:
        services.read_back(file)
    except FileNotFoundError:
        return "missing"
    except StorageFaultError:
        return "changed"
    except UnknownKeyError:
        return "keyless"
    except OSError:
        return "unreadable"
    return "sound"
