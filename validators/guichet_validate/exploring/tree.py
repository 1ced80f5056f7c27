"""The decision trees of a definition: one for each set of questions that hang together, equal paths merged."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from guichet_validate.flow.atoms import ABSENT
from guichet_validate.flow.search import Budget, BudgetSpentError, Search, distinct_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from guichet_validate.branches import Branch
    from guichet_validate.flow.cases import Case, CaseBuilder, Variable
    from guichet_validate.model import Definition

# Beyond so many combinations the questions of one tree are looked at one condition at a time.
MOST = 4_000
# The work that all trees together may take, and one of them.
WORK = 800_000
_EACH = 400_000


@dataclass(frozen=True, slots=True)
class Way:
    """What follows from some answers to a question: fields that appear, an exit, or a further question."""

    values: tuple[Any, ...]
    shown: tuple[str, ...]
    exit: str | None
    fork: Fork | None

    @property
    def paths(self) -> int:
        """How many different paths lead on from here."""
        return self.fork.paths if self.fork is not None else 1


@dataclass(frozen=True, slots=True)
class Fork:
    """A question whose answers lead to different things; ``variable`` holds the field and its kinds of answers."""

    variable: Variable
    ways: tuple[Way, ...]

    @property
    def paths(self) -> int:
        """How many different paths lead on from here."""
        return sum(way.paths for way in self.ways)

    @property
    def template(self) -> str:
        """The field that is asked."""
        return self.variable.field.pointer


@dataclass(frozen=True, slots=True)
class Tree:
    """Questions that hang together. ``partial`` tells that more was left out than is shown.

    ``solutions`` are answers to them that nothing stops, each with the fields that then appear.
    """

    fork: Fork
    partial: bool
    solutions: tuple[tuple[dict[str, Any], frozenset[str]], ...]


_T = TypeVar("_T")

# A path that ends: the exit reached, the fields shown.
_Leaf = tuple[str | None, frozenset[str]]


def trees(definition: Definition, builder: CaseBuilder) -> tuple[Tree, ...]:
    """Return the trees of a definition, in the order of their first question."""
    growth = _Growth(definition, builder)
    found = [tree for group in _groups(definition, builder) for tree in growth.of(group)]
    return tuple(sorted(found, key=lambda tree: definition.fields[tree.fork.template].order))


class _Growth:
    """Grows trees as long as there is work left."""

    def __init__(self, definition: Definition, builder: CaseBuilder) -> None:
        self.definition = definition
        self.builder = builder
        self.left = WORK

    def of(self, group: list[Branch]) -> Iterator[Tree]:
        """Yield the tree of a group, or one for each set of questions where they combine too often."""
        parts = [group]
        case = self._within(lambda _: self.builder.build_group(group))
        if case is None or math.prod(len(each.values) + each.may_lack for each in case.variables) > MOST:
            by_reads: dict[frozenset[str], list[Branch]] = {}
            for branch in group:
                by_reads.setdefault(self.builder.leaves(branch), []).append(branch)
            parts = list(by_reads.values())
        for part in parts:
            grown = self._within(partial(self._tree, part))
            if grown is not None:
                yield grown

    def _tree(self, part: list[Branch], budget: Budget) -> Tree | None:
        return _tree(self.definition, self.builder, self.builder.build_group(part), part, budget)

    def _within(self, work: Callable[[Budget], _T]) -> _T | None:
        """Do something within what is left; ``None`` when that was not enough."""
        amount = min(_EACH, self.left)
        budget = Budget(amount)
        self.builder.rows = distinct_rows(self.builder, budget)
        try:
            return work(budget)
        except BudgetSpentError:
            return None
        finally:
            self.left -= amount - max(budget.left, 0)


def _groups(definition: Definition, builder: CaseBuilder) -> list[list[Branch]]:
    """Put branches together that read or switch a common field."""
    groups: list[tuple[set[str], list[Branch]]] = []
    for branch in definition.plan.branches:
        if not branch.writes and not branch.is_exit:
            continue
        touched = {*builder.leaves(branch), *branch.writes}
        joined = [branch]
        apart = []
        for known, others in groups:
            if touched.isdisjoint(known):
                apart.append((known, others))
            else:
                touched |= known
                joined = [*others, *joined]
        groups = [*apart, (touched, joined)]
    return [branches for _, branches in groups]


def _tree(definition: Definition, builder: CaseBuilder, case: Case, group: list[Branch], budget: Budget) -> Tree | None:
    search = Search(case, builder, budget)
    exits = [found for found in definition.plan.exits if any(found.branch is branch for branch in group)]
    switched = [
        template for template in definition.fields if template in {each for one in group for each in one.writes}
    ]
    paths: list[tuple[tuple[int, ...], _Leaf]] = []
    open_: list[tuple[dict[str, Any], frozenset[str]]] = []
    cut = False
    try:
        for values in search.solutions():
            stop = next((found.exit.id for found in exits if search.truth(found.branch)), None)
            shown = frozenset(template for template in switched if stop is None and not search.is_off(template))
            paths.append((tuple(_place(variable, values) for variable in case.variables), (stop, shown)))
            if stop is None:
                open_.append((values, shown))
            if len(paths) >= MOST:
                cut = True
                break
    except BudgetSpentError:
        cut = True
    folded = _folded(paths, 0) if paths else None
    if folded is None or isinstance(folded[0], str | None):
        return None
    return Tree(_fork(case, folded, switched, frozenset()), cut, tuple(open_))


def _place(variable: Variable, values: dict[str, Any]) -> int:
    """Return which of its values a variable has, -1 for none."""
    value = values[variable.field.pointer]
    return -1 if value is ABSENT else next(place for place, known in enumerate(variable.values) if known is value)


def _folded(paths: Sequence[tuple[tuple[int, ...], _Leaf]], depth: int) -> Any:
    """Return a leaf, or the depth of a variable with its ways: (places, folded); what makes no difference is gone."""
    first = paths[0][1]
    if all(leaf == first for _, leaf in paths):
        return first
    by_value: dict[int, list[tuple[tuple[int, ...], _Leaf]]] = {}
    for path in paths:
        by_value.setdefault(path[0][depth], []).append(path)
    merged: dict[Any, list[int]] = {}
    for value, same in by_value.items():
        merged.setdefault(_folded(same, depth + 1), []).append(value)
    if len(merged) == 1:
        return next(iter(merged))
    return (depth, tuple((tuple(values), folded) for folded, values in merged.items()))


def _fork(case: Case, folded: Any, order: list[str], told: frozenset[str]) -> Fork:
    """Return the fork; each way tells the fields that all its paths show and none before it told."""
    depth, ways = folded
    variable = case.variables[depth]
    made = []
    for places, inner in ways:
        common = _common(inner)
        shown = tuple(template for template in order if common is not None and template in common - told)
        values = tuple(ABSENT if place < 0 else variable.values[place] for place in places)
        if isinstance(inner[0], int):
            made.append(Way(values, shown, None, _fork(case, inner, order, told | set(shown))))
        else:
            made.append(Way(values, shown, inner[0], None))
    return Fork(variable, tuple(made))


def _common(folded: Any) -> frozenset[str] | None:
    """Return what every path shows that no exit ends; ``None`` when exits end them all."""
    if not isinstance(folded[0], int):
        stop, shown = folded
        return None if stop is not None else frozenset(shown)
    inner = [common for _, way in folded[1] if (common := _common(way)) is not None]
    return frozenset.intersection(*inner) if inner else None
