"""What the pages of federation have in common: the way to a provider, and why nobody came in."""

import logging
from typing import Any

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from guichet.accounts import throttling
from guichet.accounts.pages import SEE_OTHER, TOO_MANY, page, seconds, told
from guichet.accounts.throttling import Try
from guichet.database import db, writing
from guichet.federation import attempts, provider
from guichet.federation.provider import Provider
from guichet.federation.reasons import FORBIDDEN, STATUS, RefusedError
from guichet.i18n import t

_log = logging.getLogger("guichet.federation")


def asked(name: str) -> Provider:
    """Return the provider of that name; a page about one that is not set up does not exist."""
    found = provider.find(name)
    if found is None:
        abort(404)
    return found


def send(to: Provider, purpose: str, *, next_page: str = "", user_id: int | None = None) -> Response:
    """Send the browser to the provider, the way back kept."""
    tried = Try(throttling.PROVIDER_PLACE, throttling.place())
    with writing():
        wait = throttling.take(tried)
    if wait:
        response = refused_page(to, t("federation-wait"), told(wait), status=TOO_MANY)
        response.headers["Retry-After"] = seconds(wait)
        return response
    try:
        to.prepare()
        with writing():
            begun = attempts.begin(to.name, purpose, next_page=next_page, user_id=user_id)
        return redirect(to.authorization_url(begun.state, begun.nonce, begun.code_verifier), SEE_OTHER)
    except RefusedError as error:
        return refused(to, error)


def refused(by: Provider, error: RefusedError) -> Response:
    """Say why nobody was signed in and what to do; the log gets the technical word."""
    db.session.rollback()
    fields = {"provider": by.name, "reason": error.reason, "detail": error.detail}
    _log.warning("identity refused", extra={"fields": fields})
    name = t(f"federation-name-{by.name}")
    response = refused_page(
        by,
        t(f"federation-title-{error.reason}", provider=name),
        t(f"federation-body-{error.reason}", provider=name),
        status=STATUS.get(error.reason, FORBIDDEN),
    )
    if error.reason == "unavailable":
        response.headers["Retry-After"] = "30"
    return response


def refused_page(by: Provider, title: str, body: str, *, status: int) -> Response:
    """Return a page that says why nobody was signed in."""
    return page("federation/refused.html", status=status, title=title, body=body, provider=by.name)


def known_page(by: Provider, **values: Any) -> Response:
    """Say that an account may be linked, which takes its password."""
    link = url_for("federation.own", name=by.name)
    return page("federation/known.html", status=STATUS["taken"], provider=by.name, link=link, **values)
