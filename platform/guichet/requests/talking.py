"""What a citizen writes to the service, from the page of a request."""

from __future__ import annotations

import uuid

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from guichet import policy, versions
from guichet.accounts import throttling
from guichet.accounts.pages import TOO_MANY, seconds, told
from guichet.accounts.throttling import Try
from guichet.database import db
from guichet.i18n import t
from guichet.requests import conversation, following, pages
from guichet.requests.conversation import LIMIT
from guichet.requests.states import StaleRequestError, Status


def write(request_id: uuid.UUID) -> Response:
    """Take what the person of a request writes; where it cannot be taken it stays on the page."""
    found = pages.own(request_id)
    if found.status == Status.DRAFT:
        return redirect(url_for("requests.show", request_id=request_id), pages.SEE_OTHER)
    text = conversation.typed(request.form.get("text", ""))
    if not policy.admits(found.status):
        return following.draw(found, status=pages.CONFLICT, problems={"text": t("talking-over")}, words=text)
    if problem := _problem(text):
        return following.draw(found, status=pages.UNPROCESSABLE, problems={"text": problem}, words=text)
    if wait := throttling.take(Try(throttling.CONVERSATION, str(request_id))):
        response = following.draw(found, status=TOO_MANY, problems={"text": told(wait)}, words=text)
        response.headers["Retry-After"] = seconds(wait)
        return response
    try:
        conversation.write(found, text, versions.seen(request.form.get("seen", "")))
        pages.commit()
    except StaleRequestError:
        db.session.rollback()
        found = pages.own(request_id)
        reason = t("talking-newer") if policy.admits(found.status) else t("talking-over")
        return following.draw(found, status=pages.CONFLICT, problems={"text": reason}, words=text)
    flash(t("talking-sent"), "success")
    return redirect(url_for("requests.show", request_id=request_id), pages.SEE_OTHER)


def _problem(text: str) -> str:
    if not text:
        return t("talking-missing")
    return t("talking-long", limit=LIMIT) if len(text) > LIMIT else ""
