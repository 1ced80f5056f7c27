"""Drafts: begin one, fill a step of it, save it by compare-and-set, throw it away."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, select

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.documents import scanning
from guichet.documents import services as documents
from guichet.documents.services import ByteChanges
from guichet.documents.uploads import Uploads, receive
from guichet.private import browsers
from guichet.requests import contexts, reusing, states
from guichet.requests.forms import StepForm
from guichet.requests.models import Request
from guichet.requests.origins import put_in, still_true
from guichet.requests.picking import fill_picked
from guichet.requests.pressing import Pressed, join_ahead, press
from guichet.requests.states import QUEUED, Status
from guichet_validate import pointers
from guichet_validate.coerce import Coerced, coerce
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.model import Definition
from guichet_validate.prefill import awakened, prefill
from guichet_validate.problems import Problem
from guichet_validate.searching import settle


@dataclass(frozen=True, slots=True)
class Filled:
    """A posted step, judged and not yet saved.

    ``pruned`` are the concrete pointers of answers the person had given that are no longer asked; ``undeclared``
    tells that something came which this step does not know; ``lost`` that a file could not be stored. ``beside`` is
    what was typed about files that did not come or were refused, by their field's concrete pointer, and what was
    searched for or picked at the head of a group. ``pressed`` is what the button did.
    """

    evaluation: Evaluation
    origins: dict[str, str]
    problems: tuple[Problem, ...]
    uploads: Uploads
    pressed: Pressed
    pruned: tuple[str, ...] = ()
    undeclared: bool = False
    lost: bool = False
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether the person may go on."""
        return not (self.evaluation.problems or self.problems or self.lost)


def draft_of(user: User | None, procedure_id: str, browser: str | None = None) -> Request | None:
    """Return the person's latest draft of a procedure; `user` and `browser` as in `services.own`."""
    if user is None and browser is None:
        return None
    wanted = (
        select(Request)
        .where(browsers.owned(user, browser))
        .where(Request.procedure_id == procedure_id, Request.status == Status.DRAFT.value)
        .where(Request.amends.is_(None))
    )
    return db.session.scalars(wanted.order_by(Request.updated_at.desc()).limit(1)).first()


def in_progress(user: User, procedure_id: str) -> int:
    """Return how many requests of that procedure the city has in hand for this account."""
    wanted = select(func.count()).where(
        Request.user_id == user.id,
        Request.procedure_id == procedure_id,
        Request.status.in_([status.value for status in QUEUED]),
    )
    return db.session.scalar(wanted) or 0


def begin(definition: Definition, user: User | None, language: str) -> Request:
    """Add a draft, filled with what the profile and earlier requests know: without an account, nothing."""
    context = contexts.live(definition, user, with_profile=True)
    known = prefill(definition, {}, context, conditional=False)
    moment = now()
    draft = Request(
        id=uuid.uuid4(),
        procedure_id=definition.id,
        digest=definition.digest,
        service=definition.service,
        status=Status.DRAFT.value,
        version=1,
        user_id=user.id if user else None,
        language=language,
        answers=dict(known.answers),
        origins=dict(known.origins),
        posted=[],
        declined=[],
        begun=[],
        step=None,
        created_at=moment,
        updated_at=moment,
    )
    db.session.add(draft)
    return draft


def touched(draft: Request) -> frozenset[str]:
    """Return the steps whose answers are the person's, by a button or while typing: nothing is filled in any more."""
    return frozenset((*draft.posted, *draft.begun))


def opened(definition: Definition, draft: Request, step_id: str, context: Context) -> tuple[Evaluation, dict[str, str]]:
    """Return a step as it is to be drawn: a step never saved before is filled with what is known, unsaved."""
    evaluation = evaluate(definition, draft.answers, context, through=step_id)
    if step_id in touched(draft) or not contexts.prefills(definition, step_id):
        return evaluation, draft.origins
    known = prefill(definition, evaluation.answers, context, only_steps=(step_id,))
    if not known.origins:
        return evaluation, draft.origins
    return evaluate(definition, known.answers, context, through=step_id), {**draft.origins, **known.origins}


def received(definition: Definition, draft: Request, step_id: str, form: StepForm) -> Uploads:
    """Look through the files of a form, and join those that are to be one; slow, and nothing is stored."""
    uploads = receive(definition, step_id, form.files, draft.answers, form.joining)
    coerced = _coerced(definition, step_id, form, draft, uploads)
    join_ahead(definition, coerced.answers, form.action, draft, uploads)
    return uploads


def fill(
    definition: Definition,
    draft: Request,
    step_id: str,
    form: StepForm,
    context: Context,
    uploads: Uploads,
    know: Callable[[], Context] | None = None,
) -> Filled:
    """Judge a posted step on top of the draft's other answers; nothing is stored.

    ``uploads`` are the files of the form, looked through by ``received``. ``know`` gives the context with the profile,
    asked for only when a step is posted for the first time or questions have just appeared on the page.
    """
    coerced = _coerced(definition, step_id, form, draft, uploads)
    answers = settle(definition, reusing.settled(definition, draft, coerced.answers, context), context)
    # What is saved while being typed redraws nothing: a pick is for the button that shows what it filled.
    picks = {} if form.autosave else coerced.beside
    answers, picked = fill_picked(definition, answers, context, picks, form.action, draft.answers, draft.origins)
    pressed = press(definition, step_id, answers, form.action, uploads)
    through = None if form.action == "submit" else step_id or None
    evaluation = evaluate(definition, pressed.answers, context, through=through)
    pruned = _noticed(definition, draft, step_id, evaluation)
    picked = pressed.carried(picked)
    origins = still_true(draft.origins, draft.answers, evaluation.answers, pressed)
    if know and step_id not in touched(draft) and contexts.prefills(definition, step_id):
        # What this step was drawn with is decided now, by what was left as it was.
        drawn_with, told = opened(definition, draft, step_id, know())
        origins |= still_true(told, drawn_with.answers, evaluation.answers, pressed)
    origins |= put_in(definition, evaluation.answers, context)
    origins |= {
        place: source for place, source in picked.items() if pointers.get(evaluation.answers, place) is not None
    }
    if know and not form.autosave and (form.stays or evaluation.problems) and contexts.prefills(definition, step_id):
        drawn = frozenset(pressed.carried(dict.fromkeys(form.drawn, True)))
        evaluation, origins = _complete(definition, draft, step_id, drawn, know(), evaluation, origins)
    problems = tuple(
        replace(one, pointer=now) for one in uploads.problems if (now := pressed.follow(one.pointer)) is not None
    )
    everywhere = form.action == "submit"
    problems += tuple(scanning.infected(definition, draft, evaluation, None if everywhere else step_id))
    return Filled(
        evaluation=_without_echo(evaluation, problems),
        origins=origins,
        problems=problems,
        uploads=uploads,
        pressed=pressed,
        pruned=pruned,
        undeclared=bool(coerced.undeclared) or uploads.undeclared,
        beside=_beside(pressed.carried(coerced.beside), form.action),
    )


def save(
    definition: Definition,
    draft: Request,
    filled: Filled,
    form: StepForm,
    step_id: str,
    changes: ByteChanges,
    **also: Any,
) -> None:
    """Write a filled step and its files. Raises ``StaleRequestError`` when another tab came first.

    What is saved while being typed leaves the step as it was: nobody has finished it.
    """
    kept_before = {one.id for one in documents.given(definition, draft.answers)}
    kept = {one.id for one in documents.given(definition, filled.evaluation.answers)}
    reached = {"begun": _with(draft.begun, step_id)} if form.autosave else {"posted": _with(draft.posted, step_id)}
    states.save_draft(
        draft,
        seen_version=form.version,
        answers=dict(filled.evaluation.answers),
        origins=filled.origins,
        **reached,
        **also,
    )
    documents.drop(draft.id, kept_before - kept, changes)


def _with(steps: list[str], step_id: str) -> list[str]:
    return steps if step_id in steps else [*steps, step_id]


def keep_files(
    definition: Definition,
    draft: Request,
    filled: Filled,
    context: Context,
    changes: ByteChanges,
    *,
    through: str | None,
) -> Filled:
    """Store the new files that the answers keep; one that cannot be stored is taken out of the answers again.

    What it was to take the place of is put back.
    """
    failed = set()
    for one in documents.given(definition, filled.evaluation.answers):
        accepted = filled.uploads.accepted.get(one.id)
        if accepted is not None:
            try:
                documents.store(accepted, one.id, changes, user_id=draft.user_id, request_id=draft.id)
            except OSError:
                failed.add(one.id)
    if not failed:
        return filled
    answers = copy.deepcopy(dict(filled.evaluation.answers))
    beside = dict(filled.beside)
    for one in reversed(documents.given(definition, answers)):
        if one.id not in failed:
            continue
        above, _, place = one.pointer.rpartition("/")
        if instead := filled.uploads.instead.get(one.id):
            # What was said meanwhile about the one file that was to be replaced is kept.
            said = one.value if len(instead) == 1 else {}
            files = pointers.get(answers, above)
            files[int(place) : int(place) + 1] = [{**said, **old} for old in instead]
        else:
            told = pointers.get(answers, one.pointer)
            beside[above] = {key: told[key] for key in ("as", "issued", "expires") if key in told}
            pointers.remove(answers, one.pointer)
            if not pointers.get(answers, above):
                pointers.remove(answers, above)
    evaluation = evaluate(definition, answers, context, through=through)
    return replace(filled, evaluation=evaluation, lost=True, beside=beside)


def copy_papers(
    definition: Definition, draft: Request, filled: Filled, context: Context, changes: ByteChanges
) -> Filled:
    """Give a request that is about to be sent its own copies of the documents of the library."""
    try:
        answers = reusing.copied(definition, draft, filled.evaluation.answers, context, changes)
    except (OSError, LookupError):
        return replace(filled, lost=True)
    return replace(filled, evaluation=filled.evaluation._replace(answers=answers))


def _coerced(definition: Definition, step_id: str, form: StepForm, draft: Request, uploads: Uploads) -> Coerced:
    """Return the whole answers with this step's as posted, before its button has any effect."""
    if definition.step(step_id) is None:  # a review page without fields of its own
        return Coerced(draft.answers, tuple(name for name, _ in form.fields))
    pairs = (*form.fields, ("action", form.action))  # the button decides whether empty rows stay
    return coerce(definition, step_id, pairs, draft.answers, uploads.answers)


def _beside(beside: Mapping[str, Mapping[str, str]], action: str) -> dict[str, Mapping[str, str]]:
    """Return what was typed beside answers, but for what the button has used."""
    used = action.removeprefix("fill:") if action.startswith("fill:") else None
    return {pointer: typed for pointer, typed in beside.items() if pointer != used}


def _complete(
    definition: Definition,
    draft: Request,
    step_id: str,
    drawn: frozenset[str],
    context: Context,
    evaluation: Evaluation,
    origins: dict[str, str],
) -> tuple[Evaluation, dict[str, str]]:
    """Fill the questions that have just appeared on this page with what is known; what was drawn stays as typed.

    ``drawn`` are the concrete pointers whose controls were on the page, as they stand after the button.
    A question that was drawn empty is filled too when an answer of this page is what its prefill waited for.
    """
    woken = awakened(definition, draft.answers, evaluation.answers)
    given = _without_blank_rows(definition, evaluation.answers, woken)
    known = prefill(definition, given, context, only_steps=(step_id,))
    new = {
        pointer: source
        for pointer, source in known.origins.items()
        if pointer not in drawn or any(pointers.within(pointers.template(pointer), one) for one in woken)
    }
    if not new:
        return evaluation, origins
    answers = copy.deepcopy(dict(evaluation.answers))
    for pointer in new:
        pointers.put(answers, pointer, pointers.get(known.answers, pointer))
    return evaluate(definition, answers, context, through=step_id), {**origins, **new}


def _without_blank_rows(
    definition: Definition, answers: Mapping[str, Any], templates: Collection[str]
) -> Mapping[str, Any]:
    """Leave out, among these fields, the repeats whose rows hold nothing but defaults, as they were drawn."""
    rest = copy.deepcopy(dict(answers)) if templates else answers
    for waiting in map(definition.fields.__getitem__, templates):
        rows = pointers.get(rest, waiting.pointer) if waiting.kind == "repeat" else None
        defaults = {child.name: child.node.get("default") for child in waiting.children}
        if rows and all(value == defaults.get(name) for row in rows for name, value in row.items()):
            pointers.remove(rest, waiting.pointer)
    return rest


def _without_echo(evaluation: Evaluation, problems: Iterable[Problem]) -> Evaluation:
    """Leave «required» out where a file came and was refused: saying why is enough."""
    refused = {problem.pointer for problem in problems}
    if not refused:
        return evaluation
    kept = (problem for problem in evaluation.problems if problem.pointer not in refused or problem.code != "required")
    return evaluation._replace(problems=tuple(kept))


def _noticed(definition: Definition, draft: Request, step_id: str, evaluation: Evaluation) -> tuple[str, ...]:
    """Return what was pruned among the steps the person has seen; prefilled values elsewhere are nobody's loss."""
    seen = {*touched(draft), step_id}
    steps = ((pointer, definition.step_of(pointer)) for pointer in evaluation.pruned)
    return tuple(pointer for pointer, step in steps if step is not None and step.id in seen)
