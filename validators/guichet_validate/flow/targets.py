"""What answers can reach in a definition: sides of branches, fields, documents, exits, rules, steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from guichet_validate.branches import BranchBuilder
from guichet_validate.conditions import ConditionCompiler
from guichet_validate.model import NoticeEntry
from guichet_validate.structure import FieldBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guichet_validate.branches import Branch
    from guichet_validate.model import Definition

Kind = Literal["branch", "field", "document", "alternative", "required", "exit", "rule", "computed", "step"]

HOLDS, FAILS = "holds", "fails"
HELD, BROKEN = "held", "broken"
TAKEN, AVOIDED = "taken", "avoided"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that answers may reach.

    ``pointer`` is the place in the document of a branch, notice, exit, rule or step, and the template of a field
    for the other kinds. ``side`` tells the two ends of a branch (``holds fails``), a rule (``held broken``) and an
    exit (``taken avoided``), or the identifier of a document's alternative.
    """

    kind: Kind
    pointer: str
    side: str = ""


def targets(definition: Definition) -> tuple[Target, ...]:
    """Return everything that can be reached, kind by kind, each in the order of the document."""
    return tuple(_targets(definition))


def _targets(definition: Definition) -> Iterator[Target]:
    plan = definition.plan
    for branch in decisions(definition):
        yield Target("branch", branch.pointer, HOLDS)
        yield Target("branch", branch.pointer, FAILS)
    yield from (Target("field", pointer) for pointer in conditional_fields(definition))
    for field in plan.documents:
        yield Target("document", field.pointer)
        accepts = field.document.accepts if field.document is not None else ()
        if len(accepts) > 1:
            yield from (Target("alternative", field.pointer, accepted.id) for accepted in accepts)
    yield from (Target("required", pointer) for pointer in conditionally_required(definition))
    for found in plan.exits:
        yield Target("exit", found.exit.pointer, TAKEN)
        yield Target("exit", found.exit.pointer, AVOIDED)
    for rule in definition.rules:
        yield Target("rule", rule.pointer, HELD)
        yield Target("rule", rule.pointer, BROKEN)
    yield from (Target("computed", field.pointer) for field in definition.fields.values() if field.computed)
    yield from (Target("step", f"/x-steps/{index}") for index, step in enumerate(definition.steps) if not step.review)


def decisions(definition: Definition) -> tuple[Branch, ...]:
    """Return what is decided by a condition, exits aside: the branches, then the notices of the steps."""
    return (*(branch for branch in definition.plan.branches if not branch.is_exit), *_notices(definition))


def _notices(definition: Definition) -> Iterator[Branch]:
    """Read each notice's condition as a branch that does nothing."""
    conditional = [
        (step, index, place)
        for index, step in enumerate(definition.steps)
        for place, entry in enumerate(step.entries)
        if isinstance(entry, NoticeEntry) and entry.condition is not None
    ]
    if not conditional:
        return
    fields = FieldBuilder(dict(definition.document))
    fields.fields = dict(definition.fields)
    builder = BranchBuilder(fields, ConditionCompiler(definition.document))
    for step, index, place in conditional:
        yield builder.decision(step.node["fields"][place]["if"], f"/x-steps/{index}/fields/{place}")


@lru_cache(maxsize=1)
def conditional_fields(definition: Definition) -> tuple[str, ...]:
    """Return the templates of the fields that a branch can switch off, themselves or with what is around them."""
    switched = {template for branch in definition.plan.branches for template in branch.writes}
    return tuple(
        pointer
        for pointer, field in definition.fields.items()
        if not field.hidden and any(above in switched for above in lineage(pointer))
    )


def conditionally_required(definition: Definition) -> tuple[str, ...]:
    """Return the templates that some branch requires, in the order of the document."""
    named = {template for branch in definition.plan.branches for side in branch.required for template in side}
    return tuple(pointer for pointer in definition.fields if pointer in named)


def lineage(template: str) -> Iterator[str]:
    """Yield a field's template and those of the fields around it, innermost first."""
    while template:
        yield template
        template = template.rpartition("/")[0].removesuffix("/*")
