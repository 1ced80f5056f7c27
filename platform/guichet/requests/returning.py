"""The way back to the review page for who changes an answer from it, through whatever the change opens elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guichet.requests import pages, presentation
from guichet.requests.models import Request
from guichet_validate import pointers
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.model import Definition

_REVIEW = "review"
_BETWEEN = "."
# What is merely not answered yet is no reproach to somebody who has not seen the question.
_MISSING = "required"


@dataclass(frozen=True, slots=True)
class Way:
    """Back to the review page; ``ahead`` are the steps to be seen before, where something new is asked."""

    ahead: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the way as addresses and forms carry it."""
        return _BETWEEN.join((_REVIEW, *self.ahead))


@dataclass(frozen=True, slots=True)
class Stop:
    """Where to go next: a step, or the review page for ``None``; ``reproach`` says that something there is wrong."""

    step: str | None
    way: Way
    reproach: bool = False


def read(definition: Definition, text: str) -> Way | None:
    """Return the way that an address or a form carries; ``None`` for who fills the form in its order."""
    first, *ahead = text.split(_BETWEEN)
    return Way(tuple(step for step in ahead if definition.step(step))) if first == _REVIEW else None


def onward(definition: Definition, draft: Request, step_id: str, after: Evaluation, way: Way, context: Context) -> Stop:
    """Return where somebody goes who has changed this step: to what the change opened or broke, else to the review.

    ``draft`` still holds the answers of before, ``after`` those of now.
    """
    before = evaluate(definition, draft.answers, context)
    whole = evaluate(definition, after.answers, context)
    wrong = _steps(definition, (problem.pointer for problem in whole.problems))
    reproached = _steps(definition, (problem.pointer for problem in whole.problems if problem.code != _MISSING))
    opened = _steps(definition, _opened(definition, before, whole))
    seen = {*draft.posted, step_id}
    left = [
        step
        for step in presentation.pages(definition, whole)
        if step != step_id and (step in way.ahead or step in opened or step in wrong or step not in seen)
    ]
    if not left:
        return Stop(None, Way())
    following, *rest = left
    return Stop(
        following, Way(tuple(step for step in rest if step in way.ahead or step in opened)), following in reproached
    )


def modify_url(definition: Definition, draft: Request, evaluation: Evaluation, place: str) -> str | None:
    """Return where «Modifier» leads for a step's id or an answer's pointer; ``None`` for what is no such place."""
    step = definition.step_of(place) if place.startswith("/") else definition.step(place)
    if step is None or step.id not in presentation.pages(definition, evaluation):
        return None
    return pages.step_url(draft, step.id, back=Way(), place=place if place.startswith("/") else "")


def _steps(definition: Definition, at: Iterable[str]) -> frozenset[str]:
    found = (definition.step_of(pointer) for pointer in at)
    return frozenset(step.id for step in found if step is not None)


def _opened(definition: Definition, before: Evaluation, now: Evaluation) -> Iterable[str]:
    """Yield the pointers of questions that were off and are asked now, in rows that are still there."""
    for pointer in before.off - now.off:
        field = definition.field_at(pointer)
        around = pointer.rpartition("/")[0]
        asked = field is not None and not (field.hidden or field.computed)
        if asked and (not _in_row(pointer) or pointers.get(now.answers, around) is not None):
            yield pointer


def _in_row(pointer: str) -> bool:
    return pointers.ROW in pointers.template(pointer)
