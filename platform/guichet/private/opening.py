"""The page behind a private link: opening it changes nothing, its buttons open, send or claim the request."""

from __future__ import annotations

import uuid

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts.pages import GONE, SEE_OTHER
from guichet.database import db, now
from guichet.i18n import t
from guichet.private import addresses, browsers, claiming, confirming
from guichet.private.models import PrivateLink
from guichet.publishing.services import by_digest
from guichet.requests import pages, presentation
from guichet.requests.models import Request
from guichet.requests.states import StaleRequestError, Status


def open_link(token: str) -> Response:
    """Show what the link opens (GET changes nothing); open it in this browser, or send it or claim it (POST)."""
    found = addresses.find(token)
    if found is None:
        return _secret(make_response(render_template("private/gone.html"), GONE))
    link, opened = found
    if request.method != "POST":
        return _show(link, opened)
    if request.form.get("action") == "claim" and pages.reader() and claiming.may_claim(current_user):
        return _secret(_claim(opened))
    awaited = confirming.until(opened, link) is not None
    browsers.let_in(opened.id, proven=True)
    link.proven_at = link.proven_at or now()
    pages.commit()
    if awaited and request.form.get("action") == "send":
        return _secret(_send(link, opened))
    return _secret(redirect(_address(opened), SEE_OTHER))


def claim(request_id: uuid.UUID) -> Response:
    """Take a request that was opened by its private link into the account of who is signed in."""
    opened = pages.own(request_id)
    if opened.user_id is None and browsers.is_proven(opened) and claiming.may_claim(current_user):
        return _claim(opened)
    return redirect(url_for("requests.show", request_id=opened.id), SEE_OTHER)


def leave() -> Response:
    """Close every request without an account that is open in this browser."""
    browsers.leave()
    db.session.commit()
    flash(t("private-left"), "success")
    return redirect(url_for("catalogue.home"), SEE_OTHER)


def _show(link: PrivateLink, opened: Request) -> Response:
    body = render_template(
        "private/open.html",
        title=presentation.title(by_digest(opened.digest)),
        found=opened,
        until=confirming.until(opened, link),
        claimable=pages.reader() is not None and claiming.may_claim(current_user),
    )
    return _secret(make_response(body))


def _claim(opened: Request) -> Response:
    request_id = opened.id
    try:
        claiming.claim(opened, current_user)
        db.session.commit()
    except StaleRequestError:
        db.session.rollback()
        flash(t("private-claimed-already"), "warning")
        return redirect(url_for("requests.index"), SEE_OTHER)
    flash(t("private-claimed"), "success")
    return redirect(url_for("requests.show", request_id=request_id), SEE_OTHER)


def _send(link: PrivateLink, draft: Request) -> Response:
    request_id = draft.id
    try:
        sent = confirming.send(draft, link)
        pages.commit()
    except StaleRequestError:
        # Another tab sent it, or changed it: its page shows what it is now.
        db.session.rollback()
        return redirect(url_for("requests.show", request_id=request_id), SEE_OTHER)
    if not sent:
        flash(t("private-not-sent"), "warning")
        return redirect(url_for("requests.review", request_id=request_id), SEE_OTHER)
    return redirect(url_for("requests.receipt", request_id=request_id), SEE_OTHER)


def _address(opened: Request) -> str:
    if opened.status != Status.DRAFT:
        return url_for("requests.show", request_id=opened.id)
    return pages.resume_url(by_digest(opened.digest), opened.id, opened.step)


def _secret(response: Response) -> Response:
    """Keep the address of the page to its reader: no cache, no search engine, no other page learns it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
