"""Table of the profile: identity, addresses, contacts and household of one account."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, now


class Profile(Base):
    """The profile of one account, in the shape of the published profile schema.

    `data` holds `identity`, `addresses`, `contacts`, `organisation`; `household` the members other than the holder.
    `version` grows with every change: of two edits of the same version only the first is saved.
    """

    __tablename__ = "profiles"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    household: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=now)
