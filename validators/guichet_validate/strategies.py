"""Hypothesis strategies of answers to a definition, for the tests of those who build on Guichet.

Needs Hypothesis: ``pip install guichet-demarches[testing]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.generator.answers import default_context
from guichet_validate.generator.faults import Fault, nearly_valid
from guichet_validate.generator.filling import Surroundings
from guichet_validate.generator.hostile import hostile
from guichet_validate.generator.valid import valid

try:
    from hypothesis import reject
    from hypothesis import strategies as st
except ModuleNotFoundError:
    raise ModuleNotFoundError(
        "guichet_validate.strategies needs Hypothesis: pip install guichet-demarches[testing]", name="hypothesis"
    ) from None

if TYPE_CHECKING:
    from guichet_validate.context import Context
    from guichet_validate.model import Definition

__all__ = ["Fault", "hostile_answers", "nearly_valid_answers", "valid_answers"]


class _Drawn:
    """The choices of one Hypothesis example: it shrinks them towards the simplest answers."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def between(self, low: int, high: int) -> int:
        return low if low == high else self._draw(st.integers(low, high))


def valid_answers(definition: Definition, context: Context | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Answers that may be submitted, judged in ``context`` (by default 15 January 2026, and nothing else known).

    They are what a person would send: no computed field, nothing that is switched off. Every example is rejected
    for a definition that no answers were found for.
    """
    around = Surroundings.of(definition, context or default_context())

    @st.composite
    def make(draw: st.DrawFn) -> dict[str, Any]:
        answers = valid(around, _Drawn(draw))
        return reject() if answers is None else answers

    return make()


def nearly_valid_answers(definition: Definition, context: Context | None = None) -> st.SearchStrategy[Fault]:
    """Valid answers with one fault: ``Fault(answers, pointer, code)`` says what is wrong and where."""
    around = Surroundings.of(definition, context or default_context())

    @st.composite
    def make(draw: st.DrawFn) -> Fault:
        chances = _Drawn(draw)
        answers = valid(around, chances)
        fault = None if answers is None else nearly_valid(around, answers, chances)
        return reject() if fault is None else fault

    return make()


def hostile_answers(
    definition: Definition, context: Context | None = None, *, json_only: bool = False
) -> st.SearchStrategy[Any]:
    """Anything at all: spoilt answers, wrong types everywhere, huge and deep values, unknown and special keys.

    ``json_only`` leaves out what JSON cannot say: NaN, infinities and lone surrogates.
    """
    around = Surroundings.of(definition, context or default_context())

    @st.composite
    def make(draw: st.DrawFn) -> Any:
        chances = _Drawn(draw)
        return hostile(around, valid(around, chances), chances, json_only=json_only)

    return make()
