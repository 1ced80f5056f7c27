"""Sessions: one row for each browser in which an account is signed in, so that each can be ended from elsewhere.

The cookie names the account and holds the session's token. Without the row, or once it is too old, it opens nothing.
"""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Flask, current_app, g, request, session
from flask_login import user_logged_in, user_logged_out
from flask_security.utils import login_user, logout_user, set_request_attr
from sqlalchemy import Executable, Row, bindparam, delete, exists, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import lazyload
from sqlalchemy.orm.attributes import set_committed_value

from guichet.accounts import devices, services, throttling
from guichet.accounts.links import hash_of
from guichet.accounts.models import User, UserSession, users_roles
from guichet.accounts.proven import Proven
from guichet.config import Config
from guichet.database import db, now, writing
from guichet.messages.unread import remember_unread, unread_of

#: The name of the token in the cookie.
TOKEN: Final = "sid"  # noqa: S105 -- the name of a field
_TOKEN_BYTES: Final = 32
#: How exactly it is known when a session was last seen: it is written no more often.
_SEEN_EVERY: Final = timedelta(minutes=1)


#: One statement for all that every page asks of its reader, put together once: that takes longer than to run it.
#: Most readers have no role, and theirs are not looked for.
READER: Final = (
    select(
        User,
        UserSession.id,
        UserSession.created_at,
        UserSession.seen_at,
        UserSession.strong,
        exists().where(users_roles.c.user_id == User.id).label("has_roles"),
        unread_of(User.id).label("unread"),
    )
    .join(UserSession, UserSession.user_id == User.id)
    .where(UserSession.token_hash == bindparam("token"), User.fs_uniquifier == bindparam("uniquifier"), User.active)
    .options(lazyload(User.roles))
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What some pages read in the same statement as their reader.

    `wanted` gives the value of the parameter `beside`, None where nothing more is read; `statement` is `READER` with
    further columns; `keep` takes the row, once its session was found good.
    """

    wanted: Callable[[], Any]
    statement: Executable
    keep: Callable[[Row[Any]], None]


def read_beside(app: Flask, beside: Beside) -> None:
    """Have this read with the reader of the application's pages."""
    app.extensions["guichet_read_beside"] = beside


def init_app(app: Flask) -> None:
    """Look for the session of whoever comes, and keep its row from signing in to signing out."""
    app.login_manager.user_loader(_load)  # type: ignore[attr-defined]  # set by Flask-Login
    user_logged_in.connect(_opened, app)
    user_logged_out.connect(_closed, app)
    app.context_processor(lambda: {"session_left": left()})
    app.jinja_env.globals["session_ended"] = lambda: bool(g.get("session_ended"))


def add(user: User, user_agent: str = "", *, strong: bool = False) -> str:
    """Open a session of that account, in the current transaction, and return its token."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    browser, system = devices.describe(user_agent)
    opened = UserSession(user_id=user.id, token_hash=hash_of(token), browser=browser, system=system, strong=strong)
    db.session.add(opened)
    return token


def sign_in(proven: Proven, via: str, *, strong: bool) -> bool:
    """Sign somebody in; False when the account was closed, or its password changed, at this very moment.

    `via` says by what; `strong` whether more was shown than the password.
    """
    before = session.get(TOKEN)
    g.proven, g.strong = proven, strong
    login_user(db.session.get_one(User, proven.user_id), remember=False, authn_via=[via])
    if session.get(TOKEN) == before:
        logout_user()
        return False
    return True


def strengthen() -> None:
    """Note in the current transaction that the reader's own session has now shown a second factor too."""
    db.session.execute(
        update(UserSession)
        .where(UserSession.id == current())
        .values(strong=True)
        .execution_options(synchronize_session=False)
    )


def of(user: User) -> Sequence[UserSession]:
    """Return the sessions of an account that are open, the one last seen first."""
    query = select(UserSession).where(UserSession.user_id == user.id).order_by(UserSession.seen_at.desc())
    return [found for found in db.session.scalars(query) if not _is_over(found, now())]


def current() -> UUID | None:
    """Return the id of the reader's own session."""
    found: UUID | None = g.get("session_id")
    return found


def left() -> str:
    """Return how many seconds the reader's session lasts without activity, and how many at most from now.

    Nothing for who has no session. The script of the page warns of either.
    """
    begun: datetime | None = g.get("session_begun")
    if begun is None:
        return ""
    config: Config = current_app.extensions["guichet_config"]
    most = begun + config.session_longest - now()
    return f"{int(config.session_idle.total_seconds())} {max(0, int(most.total_seconds()))}"


def end(user_id: int, session_id: UUID) -> bool:
    """End one session of that account, in the current transaction; False when it has none of that id."""
    gone = delete(UserSession).where(UserSession.id == session_id, UserSession.user_id == user_id)
    return db.session.scalar(gone.returning(UserSession.id)) is not None


def end_all(user_id: int, *, but: UUID | None = None) -> int:
    """End every session of that account, `but` one, in the current transaction; return how many."""
    gone = delete(UserSession).where(UserSession.user_id == user_id)
    if but is not None:
        gone = gone.where(UserSession.id != but)
    return len(db.session.scalars(gone.returning(UserSession.id)).all())


def _load(uniquifier: str) -> User | None:
    """Return the account of the cookie when its session is open, and note now and then that it was seen."""
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    # A transaction that the page has begun is the page's: it is not ended here.
    first = not db.session.in_transaction()
    found = _find(uniquifier, token)
    moment = now()
    if found is None or _is_over(found, moment) or (not found.strong and services.needs_second_factor(found.User)):
        # A role, or a setting, asks more than this session has shown: its person signs in again.
        g.session_ended = True
        return None
    g.session_id, g.session_begun = found.id, found.created_at
    if first and moment - found.seen_at >= _SEEN_EVERY:
        _see(found.id, moment)
        # It may have been ended just before.
        found = _find(uniquifier, token)
        if found is None:
            return None
    remember_unread(found.unread)
    if more := _more():
        more[0].keep(found)
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    user: User = found.User
    return user


def _more() -> tuple[Beside, Any] | None:
    """Return what this page reads beside its reader, and the value that names it."""
    beside: Beside | None = current_app.extensions.get("guichet_read_beside")
    wanted = beside.wanted() if beside else None
    return (beside, wanted) if beside and wanted is not None else None


def _find(uniquifier: str, token: str) -> Any:
    """Return the columns of `READER` for an account and its session, or None."""
    asked = {"token": hash_of(token), "uniquifier": uniquifier}
    statement: Executable = READER
    if more := _more():
        statement, asked["beside"] = more[0].statement, more[1]
    found = db.session.execute(statement, asked).one_or_none()
    if found is None:
        return None
    if not found.has_roles:
        set_committed_value(found.User, "roles", [])
    return found


def _see(session_id: UUID, moment: datetime) -> None:
    # A database too busy for this note is no reason to refuse the page.
    with suppress(OperationalError), writing():
        db.session.execute(
            update(UserSession)
            .where(UserSession.id == session_id)
            .values(seen_at=moment)
            .execution_options(synchronize_session=False)
        )


def _is_over(found: UserSession | Row[Any], moment: datetime) -> bool:
    config: Config = current_app.extensions["guichet_config"]
    return moment - found.seen_at >= config.session_idle or moment - found.created_at >= config.session_longest


def _opened(_app: Flask, user: User, **_more: Any) -> None:
    """Keep a row for who has just signed in, unless the password changed while it was being checked."""
    proven, strong = g.pop("proven", None) or Proven.of(user), bool(g.pop("strong", False))
    with writing():
        fresh = proven.fresh()
        if fresh is None:
            return
        # Whoever comes back keeps the account: what a letter said of its deletion no longer holds.
        fresh.signed_in_at, fresh.noticed_at = now(), None
        if isinstance(old := session.get(TOKEN), str):
            db.session.execute(delete(UserSession).where(UserSession.token_hash == hash_of(old)))
        settle_tries()
        session[TOKEN] = add(fresh, request.headers.get("User-Agent", ""), strong=strong)


def settle_tries() -> None:
    """Count no try against who has shown the password, in the current transaction."""
    place, name = g.pop("sign_in_tries", (None, None))
    if place and name:
        # Of the place only this try: an account of one's own must not buy more tries at others.
        throttling.give_back(place)
        throttling.forget(name)


def _closed(_app: Flask, **_more: Any) -> None:
    token = session.pop(TOKEN, None)
    if isinstance(token, str):
        with writing():
            db.session.execute(delete(UserSession).where(UserSession.token_hash == hash_of(token)))
