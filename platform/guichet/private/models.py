"""Tables of requests made without an account: who may be written to, and which browsers may open them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, now


class PrivateLink(Base):
    """The e-mail address of one request without an account, and the link sent there that opens it.

    The link's token is made anew from `id` and the secret key whenever a letter needs it; only its hash stands here.
    `proven_at` is when somebody first came by the link. `awaited_version` is the version of the draft that is sent as
    soon as its address is confirmed, since `awaited_at`; a draft changed meanwhile is an ordinary draft again.
    """

    __tablename__ = "private_links"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    proven_at: Mapped[datetime | None]
    awaited_at: Mapped[datetime | None] = mapped_column(index=True)
    awaited_version: Mapped[int | None]


class PrivateBrowser(Base):
    """One browser that may open one request without an account. Its cookie holds the token, this row its hash.

    `proven` says that it came by the link, and not only that the request was begun in it.
    """

    __tablename__ = "private_browsers"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_id: Mapped[UUID] = mapped_column(
        ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    proven: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
