"""Answers of a request that is with the city, changed in a draft apart and swapped in whole, or not at all."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.exc import IntegrityError

from guichet.database import db, now
from guichet.documents import services as documents
from guichet.documents.services import ByteChanges
from guichet.messages.models import Message
from guichet.messages.services import announce
from guichet.requests import contexts, corrections, delays, events, states, waiting
from guichet.requests.models import Event, Request
from guichet.requests.origins import LIBRARY
from guichet.requests.states import Actor, Kind, StaleRequestError, Status
from guichet_render import renderer
from guichet_validate import pointers
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition

EDIT, CORRECT = "edit", "correct"
_SUMMARY = 300
# Where a draft of corrections stands: it holds other people's wishes, and serves no edit of everything.
_CORRECTION = "-"
# In the codes of an event: the draft that was swapped in and is gone.
_DRAFT = "draft"


def way_of(request: Request) -> str | None:
    """Return what its person may do to a request that is with the city: edit, correct, or nothing."""
    if request.status == Status.PENDING:
        return EDIT
    return CORRECT if request.status == Status.PROCESSING and corrections.open_of(request) is not None else None


def draft_of(request: Request) -> Request | None:
    """Return the draft that amends a request."""
    return db.session.scalars(select(Request).where(Request.amends == request.id)).first()


def is_begun(request: Request) -> bool:
    """Tell whether its person has begun what may be done to a request now, and not sent it yet."""
    draft = draft_of(request)
    return draft is not None and corrects(draft) is (way_of(request) == CORRECT)


def corrects(draft: Request) -> bool:
    """Tell whether a draft holds corrections, and no edit of everything."""
    return draft.step == _CORRECTION


def amended(draft: Request) -> Request | None:
    """Return the request that a draft amends, as it stands now."""
    return db.session.get(Request, draft.amends, populate_existing=True) if draft.amends is not None else None


def swapped(draft_id: uuid.UUID, owned: ColumnElement[bool]) -> Request | None:
    """Return which of the requests that are somebody's has taken a draft's answers; the draft itself is gone."""
    told = exists().where(Event.request_id == Request.id, Event.codes[_DRAFT].as_string() == str(draft_id))
    return db.session.scalar(select(Request).where(owned, told))


def begin(definition: Definition, request: Request, changes: ByteChanges) -> Request:
    """Return the draft that amends a request, begun with its answers unless there is one; the caller commits.

    Raises ``StaleRequestError`` where nothing may be changed, or when another tab has just begun.
    """
    way = way_of(request)
    if way is None:
        raise StaleRequestError
    found = draft_of(request)
    if found is not None:
        if corrects(found) is not (way == CORRECT):
            _turn(definition, request, found, changes)
        return found
    moment = now()
    draft = Request(
        id=uuid.uuid4(),
        amends=request.id,
        procedure_id=request.procedure_id,
        digest=request.digest,
        service=request.service,
        status=Status.DRAFT.value,
        version=1,
        user_id=request.user_id,
        language=request.language,
        summary=request.summary,
        answers=copy.deepcopy(request.answers),
        # Its copies of documents of the library are the request's own.
        origins={place: source for place, source in request.origins.items() if source != LIBRARY},
        posted=[step.id for step in definition.steps if not step.review],
        declined=[],
        begun=[],
        step=_CORRECTION if way == CORRECT else None,
        created_at=moment,
        updated_at=moment,
    )
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError as error:
        raise StaleRequestError from error
    return draft


def _turn(definition: Definition, request: Request, draft: Request, changes: ByteChanges) -> None:
    """Make corrections of an edit that the city has overtaken, or go on editing from corrections; what fits is kept."""
    asked = corrections.open_of(request)
    if asked is None:
        states.save_draft(draft, seen_version=draft.version, step=None)
        return
    answers = restricted(request.answers, draft.answers, asked.places)
    before, after = (documents.given(definition, some) for some in (draft.answers, answers))
    states.save_draft(draft, seen_version=draft.version, answers=answers, step=_CORRECTION)
    documents.drop(draft.id, {one.id for one in before} - {one.id for one in after}, changes)


def discard(draft: Request, changes: ByteChanges) -> None:
    """Delete a draft and its files; what was told about them stays with the request it amends."""
    if draft.amends is not None:
        told = update(Message).where(Message.request_id == draft.id).values(request_id=draft.amends)
        db.session.execute(told.execution_options(synchronize_session=False))
    documents.drop_all(draft.id, changes)
    states.delete_draft(draft.id)


def restricted(before: Mapping[str, Any], answers: Mapping[str, Any], places: Collection[str]) -> dict[str, Any]:
    """Return the answers of before with those at these places as they are now."""
    result = copy.deepcopy(dict(before))
    for place in places:
        value = pointers.get(answers, place)
        if value is None:
            pointers.remove(result, place)
            above = place.rpartition("/")[0]
            if above and pointers.get(result, above) == {}:
                pointers.remove(result, above)
        else:
            pointers.put(result, place, copy.deepcopy(value))
    return result


def swap(
    definition: Definition,
    draft: Request,
    evaluation: Evaluation,
    context: Context,
    changes: ByteChanges,
    *,
    way: str,
    origins: Mapping[str, str],
    seen_version: int,
    language: str,
) -> Request:
    """Put whole, valid answers in the place of those of the request that the draft amends; the draft goes.

    ``way`` is what the person set out to do. Raises ``StaleRequestError`` when another tab changed the draft, when the
    city has ended that way, or does anything to the request at this moment; ``LookupError`` as ``documents.link``.
    The caller commits.
    """
    request = amended(draft)
    if request is None or way_of(request) != way:
        raise StaleRequestError
    states.save_draft(draft, seen_version=seen_version)
    answers, actor = dict(evaluation.answers), Actor(Kind.CITIZEN, draft.user_id)
    came = {
        one.id for one in documents.given(definition, request.answers) if request.origins.get(one.pointer) == LIBRARY
    }
    told = {
        **{one.pointer: LIBRARY for one in documents.given(definition, answers) if one.id in came},
        **{place: source for place, source in origins.items() if pointers.get(answers, place) is not None},
    }
    verified = {place for place, source in told.items() if source == LIBRARY}
    old_answers, seen_request = request.answers, request.version
    values: dict[str, Any] = {
        "answers": answers,
        "origins": told,
        "summary": renderer(language).summary(definition, evaluation, context)[:_SUMMARY],
        "evaluated": contexts.kept_of(definition, context, evaluation),
    }
    if way == CORRECT:
        values |= waiting.ending(request, waiting.CORRECTION)
    elif request.submitted_at is not None:
        sent = request.submitted_at.astimezone(PARIS).date()
        values["due_on"] = delays.due_on(sent, definition.delay_for(answers))
    transition = states.move(request, way, actor, seen_version=seen_request, **values)
    files = documents.relink(definition, request, old_answers, answers, draft, changes, verified)
    codes: dict[str, Any] = {"documents": files, _DRAFT: str(draft.id)}
    if request.salt:
        codes["answers"] = events.sealed(request.salt, answers)
    event = events.record(request.id, transition.event, actor, codes)
    announce(request, transition.event, occasion=str(event.sequence))
    discard(draft, changes)
    return request
