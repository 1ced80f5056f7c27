"""The backward slice of a field: everything whose answer decides whether it appears, and what it may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.flow.targets import lineage
from guichet_validate.ordering import Compute

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

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
        # Whatever else says which answers are accepted: what requires a field, what narrows it.
        self.restraints: dict[str, list[Branch]] = {}
        for branch in definition.plan.branches:
            if not branch.is_exit:
                for template in restrained(branch, definition):
                    self.restraints.setdefault(template, []).append(branch)
        self.expressions: dict[str, Expression] = {
            operation.field.pointer: operation.expression
            for operation in definition.plan.operations
            if isinstance(operation, Compute)
        }
        self._around: dict[str, frozenset[str]] = {}
        self._known: dict[str, frozenset[str]] = {}

    def of(self, template: str) -> frozenset[str]:
        """Return the templates that decide a field, itself and those around it among them.

        What an exit reads beside one of them decides too: whoever it stops gets no further.
        """
        if template not in self._known:
            found = self._closure({template})
            exits = [
                exit_.branch.reads for exit_ in self.definition.plan.exits if not exit_.branch.reads.isdisjoint(found)
            ]
            self._known[template] = self._closure(found.union(*exits)) if exits else found
        return self._known[template]

    def _closure(self, templates: AbstractSet[str]) -> frozenset[str]:
        found: set[str] = set()
        todo = list(templates)
        while todo:
            here = todo.pop()
            if here in found or not here:
                continue
            found.add(here)
            todo.extend(lineage(here))
            expression = self.expressions.get(here)
            if expression is not None:
                todo.extend(expression.reads)
            for branch in (*self.switches.get(here, ()), *self.restraints.get(here, ())):
                todo.extend(branch.reads)
        return frozenset(found)

    def deciding(self, templates: Iterable[str]) -> frozenset[str]:
        """Return the templates that decide any of these fields."""
        return frozenset().union(*(self.of(template) for template in templates))

    def around(self, template: str) -> frozenset[str]:
        """Return the templates that decide whether a field appears and is required, the field itself left out."""
        if template not in self._around:
            branches = [*self.switching(template), *self.restraints.get(template, ())]
            reads = {read for branch in branches for read in branch.reads}
            self._around[template] = self.deciding((*reads, *list(lineage(template))[1:]))
        return self._around[template]

    def switching(self, template: str) -> list[Branch]:
        """Return the branches that can switch a field off, itself or with something around it."""
        return [branch for above in lineage(template) for branch in self.switches.get(above, ())]


def restrained(branch: Branch, definition: Definition) -> dict[str, None]:
    """Return the templates that a branch requires or narrows, on either side."""
    sides = (branch.node.get("then"), branch.node.get("else"))
    narrow = [template for side in sides for template, _ in narrowed(side, branch.scope, definition)]
    return dict.fromkeys((*branch.required[0], *branch.required[1], *narrow))


def narrowed(schema: Any, here: str, definition: Definition) -> list[tuple[str, dict[str, Any]]]:
    """Return the fields that one side of a branch narrows, with the schema each must meet then."""
    found: list[tuple[str, dict[str, Any]]] = []
    properties = schema.get("properties") if isinstance(schema, dict) else None
    for name, child in properties.items() if isinstance(properties, dict) else ():
        template = f"{here}/{name}"
        field = definition.fields.get(template)
        if field is None or not isinstance(child, dict):
            continue
        if field.kind == "object":
            found += narrowed(child, template, definition)
        else:
            found.append((template, child))
    return found
