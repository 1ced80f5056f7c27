"""What pages about a request show beside the form: titles, progress, documents still to bring, the time line."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guichet.documents.models import RequestDocument
from guichet.documents.services import given
from guichet.i18n import language, long_date, t
from guichet.publishing.city import service_of
from guichet.publishing.services import settings_of
from guichet.requests import waiting
from guichet.requests.models import NO_DUE_DATE, Event, Request
from guichet.requests.states import DONE, Status
from guichet_render import renderer
from guichet_validate import pointers
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition
from guichet_validate.texts import text

# The rest is in the full history.
_TOLD = frozenset(
    {
        "submitted", "taken", "closed", "refused", "cancelled", "correction", "corrected", "returned", "question",
        "answered", "silenceAccepted", "silenceRefused", "failed",
    }
)  # fmt: skip
# Agents' own: no page of the citizen tells it.
_INTERNAL = frozenset({"noted"})
_WORDS = {
    "submitted": "requests-event-submitted",
    "taken": "requests-event-taken",
    "closed": "requests-event-closed",
    "refused": "requests-event-refused",
    "correction": "amending-event-asked",
    "corrected": "amending-event-corrected",
    "edited": "amending-event-edited",
    "returned": "amending-event-returned",
    "claimed": "private-event-claimed",
    "documentAccepted": "verdicts-event-accepted",
    "documentRefused": "verdicts-event-refused",
    "question": "talking-event-question",
    "answered": "talking-event-answered",
    "wrote": "talking-event-wrote",
    "reply": "talking-event-reply",
    "silenceAccepted": "silence-event-accepted",
    "silenceRefused": "silence-event-refused",
    "failed": "silence-event-failed",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of the aside «Vos pièces»; ``step`` is the number of the step that asks for it."""

    pointer: str
    title: str
    given: bool
    step: int


@dataclass(frozen=True, slots=True)
class Attached:
    """One file of a request: what it answers, the name its owner gave it, and what an agent says of it."""

    id: uuid.UUID
    title: str
    name: str
    verdict: RequestDocument | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of the time line: what happened and when, or (``at`` absent) what comes next."""

    text: str
    at: dt.datetime | None
    detail: str = ""


def language_for(definition: Definition) -> str:
    """Return the language to draw a form in: the reader's, if the definition speaks it."""
    wanted = language()
    return wanted if wanted in definition.languages else definition.language


def title(definition: Definition, context: Context | None = None) -> str:
    """Return the procedure's title in the reader's language, its settings filled in."""
    lang = language_for(definition)
    plain = text(definition.document, "title", lang) or definition.id
    if "{" not in plain:
        return plain
    known = context or Context.at_present(settings=settings_of(definition.id))
    return renderer(lang).fill(definition, plain, {}, known)


def service(service_id: str) -> Mapping[str, Any]:
    """Return the service's title, phone, hours, e-mail address and place in the reader's language."""
    return service_of(service_id, language())


def pages(definition: Definition, evaluation: Evaluation) -> list[str]:
    """Return the ids of the steps that apply, in order, without the review page, which always comes last."""
    review = definition.review_step
    return [step for step in evaluation.steps if review is None or step != review.id]


def following(definition: Definition, evaluation: Evaluation, step_id: str, by: int) -> str | None:
    """Return the step that stands ``by`` places after this one; ``None`` for the review page.

    Before the first step stands the first step.
    """
    order = [step.id for step in definition.steps]
    if by > 0:
        after = order[order.index(step_id) + 1 :]
        return next((step for step in pages(definition, evaluation) if step in after), None)
    before = order[: order.index(step_id)]
    return next((step for step in reversed(pages(definition, evaluation)) if step in before), step_id)


def pieces(definition: Definition, evaluation: Evaluation, context: Context) -> list[Piece]:
    """Return the documents that these answers ask for: those given and those still to bring."""
    lang = language_for(definition)
    shown = pages(definition, evaluation)
    asked = set(evaluation.asked)
    found = []
    for template, field in definition.fields.items():
        if field.kind != "file" or pointers.ROW in template:
            continue
        here = bool(pointers.get(evaluation.answers, template))
        step = definition.step_of(template)
        if step is None or not (here or template in asked):
            continue
        number = shown.index(step.id) + 1 if step.id in shown else len(shown) + 1
        found.append(
            Piece(template, field_title(definition, template, evaluation.answers, context, lang), here, number)
        )
    return found


def attached(
    definition: Definition,
    answers: Mapping[str, Any],
    context: Context,
    verdicts: Mapping[uuid.UUID, RequestDocument],
) -> list[Attached]:
    """Return the files of a request, each under the title of what it answers, with what an agent says of it."""
    lang = language_for(definition)
    return [
        Attached(
            one.id,
            field_title(definition, where, answers, context, lang),
            str(one.value["name"]),
            verdicts.get(one.id),
        )
        for one in given(definition, answers)
        if (where := one.pointer.rpartition("/")[0])
    ]


def field_title(definition: Definition, pointer: str, answers: Mapping[str, Any], context: Context, lang: str) -> str:
    """Return the title of the field at a pointer, quotes filled in, after that of the group or row around it."""
    return renderer(lang).name(definition, pointer, answers, context)


def field_titles(definition: Definition, at: Iterable[str], evaluation: Evaluation, context: Context) -> str:
    """Return the titles of several fields for a notice, each once, separated by commas."""
    lang = language_for(definition)
    titles = (field_title(definition, pointer, evaluation.answers, context, lang) for pointer in at)
    return ", ".join(dict.fromkeys(title for title in titles if title))


def time_line(request: Request, events: Sequence[Event]) -> list[Moment]:
    """Return what happened to a request in plain words, then what comes next: nothing that names anybody."""
    name = service(request.service)["title"]
    moments = [Moment(_told(event.kind, name), event.at) for event in events if event.kind in _TOLD]
    if request.status in DONE:
        return moments
    awaited = waiting.awaited(request)
    if waiting.ANSWER in awaited:
        moments.append(Moment(t("talking-next"), None, t("amending-next-clock")))
    if waiting.CORRECTION in awaited:
        moments.append(Moment(t("amending-next"), None, t("amending-next-clock")))
    if request.status == Status.PENDING:
        moments.append(Moment(t("requests-next-take", service=name), None))
    detail = ""
    if request.due_on is not None and request.due_on != NO_DUE_DATE:
        late = request.due_on < dt.datetime.now(PARIS).date()
        due = long_date(request.due_on)
        detail = t("requests-next-answer-late") if late else t("requests-next-answer-due", date=due)
    moments.append(Moment(t("requests-next-answer"), None, detail))
    return moments


def actions(request: Request, events: Sequence[Event]) -> list[Moment]:
    """Return the full history for its owner: every action, by whom, when; agents are named by their service.

    What they note for each other is theirs.
    """
    name = service(request.service)["title"]
    return [Moment(_action(event, name), event.at) for event in events if event.kind not in _INTERNAL]


def _action(event: Event, name: str) -> str:
    if event.kind != "read":
        return _told(event.kind, name)
    return (
        t("requests-event-read-file", service=name) if "file" in event.codes else t("requests-event-read", service=name)
    )


def _told(kind: str, name: str) -> str:
    known = _WORDS.get(kind, "requests-event-cancelled")
    return t(known, service=name)
