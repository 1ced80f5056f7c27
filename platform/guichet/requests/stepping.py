"""Pages that fill a request: the start and the steps."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from flask import abort, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import policy
from guichet.database import db, now
from guichet.documents import scanning
from guichet.documents.services import byte_changes
from guichet.documents.uploads import Uploads
from guichet.i18n import t
from guichet.private import browsers
from guichet.publishing.services import by_digest, current
from guichet.requests import (
    amending_pages,
    choosing,
    contexts,
    drafts,
    forms,
    pages,
    presentation,
    returning,
    reusing,
    submission,
)
from guichet.requests.drafts import Filled
from guichet.requests.forms import StepForm
from guichet.requests.models import Request
from guichet.requests.origins import put_in
from guichet.requests.states import StaleRequestError, Status
from guichet_render import renderer
from guichet_render.differences import Difference
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition

# The buttons that «Garder ce que j’ai saisi» presses again; any other only redraws the step.
_KEPT = frozenset({"next", "previous", "save"})


def start(procedure_id: str) -> Response:
    """Offer to begin or to resume (GET), begin (POST)."""
    definition = current(procedure_id)
    if definition is None or not definition.steps:
        abort(404)
    if not current_user.is_authenticated:
        refused = submission.obstacle(definition, now(), 0, identified=True)
        return _start_page(definition, drafts.draft_of(None, procedure_id, browsers.current()), refused)
    draft = drafts.draft_of(current_user, procedure_id)
    in_progress = drafts.in_progress(current_user, procedure_id)
    identified = submission.is_identified(definition, definition, current_user)
    refused = submission.obstacle(definition, now(), in_progress, identified=identified)
    anew = request.form.get("anew") == "true"
    if request.method == "POST" and refused is None and (draft is None or anew):
        begun = drafts.begin(definition, current_user, presentation.language_for(definition))
        url = pages.reached_url(definition, begun.id, None)
        pages.commit()
        return redirect(url, pages.SEE_OTHER)
    return _start_page(definition, draft, refused)


def step(request_id: uuid.UUID, step_id: str) -> Response:
    """Show one step of a draft (GET) or take what was typed on it (POST)."""
    draft = pages.own(request_id)
    if not policy.admits(draft.status):
        return _already_sent(draft)
    definition = by_digest(draft.digest)
    asked = definition.step(step_id)
    if asked is None:
        abort(404)
    if request.method != "POST" and (other := amending_pages.elsewhere(draft)):
        return other
    if request.method == "POST" and not asked.review:
        return _take(definition, draft, step_id, forms.read(request))
    if asked.review:
        return redirect(pages.step_url(draft, None))
    first = step_id not in drafts.touched(draft) and contexts.prefills(definition, step_id)
    context = _context(definition, draft, with_profile=first or contexts.picks_members(definition, step_id))
    if reusing.refresh(definition, draft, context):
        flash(t("library-gone"), "warning")
    evaluation, origins = drafts.opened(definition, draft, step_id, context)
    if context.library:
        origins = {**origins, **put_in(definition, evaluation.answers, context)}
    if step_id not in evaluation.steps:
        way = returning.read(definition, request.args.get("back", ""))
        return redirect(pages.step_url(draft, presentation.following(definition, evaluation, step_id, 1), back=way))
    shown = StepPage(definition, draft, step_id, context)
    return shown.draw(evaluation, origins, show_problems="check" in request.args)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another tab saved first: where it differs from what was typed here, and the button that keeps the latter."""

    differing: list[Difference]
    files_again: bool
    action: str


class StepPage:
    """One step of one draft, drawn whole or as the fragment of its fields."""

    def __init__(self, definition: Definition, draft: Request, step_id: str, context: Context) -> None:
        """Draw this step of this draft in these surroundings."""
        self.definition = definition
        self.draft = draft
        self.step_id = step_id
        self.context = context
        self.way = returning.read(definition, request.values.get("back", ""))
        self.identified = _identified(definition, draft)

    def draw(
        self,
        evaluation: Evaluation,
        origins: dict[str, str],
        *,
        show_problems: bool,
        filled: Filled | None = None,
        form: StepForm | None = None,
        status: int = 200,
        conflict: Conflict | None = None,
    ) -> Response:
        """Return the page; ``conflict`` says that another tab came first and nothing of this is saved."""
        draft, definition = self.draft, self.definition
        fragment = pages.is_fragment() and conflict is None
        beside = filled.beside if filled else {}
        place = (definition, draft, evaluation, self.step_id)
        view = renderer(presentation.language_for(definition)).step(
            definition,
            self.step_id,
            pages.still_told(definition, evaluation, filled) if fragment else evaluation,
            context=self.context,
            show_problems=show_problems or fragment,
            extra_problems=filled.problems if filled else scanning.infected(*place),
            origins=origins,
            beside=beside,
            asking=pages.asking(filled),
            suggestions=choosing.suggestions(definition, self.step_id, form, beside),
            step_url=lambda step_id: pages.step_url(draft, step_id, back=self.way),
            file_url=pages.file_url(draft),
        )
        notices = pages.notices(definition, filled, self.context) if filled else []
        if names := scanning.waiting(*place):
            notices.append(t("files-waiting", names=", ".join(names)))
        if fragment:
            # Always 200: the step is saved, and the script would post it a second time after an error.
            focus = filled.pressed.focus if filled else ""
            response = pages.fragment(view, notices, focus, saved=pages.saved_at(draft), **self._place(evaluation))
        else:
            response = pages.page(
                "requests/step.html",
                status=status,
                view=view,
                draft=draft,
                notices=notices,
                conflict=conflict,
                refused=None if self.identified else "verified",
                first=next(iter(presentation.pages(definition, evaluation)), self.step_id) == self.step_id,
                service=presentation.service(draft.service),
                choices_url=pages.choices_url(draft),
                action_url=pages.step_url(draft, self.step_id),
                saved_url=pages.step_url(draft, self.step_id, back=self.way),
                **self._place(evaluation),
            )
        response.headers[pages.VERSION] = str(draft.version)
        return response

    def _place(self, evaluation: Evaluation) -> dict[str, object]:
        """Return what the answers of the step change around its fields."""
        shown = presentation.pages(self.definition, evaluation)
        return {
            "title": presentation.title(self.definition, self.context),
            "number": shown.index(self.step_id) + 1 if self.step_id in shown else 1,
            "total": len(shown) + 1,
            "overview": url_for("requests.overview", request_id=self.draft.id),
            "pieces": presentation.pieces(self.definition, evaluation, self.context),
            "way": self.way,
        }


def _take(definition: Definition, draft: Request, step_id: str, form: StepForm) -> Response:
    draft_id = draft.id
    draft, uploads = pages.take_files(definition, draft, step_id, form)
    if draft.status != Status.DRAFT:
        return _already_sent(draft)
    if not _identified(definition, draft) or amending_pages.is_shut(draft):
        return _stop(definition, draft, step_id, form)
    context = _context(definition, draft, with_profile=contexts.picks_members(definition, step_id))
    filled = drafts.fill(
        definition, draft, step_id, form, context, uploads, know=lambda: _context(definition, draft, with_profile=True)
    )
    target = _target(definition, filled, step_id, form)
    way = returning.read(definition, form.back)
    stop = None
    if way and form.action == "next" and filled.clean and not filled.evaluation.exit:
        stop = returning.onward(definition, draft, step_id, filled.evaluation, way, context)
        target, way = stop.step, stop.way
    try:
        with byte_changes() as changes:
            filled = drafts.keep_files(definition, draft, filled, context, changes, through=step_id)
            reached = step_id if filled.lost else target
            drafts.save(definition, draft, filled, form, step_id, changes, step=reached or "")
            pages.commit()
    except StaleRequestError:
        return _overtaken(definition, draft_id, step_id, form)
    if form.autosave:
        return _autosaved(definition, draft, step_id, context, filled, form)
    checked = form.action == "next"
    problems = filled.problems or filled.lost or (checked and filled.evaluation.problems)
    if form.fragment or problems or choosing.address_sought(definition, form):
        shown = StepPage(definition, draft, step_id, context)
        status = pages.UNPROCESSABLE if problems else 200
        return shown.draw(
            filled.evaluation, filled.origins, show_problems=checked, filled=filled, form=form, status=status
        )
    for notice in pages.notices(definition, filled, context):
        flash(notice, "warning")
    if checked and filled.evaluation.exit:
        return pages.exit_page(definition, draft, filled.evaluation, context, pages.step_url(draft, step_id, back=way))
    if form.action in {"save", "abandon"}:
        return pages.leave(draft, form.action)
    if stop and stop.step:
        flash(t("review-opened"), "info")
    reproach = bool(stop and stop.reproach)
    following = pages.step_url(draft, target, filled.pressed, back=way, check=reproach)
    if form.language:
        following = url_for("catalogue.choose_language", lang=form.language, next=following)
    return redirect(following, pages.SEE_OTHER)


def _stop(definition: Definition, draft: Request, step_id: str, form: StepForm) -> Response:
    """Say that nothing is saved, without a verified identity or after the city took a request up that is amended.

    What was typed stays on the page.
    """
    if form.action == "abandon":
        return pages.leave(draft, form.action)
    shut = amending_pages.is_shut(draft)
    if shut and (form.autosave or pages.is_fragment()):
        return pages.told(t("amending-not-now"), status=pages.CONFLICT)
    if form.autosave or pages.is_fragment():
        return pages.told(t("requests-refused-verified-unsaved"), status=pages.FORBIDDEN)
    context = _context(definition, draft, with_profile=contexts.picks_members(definition, step_id))
    filled = drafts.fill(definition, draft, step_id, replace(form, action="update", files=()), context, Uploads())
    if shut and (other := amending_pages.elsewhere(draft, filled.evaluation)):
        return other
    shown = StepPage(definition, draft, step_id, context)
    return shown.draw(filled.evaluation, filled.origins, show_problems=False, filled=filled, status=pages.FORBIDDEN)


def _target(definition: Definition, filled: Filled, step_id: str, form: StepForm) -> str | None:
    """Return the step that the button leads to, and that «Reprendre» will open; ``None`` is the review page."""
    if form.action == "previous":
        return presentation.following(definition, filled.evaluation, step_id, -1)
    if form.action == "next" and filled.clean and not filled.evaluation.exit:
        return presentation.following(definition, filled.evaluation, step_id, 1)
    return step_id


def _autosaved(
    definition: Definition, draft: Request, step_id: str, context: Context, filled: Filled, form: StepForm
) -> Response:
    """Say when what is being typed was saved; answers that fell away are told as by any button, at once or later."""
    notices = pages.notices(definition, filled, context)
    if notices and not form.unread:
        shown = StepPage(definition, draft, step_id, context)
        return shown.draw(filled.evaluation, filled.origins, show_problems=False, filled=filled)
    for notice in notices:
        flash(notice, "warning")
    return pages.told(pages.saved_at(draft), draft)


def _overtaken(definition: Definition, draft_id: uuid.UUID, step_id: str, form: StepForm) -> Response:
    """Another tab came first: where both say the same, go on; else show both, and save only what is chosen."""
    db.session.rollback()
    draft = pages.own(draft_id)
    if draft.status != Status.DRAFT:
        return _already_sent(draft)
    context = _context(definition, draft, with_profile=contexts.picks_members(definition, step_id))
    filled = drafts.fill(definition, draft, step_id, replace(form, action="update", files=()), context, Uploads())
    differing = renderer(presentation.language_for(definition)).differences(
        definition, step_id, draft.answers, filled.evaluation.answers, context
    )
    files_again = any(file.filename for _, file in form.files)
    if not differing and not files_again:
        return _take(definition, draft, step_id, replace(form, version=draft.version))
    if form.autosave:
        return pages.told(t("steps-autosave-conflict"), status=pages.CONFLICT)
    shown = StepPage(definition, draft, step_id, context)
    return shown.draw(
        filled.evaluation,
        filled.origins,
        show_problems=False,
        filled=filled,
        status=pages.CONFLICT,
        conflict=Conflict(differing, files_again, form.action if form.action in _KEPT else "update"),
    )


def _already_sent(sent: Request) -> Response:
    if "autosave" in request.form.get("action", ""):
        return pages.told(t("steps-autosave-sent"), status=pages.CONFLICT)
    return pages.already_sent(sent)


def _start_page(definition: Definition, draft: Request | None, refused: str | None) -> Response:
    return pages.page(
        "requests/start.html",
        definition=definition,
        title=presentation.title(definition),
        draft=draft,
        refused=refused,
        service=presentation.service(definition.service),
        resume=pages.resume_url(definition, draft.id, draft.step) if draft else None,
    )


def _context(definition: Definition, draft: Request, *, with_profile: bool) -> Context:
    return contexts.live(definition, pages.account_of(draft), with_profile=with_profile)


def _identified(definition: Definition, draft: Request) -> bool:
    # What the procedure has come to ask since is looked up on the last page: each step would cost a query.
    return submission.is_identified(definition, definition, pages.account_of(draft))
