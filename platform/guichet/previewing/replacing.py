"""Put another version of the definition in the place of the one shown; answers go over where they still fit."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import delete, select

from guichet.database import db
from guichet.publishing import services as publishing
from guichet.publishing.lists import lists
from guichet.publishing.models import DefinitionVersion, Procedure
from guichet.requests.models import Request
from guichet_validate import pointers
from guichet_validate.answers import declared
from guichet_validate.context import Context
from guichet_validate.engine import evaluate
from guichet_validate.model import Definition

ACTOR: Final = "guichet preview"

# An answer that is of another kind now, or that cannot be chosen any more; whatever else is wrong the page tells.
_UNFIT: Final = frozenset({"type", "enum", "oneOf", "const"})
_ROUNDS: Final = 20


def replace(definition: Definition) -> None:
    """Make this the only version of the only procedure, and every request one of it. The caller commits."""
    db.session.execute(delete(Procedure))
    db.session.execute(delete(DefinitionVersion))
    publishing.put(definition, None, ACTOR)
    for request in db.session.scalars(select(Request)):
        _move(request, definition)
    db.session.flush()


def fitting(definition: Definition, answers: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Return those of the answers that the definition asks for and that are of the kind it asks for."""
    kept: dict[str, Any] = copy.deepcopy(declared(definition.root, dict(answers)))
    for _ in range(_ROUNDS):
        problems = evaluate(definition, kept, context).problems
        unfit = [problem.pointer for problem in problems if problem.code in _UNFIT]
        # From the end: the row before keeps its place.
        removed = [pointer for pointer in reversed(unfit) if pointers.remove(kept, pointer)]
        if not removed:
            break
    return kept


def _move(request: Request, definition: Definition) -> None:
    context = Context.at_present(
        settings=publishing.settings_of(definition.id), signed_in=True, lists=lists() if definition.lists else {}
    )
    answers = fitting(definition, request.answers, context)
    request.digest = definition.digest
    request.procedure_id = definition.id
    request.service = definition.service
    request.answers = answers
    request.origins = {
        pointer: source for pointer, source in request.origins.items() if pointers.get(answers, pointer) is not None
    }
