"""All the steps of a draft on one page: what is done, what is not, and where to go on."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from flask import redirect, url_for
from werkzeug.wrappers import Response

from guichet import policy
from guichet.publishing.services import by_digest
from guichet.requests import amending_pages, contexts, drafts, pages, presentation, reusing
from guichet.requests.models import Request
from guichet_render import renderer
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.model import Definition

# What is merely not answered yet is no mistake.
_MISSING = frozenset({"required"})


class State(StrEnum):
    """Where a step stands; the words people read are in the catalogue."""

    DONE = "done"
    TODO = "todo"
    WRONG = "wrong"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the list; without an address where it cannot be opened yet."""

    title: str
    state: State
    href: str | None


def overview(request_id: uuid.UUID) -> Response:
    """List the steps of a draft with their states, and lead to the first that is not done."""
    draft = pages.own(request_id)
    if not policy.admits(draft.status):
        return redirect(url_for("requests.show", request_id=draft.id))
    if other := amending_pages.elsewhere(draft):
        return other
    definition = by_digest(draft.digest)
    context = contexts.live(definition, pages.account_of(draft), with_profile=False)
    reusing.refresh(definition, draft, context)
    evaluation = _judged(definition, draft, context)
    states = states_of(definition, draft, evaluation)
    lang = presentation.language_for(definition)
    lines = [
        Line(
            renderer(lang).step_title(definition, step_id, evaluation.answers, context),
            state,
            None if state is State.LATER else _address(draft, step_id, state),
        )
        for step_id, state in states.items()
    ]
    following = next((step_id for step_id, state in states.items() if state is not State.DONE), None)
    return pages.page(
        "requests/overview.html",
        draft=draft,
        title=presentation.title(definition, context),
        lines=lines,
        done=sum(state is State.DONE for state in states.values()),
        review=None if following else pages.step_url(draft, None),
        following=_address(draft, following, states[following]) if following else pages.step_url(draft, None),
        service=presentation.service(draft.service),
        pieces=presentation.pieces(definition, evaluation, context),
    )


def is_long(definition: Definition, draft: Request) -> bool:
    """Tell whether so many steps apply to a draft that it is resumed by their list."""
    if len(definition.steps) < pages.LONG or not draft.posted:
        return False
    context = contexts.live(definition, pages.account_of(draft), with_profile=False)
    return len(presentation.pages(definition, _judged(definition, draft, context))) + 1 >= pages.LONG


def states_of(definition: Definition, draft: Request, evaluation: Evaluation) -> dict[str, State]:
    """Return the state of each applicable step, in order, the page that checks and sends left out.

    A step is judged once a button has posted it; behind the first that is not done, only those already saved open.
    """
    wrong: dict[str, set[str]] = defaultdict(set)
    for problem in evaluation.problems:
        step = definition.step_of(problem.pointer)
        if step is not None:
            wrong[step.id].add(problem.code)
    touched = drafts.touched(draft)
    found: dict[str, State] = {}
    for step_id in presentation.pages(definition, evaluation):
        if step_id in draft.posted:
            codes = wrong[step_id]
            found[step_id] = State.WRONG if codes - _MISSING else State.TODO if codes else State.DONE
        else:
            reached = step_id in touched or all(state is State.DONE for state in found.values())
            found[step_id] = State.TODO if reached else State.LATER
    return found


def _judged(definition: Definition, draft: Request, context: Context) -> Evaluation:
    last = next((step.id for step in reversed(definition.steps) if not step.review), None)
    return evaluate(definition, draft.answers, context, through=last)


def _address(draft: Request, step_id: str, state: State) -> str:
    """Return the address of a step; a mistake is shown at once, as from the page that checks and sends."""
    url = pages.step_url(draft, step_id)
    return f"{url}?check=1" if state is State.WRONG else url
