"""The order of evaluation: nothing is computed or switched before what drives it is final."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guichet_validate.findings import Finding
from guichet_validate.pointers import schema_pointer, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from guichet_validate.branches import Branch
    from guichet_validate.expressions import Expression
    from guichet_validate.model import Field


@dataclass(frozen=True, slots=True, eq=False)
class Switch:
    """Decide a branch that switches fields off: ``targets``, below its scope, when it is true and when it is false.

    ``moves`` tells that an object or a repeat is among them, so that other objects may vanish, ``flat`` that the branch
    and all its targets stand at the root.
    """

    branch: Branch
    targets: tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]
    moves: bool
    flat: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return self.branch.reads

    @property
    def writes(self) -> tuple[str, ...]:
        return self.branch.writes


@dataclass(frozen=True, slots=True, eq=False)
class Compute:
    """Compute a field; ``scope`` is the template of the object it stands in.

    ``alone`` tells that it stands at the root and that no other expression reads it: it shares their world.
    """

    field: Field
    scope: str
    expression: Expression
    alone: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return self.expression.reads

    @property
    def writes(self) -> tuple[str, ...]:
        return (self.field.pointer,)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Put an accepted document of the person's library into a file field that is empty."""

    field: Field
    scope: str
    reads: frozenset[str]

    @property
    def writes(self) -> tuple[str, ...]:
        return (self.field.pointer,)


Operation = Switch | Compute | Place


def order(operations: Sequence[Operation]) -> tuple[tuple[Operation, ...], list[Finding]]:
    """Return the operations in dependency order, stable; a cycle gives a finding instead (code ``cycle``)."""
    writers = [(index, operation.writes) for index, operation in enumerate(operations)]
    switches = [(index, writes) for index, writes in writers if isinstance(operations[index], Switch)]
    before: list[set[int]] = []
    for place, operation in enumerate(operations):
        read = _upwards(operation.reads)
        found = {index for index, writes in writers if not read.isdisjoint(writes)}
        if not isinstance(operation, Switch):
            # A field is filled only once it is known not to be switched off.
            filled = _upwards([operation.field.pointer])
            found.update(index for index, writes in switches if not filled.isdisjoint(writes))
        before.append(found - {place})
    done: set[int] = set()
    ordered: list[Operation] = []
    remaining = list(range(len(operations)))
    while remaining:
        ready = [place for place in remaining if before[place] <= done]
        if not ready:
            return (), [_cycle([operations[place] for place in remaining])]
        done.update(ready)
        ordered.extend(operations[place] for place in ready)
        remaining = [place for place in remaining if place not in done]
    own = next((operation for operation in operations if _reads_itself(operation)), None)
    return tuple(ordered), [] if own is None else [_cycle([own])]


def _upwards(pointers: Iterable[str]) -> set[str]:
    """Return the pointers and those of everything that they stand in."""
    found: set[str] = set()
    for pointer in pointers:
        here = pointer
        while here and here not in found:
            found.add(here)
            here = here.rpartition("/")[0]
    return found


def _reads_itself(operation: Operation) -> bool:
    return any(within(read, written) for read in operation.reads for written in operation.writes)


def _cycle(operations: Sequence[Operation]) -> Finding:
    fields = sorted({written for operation in operations for written in operation.writes})
    first = operations[0]
    pointer = first.branch.pointer if isinstance(first, Switch) else schema_pointer(first.field.pointer)
    return Finding("cycle", "error", pointer, {"fields": ", ".join(fields)[:300]})
