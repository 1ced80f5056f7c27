"""Valid answers of every kind: sparse and full, through every branch, kept until the engine accepts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.answers import declared
from guichet_validate.generator.chances import pick
from guichet_validate.generator.completing import complete
from guichet_validate.generator.filling import Filling, Wishes
from guichet_validate.generator.mending import mend

if TYPE_CHECKING:
    from guichet_validate.generator.chances import Chances
    from guichet_validate.generator.filling import Surroundings

_OPTIONAL = (0, 30, 70, 100)
_MORE_ROWS = (0, 1, 3)
_WORK = 300
_STARTS = 3


def valid(around: Surroundings, chances: Chances) -> dict[str, Any] | None:
    """Return valid answers as a person would send them, ``None`` for a definition for which none were found."""
    for _ in range(_STARTS):
        wishes = Wishes(optional=pick(chances, _OPTIONAL), more_rows=pick(chances, _MORE_ROWS))
        found = mend(Filling(around, {}, chances, wishes), _WORK)
        if found is not None:
            answers: dict[str, Any] = declared(around.definition.root, found.answers)
            return answers
    return complete(around.definition, {}, around.context, around=around)
