"""What the portal knows around a printed document, and what comes out of the press."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Who hands the document out and, for a request that was sent, its number and its days.

    `city` and `service` are titles in the document's language, `contact` the lines that tell how to reach the
    service, `places` (title, text) where papers are brought or sent. `filed_at` and `decided_at` are aware;
    `due_on` is the last day of the promised delay. `url` is the address of the request, or of the procedure's page
    for a form; `privacy` are (title, text) pairs; `colour` is `#rrggbb`, dark enough to be read on white.
    """

    city: str
    service: str
    contact: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    privacy: tuple[tuple[str, str], ...] = ()
    url: str = ""
    colour: str = "#1f3a5f"
    number: str = ""
    applicant: str = ""
    filed_at: dt.datetime | None = None
    decided_at: dt.datetime | None = None
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF/UA-1 file; `missing` are the characters that no bundled font has, printed as U+FFFD."""

    pdf: bytes
    missing: frozenset[str] = frozenset()
