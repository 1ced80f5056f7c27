"""Tables of requests and of the events that happened to them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, UtcDateTime

# A procedure without a promised delay still needs a place in a queue sorted by due date: the last one.
NO_DUE_DATE = dt.date(9999, 12, 31)


class Request(Base):
    """One request of a citizen, from the draft to the decision.

    ``status`` and ``version`` are written by ``guichet.requests.states`` only.
    """

    __tablename__ = "requests"
    __table_args__ = (
        CheckConstraint(
            "status in ('draft', 'pending', 'processing', 'closed', 'refused', 'cancelled')", name="status_known"
        ),
        Index(
            "ix_requests_queue",
            "service",
            "due_on",
            "submitted_at",
            "id",
            sqlite_where=text("status in ('pending', 'processing')"),
            postgresql_where=text("status in ('pending', 'processing')"),
        ),
        Index("ix_requests_owner", "user_id", "updated_at", "id"),
        Index("ix_requests_amends", "amends", unique=True),
        # What retention looks for: decisions and drafts by definition and age.
        Index(
            "ix_requests_decided",
            "digest",
            "decided_at",
            sqlite_where=text("status in ('closed', 'refused', 'cancelled') and erased_at is null"),
            postgresql_where=text("status in ('closed', 'refused', 'cancelled') and erased_at is null"),
        ),
        Index(
            "ix_requests_drafts",
            "digest",
            "updated_at",
            sqlite_where=text("status = 'draft'"),
            postgresql_where=text("status = 'draft'"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    procedure_id: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))  # of the definition that the request was begun with
    service: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(12), default="draft")
    version: Mapped[int] = mapped_column(default=1)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    language: Mapped[str] = mapped_column(String(8))
    summary: Mapped[str] = mapped_column(String(300), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    origins: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # concrete pointer -> source; see origins.py
    posted: Mapped[list[str]] = mapped_column(JSON, default=list)  # steps posted at least once: no prefill any more
    declined: Mapped[list[str]] = mapped_column(JSON, default=list)  # answers the profile is not to take over
    begun: Mapped[list[str]] = mapped_column(JSON, default=list)  # steps saved while being typed, by no button yet
    step: Mapped[str | None] = mapped_column(String(80))  # where «Reprendre» leads
    evaluated: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # date and settings used at submission
    salt: Mapped[str | None] = mapped_column(String(64))  # of the digests in events; erased with the answers
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    due_on: Mapped[dt.date | None] = mapped_column(Date)
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str | None] = mapped_column(Text)
    # When the answers that are not needed after the decision were emptied, and when everything personal was erased.
    emptied_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    # A draft whose answers are to take the place of those of this request, which the city has; one at a time.
    amends: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    # Since when it waits for its person, and the day that was promised when the clock stopped; see waiting.py.
    waiting_since: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    promised_on: Mapped[dt.date | None] = mapped_column(Date)


class Correction(Base):
    """What an agent wants the citizen to correct in a request; open as long as it has no end.

    ``places`` are the pointers of the fields, as the steps list them; ``words`` the agent's own, which go when the
    request is erased.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_request_id", "request_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    places: Mapped[list[str]] = mapped_column(JSON, default=list)
    words: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class Entry(Base):
    """One thing said between a citizen and the service about a request: the conversation only grows.

    ``side`` is `citizen` or `agent`, ``agent_id`` who wrote for the service, whom the citizen never sees. ``asks``
    tells a question, open as long as it has no end. ``read_at`` is when the other side first had it on a page.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("request_id", "sequence", name="uq_conversation_request_id_sequence"),
        CheckConstraint("side in ('citizen', 'agent')", name="side_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"))
    sequence: Mapped[int]  # from 1, without a hole
    side: Mapped[str] = mapped_column(String(12))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    asks: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class InternalNote(Base):
    """What an agent wrote for the others of the service, never for the citizen; a request's notes only grow."""

    __tablename__ = "internal_notes"
    __table_args__ = (Index("ix_internal_notes_request_id", "request_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Event(Base):
    """One thing that happened to a request, chained to the one before by its hash.

    Rows hold codes, ids and digests only, so that erasing free text never breaks the chain.
    """

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("request_id", "sequence", name="uq_events_request_id_sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("requests.id"))
    sequence: Mapped[int]  # from 1, without a hole
    kind: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(12))  # citizen, agent or system
    actor_id: Mapped[int | None]  # no foreign key: the trace outlives the account
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    codes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
