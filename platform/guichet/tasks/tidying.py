"""What a running portal does by itself every hour."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from guichet.accounts import purging
from guichet.database import db
from guichet.documents import integrity
from guichet.documents import services as documents
from guichet.federation import attempts
from guichet.library import ending as library
from guichet.opinions import services as opinions
from guichet.private import confirming
from guichet.requests import silence
from guichet.rights import ending, inactivity, retention
from guichet.tasks import jobs

_log = logging.getLogger("guichet.tidying")

# By the name that stands in the log. Each commits its own work and says how much of it there was.
_CHORES: Final[tuple[tuple[str, Callable[[], int | None]], ...]] = (
    ("registrations", purging.purge),
    ("identities", attempts.purge),
    ("unconfirmed", confirming.purge),
    ("files", documents.sweep),
    ("integrity", integrity.plan),
    ("silence", silence.apply),
    ("opinions", opinions.seal),
    ("retention", retention.apply),
    ("drafts", ending.tell),
    ("library", library.tell),
    ("inactivity", inactivity.apply),
    ("jobs", jobs.forget),
)


def tidy() -> None:
    """Do every chore, each alone: one that fails is told in the log, done again in an hour, and holds up no other."""
    for name, chore in _CHORES:
        try:
            count = chore()
        except Exception as error:  # noqa: BLE001 -- as in the relay: nobody would tidy any more
            db.session.rollback()
            _log.warning("chore", extra={"fields": {"chore": name, "fault": type(error).__name__}})
            continue
        if count:
            _log.info("chore", extra={"fields": {"chore": name, "count": count}})
