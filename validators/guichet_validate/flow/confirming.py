"""Run the engine on answers that ought to reach something, and keep the first witness of everything they reach."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import combinations, islice, zip_longest
from typing import TYPE_CHECKING, Any

from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.flow.atoms import ABSENT
from guichet_validate.flow.inputs import Pools, accounts, moments, row_of, settings_values
from guichet_validate.flow.samples import everything
from guichet_validate.pointers import get, put, remove
from guichet_validate.testing import DEFAULT_DATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from guichet_validate.engine import Evaluation
    from guichet_validate.flow.inputs import Reading
    from guichet_validate.flow.observing import Observer
    from guichet_validate.flow.targets import Target
    from guichet_validate.model import Definition
    from guichet_validate.testing import TestResult

# Work that evaluations of one definition may do: each costs its number of fields and a little.
WORK = 24_000
_FIXED = 10
_BASES = 3
_PAIRS = 40


@dataclass(frozen=True, slots=True)
class Witness:
    """Answers that reach something, in a context; ``test`` is the name of the definition's test they come from."""

    answers: dict[str, Any]
    context: Context
    test: str | None = None


class Confirmer:
    """Runs the engine within a budget; ``reached`` maps each target to its first witness."""

    def __init__(self, definition: Definition, observer: Observer, results: Iterable[TestResult]) -> None:
        """Take in the definition's tests, already run."""
        self.definition = definition
        self.observer = observer
        self.reached: dict[Target, Witness] = {}
        self.work = WORK
        self._cost = len(definition.fields) + _FIXED
        self._tests: list[tuple[Witness, bool]] = []
        self._seen: dict[str, list[Any]] | None = None
        for result in results:
            if result.prepared is not None and result.evaluation is not None:
                witness = Witness(result.prepared.filled, result.prepared.context, result.name)
                self._tests.append((witness, result.evaluation.valid))
                self._note(observer.observe(result.evaluation, self.reached), witness)
        noon = datetime.fromisoformat(DEFAULT_DATE).replace(hour=12, tzinfo=PARIS)
        self.blank = Witness({}, Context(now=noon))

    @cached_property
    def bases(self) -> list[Witness]:
        """Answers to start from: valid tests, else answers made up, then nothing at all."""
        valid = [witness for witness, is_valid in self._tests if is_valid]
        return [*(valid[:_BASES] or self._made_up()), self.blank]

    def _made_up(self) -> list[Witness]:
        return [Witness(everything(self.definition.root), self.blank.context)]

    @property
    def seen(self) -> dict[str, list[Any]]:
        """The values that the tests give to each field, by template."""
        if self._seen is None:
            self._seen = {}
            for witness in (*(witness for witness, _ in self._tests[:20]), *self.bases):
                _collect(self.definition.root.children, witness.answers, self._seen)
        return self._seen

    def run(self, witness: Witness) -> None:
        """Evaluate, and note what is reached; nothing happens once the work is used up."""
        evaluation = self.evaluate(witness)
        if evaluation is not None:
            self._note(self.observer.observe(evaluation, self.reached), witness)

    def evaluate(self, witness: Witness) -> Evaluation | None:
        """Run the engine; ``None`` once the work is used up."""
        if self.tired:
            return None
        self.work -= self._cost
        return evaluate(self.definition, witness.answers, witness.context)

    @property
    def tired(self) -> bool:
        """Whether the work is used up."""
        return self.work < self._cost

    def _note(self, found: frozenset[Target], witness: Witness) -> None:
        for target in found:
            self.reached.setdefault(target, witness)

    def overlay(self, witness: Witness, values: Mapping[str, Any]) -> Witness:
        """Return a witness with these values at these templates, in the first row of each repeat."""
        answers = copy.deepcopy(witness.answers)
        for template, value in values.items():
            place = row_of(template)
            if value is ABSENT:
                remove(answers, place)
            else:
                put(answers, place, copy.deepcopy(value))
        return Witness(answers, witness.context)

    def try_values(self, target: Target, values: Mapping[str, Any]) -> bool:
        """Lay values over each base until the target is reached."""
        for base in self.bases:
            self.run(self.overlay(base, values))
            if target in self.reached:
                return True
        return False

    def seek(self, target: Target, base: Witness, read: Reading, limit: int) -> bool:
        """Vary what an expression reads, one input and then two at a time, until the target is reached."""
        moves = self._moves(base, read)
        singles = [move for row in zip_longest(*moves) for move in row if move is not None]
        pairs = ((first, second) for one, other in combinations(moves, 2) for first in one[:8] for second in other[:8])
        tried = [*((move,) for move in singles), *islice(pairs, _PAIRS)]
        for attempt in tried[:limit]:
            changed = base
            for move in attempt:
                changed = move(changed)
            self.run(changed)
            if target in self.reached:
                return True
            if self.tired:
                return False
        return False

    def _moves(self, base: Witness, read: Reading) -> list[list[Callable[[Witness], Witness]]]:
        pools = Pools(self.definition, read, base.context.today, self.seen)
        moves: list[list[Callable[[Witness], Witness]]] = []
        for template in read.templates:
            now = get(base.answers, row_of(template), ABSENT)
            values = [value for value in pools.of(template) if value != now]
            moves.append([_set(self, template, value) for value in values])
        for name in read.settings:
            values = settings_values(self.definition, name, pools.numbers)
            moves.append([_in(settings={**base.context.settings, name: value}) for value in values])
        moves.append([_in(now=moment) for moment in moments(read, base.context.now)])
        moves.append([_in(signed_in=signed_in, assurance=level) for signed_in, level in accounts(read)])
        return [row for row in moves if row]


def _set(confirmer: Confirmer, template: str, value: Any) -> Callable[[Witness], Witness]:
    return lambda witness: confirmer.overlay(witness, {template: value})


def _in(**changed: Any) -> Callable[[Witness], Witness]:
    return lambda witness: Witness(witness.answers, replace(witness.context, **changed))


def _collect(children: Iterable[Any], value: Any, seen: dict[str, list[Any]]) -> None:
    for field in children:
        found = value.get(field.name) if isinstance(value, dict) else None
        if found is None or field.computed:
            continue
        known = seen.setdefault(field.pointer, [])
        if found not in known:
            known.append(found)
        for inner in _inside(field, found):
            _collect(field.children, inner, seen)


def _inside(field: Any, found: Any) -> Iterator[Any]:
    if field.kind == "object":
        yield found
    elif field.kind == "repeat" and isinstance(found, list):
        yield from found
