"""How much of a definition its own tests reach: branches both ways, documents, rules and exits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guichet_validate.flow.observing import Observer
from guichet_validate.flow.targets import AVOIDED, targets
from guichet_validate.testing import run_tests

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guichet_validate.flow.targets import Kind, Target
    from guichet_validate.model import Definition
    from guichet_validate.testing import TestResult

COVERED: tuple[Kind, ...] = ("branch", "document", "alternative", "rule", "exit")


@dataclass(frozen=True, slots=True)
class Coverage:
    """``all`` are the targets that tests ought to reach, in the order of the document; ``reached`` those they do."""

    all: tuple[Target, ...]
    reached: frozenset[Target]

    @property
    def missing(self) -> tuple[Target, ...]:
        """The targets no test reaches."""
        return tuple(target for target in self.all if target not in self.reached)

    @property
    def percent(self) -> float:
        """The share reached, from 0 to 100; 100 where there is nothing to reach."""
        return 100 * len(self.reached) / len(self.all) if self.all else 100.0

    def of(self, kind: Kind) -> tuple[int, int]:
        """Return how many targets of a kind are reached, and how many there are."""
        every = [target for target in self.all if target.kind == kind]
        return sum(target in self.reached for target in every), len(every)


def coverage(definition: Definition, results: Iterable[TestResult] | None = None) -> Coverage:
    """Tell what the definition's tests reach; ``results`` are theirs, where they were already run."""
    observer = Observer(definition)
    found: set[Target] = set()
    for result in run_tests(definition) if results is None else results:
        if result.evaluation is not None:
            found |= observer.observe(result.evaluation, found)
    return covered(definition, frozenset(found))


def covered(definition: Definition, reached: frozenset[Target]) -> Coverage:
    """Return the coverage of tests that reach this, among other things."""
    every = tuple(target for target in targets(definition) if target.kind in COVERED and target.side != AVOIDED)
    return Coverage(every, reached & frozenset(every))
