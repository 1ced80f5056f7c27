"""The backward slice of a field: everything whose answer decides whether it appears or what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.flow.targets import lineage
from guichet_validate.ordering import Compute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guichet_validate.branches import Branch
    from guichet_validate.expressions import Expression
    from guichet_validate.model import Definition


class Slices:
    """Answers what decides what in one definition; every result is remembered."""

    def __init__(self, definition: Definition) -> None:
        """Index the switches by what they switch, and the expressions by what they compute."""
        self.definition = definition
        self.switches: dict[str, list[Branch]] = {}
        for branch in definition.plan.branches:
            for template in dict.fromkeys(branch.writes):
                self.switches.setdefault(template, []).append(branch)
        self.expressions: dict[str, Expression] = {
            operation.field.pointer: operation.expression
            for operation in definition.plan.operations
            if isinstance(operation, Compute)
        }
        self._around: dict[str, frozenset[str]] = {}
        self._known: dict[str, frozenset[str]] = {}

    def of(self, template: str) -> frozenset[str]:
        """Return the templates that decide a field, itself and those around it among them."""
        if template not in self._known:
            found: set[str] = set()
            todo = [template]
            while todo:
                here = todo.pop()
                if here in found or not here:
                    continue
                found.add(here)
                todo.extend(lineage(here))
                expression = self.expressions.get(here)
                if expression is not None:
                    todo.extend(expression.reads)
                for branch in self.switches.get(here, ()):
                    todo.extend(branch.reads)
            self._known[template] = frozenset(found)
        return self._known[template]

    def deciding(self, templates: Iterable[str]) -> frozenset[str]:
        """Return the templates that decide any of these fields."""
        return frozenset().union(*(self.of(template) for template in templates))

    def around(self, template: str) -> frozenset[str]:
        """Return the templates that decide whether a field appears, the field itself left out."""
        if template not in self._around:
            reads = {read for branch in self.switching(template) for read in branch.reads}
            self._around[template] = self.deciding((*reads, *list(lineage(template))[1:]))
        return self._around[template]

    def switching(self, template: str) -> list[Branch]:
        """Return the branches that can switch a field off, itself or with something around it."""
        return [branch for above in lineage(template) for branch in self.switches.get(above, ())]
