"""Which answers decide about which fields, through conditions and computed fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.ordering import Compute
from guichet_validate.pointers import ROW, bind, get, indexes, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from guichet_validate.branches import Branch
    from guichet_validate.model import Definition, Field

_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One side of a condition that tightens a field: the branch, its side, the schema it adds."""

    branch: Branch
    side: bool
    node: Mapping[str, Any]


class Wiring:
    """Reads a definition's conditions once."""

    def __init__(self, definition: Definition) -> None:
        """Gather who narrows, switches and feeds whom, by templates."""
        self.fields = definition.fields
        self.branches = definition.plan.branches
        self._computed = {
            operation.field.pointer: operation.expression.reads
            for operation in definition.plan.operations
            if isinstance(operation, Compute)
        }
        self.narrowings: dict[str, list[Narrowing]] = {}
        self._drivers: dict[str, set[str]] = {}
        for branch in self.branches:
            for side, schema in ((True, branch.node.get("then")), (False, branch.node.get("else"))):
                for template, node in _children(schema, branch.scope, 0):
                    if isinstance(node, dict):
                        self.narrowings.setdefault(template, []).append(Narrowing(branch, side, node))
                    self._drive(template, branch)
            for template in (*branch.required[0], *branch.required[1]):
                self._drive(template, branch)

    def _drive(self, template: str, branch: Branch) -> None:
        self._drivers.setdefault(template, set()).update(self.sources(branch.reads))

    def sources(self, templates: Iterable[str]) -> frozenset[str]:
        """Return the fields that people answer behind some templates: those read by computed ones, and so on."""
        found: set[str] = set()
        seen: set[str] = set()
        todo = list(templates)
        while todo:
            template = todo.pop()
            if template in seen:
                continue
            seen.add(template)
            if template in self._computed:
                todo.extend(self._computed[template])
            elif template in self.fields:
                found.add(template)
        return frozenset(found)

    def drivers(self, template: str) -> frozenset[str]:
        """Return the fields that decide whether, or how, a field (or an object around it) is to be answered."""
        found: set[str] = set()
        while template:
            found |= self._drivers.get(template, set())
            template = template.rpartition("/")[0]
        return frozenset(found)

    def deciding(self) -> frozenset[str]:
        """Return every field that some condition depends on."""
        return self.sources({read for branch in self.branches for read in branch.reads})

    def active(self, field: Field, pointer: str, answers: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        """Return the schemas that narrow the field at a concrete pointer, given the answers."""
        return tuple(
            narrowing.node
            for narrowing in self.narrowings.get(field.pointer, ())
            if self.holds(narrowing.branch, pointer, answers) is narrowing.side
        )

    def holds(self, branch: Branch, pointer: str, answers: Mapping[str, Any]) -> bool:
        """Tell whether a branch holds for the object of its scope that a concrete pointer stands in."""
        scope = get(answers, bind(branch.scope, indexes(pointer))) if branch.scope else answers
        return branch.test({} if scope is None else scope)

    def upstream(self, template: str) -> tuple[str, ...]:
        """Return the drivers of a field, then theirs, and so on; the nearest first."""
        found: dict[str, None] = {}
        todo = [template]
        while todo:
            for driver in sorted(self.drivers(todo.pop(0))):
                if driver not in found:
                    found[driver] = None
                    todo.append(driver)
        return tuple(found)


def _children(schema: Any, here: str, depth: int) -> Iterator[tuple[str, Any]]:
    if not isinstance(schema, dict) or depth > _MAX_DEPTH:
        return
    properties = schema.get("properties")
    for name, child in properties.items() if isinstance(properties, dict) else ():
        yield f"{here}/{name}", child
        yield from _children(child, f"{here}/{name}", depth + 1)
    if isinstance(schema.get("items"), dict):
        yield from _children(schema["items"], f"{here}/{ROW}", depth + 1)


def places(template: str, answers: Mapping[str, Any], beside: str = "", most: int = 4) -> list[str]:
    """Return the concrete pointers of a template in the answers; rows of ``beside``, a concrete pointer, are kept."""
    kept = split(beside)
    found: list[tuple[str, bool]] = [("", True)]
    for depth, part in enumerate(split(template)):
        following: list[tuple[str, bool]] = []
        for pointer, shared in found:
            if part != ROW:
                following.append((f"{pointer}/{part}", shared and depth < len(kept) and kept[depth] == part))
            elif shared and depth < len(kept):
                following.append((f"{pointer}/{kept[depth]}", True))
            else:
                rows = get(answers, pointer)
                count = len(rows) if isinstance(rows, list) else 0
                following += [(f"{pointer}/{index}", False) for index in range(min(count, most))]
        found = following
    return [pointer for pointer, _ in found]
