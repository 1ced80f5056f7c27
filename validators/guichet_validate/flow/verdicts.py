"""The verdict on every target of a definition: proved by a witness, never, or undecided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from guichet_validate.conditions import ConditionCompiler
from guichet_validate.flow.atoms import ABSENT
from guichet_validate.flow.cases import CaseBuilder, Demand
from guichet_validate.flow.confirming import Confirmer
from guichet_validate.flow.inputs import reading, row_of
from guichet_validate.flow.judging import outcomes
from guichet_validate.flow.observing import Observer
from guichet_validate.flow.samples import file, sample
from guichet_validate.flow.search import Budget, BudgetSpentError, Search, distinct_rows
from guichet_validate.flow.targets import AVOIDED, BROKEN, FAILS, HELD, HOLDS, TAKEN, Target, targets
from guichet_validate.pointers import get
from guichet_validate.testing import run_tests

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from guichet_validate.branches import Branch
    from guichet_validate.flow.cases import Case
    from guichet_validate.flow.confirming import Witness
    from guichet_validate.model import Definition
    from guichet_validate.rules import CompiledRule
    from guichet_validate.testing import TestResult

Answer = Literal["proved", "never", "undecided"]

# Work of the searches of one definition, and of one target: elementary tests of values.
TOTAL = 120_000
EACH = 12_000
_SOLUTIONS = 8
_SEEKS = 2
_TRIES = 48


@dataclass(frozen=True, slots=True)
class Flow:
    """What was found out: a verdict for every target, and a witness for each that is proved."""

    verdicts: Mapping[Target, Answer]
    witnesses: Mapping[Target, Witness]

    def of(self, answer: Answer) -> tuple[Target, ...]:
        """Return the targets with that verdict, in order."""
        return tuple(target for target, verdict in self.verdicts.items() if verdict == answer)


def analyse(definition: Definition, results: Iterable[TestResult] | None = None) -> Flow:
    """Return the verdict on every target; ``results`` are those of the definition's tests, where already run.

    Deterministic: work is counted, never timed. The definition is one that the checker accepts.
    """
    return Analysis(definition, run_tests(definition) if results is None else results).flow()


class Analysis:
    """One definition being analysed: the searches and the engine's runs share their budgets."""

    def __init__(self, definition: Definition, results: Iterable[TestResult], observer: Observer | None = None) -> None:
        """Take in what the tests reach; nothing is searched yet."""
        self.definition = definition
        self.observer = observer or Observer(definition)
        self.slices = self.observer.slices
        self.confirmer = Confirmer(definition, self.observer, results)
        self.builder = CaseBuilder(definition, self.slices, ConditionCompiler(definition.document))
        self.left = TOTAL
        # Whether the exits let nobody pass: then nothing lies behind them.
        self._closed = False
        self._branches: dict[str, Branch] = {}
        self._verdicts: dict[tuple[Any, ...], Answer] = {}

    @property
    def reached(self) -> Mapping[Target, Witness]:
        """The witnesses found so far."""
        return self.confirmer.reached

    def flow(self) -> Flow:
        """Decide every target."""
        every = targets(self.definition)
        if any(target not in self.reached for target in every):
            self._branches = {branch.pointer: branch for branch in self.observer.decisions}
            self._prepare()
        verdicts: dict[Target, Answer] = {}
        for target in sorted(every, key=lambda each: each.side != AVOIDED):
            if target in self.reached:
                verdicts[target] = "proved"
            elif self._closed and target.side not in (TAKEN, FAILS):
                verdicts[target] = "never"
            else:
                verdicts[target] = self.decide(target)
                self._closed = self._closed or (target.side == AVOIDED and verdicts[target] == "never")
        verdicts = {target: verdicts[target] for target in every}
        return Flow({**verdicts, **dict.fromkeys(self.reached, "proved")}, self.reached)

    def _prepare(self) -> None:
        """Run what to start from, and where no test passes every exit, find answers that do."""
        if not any(base.test for base in self.confirmer.bases):
            for base in self.confirmer.bases:
                self.confirmer.run(base)
        for found in self.definition.plan.exits[:1]:
            passed = Target("exit", found.exit.pointer, AVOIDED)
            if passed not in self.reached and self.decide(passed) == "proved":
                self.confirmer.bases.insert(0, self.reached[passed])

    def decide(self, target: Target) -> Answer:
        """Return the verdict on a target that no witness reaches yet."""
        match target.kind:
            case "rule":
                return self._rule(target)
            case "computed":
                return self._computed(target)
            case "step":
                return self._step(target)
            case "exit":
                return self._exit(target)
            case "branch":
                branch = self._branches[target.pointer]
                holds = target.side == HOLDS
                return self._case(target, [Demand(branch, truth=holds)], avoided=None if holds else ())
            case "required":
                return self._required(target)
        return self._case(target, [], [target.pointer], self._brought(target))

    def _brought(self, target: Target) -> dict[str, Any]:
        if target.kind == "alternative":
            return {target.pointer: [file(target.side)]}
        return {target.pointer: sample(self.definition.fields[target.pointer])} if target.kind == "document" else {}

    # ------------------------------------------------------------------------------------------- kinds of targets
    def _exit(self, target: Target) -> Answer:
        exits = self.definition.plan.exits
        place = next(index for index, found in enumerate(exits) if found.exit.pointer == target.pointer)
        if target.side == TAKEN:
            earlier = [found.branch for found in exits[:place]]
            return self._case(target, [Demand(exits[place].branch, truth=True)], avoided=earlier)
        return self._case(target, [Demand(found.branch, truth=False) for found in exits], avoided=())

    def exit_avoidable(self, pointer: str) -> Answer:
        """Tell whether one exit, the others left aside, lets anybody pass."""
        found = next(found for found in self.definition.plan.exits if found.exit.pointer == pointer)
        return self._search([Demand(found.branch, truth=False)], avoided=())

    def _required(self, target: Target) -> Answer:
        answers = [
            self._case(target, [Demand(branch, truth=truth)], [target.pointer])
            for branch in self.definition.plan.branches
            for truth in (True, False)
            if target.pointer in branch.required[0 if truth else 1]
        ]
        return _best(answers)

    def _step(self, target: Target) -> Answer:
        step = self.definition.steps[int(target.pointer.rpartition("/")[2])]
        leaves = [leaf for pointer in step.fields for leaf in self._shown_below(pointer)]
        answers: list[Answer] = []
        for leaf in leaves:
            answers.append(self._case(target, [], [leaf]))
            if answers[-1] != "never":
                break
        return _best(answers) if answers else "never"

    def _shown_below(self, pointer: str) -> Iterator[str]:
        field = self.definition.fields[pointer]
        if field.kind == "object":
            for child in field.children:
                yield from self._shown_below(child.pointer)
        elif not field.hidden:
            yield pointer

    def _rule(self, target: Target) -> Answer:
        compiled = next(rule for rule in self.definition.plan.rules if rule.rule.pointer == target.pointer)
        if (target.side == HELD) not in outcomes(compiled, self.definition, self.slices.expressions):
            return "never"
        other = Target("rule", target.pointer, HELD if target.side == BROKEN else BROKEN)
        bases = [self.reached[other]] if other in self.reached else self._rule_bases(compiled)
        expressions = [compiled.holds, *([compiled.when] if compiled.when is not None else [])]
        read = reading(self.definition, expressions, self.slices.expressions)
        for base in bases:
            if other not in self.reached:
                self.confirmer.run(base)
            if target in self.reached or self.confirmer.seek(target, base, read, _TRIES):
                return "proved"
        return "undecided"

    def _rule_bases(self, compiled: CompiledRule) -> list[Witness]:
        """Return answers in which a rule can be judged: everything it reads is there, as far as it can be."""
        rule = compiled.rule
        wanted = [each for each in {rule.at, *rule.reads} if self._is_answer(each)]
        leaves = sorted(wanted, key=lambda each: self.definition.fields[each].order)
        values: dict[str, Any] = {each: sample(self.definition.fields[each]) for each in leaves}
        found = self._first([], leaves)
        chosen = {key: value for key, value in (found or {}).items() if value is not ABSENT}
        return [
            self.confirmer.overlay(base, {**_missing(values, base), **chosen})
            for base in (self.confirmer.bases[0], self.confirmer.blank)
        ]

    def _is_answer(self, template: str) -> bool:
        field = self.definition.fields.get(template)
        return field is not None and field.kind not in ("object", "repeat") and not field.computed

    def _computed(self, target: Target) -> Answer:
        expression = self.slices.expressions[target.pointer]
        read = reading(self.definition, [expression], self.slices.expressions)
        wanted = [template for template in read.templates if self._is_answer(template)]
        answer = self._search([], [target.pointer])
        if answer == "never":
            return "never"
        found = self._first([], [target.pointer, *wanted])
        chosen = {key: value for key, value in (found or {}).items() if value is not ABSENT}
        values = {each: sample(self.definition.fields[each]) for each in wanted}
        for base in self.confirmer.bases:
            laid = self.confirmer.overlay(base, {**_missing(values, base), **chosen})
            self.confirmer.run(laid)
            if target in self.reached or self.confirmer.seek(target, laid, read, _TRIES // 2):
                return "proved"
        return "undecided"

    # ------------------------------------------------------------------------------------------- searching
    def _case(
        self,
        target: Target,
        demands: list[Demand],
        on: Iterable[str] = (),
        extra: Mapping[str, Any] | None = None,
        avoided: Iterable[Branch] | None = None,
    ) -> Answer:
        """Search the answers of a case and have the engine confirm them."""
        seeks = 0
        tried = 0
        budget = self._budget()
        try:
            case = self._built(budget, demands, on, avoided)
            for values in Search(case, self.builder, budget).solutions():
                tried += 1
                answers = {key: value for key, value in values.items() if key not in self.slices.expressions}
                if self.confirmer.try_values(target, {**answers, **(extra or {})}):
                    return "proved"
                if len(answers) < len(values) and seeks < _SEEKS:
                    seeks += 1
                    if self._seek(target, values, {**answers, **(extra or {})}):
                        return "proved"
                if tried >= _SOLUTIONS or self.confirmer.tired:
                    return "undecided"
        except BudgetSpentError:
            return "undecided"
        finally:
            self._settle(budget)
        return "never" if not tried and case.exact else "undecided"

    def _seek(self, target: Target, values: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
        """Vary what computed fields read until they come out as a solution wants them."""
        expressions = [self.slices.expressions[key] for key in values if key in self.slices.expressions]
        read = reading(self.definition, expressions, self.slices.expressions)
        missing = {each: sample(self.definition.fields[each]) for each in read.templates if self._is_answer(each)}
        for base in (self.confirmer.bases[0], self.confirmer.blank):
            laid = self.confirmer.overlay(base, {**_missing(missing, base), **answers})
            if self.confirmer.seek(target, laid, read, _TRIES):
                return True
        return False

    def _search(self, demands: list[Demand], on: Iterable[str] = (), avoided: Iterable[Branch] | None = None) -> Answer:
        """Search a case without asking the engine: ``proved`` means that answers seem to exist."""
        budget = self._budget()
        try:
            case = self._built(budget, demands, on, avoided)
            found = next(Search(case, self.builder, budget).solutions(), None)
        except BudgetSpentError:
            return "undecided"
        finally:
            self._settle(budget)
        if found is not None:
            return "proved"
        return "never" if case.exact else "undecided"

    def _first(self, demands: list[Demand], on: Iterable[str]) -> dict[str, Any] | None:
        budget = self._budget()
        try:
            case = self._built(budget, demands, on, None)
            return next(Search(case, self.builder, budget).solutions(), None)
        except BudgetSpentError:
            return None
        finally:
            self._settle(budget)

    def _built(
        self, budget: Budget, demands: list[Demand], on: Iterable[str], avoided: Iterable[Branch] | None
    ) -> Case:
        self.builder.rows = distinct_rows(self.builder, budget)
        return self.builder.build(demands, on, avoided)

    def _budget(self) -> Budget:
        return Budget(min(EACH, self.left))

    def _settle(self, budget: Budget) -> None:
        self.left = max(0, self.left - (min(EACH, self.left) - max(budget.left, 0)))


def _best(answers: list[Answer]) -> Answer:
    if "proved" in answers:
        return "proved"
    return "never" if all(answer == "never" for answer in answers) else "undecided"


def _missing(values: Mapping[str, Any], base: Witness) -> dict[str, Any]:
    """Return the values whose place is empty in a base."""
    return {key: value for key, value in values.items() if get(base.answers, row_of(key), ABSENT) is ABSENT}
