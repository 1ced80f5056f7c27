"""What the agents' pages have in common: the request of their services, a reason typed, the page of who came second."""

from __future__ import annotations

import uuid
from typing import Final

from flask import abort, request
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.backoffice import services
from guichet.backoffice.services import REASON_LIMIT
from guichet.database import db
from guichet.i18n import t
from guichet.requests import pages
from guichet.requests.models import Request

_NUL: Final = "\x00"


def own(request_id: uuid.UUID) -> Request:
    """Return a request of the agent's services; any other is not found."""
    found = services.find(current_user, request_id)
    if found is None:
        abort(404)
    return found


def conflict(request_id: uuid.UUID, typed: str = "") -> Response:
    """Say that somebody else was first and nothing was done; what was typed stays on the page."""
    db.session.rollback()
    return pages.page("backoffice/conflict.html", status=pages.CONFLICT, found=own(request_id), typed=typed)


def reason(name: str = "reason") -> tuple[str, str]:
    """Return the words that an agent typed for the person, and what is wrong with them."""
    typed = without_nul(request.form.get(name, "")).strip()
    if not typed:
        return typed, t("backoffice-reason-missing")
    return typed, t("backoffice-reason-long", limit=REASON_LIMIT) if len(typed) > REASON_LIMIT else ""


def without_nul(text: str) -> str:
    """Leave out the one character that PostgreSQL stores in no text."""
    return text.replace(_NUL, "")
