"""What is offered while somebody types: the choices of a long list, the addresses that fit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import abort, jsonify, request
from werkzeug.wrappers import Response

from guichet import policy
from guichet.addresses import services as addresses
from guichet.publishing.services import by_digest
from guichet.requests import contexts, pages, presentation
from guichet.requests.forms import SEARCH, StepForm
from guichet_render import renderer
from guichet_render.seeking import Suggestion
from guichet_validate import pointers
from guichet_validate.addresses import parts_of
from guichet_validate.model import Definition, Field
from guichet_validate.searching import MAX_QUERY

_LONGEST_POINTER = 300


def choices(request_id: uuid.UUID) -> Response:
    """Answer with what fits a text (`q`) at a field (`at`): `{choices: [{value, title, hint, fills}], said}`.

    `fills` maps names of controls to what choosing writes there; `said` is announced. Posted, so that what people
    type stands in no address; nothing is stored.
    """
    draft = pages.own(request_id)
    if not policy.admits(draft.status):
        abort(404)
    definition = by_digest(draft.digest)
    at = request.form.get("at", "")[:_LONGEST_POINTER]
    query = request.form.get("q", "")[:MAX_QUERY]
    field = definition.field_at(at)
    if field is None or definition.step_of(at) is None:
        abort(404)
    drawn = renderer(presentation.language_for(definition))
    if parts_of(field):
        found = [_address(field, at, one) for one in addresses.suggest(query)]
        return jsonify(choices=found, said=drawn.found(len(found), len(found)))
    context = contexts.live(definition, pages.account_of(draft), with_profile=False)
    listed = drawn.choices(definition, at, draft.answers, context, query)
    if listed is None:
        abort(404)
    options, total = listed
    found = [{"value": one.value, "title": one.title, "hint": one.hint or ""} for one in options]
    return jsonify(choices=found, said=drawn.found(len(found), total))


def suggestions(
    definition: Definition, step_id: str, form: StepForm | None = None, beside: Mapping[str, Mapping[str, str]] = {}
) -> Mapping[str, Sequence[Suggestion]] | None:
    """Return what the addresses of a step are drawn with: what «Chercher» found, by the pointer of the address.

    Nothing (`None`) where there is no address, or nothing to suggest from.
    """
    if not _asks_address(definition, step_id) or not addresses.available():
        return None
    at = address_sought(definition, form) if form else None
    if at is None:
        return {}
    return {at: addresses.suggest(beside.get(at, {}).get("search", ""))}


def address_sought(definition: Definition, form: StepForm) -> str | None:
    """Return the pointer of the address that the button searches for: what is found is shown at once, not kept."""
    at = form.action.removeprefix(SEARCH) if form.action.startswith(SEARCH) else ""
    field = definition.field_at(at) if at else None
    return at if field is not None and parts_of(field) else None


@lru_cache(maxsize=4096)
def _asks_address(definition: Definition, step_id: str) -> bool:
    step = definition.step(step_id)
    return step is not None and any(
        parts_of(field)
        for template, field in definition.fields.items()
        if any(pointers.within(template, listed) for listed in step.fields)
    )


def _address(field: Field, pointer: str, found: Suggestion) -> dict[str, Any]:
    fills = {f"{pointer}/{name}": found.parts.get(part, "") for part, name in parts_of(field).items()}
    return {"value": "", "title": found.label, "hint": "", "fills": fills}
