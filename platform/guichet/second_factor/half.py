"""Between the password and the second factor: who it is stands in the cookie for ten minutes, and opens nothing else.

It is bound to the password, and to the factors as they are: once either changes, or somebody signs in with one of
them, it is worthless, and so is every copy of the cookie.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import current_app, session

from guichet.accounts.models import User
from guichet.config import Config
from guichet.database import db, now
from guichet.second_factor import services
from guichet.security import is_own_address

#: How long there is to show the second factor.
LASTS: Final = timedelta(minutes=10)
_NAME: Final = "half"
_ONCE_BYTES: Final = 16
_LONGEST_NEXT: Final = 2000


def begin(user: User, next_page: str) -> None:
    """Note that the password of that account was right, and where its person wanted to go."""
    at, once = int(now().timestamp()), secrets.token_urlsafe(_ONCE_BYTES)
    wanted = next_page if len(next_page) <= _LONGEST_NEXT and is_own_address(next_page) else ""
    session[_NAME] = {"user": user.id, "at": at, "once": once, "next": wanted, "proof": _proof(user, at, once)}


def waiting() -> User | None:
    """Return whose password was right in this browser, while nothing has changed since; read anew at each call."""
    kept = session.get(_NAME)
    if not isinstance(kept, dict):
        return None
    if not timedelta() <= now() - datetime.fromtimestamp(kept["at"], UTC) < LASTS:
        return None
    user = db.session.get(User, kept["user"], populate_existing=True)
    if user is None or not user.active:
        return None
    if not hmac.compare_digest(_proof(user, kept["at"], kept["once"]), kept["proof"]):
        return None
    return user


def next_page() -> str:
    """Return where whoever waits wanted to go; nothing when nowhere."""
    kept = session.get(_NAME)
    return str(kept["next"]) if isinstance(kept, dict) else ""


def challenge() -> bytes:
    """Return what a key must sign in this browser: another one after each password, and once a factor was used."""
    return hmac.digest(_key(), f"guichet challenge\0{session[_NAME]['proof']}".encode(), "sha256")


def end() -> None:
    """Forget who waits in this browser."""
    session.pop(_NAME, None)


def _proof(user: User, at: int, once: str) -> str:
    what = repr((user.id, at, once, user.fs_uniquifier, user.password, services.standing(user.id)))
    return hmac.new(_key(), f"guichet half\0{what}".encode(), "sha256").hexdigest()


def _key() -> bytes:
    config: Config = current_app.extensions["guichet_config"]
    return config.secret_key.encode()
