"""What stays of a deleted account: that it was deleted, when, by whom and why; nothing that names its person."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, now


class AccountDeletion(Base):
    """One account that was deleted.

    `actor` is `owner`, `administrator` or `inactivity`; `administrator_id` and `reason` belong to the second alone.
    `address_hash` is a keyed hash: it answers «was the account of this address deleted?» and tells no address.
    """

    __tablename__ = "account_deletions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    actor: Mapped[str] = mapped_column(String(15))
    administrator_id: Mapped[int | None]  # no foreign key: the trace outlives the account
    reason: Mapped[str] = mapped_column(String(300), default="")
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
