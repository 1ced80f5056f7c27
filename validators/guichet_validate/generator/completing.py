"""The smallest, or the fullest, valid answers that keep what is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.answers import declared
from guichet_validate.generator.chances import Least
from guichet_validate.generator.filling import Filling, Surroundings, Wishes
from guichet_validate.generator.mending import WORK, mend

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from guichet_validate.context import Context
    from guichet_validate.model import Definition


def complete(
    definition: Definition,
    given: Mapping[str, Any],
    context: Context,
    *,
    longest: bool = False,
    absent: Collection[str] = (),
    around: Surroundings | None = None,
    work: int = WORK,
) -> dict[str, Any] | None:
    """Return valid answers that hold everything ``given``, as a person would send them; ``None`` when none were found.

    Without ``longest`` only what is required is answered; with it everything that can be, and the answers that
    decide about others are those after which most is asked. ``absent`` are concrete pointers that stay empty.
    The same call always returns the same answers. ``work`` bounds how often the engine is asked to judge a change;
    that none were found within it is no proof that there are none. ``around`` spares reading the definition again:
    ``Surroundings.of(definition, context)``.
    """
    around = around or Surroundings.of(definition, context)
    # The fullest answers may be out of reach where the smallest are not.
    for wishes in (Wishes(optional=100, more_rows=1, fullest=True), Wishes()) if longest else (Wishes(),):
        found = mend(Filling(around, given, Least(), wishes, absent), work, spare=not longest)
        if found is not None:
            answers: dict[str, Any] = declared(definition.root, found.answers)
            return answers
    return None
