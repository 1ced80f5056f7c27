"""Showing once more that it is oneself, before something of an account is changed: the password, or a fresh sign-in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Final, ParamSpec

from flask import request
from flask_login import current_user
from sqlalchemy import update
from werkzeug.wrappers import Response

from guichet.accounts import passwords, sessions, throttling
from guichet.accounts.models import User, UserSession
from guichet.accounts.pages import form_page, page
from guichet.accounts.throttling import Try
from guichet.database import db, lock_given_back, now, writing
from guichet.i18n import t

#: So long after signing in, who has no password need not sign in again.
RECENT: Final = timedelta(minutes=10)
_PASSWORD: Final = "current-password"  # noqa: S105 -- the name of a field
#: What the page between says for itself.
_OWN: Final = frozenset((_PASSWORD, "csrf_token"))
_Given = ParamSpec("_Given")


def no_password() -> Response:
    """Return the page that leads to a first password: an account that a provider opened has none."""
    return page("accounts/passwordless.html")


def by_password(user: User) -> tuple[dict[str, str], datetime | None]:
    """Check the password typed in `current-password`; return what is wrong with it by field, or when to try again."""
    given = request.form.get("current-password", "")
    if not given:
        return {"current-password": t("accounts-current-missing")}, None
    user_id = user.id
    tried = Try(throttling.OWN_PASSWORD, str(user_id))
    with writing():
        wait = throttling.take(tried)
    if wait:
        return {}, wait
    if not passwords.verify(db.session.get_one(User, user_id), given):
        return {"current-password": t("accounts-current-wrong")}, None
    with writing():
        throttling.forget(tried)
    return {}, None


def is_recent() -> bool:
    """Tell whether the reader has just signed in, or given the password again."""
    session_id = sessions.current()
    found = None if session_id is None else db.session.get(UserSession, session_id)
    return found is not None and now() - (found.confirmed_at or found.created_at) <= RECENT


def asked_again(view: Callable[_Given, Response], *, always: bool = False) -> Callable[_Given, Response]:
    """Take the form of this view only from who has just signed in, or gives the password again on a page between.

    That page keeps what was typed, and the view takes it from there as if it had come at once. `always` asks those too
    who have just signed in.
    """

    @wraps(view)
    def asked(*args: _Given.args, **kwargs: _Given.kwargs) -> Response:
        if request.method == "POST" and (between := _ask(always=always)) is not None:
            return between
        return view(*args, **kwargs)

    return asked


def _ask(*, always: bool) -> Response | None:
    """Return the page that asks for the password; None when there is no need, or it was right."""
    user: User = current_user
    # Checking a password is slow: nobody waits for the lock meanwhile.
    with lock_given_back():
        if is_recent() and not always:
            return None
        if user.password is None:
            return no_password()
        problems, wait = by_password(user) if _PASSWORD in request.form else ({}, None)
        if problems or wait or _PASSWORD not in request.form:
            kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN]
            return form_page("accounts/again.html", problems, wait, kept=kept)
        with writing():
            noted = update(UserSession).where(UserSession.id == sessions.current()).values(confirmed_at=now())
            db.session.execute(noted.execution_options(synchronize_session=False))
    return None
