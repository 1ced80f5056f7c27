"""The shortest and the longest journey: complete valid submissions with the fewest and the most answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.engine import evaluate
from guichet_validate.flow.atoms import ABSENT
from guichet_validate.flow.inputs import row_of
from guichet_validate.generator.completing import complete
from guichet_validate.generator.filling import Surroundings
from guichet_validate.pointers import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from guichet_validate.context import Context
    from guichet_validate.exploring.tree import Tree
    from guichet_validate.model import Definition, Field
    from guichet_validate.testing import TestResult

# How often the completer may ask the engine to judge a change: less in a definition where each judgement costs more.
_WORK = 12_000
_MOST = 150


@dataclass(frozen=True, slots=True)
class Journey:
    """A submission that the engine accepts: its answers, how many fields a person fills in, and the steps passed."""

    answers: dict[str, Any]
    fields: int
    steps: tuple[str, ...]
    test: str | None = None


def journeys(
    definition: Definition, trees: Sequence[Tree], results: Iterable[TestResult], context: Context
) -> tuple[Journey, Journey] | None:
    """Return the shortest and the longest journey found, ``None`` when no answers were accepted at all."""
    tested = list(_tested(definition, results))
    around = Surroundings.of(definition, context)
    shortest = [*tested, *_made(definition, trees, context, around, longest=False)]
    longest = [*tested, *_made(definition, trees, context, around, longest=True)]
    if not shortest and not longest:
        return None
    return (
        min(shortest or longest, key=lambda journey: (journey.fields, len(journey.steps))),
        max(longest or shortest, key=lambda journey: (journey.fields, len(journey.steps))),
    )


def _tested(definition: Definition, results: Iterable[TestResult]) -> Iterator[Journey]:
    for result in results:
        if result.prepared is not None and result.evaluation is not None and result.evaluation.valid:
            answers = result.prepared.filled
            yield Journey(answers, _count(definition.root, answers), result.evaluation.steps, result.name)


def _made(
    definition: Definition, trees: Sequence[Tree], context: Context, around: Surroundings, *, longest: bool
) -> Iterator[Journey]:
    """Complete the answers that show the fewest, or the most, and what the completer makes of nothing."""
    chosen: dict[str, Any] = {}
    for tree in trees:
        best = (max if longest else min)(tree.solutions, key=lambda found: len(found[1]), default=None)
        for template, value in best[0].items() if best is not None else ():
            field = definition.fields[template]
            if value is not ABSENT and not field.computed and field.kind not in ("repeat", "file"):
                put(chosen, row_of(template), value)
    # Rows that are given stay as many as they are.
    without_rows = {name: value for name, value in chosen.items() if not isinstance(value, list)}
    work = min(_MOST, _WORK // (len(definition.fields) + 1))
    for given in (chosen, without_rows, {}) if without_rows != chosen else (chosen, {}):
        answers = complete(definition, given, context, longest=longest, around=around, work=work)
        if answers is not None:
            evaluation = evaluate(definition, answers, context)
            if evaluation.valid:
                yield Journey(answers, _count(definition.root, answers), evaluation.steps)
                if work < _MOST // 2:
                    return


def _count(field: Field, value: Any) -> int:
    """Count the answers a person gives: leaves, files, rows and all, computed fields left out."""
    if field.kind == "object":
        return sum(_count(child, value[child.name]) for child in field.children if child.name in value)
    if field.kind == "repeat":
        rows = value if isinstance(value, list) else []
        return sum(
            _count(child, row[child.name])
            for row in rows
            if isinstance(row, dict)
            for child in field.children
            if child.name in row
        )
    return 0 if field.computed or field.hidden else 1
