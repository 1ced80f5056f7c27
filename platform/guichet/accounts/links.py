"""Links sent by e-mail: a token that only the letter holds, made again from the secret key when the letter needs it."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import ColumnElement, delete

from guichet.accounts.models import AccountLink
from guichet.config import Config
from guichet.database import db, now

#: How long the links are good for.
REGISTRATION: Final = timedelta(hours=48)
PASSWORD: Final = timedelta(hours=1)
EMAIL: Final = timedelta(hours=48)
DELETION: Final = timedelta(hours=1)
INVITATION: Final = timedelta(hours=48)


def keep(kind: str, email: str, lasts: timedelta, *, user_id: int | None = None) -> AccountLink:
    """Keep a link that is to be sent, in the current transaction, and return it."""
    link = AccountLink(id=uuid4(), kind=kind, email=email, user_id=user_id, expires_at=now() + lasts)
    link.token_hash = hash_of(token(link.id))
    db.session.add(link)
    return link


def is_good(kind: str, token: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on `AccountLink` that hold for the link of that token, while it is good."""
    return AccountLink.kind == kind, AccountLink.token_hash == hash_of(token), AccountLink.expires_at > now()


def use(token: str) -> bool:
    """Consume a link, in the current transaction: of two who use it at once, one is told True."""
    used = delete(AccountLink).where(AccountLink.token_hash == hash_of(token)).returning(AccountLink.id)
    return db.session.scalar(used) is not None


def token(link_id: UUID) -> str:
    """Return the token of a registration or link: 256 bits that nobody can tell without the secret key."""
    key = _config().secret_key.encode()
    digest = hmac.digest(key, b"guichet account link\0" + link_id.bytes, "sha256")
    return urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def hash_of(text: str) -> str:
    """Return what is kept of a token: who reads the database can open nothing."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def address(path: str) -> str:
    """Return the whole address of a path: letters never follow what a browser claims."""
    return f"{_config().base_url}{path}"


def _config() -> Config:
    config: Config = current_app.extensions["guichet_config"]
    return config
