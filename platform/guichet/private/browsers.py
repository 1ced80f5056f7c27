"""Which requests without an account this browser may open: rows named by the token in its session cookie.

A right is to one request, never to an address. It comes from having begun the request here, or from its private link;
it ends with the browser's session, after the longest session of the settings, or as soon as an account has the request.
"""

import secrets
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from flask import Flask, current_app, has_request_context, session
from flask_login import user_logged_out
from sqlalchemy import ColumnElement, and_, delete, exists, false, or_, select, update

from guichet.accounts.links import hash_of
from guichet.accounts.models import User
from guichet.config import Config
from guichet.database import db, now, writing
from guichet.private.models import PrivateBrowser
from guichet.requests.models import Request

#: The name of the token in the cookie.
TOKEN: Final = "private"  # noqa: S105 -- the name of a field
_TOKEN_BYTES: Final = 32


def init_app(app: Flask) -> None:
    """Close what is open in a browser when somebody signs out there."""
    user_logged_out.connect(_signed_out, app)


def current() -> str | None:
    """Return the hash of this browser's token; nothing for one that never began or opened such a request."""
    token = session.get(TOKEN) if has_request_context() else None
    return hash_of(token) if isinstance(token, str) else None


def owned(user: User | None, browser: str | None) -> ColumnElement[bool]:
    """Say which requests are the reader's: those of the account, and those without one that the browser may open.

    A draft that amends a request is opened with it.
    """
    ways: list[ColumnElement[bool]] = [] if user is None else [Request.user_id == user.id]
    if browser is not None:
        held = _held(browser)
        ways.append(and_(Request.user_id.is_(None), or_(Request.id.in_(held), Request.amends.in_(held))))
    return or_(*ways) if ways else false()


def holds(request_id: UUID | None = None) -> bool:
    """Tell whether this browser may open that request, or any at all without one."""
    found = current()
    if found is None:
        return False
    wanted = select(exists().where(owned(None, found), *(() if request_id is None else (Request.id == request_id,))))
    return bool(db.session.scalar(wanted))


def is_proven(request: Request) -> bool:
    """Tell whether this browser came to a request, or to the one that it amends, by its private link."""
    wanted = _held(current() or "").where(
        PrivateBrowser.request_id == (request.amends or request.id), PrivateBrowser.proven
    )
    return db.session.scalar(wanted) is not None


def let_in(request_id: UUID, *, proven: bool) -> None:
    """Let this browser open that request, in the current transaction.

    Its token is a new one each time. Once somebody came by the link, browsers that did not can open it no more.
    """
    before, token = current(), secrets.token_urlsafe(_TOKEN_BYTES)
    if before is not None:
        moved = update(PrivateBrowser).where(PrivateBrowser.token_hash == before).values(token_hash=hash_of(token))
        _run(delete(PrivateBrowser).where(PrivateBrowser.token_hash == before, PrivateBrowser.request_id == request_id))
        _run(moved)
    if proven:
        _run(delete(PrivateBrowser).where(PrivateBrowser.request_id == request_id, PrivateBrowser.proven.is_(False)))
    db.session.add(PrivateBrowser(token_hash=hash_of(token), request_id=request_id, proven=proven))
    session[TOKEN] = token


def leave() -> None:
    """Close everything that is open in this browser, in the current transaction."""
    found = current()
    session.pop(TOKEN, None)
    if found is not None:
        _run(delete(PrivateBrowser).where(PrivateBrowser.token_hash == found))


def purge() -> None:
    """Forget the rights that are over, in the current transaction."""
    _run(delete(PrivateBrowser).where(PrivateBrowser.created_at <= now() - _longest()))


def _held(browser: str) -> Any:
    return select(PrivateBrowser.request_id).where(
        PrivateBrowser.token_hash == browser, PrivateBrowser.created_at > now() - _longest()
    )


def _longest() -> timedelta:
    config: Config = current_app.extensions["guichet_config"]
    return config.session_longest


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))


def _signed_out(_app: Flask, **_more: Any) -> None:
    if current() is not None:
        with writing():
            leave()
