"""Tables of files and of the documents that a submitted request rests on."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, UtcDateTime


class File(Base):
    """One stored file. Its bytes lie in the storage under ``id``; its name is data, never part of a path."""

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("state in ('quarantine', 'clean', 'infected', 'error')", name="state_known"),
        Index("ix_files_request_id", "request_id"),
        Index("ix_files_user_id", "user_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    request_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("requests.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(255))
    type: Mapped[str] = mapped_column(String(100))  # ours, from the table of accepted kinds; never the sender's
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class RequestDocument(Base):
    """A file as it was given for one field of a request when the request was sent, and what an agent says of it.

    ``state`` is nothing for a plain attachment, which gets no verdict; else ``pending`` until the verdict.
    ``valid_until`` is the last day of an accepted document, nothing when it has no end; ``reason`` is the agent's own
    words to the person about a refused one.
    """

    __tablename__ = "request_documents"
    __table_args__ = (
        CheckConstraint("state in ('pending', 'accepted', 'refused')", name="state_known"),
        Index("ix_request_documents_request_id", "request_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("requests.id"))
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("files.id"))
    pointer: Mapped[str] = mapped_column(String(200))  # concrete pointer of the file in the answers
    alternative: Mapped[str | None] = mapped_column(String(80))  # which of the papers accepted there
    kind: Mapped[str | None] = mapped_column(String(80))  # kind in the register of documents
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    valid_until: Mapped[dt.date | None]
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
