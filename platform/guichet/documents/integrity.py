"""Compare what the storage holds with what was sent: every file a row calls clean, by its SHA-256."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from typing import Final

from sqlalchemy import select

from guichet.database import db
from guichet.documents import services
from guichet.documents.encryption import UnknownKeyError
from guichet.documents.models import File
from guichet.documents.storage import StorageFaultError

_AT_ONCE: Final = 200

_log = logging.getLogger("guichet.integrity")


def examine() -> Iterator[tuple[uuid.UUID, str]]:
    """Yield each clean file with ``sound``, ``missing``, ``changed``, ``keyless`` or ``unreadable``.

    What is not sound is logged.
    """
    last = uuid.UUID(int=0)
    while True:
        wanted = select(File).where(File.state == "clean", File.id > last).order_by(File.id).limit(_AT_ONCE)
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
