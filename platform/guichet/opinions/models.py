"""The table of opinions: what people say of a procedure once their request is decided."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, UtcDateTime


class Opinion(Base):
    """One answer to the one question.

    It belongs to its request until ``open_until``, so that it can be changed and is given once; then both columns are
    emptied, and nothing leads from it to anybody. ``month`` is the first day of the month in which it was given.
    """

    __tablename__ = "opinions"
    __table_args__ = (
        CheckConstraint("answer in ('very-good', 'good', 'fair', 'bad', 'very-bad')", name="answer_known"),
        Index("ix_opinions_request_id", "request_id", unique=True),
        Index("ix_opinions_results", "service", "procedure_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("requests.id", ondelete="SET NULL"))
    open_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    procedure_id: Mapped[str] = mapped_column(String(80))
    service: Mapped[str] = mapped_column(String(80))
    answer: Mapped[str] = mapped_column(String(10))
    comment: Mapped[str] = mapped_column(String(200), default="")
    month: Mapped[dt.date] = mapped_column(Date)
