"""Ways to a provider and back: each begins in one browser, ends there, and serves once within ten minutes."""

import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import session
from sqlalchemy import delete

from guichet.accounts.links import hash_of
from guichet.database import db, now
from guichet.federation.models import FederationAttempt, PendingIdentity
from guichet.federation.provider import Identified

#: How long the way may take, and how long somebody may read the general conditions.
ATTEMPT: Final = timedelta(minutes=10)
PENDING: Final = timedelta(minutes=30)
#: The browser's own secret in the session cookie: a state that somebody else began is worth nothing in it.
BROWSER: Final = "federation"
_BYTES: Final = 32  # 43 characters, 256 bits
_VERIFIER_BYTES: Final = 48


@dataclass(frozen=True, slots=True)
class Begun:
    """What the provider is told of a way: it gives `state` back and puts `nonce` into what it signs."""

    state: str
    nonce: str
    code_verifier: str


@dataclass(frozen=True, slots=True)
class Ended:
    """What a way that has come back was begun for."""

    purpose: str
    nonce: str
    code_verifier: str
    next_page: str
    user_id: int | None


def begin(provider: str, purpose: str, *, next_page: str = "", user_id: int | None = None) -> Begun:
    """Keep a way that begins in this browser, in the current transaction."""
    begun = Begun(secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_VERIFIER_BYTES))
    attempt = FederationAttempt(
        state_hash=hash_of(begun.state),
        browser_hash=_browser(make=True),
        provider=provider,
        purpose=purpose,
        nonce=begun.nonce,
        code_verifier=begun.code_verifier,
        next=next_page,
        user_id=user_id,
        expires_at=now() + ATTEMPT,
    )
    db.session.add(attempt)
    return begun


def end(provider: str, state: str) -> Ended | None:
    """Use a way up, in the current transaction; None when it is not this browser's, is too old, or has served.

    Somebody else's way is not used up by that.
    """
    used = (
        delete(FederationAttempt)
        .where(
            FederationAttempt.state_hash == hash_of(state),
            FederationAttempt.browser_hash == _browser(),
            FederationAttempt.provider == provider,
        )
        .returning(FederationAttempt)
    )
    found = db.session.scalar(used)
    if found is None or found.expires_at <= now():
        return None
    return Ended(found.purpose, found.nonce, found.code_verifier, found.next, found.user_id)


def keep(identified: Identified, next_page: str) -> None:
    """Keep somebody new until the general conditions are accepted, in the current transaction."""
    drop()
    pending = PendingIdentity(
        browser_hash=_browser(make=True),
        claims=identified.identity.as_json(),
        id_token=identified.id_token,
        next=next_page,
        expires_at=now() + PENDING,
    )
    db.session.add(pending)


def kept() -> PendingIdentity | None:
    """Return who waits in this browser."""
    found = db.session.get(PendingIdentity, _browser())
    return found if found is not None and found.expires_at > now() else None


def drop() -> bool:
    """Forget who waits in this browser, in the current transaction; False when nobody does (any more)."""
    gone = delete(PendingIdentity).where(PendingIdentity.browser_hash == _browser())
    return db.session.scalar(gone.returning(PendingIdentity.browser_hash)) is not None


def purge() -> None:
    """Throw away what is too old, and commit."""
    moment = now()
    db.session.execute(delete(FederationAttempt).where(FederationAttempt.expires_at <= moment))
    db.session.execute(delete(PendingIdentity).where(PendingIdentity.expires_at <= moment))
    db.session.commit()


def _browser(*, make: bool = False) -> str:
    """Return the hash of this browser's secret, which is made when one is needed; else that of none."""
    cookie: MutableMapping[str, Any] = session
    secret = cookie.get(BROWSER)
    if not isinstance(secret, str) or not secret:
        secret = secrets.token_urlsafe(_BYTES) if make else ""
        if make:
            cookie[BROWSER] = secret
    return hash_of(secret)
