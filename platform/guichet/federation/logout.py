"""Signing out of the provider too, when it was the provider that signed the person in."""

from collections.abc import Callable
from typing import Final

from flask import Flask, after_this_request, flash, request, session
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from guichet.accounts import sessions
from guichet.accounts.links import hash_of
from guichet.accounts.models import UserSession
from guichet.database import db, writing
from guichet.federation import attempts, provider
from guichet.federation.models import FederatedSession
from guichet.federation.reasons import RefusedError
from guichet.i18n import t

PURPOSE: Final = "sign-out"
_REDIRECTED: Final = range(300, 400)


def init_app(app: Flask) -> None:
    """Look, before somebody is signed out, who signed them in."""
    app.before_request(_look)


def remember(name: str, id_token: str) -> None:
    """Keep with the session that is open now who opened it, in a transaction of its own."""
    token = session.get(sessions.TOKEN)
    with writing():
        opened = db.session.scalar(select(UserSession.id).where(UserSession.token_hash == hash_of(str(token))))
        if opened is not None:
            db.session.merge(FederatedSession(session_id=opened, provider=name, id_token=id_token))


def url(name: str, id_token: str) -> str | None:
    """Return where the browser signs out of the provider; None when there is no such place now.

    The way there is kept in a transaction of its own: what comes back is known again by it.
    """
    asked = provider.find(name)
    if asked is None:
        return None
    with writing():
        state = attempts.begin(name, PURPOSE).state
    try:
        return asked.sign_out_url(id_token, state)
    except RefusedError:
        return None


def _look() -> None:
    if request.endpoint != "security.logout" or request.method != "POST" or not current_user.is_authenticated:
        return
    found = db.session.get(FederatedSession, sessions.current())
    if found is not None and provider.find(found.provider) is not None:
        after_this_request(_lead(found.provider, found.id_token))


def _lead(name: str, id_token: str) -> Callable[[Response], Response]:
    def lead(response: Response) -> Response:
        if response.status_code not in _REDIRECTED:
            return response
        if address := url(name, id_token):
            response.headers["Location"] = address
        else:
            flash(t("federation-still-there", provider=t(f"federation-name-{name}")), "warning")
        return response

    return lead
