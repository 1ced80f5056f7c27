"""Showing once more that it is oneself, before something of an account is changed: the password, or a fresh sign-in."""

from datetime import datetime, timedelta
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from guichet.accounts import passwords, sessions, throttling
from guichet.accounts.models import User, UserSession
from guichet.accounts.pages import page
from guichet.accounts.throttling import Try
from guichet.database import db, now, writing
from guichet.i18n import t

#: So long after signing in, who has no password need not sign in again.
RECENT: Final = timedelta(minutes=10)


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
    """Tell whether the reader has just signed in: what an account without a password can show."""
    session_id = sessions.current()
    found = None if session_id is None else db.session.get(UserSession, session_id)
    return found is not None and now() - found.created_at <= RECENT
