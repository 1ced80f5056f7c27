"""Tables of the library: its documents, and what was done with each."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, UtcDateTime, now


class LibraryDocument(Base):
    """One document of a person's library, as it stands now.

    ``kind`` is one of the city's register; ``holder`` is ``self`` or the identifier of a member of the household.
    ``issued`` and ``expires`` are the dates that the person read on it; ``valid_until`` is its last day, nothing when
    it has no end. ``version`` grows with each replacement and verdict: a verdict is given on what was looked at.
    """

    __tablename__ = "library_documents"
    __table_args__ = (
        CheckConstraint("state in ('pending', 'accepted', 'refused')", name="state_known"),
        Index("ix_library_documents_user_id", "user_id"),
        Index("ix_library_documents_state_kind", "state", "kind"),
        Index("ix_library_documents_file_id", "file_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("files.id"))
    kind: Mapped[str] = mapped_column(String(80))
    holder: Mapped[str] = mapped_column(String(40))
    issued: Mapped[dt.date | None]
    expires: Mapped[dt.date | None]
    valid_until: Mapped[dt.date | None]
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # that it ends soon


class LibraryEvent(Base):
    """What was done with a document; it outlives the document, for the person may still ask who read it.

    ``what`` is ``added``, ``replaced``, ``deleted``, ``read``, ``accepted`` or ``refused``; ``agent_id`` and
    ``service`` are those of the agent, nothing when it was the person.
    """

    __tablename__ = "library_events"
    __table_args__ = (Index("ix_library_events_user_id_at", "user_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    document_id: Mapped[uuid.UUID] = mapped_column(Uuid)
    kind: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(10))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    service: Mapped[str | None] = mapped_column(String(80))
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime, default=now)
