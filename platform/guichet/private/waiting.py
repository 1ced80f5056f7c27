"""Pages of a draft without an account: saved for later, waiting for its address, given another address."""

from __future__ import annotations

import uuid

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from guichet import policy
from guichet.accounts import throttling
from guichet.accounts.pages import SEE_OTHER, form_page, typed
from guichet.accounts.throttling import Try
from guichet.i18n import language, t
from guichet.private import addresses, browsers, confirming
from guichet.private.beginning import address_problem
from guichet.private.models import PrivateLink
from guichet.publishing.services import by_digest
from guichet.requests import pages, presentation
from guichet.requests.models import Request
from guichet.rights import keeping


def saved(request_id: uuid.UUID) -> Response:
    """Say how a draft is found again (GET), send its link (POST)."""
    found = _draft(request_id)
    if isinstance(found, Response):
        return found
    draft, link = found
    if request.method == "POST":
        _tell(addresses.send(link, addresses.LINK, language()))
        pages.commit()
        return redirect(url_for("private.saved", request_id=request_id), SEE_OTHER)
    definition = by_digest(draft.digest)
    kept = (
        keeping.until(draft.updated_at, keeping.draft_retention(definition)) if keeping.is_stated(definition) else None
    )
    return pages.page(
        "private/saved.html",
        draft=draft,
        email=link.email,
        kept=kept,
        title=presentation.title(definition),
        resume=pages.resume_url(definition, draft.id, draft.step),
        proven=browsers.is_proven(draft),
    )


def waiting(request_id: uuid.UUID) -> Response:
    """Say that a finished request waits for its address to be confirmed (GET), send the letter again (POST)."""
    found = _draft(request_id)
    if isinstance(found, Response):
        return found
    draft, link = found
    until = confirming.until(draft, link)
    if until is None:
        return redirect(url_for("requests.review", request_id=draft.id), SEE_OTHER)
    if request.method == "POST":
        _tell(addresses.send(link, addresses.CONFIRM, language()))
        pages.commit()
        return redirect(url_for("private.waiting", request_id=request_id), SEE_OTHER)
    title = presentation.title(by_digest(draft.digest))
    return pages.page("private/waiting.html", draft=draft, email=link.email, until=until, title=title)


def address(request_id: uuid.UUID) -> Response:
    """Ask for another address (GET), take it (POST), as long as nobody came by the link."""
    found = _draft(request_id)
    if isinstance(found, Response):
        return found
    draft, link = found
    if link.proven_at is not None:
        return redirect(url_for("private.saved", request_id=draft.id), SEE_OTHER)
    title = presentation.title(by_digest(draft.digest))
    if request.method != "POST":
        return form_page("private/address.html", draft=draft, email=link.email, title=title)
    written = typed("email")
    problem, email = address_problem(written)
    if email is None:
        return form_page("private/address.html", {"email": problem}, draft=draft, email=written, title=title)
    tries = (Try(throttling.PRIVATE_PLACE, throttling.place()), Try(throttling.PRIVATE_ADDRESS, email))
    if wait := throttling.take(*tries):
        # One draft must not write to many strangers.
        return form_page("private/address.html", wait=wait, draft=draft, email=written, title=title)
    awaited = confirming.until(draft, link) is not None
    if email != link.email:
        addresses.change(link, email)
    _tell(confirming.ask(draft, link, language()) if awaited else addresses.send(link, addresses.LINK, language()))
    pages.commit()
    return redirect(url_for("private.waiting" if awaited else "private.saved", request_id=request_id), SEE_OTHER)


def _draft(request_id: uuid.UUID) -> tuple[Request, PrivateLink] | Response:
    """Return a draft without an account and its address; of any other request the page where it is followed."""
    draft = pages.own(request_id)
    link = addresses.of(draft)
    if link is None or draft.amends is not None or not policy.admits(draft.status):
        return redirect(url_for("requests.show", request_id=request_id), SEE_OTHER)
    return draft, link


def _tell(sent: bool) -> None:  # noqa: FBT001 -- what a letter came to
    flash(t("private-letter-sent") if sent else t("private-too-many"), "success" if sent else "warning")
