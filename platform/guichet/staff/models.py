"""What was done to the account of somebody who works for the city."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, now


class StaffEvent(Base):
    """One change of a member of the staff. `actor_id` is the administrator; nothing when it was the command line.

    `kind`: `invited`, `changed`, `suspended`, `restored`, or `reset` (the second factor); `roles` and `services` are
    those from then on.
    """

    __tablename__ = "staff_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    roles: Mapped[list[str]] = mapped_column(JSON)
    services: Mapped[list[str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(default=now)
