"""Everything there is to tell of the paths through one definition."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guichet_validate.exploring.journeys import Journey, journeys
from guichet_validate.exploring.tree import Tree, trees
from guichet_validate.flow.targets import TAKEN, Target
from guichet_validate.flow.verdicts import Analysis
from guichet_validate.testing import run_tests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guichet_validate.flow.confirming import Witness
    from guichet_validate.model import Definition


@dataclass(frozen=True, slots=True)
class Chart:
    """The trees of questions, the journeys, and how to reach each exit and each document.

    ``always`` lists by step the fields that no answer takes away; a way that was not found has the witness ``None``.
    """

    definition: Definition
    always: Mapping[str, tuple[str, ...]]
    trees: tuple[Tree, ...]
    shortest: Journey | None
    longest: Journey | None
    exits: Mapping[str, Witness | None]
    documents: Mapping[str, Witness | None]

    @property
    def paths(self) -> int:
        """How many paths differ in what is asked: the questions of different trees combine."""
        return math.prod(tree.fork.paths for tree in self.trees)

    @property
    def partial(self) -> bool:
        """Whether there are more paths than were looked at."""
        return any(tree.partial for tree in self.trees)


def explore(definition: Definition) -> Chart:
    """Return the chart of a definition; the same one each time."""
    results = run_tests(definition)
    analysis = Analysis(definition, results)
    flow = analysis.flow()
    grown = trees(definition, analysis.builder)
    found = journeys(definition, grown, results, analysis.confirmer.bases[0].context)
    exits = {each.id: flow.witnesses.get(Target("exit", each.pointer, TAKEN)) for each in definition.exits}
    documents = {
        field.pointer: flow.witnesses.get(Target("document", field.pointer)) for field in definition.plan.documents
    }
    return Chart(
        definition,
        _always(definition),
        grown,
        found[0] if found else None,
        found[1] if found else None,
        exits,
        documents,
    )


def _always(definition: Definition) -> dict[str, tuple[str, ...]]:
    """Return by step what is always asked, groups as one."""
    switched = {template for branch in definition.plan.branches for template in branch.writes}
    return {
        step.id: tuple(
            pointer for pointer in step.fields if pointer not in switched and not definition.fields[pointer].hidden
        )
        for step in definition.steps
    }
