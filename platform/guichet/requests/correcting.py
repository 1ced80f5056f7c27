"""The page that asks the citizen for corrections: just the fields that the agent named, and what these open."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import lru_cache

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from guichet.database import db
from guichet.documents import scanning
from guichet.documents import services as documents
from guichet.documents.services import byte_changes
from guichet.documents.uploads import Uploads
from guichet.i18n import t
from guichet.publishing.services import by_digest
from guichet.requests import (
    amending,
    amending_pages,
    choosing,
    contexts,
    corrections,
    drafts,
    forms,
    pages,
    presentation,
)
from guichet.requests.drafts import Filled
from guichet.requests.forms import StepForm
from guichet.requests.models import Correction, Request
from guichet.requests.states import StaleRequestError
from guichet_render import renderer
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.loading import load
from guichet_validate.model import Definition

STEP = "correction"


def correct(request_id: uuid.UUID) -> Response:
    """Show the form of what is to be corrected (GET), take it (POST); it replaces nothing before all of it is valid."""
    found = pages.own(request_id)
    draft = amending.draft_of(found)
    asked = corrections.open_of(found)
    if draft is None or asked is None or amending.way_of(found) != amending.CORRECT or not amending.corrects(draft):
        if draft is not None and request.method == "POST":
            return amending_pages.overtaken(draft, found)
        return redirect(url_for("requests.show", request_id=found.id), pages.SEE_OTHER)
    page = CorrectionPage(found, draft, asked)
    return page.take(forms.read(request)) if request.method == "POST" else page.draw()


class CorrectionPage:
    """What one request waits for, in front of its person."""

    def __init__(self, found: Request, draft: Request, asked: Correction) -> None:
        """Find out which fields stand on the page: those asked for, and those that would be wrong without."""
        self.found, self.draft, self.asked = found, draft, asked
        self.definition = by_digest(found.digest)
        self.context = contexts.live(self.definition, pages.account_of(found), with_profile=False)
        self.places = _places(self.definition, found, draft, asked, self.context)
        self.form = form_of(self.definition, self.places)

    def draw(
        self,
        filled: Filled | None = None,
        *,
        form: StepForm | None = None,
        wrong: bool = False,
        conflict: bool = False,
    ) -> Response:
        """Return the page; ``wrong`` shows what is to be mended, ``conflict`` that something changed meanwhile."""
        draft, definition = self.draft, self.form
        fragment = pages.is_fragment() and not conflict
        evaluation = filled.evaluation if filled else evaluate(definition, draft.answers, self.context, through=STEP)
        beside = filled.beside if filled else {}
        view = renderer(presentation.language_for(definition)).step(
            definition,
            STEP,
            pages.still_told(definition, evaluation, filled) if fragment else evaluation,
            context=self.context,
            show_problems=wrong or fragment,
            extra_problems=filled.problems if filled else scanning.infected(definition, draft, evaluation, STEP),
            origins=draft.origins,
            beside=beside,
            asking=pages.asking(filled),
            suggestions=choosing.suggestions(definition, STEP, form, beside),
            step_url=lambda _step_id: url_for("requests.correct", request_id=self.found.id),
            file_url=pages.file_url(draft),
        )
        notices = pages.notices(definition, filled, self.context) if filled else []
        if fragment:
            response = pages.fragment(view, notices, filled.pressed.focus if filled else "")
        else:
            bad = wrong or bool(filled and (filled.problems or filled.lost))
            response = pages.page(
                "requests/correct.html",
                status=pages.CONFLICT if conflict else pages.UNPROCESSABLE if bad else 200,
                view=view,
                found=self.found,
                draft=draft,
                title=presentation.title(self.definition, self.context),
                asked=self.asked,
                token=corrections.token_of(self.asked),
                refused=refused_of(self.definition, self.found, self.context),
                notices=notices,
                conflict=conflict,
                choices_url=pages.choices_url(draft),
                service=presentation.service(self.found.service),
            )
        response.headers[pages.VERSION] = str(draft.version)
        return response

    def take(self, form: StepForm) -> Response:
        """Keep what was typed; swap it in when it was sent and all of the request is valid."""
        sends = form.action == "submit"
        form = replace(form, action="next") if sends else form
        found_id = self.found.id
        draft, uploads = pages.take_files(self.form, self.draft, STEP, form)
        self.draft = draft
        filled = drafts.fill(self.form, draft, STEP, form, self.context, uploads)
        unchanged = request.form.get("asked") == corrections.token_of(self.asked)
        swapped = False
        try:
            with byte_changes() as changes:
                filled = drafts.keep_files(self.form, draft, filled, self.context, changes, through=STEP)
                drafts.save(self.form, draft, filled, form, STEP, changes, step=draft.step)
                whole = self._whole(filled) if sends and unchanged and filled.clean else None
                if whole is not None and whole.valid:
                    sent = drafts.copy_papers(
                        self.definition, draft, replace(filled, evaluation=whole), self.context, changes
                    )
                    if not sent.lost:
                        amending.swap(
                            self.definition,
                            draft,
                            sent.evaluation,
                            self.context,
                            changes,
                            way=amending.CORRECT,
                            origins=filled.origins,
                            seen_version=draft.version,
                            language=presentation.language_for(self.definition),
                        )
                        swapped = True
                    filled = replace(filled, lost=sent.lost)
                pages.commit()
        except StaleRequestError:
            return _overtaken(found_id, form, filled)
        if swapped:
            flash(t("amending-corrected"), "success")
            return redirect(url_for("requests.show", request_id=found_id), pages.SEE_OTHER)
        if form.action in {"save", "abandon"}:
            return pages.leave(draft, form.action)
        again = CorrectionPage(self.found, draft, self.asked)
        if again.places != self.places:
            # What was corrected asks for more: it is all on the page now.
            return again.draw(form=form, wrong=sends)
        return self.draw(filled, form=form, wrong=sends and unchanged, conflict=sends and not unchanged)

    def _whole(self, filled: Filled) -> Evaluation:
        answers = amending.restricted(self.found.answers, filled.evaluation.answers, self.places)
        return evaluate(self.definition, answers, self.context)


def refused_of(definition: Definition, found: Request, context: Context) -> list[tuple[str, str]]:
    """Return the documents that an agent has refused: title and reason."""
    judged = documents.judged(found.id)
    attached = presentation.attached(definition, found.answers, context, judged)
    return [(one.title, one.verdict.reason or "") for one in attached if one.verdict and one.verdict.state == "refused"]


@lru_cache(maxsize=64)
def form_of(definition: Definition, places: tuple[str, ...]) -> Definition:
    """Return the definition with these places as its only step: all else is known, and nothing of it is asked."""
    step = {"id": STEP, "title": t("amending-correct", definition.language), "fields": list(places)}
    return load({**definition.document, "x-steps": [step]}, strict=False)


def _places(
    definition: Definition, found: Request, draft: Request, asked: Correction, context: Context
) -> tuple[str, ...]:
    answers = amending.restricted(found.answers, draft.answers, asked.places)
    problems = evaluate(definition, answers, context).problems
    wrong = [corrections.place_of(definition, problem.pointer) for problem in problems if problem.pointer]
    order = [field.pointer for field in definition.fields.values()]
    named = {place for place in (*asked.places, *wrong) if place in definition.fields}
    return tuple(sorted(named, key=order.index))


def _overtaken(found_id: uuid.UUID, form: StepForm, filled: Filled) -> Response:
    """Another tab or the city was first: show what was typed, in the form again if it can still be sent."""
    db.session.rollback()
    found = pages.own(found_id)
    draft, asked = amending.draft_of(found), corrections.open_of(found)
    if draft is None:
        return redirect(url_for("requests.show", request_id=found_id), pages.SEE_OTHER)
    if asked is None or amending.way_of(found) != amending.CORRECT:
        return amending_pages.overtaken(draft, found, filled.evaluation)
    page = CorrectionPage(found, draft, asked)
    again = drafts.fill(page.form, draft, STEP, replace(form, action="update", files=()), page.context, Uploads())
    return page.draw(again, form=form, conflict=True)
