"""The agents' pages: the queue, one request, its files, and what can be done with it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import policy, versions
from guichet.backoffice import asking, case, judging, parts, services, talking, verdicts
from guichet.backoffice.services import PAGE, Filter, Place
from guichet.database import writing
from guichet.documents import services as documents
from guichet.documents.downloads import attachment, has_picture
from guichet.documents.downloads import picture as drawn
from guichet.i18n import long_date, t
from guichet.publishing.services import by_digest
from guichet.requests import conversation, expired, pages, papers, presentation, printing, silence
from guichet.requests import services as requests
from guichet.requests.models import Request
from guichet.requests.states import QUEUED, Kind, StaleRequestError, Status
from guichet_validate.context import PARIS

blueprint = Blueprint("backoffice", __name__)
expired.init_blueprint(blueprint)

_SEE_OTHER = 303
_MOST_SILENT = 10

_DOCUMENT = "/agent/requests/<uuid:request_id>/documents/<int(max=2147483647):document_id>"

for _rule, _endpoint, _view, _methods in (
    (_DOCUMENT, "document", judging.document, ("GET",)),
    (f"{_DOCUMENT}/accept", "accept_document", judging.accept, ("POST",)),
    (f"{_DOCUMENT}/refuse", "refuse_document", judging.refuse, ("POST",)),
    ("/agent/requests/<uuid:request_id>/messages", "write", talking.write, ("POST",)),
    ("/agent/requests/<uuid:request_id>/notes", "note", talking.note, ("POST",)),
    ("/agent/requests/<uuid:request_id>/correction", "correction", asking.correction, ("GET", "POST")),
):
    blueprint.add_url_rule(_rule, _endpoint, _view, methods=_methods)


@blueprint.get("/agent/requests")
def queue() -> Response:
    """List what the agent's services have in hand, the most urgent first."""
    wanted = Filter(parts.without_nul(request.args.get("procedure", "")), _known_status(), _after())
    found = services.queue(current_user, wanted)
    last = found[PAGE - 1] if len(found) > PAGE else None
    older = _queue_url(wanted, f"{last.due_on}_{last.submitted_at.isoformat()}_{last.id}") if last else None
    today = dt.datetime.now(PARIS).date()
    procedures = [
        (procedure, presentation.title(by_digest(digest))) for procedure, digest in services.procedures(current_user)
    ]
    return _page(
        "backoffice/queue.html",
        rows=[_row(row, today) for row in found[:PAGE]],
        wanted=wanted,
        procedures=sorted(procedures, key=lambda entry: entry[1]),
        by_silence=[_by_silence(*one) for one in silence.soon(current_user.services)],
        most_silent=_MOST_SILENT,
        older=older,
        newest=_queue_url(wanted, None) if wanted.after else None,
    )


@blueprint.get("/agent/requests/<uuid:request_id>")
def show(request_id: uuid.UUID) -> Response:
    """Show one request, and note that the agent read it."""
    found = parts.own(request_id)
    services.read(found, current_user)
    response = case.draw(found)
    conversation.mark_read(request_id, Kind.CITIZEN, len(conversation.entries(request_id)))
    pages.commit()
    return response


@blueprint.get("/agent/requests/<uuid:request_id>/files/<uuid:file_id>")
def file(request_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    """Hand out one of the request's files, and note that the agent read it."""
    found = parts.own(request_id)
    wanted = documents.file_of(found.id, file_id)
    if wanted is None:
        abort(404)
    response = attachment(wanted)
    services.read(found, current_user, file=wanted.id)
    pages.commit()
    return response


@blueprint.get("/agent/requests/<uuid:request_id>/files/<uuid:file_id>/picture")
def picture(request_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    """Show one of the request's files as a picture; the look is noted unless the page around it has done so."""
    wanted = documents.file_of(parts.own(request_id).id, file_id)
    if wanted is None or not has_picture(wanted):
        abort(404)
    response = drawn(wanted)
    with writing():
        services.look(parts.own(request_id), current_user, file_id)
    return response


@blueprint.get("/agent/requests/<uuid:request_id>/copy.pdf")
def copy_pdf(request_id: uuid.UUID) -> Response:
    """Hand out the copy of a request, and note that the agent read it."""
    found = parts.own(request_id)
    if found.erased_at is not None:
        abort(404)
    lang = presentation.language_for(by_digest(found.digest))
    response = papers.private(printing.copy(found, lang), t("papers-copy-file", number=found.number))
    services.read(found, current_user)
    pages.commit()
    return response


@blueprint.post("/agent/requests/<uuid:request_id>/take")
def take(request_id: uuid.UUID) -> Response:
    """Take a pending request up."""
    return _act(request_id, lambda found, seen: services.take(found, current_user, seen), t("backoffice-taken"))


@blueprint.post("/agent/requests/<uuid:request_id>/close")
def close(request_id: uuid.UUID) -> Response:
    """Close a request in processing; with documents that are not accepted, once that is confirmed."""
    found = parts.own(request_id)
    left = len(verdicts.unverified(verdicts.papers(requests.filed(found))))
    due = found.status == Status.PROCESSING and found.version == versions.seen(request.form.get("version", ""))
    if left and due and request.form.get("unverified") != "true":
        return _again(request_id, {"unverified": t("verdicts-close-unverified", count=left)})
    return _act(request_id, lambda found, seen: services.close(found, current_user, seen, left), t("backoffice-closed"))


@blueprint.post("/agent/requests/<uuid:request_id>/return")
def give_back(request_id: uuid.UUID) -> Response:
    """Give a request in processing back to the queue."""
    return _act(request_id, lambda found, seen: services.give_back(found, current_user, seen), t("amending-given-back"))


@blueprint.post("/agent/requests/<uuid:request_id>/refuse")
def refuse(request_id: uuid.UUID) -> Response:
    """Refuse a request in processing, with the reason that the citizen will read."""
    reason, problem = parts.reason()
    if problem and policy.admits(parts.own(request_id).status):
        return _again(request_id, {"reason": problem}, reason=reason)
    return _act(
        request_id,
        lambda found, seen: services.refuse(found, current_user, seen, reason),
        t("backoffice-refused"),
        typed=reason,
    )


def _again(request_id: uuid.UUID, problems: dict[str, str], *, reason: str = "") -> Response:
    """Show the request again with what is wrong in a form of it."""
    found = parts.own(request_id)
    services.read(found, current_user)
    response = case.draw(found, reason=reason, problems=problems)
    pages.commit()
    return response


def _act(request_id: uuid.UUID, action: Callable[[Request, int], None], done: str, typed: str = "") -> Response:
    found = parts.own(request_id)
    try:
        action(found, versions.seen(request.form.get("version", "")))
        pages.commit()
    except StaleRequestError:
        return parts.conflict(request_id, typed)
    flash(done, "success")
    return redirect(url_for("backoffice.show", request_id=request_id), _SEE_OTHER)


def _row(row: services.Row, today: dt.date) -> dict[str, Any]:
    return {
        "href": url_for("backoffice.show", request_id=row.id),
        "title": presentation.title(by_digest(row.digest)),
        "number": row.number,
        "summary": row.summary,
        "applicant": f"{row.family_name or ''} {row.given_name or ''}".strip()
        if row.user_id
        else t("private-agent-short"),
        "agent": f"{row.agent_given_name or ''} {row.agent_family_name or ''}".strip(),
        "status": row.status,
        "submitted": row.submitted_at,
        "unread": row.unread,
        "due": (t("amending-waiting"), "") if row.waiting_since else case.due(row.due_on, today),
    }


def _by_silence(found: Request, meaning: str) -> tuple[str, str, str | None, str]:
    date = long_date(found.due_on) if found.due_on else ""
    said = t("silence-queue-accept", date=date) if meaning == "accept" else t("silence-queue-refuse", date=date)
    return (
        url_for("backoffice.show", request_id=found.id),
        presentation.title(by_digest(found.digest)),
        found.number,
        said,
    )


def _queue_url(wanted: Filter, after: str | None) -> str:
    """Return the address of a page of the queue with the same filter."""
    return url_for("backoffice.queue", procedure=wanted.procedure or None, status=wanted.status or None, after=after)


def _known_status() -> str:
    status = request.args.get("status", "")
    return status if status in {queued.value for queued in QUEUED} else ""


def _after() -> Place | None:
    """Return the place an address carries; None for anything else."""
    with suppress(ValueError):
        due, submitted, last = request.args.get("after", "").split("_")
        moment = dt.datetime.fromisoformat(submitted)
        # A moment without its offset, or one that has none in UTC, is no place of ours.
        if moment.tzinfo is not None and dt.MINYEAR < moment.year < dt.MAXYEAR:
            return Place(dt.date.fromisoformat(due), moment, uuid.UUID(last))
    return None


def _page(template: str, *, status: int = 200, **values: Any) -> Response:
    return make_response(render_template(template, **values), status)
