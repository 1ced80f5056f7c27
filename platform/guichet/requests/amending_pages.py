"""Pages that change a request which is with the city: begin, leave, and who finds that the city was first."""

from __future__ import annotations

import uuid

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from guichet.database import db
from guichet.documents.services import byte_changes
from guichet.i18n import t
from guichet.publishing.services import by_digest
from guichet.requests import amending, contexts, pages, presentation
from guichet.requests.models import Request
from guichet.requests.states import StaleRequestError
from guichet_render import renderer
from guichet_validate.engine import Evaluation, evaluate


def amend(request_id: uuid.UUID) -> Response:
    """Begin to change a request, or go on (POST); an address that was only opened leads to the request."""
    found = pages.own(request_id)
    if request.method != "POST":
        return redirect(url_for("requests.show", request_id=found.id))
    definition = by_digest(found.digest)
    way = amending.way_of(found)
    try:
        with byte_changes() as changes:
            draft = amending.begin(definition, found, changes)
            pages.commit()
    except StaleRequestError:
        db.session.rollback()
        flash(t("amending-not-now"), "warning")
        return redirect(url_for("requests.show", request_id=request_id), pages.SEE_OTHER)
    if way == amending.CORRECT:
        return redirect(url_for("requests.correct", request_id=request_id), pages.SEE_OTHER)
    return redirect(pages.resume_url(definition, draft.id, draft.step), pages.SEE_OTHER)


def is_shut(draft: Request) -> bool:
    """Tell whether a draft amends a request that can no longer be edited freely."""
    amended = amending.amended(draft)
    return amended is not None and amending.way_of(amended) != amending.EDIT


def elsewhere(draft: Request, typed: Evaluation | None = None) -> Response | None:
    """Return where the reader of a draft goes who may not edit it here: to the correction, or to what was first.

    Nothing for a draft of its own, and while the request that it amends is still to be edited. ``typed`` is what was
    posted and not saved.
    """
    if draft.amends is None:
        return None
    amended = amending.amended(draft)
    way = amending.way_of(amended) if amended is not None else None
    if way == amending.EDIT or amended is None:
        return None
    if way == amending.CORRECT and request.method != "POST":
        return redirect(url_for("requests.correct", request_id=amended.id))
    return overtaken(draft, amended, typed)


def overtaken(draft: Request, amended: Request, typed: Evaluation | None = None) -> Response:
    """Say that the city was first, beside what had been typed; nothing of it has replaced anything."""
    definition = by_digest(draft.digest)
    context = contexts.filed(amended)
    evaluation = typed or evaluate(definition, draft.answers, context)
    return pages.page(
        "requests/overtaken.html",
        status=pages.CONFLICT if request.method == "POST" else 200,
        found=amended,
        draft=draft,
        title=presentation.title(definition, context),
        answers=renderer(presentation.language_for(definition)).answers(
            definition, evaluation, context=context, file_url=pages.file_url(draft), audience="citizen"
        ),
        way=amending.way_of(amended),
        service=presentation.service(amended.service),
    )
