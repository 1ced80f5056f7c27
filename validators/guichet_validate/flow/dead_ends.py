"""Dead ends: answers after which a field must be filled in, and no value of it is accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.flow.atoms import ABSENT
from guichet_validate.flow.inputs import row_of
from guichet_validate.flow.search import Budget, BudgetSpentError, Search, distinct_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guichet_validate.flow.cases import Narrowing, Variable
    from guichet_validate.flow.verdicts import Analysis

_WORK = 4_000
_MOST = 3


def dead_ends(analysis: Analysis) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each field whose narrowings contradict one another, with answers that lead there."""
    for template, narrowings in analysis.builder.narrowings().items():
        if not analysis.definition.fields[template].computed:
            answers = _answers(analysis, template, narrowings)
            if answers is not None:
                yield template, answers


def _answers(analysis: Analysis, template: str, narrowings: list[Narrowing]) -> dict[str, Any] | None:
    budget = Budget(_WORK)
    analysis.builder.rows = distinct_rows(analysis.builder, budget)
    try:
        case, narrowed = analysis.builder.build_around(template)
        if any(all(narrowing.accepts(value) for narrowing in narrowings) for value in narrowed.values):
            return None
        search = Search(case, analysis.builder, budget)
        for tried, values in enumerate(search.solutions()):
            if not case.exact or tried >= _MOST * 100:
                return None
            active = [narrowing for narrowing in narrowings if search.truth(narrowing.branch) is narrowing.truth]
            refused = not any(all(narrowing.accepts(value) for narrowing in active) for value in narrowed.values)
            if refused and _is_confirmed(analysis, narrowed, values):
                return {key: value for key, value in values.items() if value is not ABSENT}
    except BudgetSpentError:
        pass
    return None


def _is_confirmed(analysis: Analysis, narrowed: Variable, values: Mapping[str, Any]) -> bool:
    """Tell whether the engine asks for the field there, and refuses each of its values and its absence."""
    template = narrowed.field.pointer
    place = row_of(template)
    confirmer = analysis.confirmer
    decided = analysis.slices.deciding(key for key in values)
    for base in confirmer.bases:
        refused = 0
        for value in (ABSENT, *narrowed.values):
            laid = confirmer.overlay(base, {**values, template: value})
            evaluation = confirmer.evaluate(laid)
            if evaluation is None:
                return False
            wrong = {problem.pointer for problem in evaluation.problems}
            if evaluation.exit is not None or place not in wrong or any(row_of(each) in wrong for each in decided):
                break
            refused += 1
        if refused == len(narrowed.values) + 1:
            return True
    return False
