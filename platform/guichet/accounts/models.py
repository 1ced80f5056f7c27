"""People who sign in, their roles, and what the life of an account leaves behind: links, letters, sessions."""

from datetime import datetime
from uuid import UUID, uuid4

from flask_security import RoleMixin, UserMixin
from sqlalchemy import JSON, BigInteger, Column, ForeignKey, String, Table, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from guichet.database import Base, now

users_roles = Table(
    "users_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    """What an account may do: `agent`, `publisher` or `administrator`; a citizen has none."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class User(Base, UserMixin):
    """One account. `services` are the ids of the services an agent works for."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    username: Mapped[str | None] = mapped_column(String(80), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    # What the session cookie names: changing it ends every session of the account.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    # When the general conditions were accepted; accounts that the city opens have no such moment.
    terms_at: Mapped[datetime | None]
    # The last time somebody signed in, and when a letter told that the account, unused, is about to be deleted.
    signed_in_at: Mapped[datetime | None] = mapped_column(default=now, index=True)
    noticed_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(2), default="fr")
    given_name: Mapped[str] = mapped_column(String(100), default="")
    family_name: Mapped[str] = mapped_column(String(100), default="")
    services: Mapped[list[str]] = mapped_column(JSON, default=list)

    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # the mix-in knows lists of its own kind only
        secondary=users_roles, lazy="selectin"
    )

    @property
    def full_name(self) -> str:
        """Given and family name as people read them, or the address when there is neither."""
        return f"{self.given_name} {self.family_name}".strip() or self.email


class Registration(Base):
    """Somebody who asked for an account and has not yet activated it: no account exists before that.

    The link's token is made anew from `id` and the secret key whenever a letter needs it; only its hash stands here.
    """

    __tablename__ = "registrations"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(String(254), index=True)
    given_name: Mapped[str] = mapped_column(String(100))
    family_name: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(2))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # When the general conditions were accepted.
    terms_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AccountLink(Base):
    """A link that was asked for: for a new password (`password`), a new address (`email`), or a `deletion`.

    A `password` link is kept whether or not the address has an account, and names none: who has the address when the
    link is used decides. An `email` link names its account, and the address that it would get. A `deletion` link names
    the account that it deletes.
    """

    __tablename__ = "account_links"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AccountMail(Base):
    """One letter about an account that waits to be sent; it goes as soon as a mail server took it.

    `link_id` is the registration or the link whose address stands in the letter.
    """

    __tablename__ = "account_mails"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    link_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class UserSession(Base):
    """One browser in which an account is signed in. The cookie holds the token, this row its hash.

    `browser` and `system` are names such as «Firefox» and «Android», empty when unknown; nothing more of the device
    is kept, and no network address. `strong` says that more was shown than a password: a second factor, or the
    provider of the person's identity.
    """

    __tablename__ = "user_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(30), default="")
    system: Mapped[str] = mapped_column(String(30), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now, index=True)
    strong: Mapped[bool] = mapped_column(default=False, server_default=false())
    # When the password was given again, before something that asks for it.
    confirmed_at: Mapped[datetime | None]


class Throttle(Base):
    """How much of an allowance is spent. The key is a keyed hash: it tells neither the address nor the account.

    `spent_until` is a moment in milliseconds since 1970: the allowance is whole again from then on.
    """

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    spent_until: Mapped[int] = mapped_column(BigInteger, index=True)
