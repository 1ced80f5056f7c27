"""The agents' pages: documents of libraries that wait to be verified, and the verdict on each."""

from __future__ import annotations

import uuid
from typing import Final

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import versions
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page, page
from guichet.database import db, writing
from guichet.documents.downloads import attachment, has_picture
from guichet.documents.downloads import picture as drawn
from guichet.i18n import language, t
from guichet.library import presentation, services
from guichet.library.services import PAGE, Entry, StaleDocumentError
from guichet.profile import identity
from guichet.profile.services import profile_of
from guichet.publishing.kinds import title_of
from guichet.requests import expired

blueprint = Blueprint("desk", __name__)
expired.init_blueprint(blueprint)

REASON_LIMIT: Final = 2_000
_CONFLICT: Final = 409


@blueprint.app_template_global()
def documents_waiting() -> int:
    """Return how many documents the agent's services have to verify, for the note above the queue."""
    return services.waiting(current_user)


@blueprint.get("/agent/documents")
def queue() -> Response:
    """List the documents that the agent's services have to verify, the longest waiting first."""
    found = services.queue(current_user)
    lang = language()
    lines = [(document, title_of(document.kind, lang), owner.full_name) for document, owner in found[:PAGE]]
    return page("library/queue.html", lines=lines, more=len(found) > PAGE, limit=PAGE)


@blueprint.get("/agent/documents/<uuid:document_id>")
def show(document_id: uuid.UUID) -> Response:
    """Show a document, and note that the agent looked at it."""
    document, file = _found(document_id)
    services.read(document, current_user)
    response = _draw((document, file))
    db.session.commit()
    return response


@blueprint.get("/agent/documents/<uuid:document_id>/file")
def file(document_id: uuid.UUID) -> Response:
    """Hand the file of a document out, and note that the agent read it."""
    document, found = _found(document_id)
    if found.state != "clean":
        abort(404)
    response = attachment(found)
    services.read(document, current_user)
    db.session.commit()
    return response


@blueprint.get("/agent/documents/<uuid:document_id>/picture")
def picture(document_id: uuid.UUID) -> Response:
    """Show the file of a document as a picture; the look is noted unless the page around it has done so."""
    _, found = _found(document_id)
    if not has_picture(found):
        abort(404)
    response = drawn(found)
    with writing():
        services.look(_found(document_id)[0], current_user)
    return response


@blueprint.post("/agent/documents/<uuid:document_id>/accept")
def accept(document_id: uuid.UUID) -> Response:
    """Accept a document: requests take it from now on, and an identity document verifies its owner's identity."""
    document, file = _found(document_id)
    owner = db.session.get_one(User, document.user_id)
    identifies = services.proves_identity(document.kind, document.holder)
    judgeable = document.state == "pending" and file.state == "clean"
    if judgeable and identifies and request.form.get("identity") != identity.token(owner):
        return _draw(_found(document_id), {"identity": t("verdicts-identity-changed")})
    return _decide(document_id, "accepted")


@blueprint.post("/agent/documents/<uuid:document_id>/refuse")
def refuse(document_id: uuid.UUID) -> Response:
    """Refuse a document, with the reason that its owner will read."""
    reason = request.form.get("reason", "").replace("\x00", "").strip()
    if not reason or len(reason) > REASON_LIMIT:
        problem = t("backoffice-reason-long", limit=REASON_LIMIT) if reason else t("backoffice-reason-missing")
        return _draw(_found(document_id), {"reason": problem}, reason=reason)
    return _decide(document_id, "refused", reason)


def _decide(document_id: uuid.UUID, verdict: str, reason: str = "") -> Response:
    document, _ = _found(document_id)
    seen = versions.seen(request.form.get("version", ""))
    try:
        if verdict == "accepted":
            services.accept(document, current_user, seen_version=seen)
        else:
            services.refuse(document, current_user, reason, seen_version=seen)
    except StaleDocumentError:
        db.session.rollback()
        response = _draw(_found(document_id), {"version": t("library-desk-changed")}, reason=reason)
        response.status_code = _CONFLICT
        return response
    db.session.commit()
    flash(t(f"library-desk-{verdict}"), "success")
    return redirect(url_for("desk.queue"), SEE_OTHER)


def _found(document_id: uuid.UUID) -> Entry:
    found = services.for_agent(current_user, document_id)
    if found is None:
        abort(404)
    return found


def _draw(entry: Entry, problems: dict[str, str] | None = None, *, reason: str = "") -> Response:
    document, file = entry
    owner = db.session.get_one(User, document.user_id)
    line = presentation.line(document, file, profile_of(owner).household, own=False)
    return form_page(
        "library/judge.html",
        problems,
        summary=[(None if name == "version" else name, text) for name, text in (problems or {}).items()],
        identity=identity.told(owner),
        token=identity.token(owner) if services.proves_identity(document.kind, document.holder) else "",
        document=document,
        line=line,
        pictured=has_picture(file),
        file=file,
        owner=owner,
        reason=reason,
        limit=REASON_LIMIT,
    )
