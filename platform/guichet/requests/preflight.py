"""Before a request is begun: which of its documents the person's library already holds, valid, and what lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from guichet.accounts.models import User
from guichet.library import services as library
from guichet.library.services import Entry
from guichet.requests import contexts, presentation, reusing
from guichet_validate.engine import evaluate
from guichet_validate.model import Definition, Field
from guichet_validate.prefill import prefill

# What has become of a document that the library holds and a request cannot take.
State = Literal["pending", "refused", "expired"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A document still to bring, and what the library holds in its place, if anything."""

    title: str
    state: State | None


@dataclass(frozen=True, slots=True)
class Preflight:
    """The documents that a request would ask for, as far as the answers are known; ``more``: others may depend on them.

    ``ready`` are the titles of those that the library holds.
    """

    ready: tuple[str, ...]
    missing: tuple[Missing, ...]
    more: bool

    @property
    def total(self) -> int:
        """How many documents are asked for."""
        return len(self.ready) + len(self.missing)


def preflight(definition: Definition, user: User) -> Preflight | None:
    """Look at a request to come; ``None`` where nothing is taken from the library."""
    if not reusing.reuses(definition):
        return None
    context = contexts.live(definition, user, with_profile=True)
    known = prefill(definition, {}, context, conditional=False)
    evaluation = evaluate(definition, known.answers, context)
    found = presentation.pieces(definition, evaluation, context)
    if not found:
        return None
    entries = library.all_of(user.id)
    shown = {piece.pointer for piece in found}
    return Preflight(
        tuple(piece.title for piece in found if piece.given),
        tuple(
            Missing(piece.title, _held(definition.fields[piece.pointer], entries)) for piece in found if not piece.given
        ),
        any(field.document is not None and pointer not in shown for pointer, field in definition.fields.items()),
    )


def _held(field: Field, entries: Sequence[Entry]) -> State | None:
    """Return what the latest document of a kind that the field accepts is, when a request cannot take it."""
    kinds = {accepted.kind for accepted in field.document.accepts} if field.document and field.document.reuse else set()
    for document, _ in entries:
        if document.kind in kinds:
            if document.state == "accepted":
                return "expired"
            return "refused" if document.state == "refused" else "pending"
    return None
