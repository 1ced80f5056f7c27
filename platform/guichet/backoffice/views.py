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
from guichet.accounts.models import User
from guichet.backoffice import services
from guichet.backoffice.services import PAGE, REASON_LIMIT, Filter, Place
from guichet.database import db
from guichet.documents import scanning
from guichet.documents import services as documents
from guichet.documents.downloads import attachment
from guichet.i18n import t
from guichet.profile.services import profile_of
from guichet.publishing.services import by_digest
from guichet.requests import events, pages, papers, presentation, printing
from guichet.requests import services as requests
from guichet.requests.models import NO_DUE_DATE, Request
from guichet.requests.states import QUEUED, Kind, StaleRequestError, may
from guichet_render import renderer
from guichet_validate.context import PARIS

blueprint = Blueprint("backoffice", __name__)

_CONFLICT = 409
_UNPROCESSABLE = 422
_SEE_OTHER = 303
_SOON = 2  # days


@blueprint.get("/agent/requests")
def queue() -> Response:
    """List what the agent's services have in hand, the most urgent first."""
    wanted = Filter(_without_nul(request.args.get("procedure", "")), _known_status(), _after())
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
        older=older,
        newest=_queue_url(wanted, None) if wanted.after else None,
    )


@blueprint.get("/agent/requests/<uuid:request_id>")
def show(request_id: uuid.UUID) -> Response:
    """Show one request, and note that the agent read it."""
    found = _own(request_id)
    services.read(found, current_user)
    response = _draw(found)
    pages.commit()
    return response


@blueprint.get("/agent/requests/<uuid:request_id>/files/<uuid:file_id>")
def file(request_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    """Hand out one of the request's files, and note that the agent read it."""
    found = _own(request_id)
    wanted = documents.file_of(found.id, file_id)
    if wanted is None:
        abort(404)
    response = attachment(wanted)
    services.read(found, current_user, file=wanted.id)
    pages.commit()
    return response


@blueprint.get("/agent/requests/<uuid:request_id>/copy.pdf")
def copy_pdf(request_id: uuid.UUID) -> Response:
    """Hand out the copy of a request, and note that the agent read it."""
    found = _own(request_id)
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
    """Close a request in processing."""
    return _act(request_id, lambda found, seen: services.close(found, current_user, seen), t("backoffice-closed"))


@blueprint.post("/agent/requests/<uuid:request_id>/refuse")
def refuse(request_id: uuid.UUID) -> Response:
    """Refuse a request in processing, with the reason that the citizen will read."""
    reason = _without_nul(request.form.get("reason", "")).strip()
    found = _own(request_id)
    if policy.admits(found.status) and (not reason or len(reason) > REASON_LIMIT):
        error = t("backoffice-reason-long", limit=REASON_LIMIT) if reason else t("backoffice-reason-missing")
        services.read(found, current_user)
        response = _draw(found, reason=reason, error=error)
        pages.commit()
        return response
    return _act(
        request_id,
        lambda found, seen: services.refuse(found, current_user, seen, reason),
        t("backoffice-refused"),
        typed=reason,
    )


def _own(request_id: uuid.UUID) -> Request:
    found = services.find(current_user, request_id)
    if found is None:
        abort(404)
    return found


def _act(request_id: uuid.UUID, action: Callable[[Request, int], None], done: str, typed: str = "") -> Response:
    found = _own(request_id)
    try:
        action(found, versions.seen(request.form.get("version", "")))
        pages.commit()
    except StaleRequestError:
        db.session.rollback()
        return _page("backoffice/conflict.html", status=_CONFLICT, found=_own(request_id), typed=typed)
    flash(done, "success")
    return redirect(url_for("backoffice.show", request_id=request_id), _SEE_OTHER)


def _draw(found: Request, *, reason: str = "", error: str = "") -> Response:
    filed = requests.filed(found)
    definition = filed.definition
    lang = presentation.language_for(definition)
    history = events.history(found.id)
    owner = db.session.get(User, found.user_id) if found.user_id else None
    unchecked = scanning.unchecked(found.id)
    closed = {str(file_id) for file_id in unchecked}
    return _page(
        "backoffice/show.html",
        status=_UNPROCESSABLE if error else 200,
        found=found,
        title=presentation.title(definition, filed.context),
        answers=renderer(lang).answers(
            definition,
            filed.evaluation,
            context=filed.context,
            file_url=lambda file_id: (
                "" if file_id in closed else url_for("backoffice.file", request_id=found.id, file_id=file_id)
            ),
            audience="agent",
            origins=found.origins,
        ),
        attached=presentation.attached(definition, filed.evaluation.answers, filed.context),
        unchecked=unchecked,
        history=[(event, _name(event.actor_id) if event.actor == Kind.AGENT else "") for event in history],
        owner=owner,
        channel=profile_of(owner).channel if owner else "",
        holder=_name(found.agent_id),
        due=_due(found.due_on, dt.datetime.now(PARIS).date()),
        takeable=may("take", found.status, Kind.AGENT),
        decidable=may("close", found.status, Kind.AGENT),
        reason=reason,
        error=error,
        limit=REASON_LIMIT,
    )


def _name(agent_id: int | None) -> str:
    agent = db.session.get(User, agent_id) if agent_id else None
    return agent.full_name if agent else ""


def _row(row: services.Row, today: dt.date) -> dict[str, Any]:
    return {
        "href": url_for("backoffice.show", request_id=row.id),
        "title": presentation.title(by_digest(row.digest)),
        "number": row.number,
        "summary": row.summary,
        "applicant": f"{row.family_name or ''} {row.given_name or ''}".strip(),
        "agent": f"{row.agent_given_name or ''} {row.agent_family_name or ''}".strip(),
        "status": row.status,
        "submitted": row.submitted_at,
        "due": _due(row.due_on, today),
    }


def _due(due_on: dt.date | None, today: dt.date) -> tuple[str, str]:
    """Return how urgent a request is, in words, and the class that colours it."""
    if due_on is None or due_on == NO_DUE_DATE:
        return t("backoffice-due-none"), ""
    days = (due_on - today).days
    if days < 0:
        return t("backoffice-due-late", count=-days), "late"
    if days == 0:
        return t("backoffice-due-today"), "soon"
    return t("backoffice-due-in", count=days), "soon" if days <= _SOON else ""


def _queue_url(wanted: Filter, after: str | None) -> str:
    """Return the address of a page of the queue with the same filter."""
    return url_for("backoffice.queue", procedure=wanted.procedure or None, status=wanted.status or None, after=after)


def _without_nul(text: str) -> str:
    """Leave out the one character that PostgreSQL stores in no text."""
    return text.replace("\x00", "")


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
