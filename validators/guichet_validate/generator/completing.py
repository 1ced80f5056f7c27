"""The smallest, or the fullest, valid answers that keep what is given."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from guichet_validate.answers import declared
from guichet_validate.generator.chances import Least, Seeded
from guichet_validate.generator.filling import Filling, Surroundings, Wishes
from guichet_validate.generator.mending import WORK, mend

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from guichet_validate.context import Context
    from guichet_validate.generator.chances import Chances
    from guichet_validate.model import Definition

_RESTARTS = 3


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
    fullest, smallest = Wishes(optional=100, more_rows=1, fullest=True), Wishes()
    starts: list[tuple[Chances, Wishes]] = [(Least(), fullest)] if longest else []
    # The fullest answers may be out of reach where the smallest are not, and those from the simplest start where they
    # are not from another one: always the same others.
    starts += [(Least(), smallest), *((Seeded(random.Random(seed)), smallest) for seed in range(_RESTARTS))]  # noqa: S311
    for chances, wishes in starts:
        found = mend(Filling(around, given, chances, wishes, absent), work, spare=not longest)
        if found is not None:
            answers: dict[str, Any] = declared(definition.root, found.answers)
            return answers
    return None
