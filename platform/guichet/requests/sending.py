"""Pages that send a request: the review page and the receipt."""

from __future__ import annotations

import uuid

from flask import redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.catalogue.presentation import duration
from guichet.database import db, now
from guichet.documents.services import byte_changes
from guichet.publishing.services import by_digest, current
from guichet.requests import contexts, drafts, forms, pages, presentation, submission
from guichet.requests.drafts import Filled
from guichet.requests.forms import StepForm
from guichet.requests.models import Request
from guichet.requests.states import Actor, Kind, StaleRequestError, Status
from guichet_render import renderer
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.model import Definition


def review(request_id: uuid.UUID) -> Response:
    """Show all answers before sending (GET) or send them (POST); what is sent already leads to its receipt."""
    draft = pages.own(request_id)
    if draft.status != Status.DRAFT:
        return redirect(url_for("requests.receipt", request_id=draft.id), pages.SEE_OTHER)
    definition = by_digest(draft.digest)
    context = contexts.live(definition, current_user, with_profile=False)
    if request.method == "POST":
        return _take(definition, draft, context)
    last = next((step.id for step in reversed(definition.steps) if not step.review), None)
    evaluation = evaluate(definition, draft.answers, context, through=last)
    if evaluation.exit:
        return _exit(definition, draft, evaluation, context)
    return _draw(definition, draft, evaluation, context, show_problems=bool(evaluation.problems))


def receipt(request_id: uuid.UUID) -> Response:
    """Confirm what was sent: number, what comes next, when."""
    sent = pages.own(request_id)
    if sent.number is None:
        return redirect(url_for("requests.review", request_id=sent.id))
    definition = by_digest(sent.digest)
    return pages.page(
        "requests/receipt.html",
        sent=sent,
        title=presentation.title(definition, contexts.filed(sent)),
        service=presentation.service(sent.service),
        delay=duration(definition.delay_for(sent.answers)),
    )


def _take(definition: Definition, draft: Request, context: Context) -> Response:
    form = forms.read(request)
    draft_id = draft.id
    step = definition.review_step
    step_id = step.id if step else ""
    filled = drafts.fill(definition, draft, step_id, form, context)
    refused = _refused(definition) if form.action == "submit" else None
    sendable = form.action == "submit" and filled.clean and filled.evaluation.valid and refused is None
    try:
        with byte_changes() as changes:
            through = None if form.action == "submit" else step_id or None
            filled = drafts.keep_files(definition, draft, filled, context, changes, through=through)
            if sendable and not filled.lost:
                _send(definition, draft, filled, context, form)
            else:
                drafts.save(definition, draft, filled, form, step_id, changes, step="")
            pages.commit()
    except StaleRequestError:
        return _conflict(definition, draft_id, context)
    if draft.status != Status.DRAFT:
        return redirect(url_for("requests.receipt", request_id=draft_id), pages.SEE_OTHER)
    return _stay(definition, draft, filled, context, form, refused)


def _stay(
    definition: Definition, draft: Request, filled: Filled, context: Context, form: StepForm, refused: str | None
) -> Response:
    """Answer a POST of the review page that sent nothing."""
    if form.action == "submit" and filled.evaluation.exit:
        return _exit(definition, draft, filled.evaluation, context)
    if form.action == "submit" or form.fragment or filled.problems or filled.lost:
        checked = form.action == "submit"
        return _draw(
            definition, draft, filled.evaluation, context, show_problems=checked, filled=filled, refused=refused
        )
    if form.action in {"save", "abandon"}:
        return pages.leave(draft, form.action)
    if form.action == "previous":
        return redirect(pages.step_url(draft, presentation.pages(definition, filled.evaluation)[-1]), pages.SEE_OTHER)
    following = pages.step_url(draft, None)
    if form.language:
        following = url_for("catalogue.choose_language", lang=form.language, next=following)
    return redirect(following, pages.SEE_OTHER)


def _refused(definition: Definition) -> str | None:
    in_progress = drafts.in_progress(current_user, definition.id)
    return submission.obstacle(definition, current(definition.id), now(), in_progress)


def _send(definition: Definition, draft: Request, filled: Filled, context: Context, form: StepForm) -> None:
    submission.submit(
        definition,
        draft,
        filled.evaluation,
        context,
        seen_version=form.version,
        language=presentation.language_for(definition),
        actor=Actor(Kind.CITIZEN, current_user.id),
    )


def _conflict(definition: Definition, draft_id: uuid.UUID, context: Context) -> Response:
    """Another tab came first: it sent the request (here is its receipt) or changed it (look again)."""
    db.session.rollback()
    draft = pages.own(draft_id)
    if draft.status != Status.DRAFT:
        return redirect(url_for("requests.receipt", request_id=draft.id), pages.SEE_OTHER)
    evaluation = evaluate(definition, draft.answers, context)
    return _draw(definition, draft, evaluation, context, show_problems=False, conflict=True)


def _exit(definition: Definition, draft: Request, evaluation: Evaluation, context: Context) -> Response:
    shown = presentation.pages(definition, evaluation)
    return pages.exit_page(definition, draft, evaluation, context, pages.step_url(draft, shown[-1] if shown else None))


def _draw(
    definition: Definition,
    draft: Request,
    evaluation: Evaluation,
    context: Context,
    *,
    show_problems: bool,
    filled: Filled | None = None,
    refused: str | None = None,
    conflict: bool = False,
) -> Response:
    fragment = pages.is_fragment() and not conflict
    view = renderer(presentation.language_for(definition)).review(
        definition,
        pages.still_told(definition, evaluation) if fragment else evaluation,
        context=context,
        step_url=lambda step_id: f"{pages.step_url(draft, step_id)}?check=1",
        file_url=pages.file_url(draft),
        show_problems=show_problems or fragment,
        extra_problems=filled.problems if filled else (),
        beside=filled.beside if filled else {},
    )
    notices = pages.notices(definition, filled, context) if filled else []
    if fragment:
        response = pages.fragment(view, notices)
    else:
        wrong = bool(filled and (evaluation.problems or filled.problems or filled.lost)) or refused is not None
        response = pages.page(
            "requests/review.html",
            status=pages.CONFLICT if conflict else pages.UNPROCESSABLE if wrong else 200,
            view=view,
            draft=draft,
            title=presentation.title(definition, context),
            total=len(presentation.pages(definition, evaluation)) + 1,
            service=presentation.service(draft.service),
            notices=notices,
            refused=refused,
            conflict=conflict,
        )
    response.headers["X-Guichet-Version"] = str(draft.version)
    return response
