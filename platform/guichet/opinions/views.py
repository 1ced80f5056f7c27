"""The answer to the one question, and the page that tells what the answers say."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import policy
from guichet.accounts.models import User
from guichet.database import db
from guichet.i18n import t
from guichet.opinions import services
from guichet.opinions.services import ANSWERS, COMMENT_LIMIT, FEWEST, Result
from guichet.publishing.services import current
from guichet.requests import expired, following, pages, presentation
from guichet.requests.states import StaleRequestError, Status

blueprint = Blueprint("opinions", __name__)
expired.init_blueprint(blueprint)

_PERCENT = 100
_NUL = "\x00"


@blueprint.post("/requests/<uuid:request_id>/opinion")
def give(request_id: uuid.UUID) -> Response:
    """Keep the opinion on a decided request; what was chosen stays on the page when it cannot be kept."""
    found = pages.own(request_id)
    if found.status == Status.DRAFT:
        return redirect(url_for("requests.show", request_id=request_id), pages.SEE_OTHER)
    answer = request.form.get("answer", "")
    comment = " ".join(request.form.get("comment", "").replace(_NUL, "").split())
    if not policy.admits(found.status):
        return following.draw(found, status=pages.CONFLICT)
    if services.open_until(found) is None:
        return _over(request_id)
    problems = {}
    if answer not in ANSWERS:
        problems["answer"] = t("opinions-missing")
    if len(comment) > COMMENT_LIMIT:
        problems["comment"] = t("opinions-long", limit=COMMENT_LIMIT)
    if problems:
        return following.draw(found, status=pages.UNPROCESSABLE, problems=problems, opinion=(answer, comment))
    try:
        services.give(found, answer, comment)
        pages.commit()
    except StaleRequestError:
        db.session.rollback()
        return _over(request_id)
    flash(t("opinions-kept"), "success")
    return redirect(url_for("requests.show", request_id=request_id), pages.SEE_OTHER)


def _over(request_id: uuid.UUID) -> Response:
    flash(t("opinions-over"), "warning")
    return redirect(url_for("requests.show", request_id=request_id), pages.SEE_OTHER)


@blueprint.get("/agent/opinions")
def results() -> Response:
    """Tell, procedure by procedure, how many people said what: agents of theirs, others who work here of all."""
    reader: User = current_user
    everything = reader.has_role("publisher") or reader.has_role("administrator")
    found = services.results(None if everything else reader.services)
    told = sorted((_told(one) for one in found), key=lambda one: str(one["title"]))
    return make_response(render_template("opinions/results.html", results=told, answers=ANSWERS, fewest=FEWEST))


def _told(one: Result) -> dict[str, Any]:
    definition = current(one.procedure_id)
    return {
        "title": presentation.title(definition) if definition else one.procedure_id,
        "service": presentation.service(one.service)["title"],
        "total": one.total,
        "counts": [(answer, count, round(count * _PERCENT / one.total)) for answer, count in one.counts],
        "comments": one.comments,
    }
