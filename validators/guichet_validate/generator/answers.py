"""Answers by the thousand from one seed: valid, nearly valid and hostile, without any further library."""

from __future__ import annotations

import random
from datetime import datetime
from typing import TYPE_CHECKING, Any

from guichet_validate.context import PARIS, Context
from guichet_validate.generator.chances import Seeded
from guichet_validate.generator.faults import nearly_valid
from guichet_validate.generator.filling import Surroundings
from guichet_validate.generator.hostile import hostile
from guichet_validate.generator.valid import valid
from guichet_validate.testing import DEFAULT_DATE

if TYPE_CHECKING:
    from guichet_validate.generator.faults import Fault
    from guichet_validate.model import Definition


def default_context() -> Context:
    """Return the day of golden cases that name none, noon in Paris, and nothing else known."""
    return Context(now=datetime.fromisoformat(f"{DEFAULT_DATE}T12:00").replace(tzinfo=PARIS))


class Answers:
    """Makes answers for one definition; the same seed makes the same answers in the same order."""

    def __init__(self, definition: Definition, context: Context | None = None, seed: int = 0) -> None:
        """Read the definition once."""
        self.around = Surroundings.of(definition, context or default_context())
        self._chances = Seeded(random.Random(seed))  # noqa: S311 - made-up answers, no secrets

    def valid(self) -> dict[str, Any] | None:
        """Return valid answers as a person would send them, ``None`` when none were found."""
        return valid(self.around, self._chances)

    def nearly_valid(self) -> Fault | None:
        """Return valid answers with one fault, ``None`` when none were found."""
        answers = self.valid()
        return None if answers is None else nearly_valid(self.around, answers, self._chances)

    def hostile(self, *, json_only: bool = False) -> Any:
        """Return anything; ``json_only`` leaves out NaN, infinities and lone surrogates."""
        return hostile(self.around, self.valid(), self._chances, json_only=json_only)
