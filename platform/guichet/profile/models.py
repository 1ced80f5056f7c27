"""Tables of the profile: identity, addresses, contacts and household of one account, and what requests put there."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, now


class Profile(Base):
    """The profile of one account, in the shape of the published profile schema.

    `data` holds `identity`, `addresses`, `contacts`, `organisation`; `household` the members other than the holder.
    `version` grows with every change: of two edits of the same version only the first is saved. `reused` lets new
    requests be filled from it and from earlier ones, `fed` lets requests that are sent propose to change it.

    `stamps` says of each value, by its pointer (`/identity/familyName`, `/household/<id>/birthDate`), where it comes
    from and since when; `verified` when each e-mail address other than the account's was confirmed. `channel` is what
    the services use to reach the person: `email`, `phone` or `post`.
    """

    __tablename__ = "profiles"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    household: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    reused: Mapped[bool] = mapped_column(default=True)
    fed: Mapped[bool] = mapped_column(default=True)
    stamps: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    verified: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    channel: Mapped[str] = mapped_column(String(10), default="email")


class ProfileChange(Base):
    """One value that a request put into the profile, or (`applied` false) did not, the profile having changed.

    `target` and `pointer` are those of the write-back; `old` is what stood there then, and `stamp` its stamp. The rows
    go with the request: once its answers are erased they must not stand here. `undone_at` is when the person took the
    change back.
    """

    __tablename__ = "profile_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    target: Mapped[str] = mapped_column(String(200))
    pointer: Mapped[str] = mapped_column(String(400))
    old: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    new: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    applied: Mapped[bool]
    at: Mapped[datetime]
    stamp: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True), nullable=True)
    undone_at: Mapped[datetime | None]
