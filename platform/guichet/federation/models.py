"""Tables of federation: identities linked to accounts, and what is on its way to or from a provider."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, now


class FederatedIdentity(Base):
    """What a provider certifies about the holder of an account, apart from what the profile says.

    `issuer` and `sub` name the person; an account has one identity of each provider. Birth dates may be partial
    («1990-00-00», «1990»), places and countries are codes of the official geographic list, empty when unknown.
    `former_names` are earlier names `{givenNames, familyName, preferredName, until}`, the oldest first.
    """

    __tablename__ = "federated_identities"
    __table_args__ = (UniqueConstraint("issuer", "sub"), UniqueConstraint("user_id", "provider"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    provider: Mapped[str] = mapped_column(String(20))
    issuer: Mapped[str] = mapped_column(String(200))
    sub: Mapped[str] = mapped_column(String(255))
    given_names: Mapped[str] = mapped_column(String(200), default="")
    family_name: Mapped[str] = mapped_column(String(200), default="")
    preferred_name: Mapped[str] = mapped_column(String(200), default="")
    gender: Mapped[str] = mapped_column(String(10), default="")
    birth_date: Mapped[str] = mapped_column(String(10), default="")
    birth_place: Mapped[str] = mapped_column(String(10), default="")
    birth_country: Mapped[str] = mapped_column(String(10), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    # Agents only: their organisation, and who vouched for them to the provider.
    siret: Mapped[str] = mapped_column(String(14), default="")
    idp_id: Mapped[str] = mapped_column(String(100), default="")
    former_names: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    linked_at: Mapped[datetime] = mapped_column(default=now)
    certified_at: Mapped[datetime] = mapped_column(default=now)


class FederatedSession(Base):
    """A session that a provider opened: its id token is shown to the provider when the person signs out."""

    __tablename__ = "federated_sessions"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("user_sessions.id", ondelete="CASCADE"), primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    id_token: Mapped[str] = mapped_column(Text)


class FederationAttempt(Base):
    """Somebody sent to a provider, who has not come back yet. It serves once, in the browser that began it.

    `purpose` is `sign-in`, `link` (of the account `user_id`) or `sign-out`. Of `state` and of the browser's own secret
    only hashes are kept.
    """

    __tablename__ = "federation_attempts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    provider: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str] = mapped_column(String(10))
    nonce: Mapped[str] = mapped_column(String(64), default="")
    code_verifier: Mapped[str] = mapped_column(String(128), default="")
    next: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class PendingIdentity(Base):
    """Somebody whom FranceConnect knows and the portal does not, before the general conditions are accepted.

    It waits for one browser, is no account, and goes by itself. `claims` are those of `guichet.federation.claims`.
    """

    __tablename__ = "pending_identities"

    browser_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    claims: Mapped[dict[str, Any]] = mapped_column(JSON)
    id_token: Mapped[str] = mapped_column(Text)
    next: Mapped[str] = mapped_column(Text, default="")
    expires_at: Mapped[datetime] = mapped_column(index=True)
