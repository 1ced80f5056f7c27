"""Pages that send a request: the review page and the receipt."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from guichet import policy
from guichet.database import db, now
from guichet.documents import scanning
from guichet.documents.services import ByteChanges, byte_changes
from guichet.documents.uploads import Uploads
from guichet.i18n import duration, language, t
from guichet.privacy.notices import notice
from guichet.private import addresses, browsers, confirming
from guichet.publishing.services import by_digest, current
from guichet.requests import (
    amending,
    amending_pages,
    choosing,
    contexts,
    drafts,
    forms,
    offering,
    pages,
    presentation,
    returning,
    reusing,
    submission,
)
from guichet.requests.drafts import Filled
from guichet.requests.forms import MODIFY, StepForm
from guichet.requests.models import NO_DUE_DATE, Request
from guichet.requests.returning import Way
from guichet.requests.states import Actor, Kind, StaleRequestError, Status
from guichet_render import renderer
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.model import Definition


def review(request_id: uuid.UUID) -> Response:
    """Show all answers before sending (GET) or send them (POST); what is sent already leads to its receipt."""
    draft = pages.own(request_id)
    if not policy.admits(draft.status):
        return redirect(url_for("requests.receipt", request_id=draft.id), pages.SEE_OTHER)
    definition = by_digest(draft.digest)
    context = contexts.live(definition, pages.account_of(draft), with_profile=False)
    if request.method == "POST":
        return _take(definition, draft, context)
    if other := amending_pages.elsewhere(draft):
        return other
    if reusing.refresh(definition, draft, context):
        flash(t("library-gone"), "warning")
    last = next((step.id for step in reversed(definition.steps) if not step.review), None)
    evaluation = evaluate(definition, draft.answers, context, through=last)
    if evaluation.exit:
        return _exit(definition, draft, evaluation, context)
    return _draw(
        definition,
        draft,
        evaluation,
        context,
        show_problems=bool(evaluation.problems),
        refused=_unidentified(definition, draft),
    )


def receipt(request_id: uuid.UUID) -> Response:
    """Confirm what was sent: number, what comes next, when."""
    sent = pages.own(request_id)
    if not policy.admits(sent.status):
        return redirect(url_for("requests.review", request_id=sent.id))
    definition = by_digest(sent.digest)
    filed = contexts.filed(sent)
    return pages.page(
        "requests/receipt.html",
        sent=sent,
        private=(link := addresses.of(sent)) and link.email,
        title=presentation.title(definition, filed),
        written=offering.written_back(definition, sent, filed, presentation.language_for(definition)),
        service=presentation.service(sent.service),
        delay=duration(definition.delay_for(sent.answers)) if sent.due_on != NO_DUE_DATE else None,
    )


def _take(definition: Definition, draft: Request, context: Context) -> Response:
    form = forms.read(request)
    draft_id, amended_id = draft.id, draft.amends
    step = definition.review_step
    step_id = step.id if step else ""
    draft, uploads = pages.take_files(definition, draft, step_id, form)
    if draft.status != Status.DRAFT:
        return redirect(url_for("requests.receipt", request_id=draft.id), pages.SEE_OTHER)
    filled = drafts.fill(definition, draft, step_id, form, context, uploads)
    if other := amending_pages.elsewhere(draft, filled.evaluation):
        return other
    # What the city has already may be changed whatever is offered now.
    new = form.action == "submit" and draft.amends is None
    refused = _refused(definition, draft) if new else _unidentified(definition, draft)
    if refused == "verified":
        # Nothing is taken, the files of the form included; what was typed stays on the page.
        return _stop(definition, draft, context, form)
    sendable = form.action == "submit" and filled.clean and filled.evaluation.valid and refused is None
    unproven = new and draft.user_id is None and not browsers.is_proven(draft)
    told = True
    try:
        with byte_changes() as changes:
            through = None if form.action == "submit" else step_id or None
            filled = drafts.keep_files(definition, draft, filled, context, changes, through=through)
            if sendable and not filled.lost:
                filled = drafts.copy_papers(definition, draft, filled, context, changes)
            if sendable and not filled.lost and unproven:
                spoken = presentation.language_for(definition)
                drafts.save(definition, draft, filled, form, step_id, changes, step="", language=spoken)
                told = confirming.ask(draft, addresses.bound(draft), language())
            elif sendable and not filled.lost:
                _send(definition, draft, filled, context, form, changes)
            else:
                kept_out = offering.declined(definition, draft, form)
                drafts.save(definition, draft, filled, form, step_id, changes, step="", declined=kept_out)
            pages.commit()
    except StaleRequestError:
        return _conflict(definition, draft_id, context, form, filled)
    if unproven and sendable and not filled.lost:
        if not told:
            flash(t("private-too-many"), "warning")
        return redirect(url_for("private.waiting", request_id=draft_id), pages.SEE_OTHER)
    if amended_id is not None and sendable and not filled.lost:
        flash(t("amending-edited"), "success")
        return redirect(url_for("requests.show", request_id=amended_id), pages.SEE_OTHER)
    if draft.status != Status.DRAFT:
        return redirect(url_for("requests.receipt", request_id=draft_id), pages.SEE_OTHER)
    return _stay(definition, draft, filled, context, form, refused)


def _stop(definition: Definition, draft: Request, context: Context, form: StepForm) -> Response:
    """Say that nothing is saved or sent without a verified identity."""
    if pages.is_fragment():
        return pages.told(t("requests-refused-verified-unsaved"), status=pages.FORBIDDEN)
    if form.action == "abandon":
        return pages.leave(draft, form.action)
    step = definition.review_step
    filled = drafts.fill(
        definition, draft, step.id if step else "", replace(form, action="update", files=()), context, Uploads()
    )
    return _draw(
        definition, draft, filled.evaluation, context, show_problems=False, filled=filled, refused="verified", form=form
    )


def _stay(
    definition: Definition, draft: Request, filled: Filled, context: Context, form: StepForm, refused: str | None
) -> Response:
    """Answer a POST of the review page that sent nothing."""
    if form.action == "submit" and filled.evaluation.exit:
        return _exit(definition, draft, filled.evaluation, context)
    sought = choosing.address_sought(definition, form)
    if form.action == "submit" or form.fragment or sought or filled.problems or filled.lost:
        checked = form.action == "submit"
        return _draw(
            definition,
            draft,
            filled.evaluation,
            context,
            show_problems=checked,
            filled=filled,
            refused=refused,
            form=form,
        )
    if form.action in {"save", "abandon"}:
        return pages.leave(draft, form.action)
    if form.action == "previous":
        return redirect(pages.step_url(draft, presentation.pages(definition, filled.evaluation)[-1]), pages.SEE_OTHER)
    if form.action.startswith(MODIFY):
        place = form.action.removeprefix(MODIFY)
        changed = returning.modify_url(definition, draft, filled.evaluation, place)
        return redirect(changed or pages.step_url(draft, None), pages.SEE_OTHER)
    following = pages.step_url(draft, None, filled.pressed)
    if form.language:
        following = url_for("catalogue.choose_language", lang=form.language, next=following)
    return redirect(following, pages.SEE_OTHER)


def _refused(definition: Definition, draft: Request) -> str | None:
    user, offered = pages.account_of(draft), current(definition.id)
    if user is None:
        # Until the address is confirmed nothing is told of what else was asked for with it.
        in_progress = _in_progress(draft) if browsers.is_proven(draft) else 0
        return submission.obstacle(offered, now(), in_progress, identified=True, account=False)
    in_progress = drafts.in_progress(user, definition.id)
    identified = submission.is_identified(definition, offered, user)
    return submission.obstacle(offered, now(), in_progress, identified=identified)


def _in_progress(draft: Request) -> int:
    link = addresses.of(draft)
    return addresses.in_progress(link.email, draft.procedure_id) if link else 0


def _unidentified(definition: Definition, draft: Request) -> str | None:
    offered = current(definition.id)
    return None if submission.is_identified(definition, offered, pages.account_of(draft)) else "verified"


def _send(
    definition: Definition, draft: Request, filled: Filled, context: Context, form: StepForm, changes: ByteChanges
) -> None:
    sent, language = draft, presentation.language_for(definition)
    user = pages.account_of(draft)
    now_offered = offering.offered(definition, filled.evaluation, context, user)
    if draft.amends is not None:
        sent = amending.swap(
            definition,
            draft,
            filled.evaluation,
            context,
            changes,
            way=amending.EDIT,
            origins=filled.origins,
            seen_version=form.version,
            language=language,
        )
    else:
        submission.submit(
            definition,
            draft,
            filled.evaluation,
            context,
            origins=filled.origins,
            seen_version=form.version,
            language=language,
            actor=Actor(Kind.CITIZEN, draft.user_id),
        )
    if user is not None:
        offering.write_back(definition, sent, now_offered, form, user)


def _conflict(
    definition: Definition, draft_id: uuid.UUID, context: Context, form: StepForm, filled: Filled
) -> Response:
    """Another tab or the city came first: it sent the request, took it up, or changed it (look again)."""
    db.session.rollback()
    draft = pages.own(draft_id)
    if draft.status != Status.DRAFT:
        return redirect(url_for("requests.receipt", request_id=draft.id), pages.SEE_OTHER)
    if other := amending_pages.elsewhere(draft, filled.evaluation):
        return other
    evaluation = evaluate(definition, draft.answers, context)
    return _draw(definition, draft, evaluation, context, show_problems=False, conflict=True, form=form)


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
    form: StepForm | None = None,
    conflict: bool = False,
) -> Response:
    fragment = pages.is_fragment() and not conflict
    beside = filled.beside if filled else {}
    review = definition.review_step
    view = renderer(presentation.language_for(definition)).review(
        definition,
        pages.still_told(definition, evaluation, filled) if fragment else evaluation,
        context=context,
        step_url=lambda step_id: pages.step_url(draft, step_id, back=Way(), check=True),
        file_url=pages.file_url(draft),
        show_problems=show_problems or fragment,
        extra_problems=filled.problems if filled else scanning.infected(definition, draft, evaluation, None),
        beside=beside,
        asking=pages.asking(filled),
        suggestions=choosing.suggestions(definition, review.id, form, beside) if review else None,
        changes=offering.offered(definition, evaluation, context, pages.account_of(draft)),
        declined=offering.declined(definition, draft, form) if form else draft.declined,
    )
    notices = pages.notices(definition, filled, context) if filled else []
    if fragment:
        response = pages.fragment(view, notices, filled.pressed.focus if filled else "")
    else:
        sought = choosing.address_sought(definition, form) if form else None
        wrong = (
            bool(filled and not sought and (evaluation.problems or filled.problems or filled.lost))
            or refused is not None
        )
        response = pages.page(
            "requests/review.html",
            status=pages.CONFLICT if conflict else pages.UNPROCESSABLE if wrong and form else 200,
            view=view,
            draft=draft,
            choices_url=pages.choices_url(draft),
            title=presentation.title(definition, context),
            overview=url_for("requests.overview", request_id=draft.id),
            total=len(presentation.pages(definition, evaluation)) + 1,
            service=presentation.service(draft.service),
            pieces=presentation.pieces(definition, evaluation, context),
            notice=notice(definition, language(), context, evaluation),
            notices=notices,
            refused=refused,
            conflict=conflict,
        )
    response.headers[pages.VERSION] = str(draft.version)
    return response
