"""What agents write from the page of a request: to its person, and for each other."""

from __future__ import annotations

import uuid

from flask import flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import policy, versions
from guichet.accounts.pages import SEE_OTHER
from guichet.backoffice import case, parts, services
from guichet.i18n import t
from guichet.requests import conversation, pages
from guichet.requests.conversation import LIMIT
from guichet.requests.states import StaleRequestError


def write(request_id: uuid.UUID) -> Response:
    """Send a question or a message to the person of a request."""
    found = parts.own(request_id)
    text = conversation.typed(request.form.get("text", ""))
    if not policy.admits(found.status):
        return parts.conflict(request_id, text)
    if problem := _problem(text):
        services.read(found, current_user)
        response = case.draw(found, words=text, problems={"text": problem})
        pages.commit()
        return response
    asks = request.form.get("action") == "ask"
    seen, version = (versions.seen(request.form.get(name, "")) for name in ("seen", "version"))
    try:
        conversation.tell(found, current_user.id, text, seen, version, asks=asks)
        pages.commit()
    except StaleRequestError:
        return parts.conflict(request_id, text)
    flash(t("talking-asked") if asks else t("talking-told"), "success")
    return redirect(url_for("backoffice.show", request_id=request_id), SEE_OTHER)


def note(request_id: uuid.UUID) -> Response:
    """Keep a note for the other agents of the service."""
    found = parts.own(request_id)
    text = conversation.typed(request.form.get("note", ""))
    if not policy.admits(found.status):
        return parts.conflict(request_id, text)
    if problem := _problem(text):
        services.read(found, current_user)
        response = case.draw(found, note=text, problems={"note": problem})
        pages.commit()
        return response
    try:
        conversation.note(found, current_user.id, text)
        pages.commit()
    except StaleRequestError:
        return parts.conflict(request_id, text)
    flash(t("notes-kept"), "success")
    return redirect(url_for("backoffice.show", request_id=request_id), SEE_OTHER)


def _problem(text: str) -> str:
    if not text:
        return t("talking-missing")
    return t("talking-long", limit=LIMIT) if len(text) > LIMIT else ""
