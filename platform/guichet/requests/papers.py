"""The addresses where the owner of a request fetches its receipt and its copy as PDF."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import abort
from werkzeug.wrappers import Response

from guichet import policy
from guichet.documents.downloads import printed
from guichet.i18n import t
from guichet.publishing.services import by_digest
from guichet.requests import pages, presentation, printing
from guichet.requests.models import Request
from guichet_render.paper import Printed


def receipt_pdf(request_id: uuid.UUID) -> Response:
    """Hand out the receipt of a request that was sent."""
    return _hand_out(request_id, printing.receipt, "papers-receipt-file")


def copy_pdf(request_id: uuid.UUID) -> Response:
    """Hand out the copy of a request that was sent."""
    return _hand_out(request_id, printing.copy, "papers-copy-file")


def _hand_out(request_id: uuid.UUID, make: Callable[[Request, str], Printed], name: str) -> Response:
    sent = pages.own(request_id)
    if not policy.admits(sent.status) or sent.erased_at is not None:
        abort(404)
    lang = presentation.language_for(by_digest(sent.digest))
    return private(make(sent, lang), t(name, number=sent.number))


def private(made: Printed, name: str) -> Response:
    """Return a document that no browser keeps."""
    response = printed(made.pdf, name)
    response.headers["Cache-Control"] = "no-store"
    return response
