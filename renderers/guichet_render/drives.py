"""Which answers other fields depend on, read from the conditions, the computed fields and the notices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import within

if TYPE_CHECKING:
    from guichet_validate.model import Definition

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Drives:
    """`switches` maps a field to those that show or hide it; `driving` are the fields worth a redraw of their step."""

    switches: Mapping[str, frozenset[str]]
    driving: frozenset[str]
    notices: Mapping[tuple[str, int], frozenset[str]]


def drives(definition: Definition) -> Drives:
    """Read the dependencies of a definition; all pointers are templates."""
    reader = _Reader(definition)
    switches: dict[str, set[str]] = defaultdict(set)
    links: set[tuple[str, str]] = set()
    for tested, target, off in reader.conditions():
        links.update((driver, target) for driver in tested)
        if off:
            switches[target] |= tested
    links.update(reader.values())
    driving = {driver for driver, target in links if reader.same_step(driver, target)}
    notices: dict[tuple[str, int], frozenset[str]] = {}
    for step in definition.steps:
        for place, entry in enumerate(step.node.get("fields", ())):
            if isinstance(entry, Mapping) and "if" in entry:
                tested = reader.expanded(reader.tested(entry["if"], "", 0))
                notices[step.id, place] = frozenset(tested)
                driving |= {driver for driver in tested if definition.step_of(driver) is step}
    return Drives({target: frozenset(found) for target, found in switches.items()}, frozenset(driving), notices)


class _Reader:
    """Walks the schemas of one definition."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def scopes(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield every object schema with its template: the root, groups, rows."""
        yield "", self.definition.root.node
        for pointer, field in self.definition.fields.items():
            if field.kind == "object":
                yield pointer, field.node
            elif field.kind == "repeat":
                yield field.row_pointer, field.row_node

    def conditions(self) -> Iterator[tuple[set[str], str, bool]]:
        """Yield what each condition reads, a field that depends on it, and whether it is switched off by it."""
        for scope, node in self.scopes():
            for entry in node.get("allOf", ()):
                if isinstance(entry, Mapping) and "if" in entry and "x-exit" not in entry:
                    tested = self.expanded(self.tested(entry["if"], scope, 0))
                    for branch in ("then", "else"):
                        for target, off in self.named(entry.get(branch), scope, 0):
                            yield tested, target, off

    def values(self) -> Iterator[tuple[str, str]]:
        """Yield (driver, field) for values that an answer changes: computed, looked up, filled on a condition."""
        for pointer, field in self.definition.fields.items():
            if field.computed and not field.hidden:
                yield from ((driver, pointer) for driver in self.expanded({pointer}))
            if field.lookup is not None:
                yield from ((driver, pointer) for driver in self.expanded(set(field.lookup.filter.values())))
            prefill = field.node.get("x-prefill")
            if isinstance(prefill, Mapping) and "when" in prefill:
                yield from ((driver, pointer) for driver in self.expanded(self.tested(prefill["when"], "", 0)))

    def tested(self, schema: Any, scope: str, depth: int) -> set[str]:
        """Return the templates that a condition reads."""
        if not isinstance(schema, Mapping) or depth > _MAX_DEPTH:
            return set()
        found: set[str] = set()
        if isinstance(schema.get("$ref"), str):
            found |= self.tested(self.target(schema["$ref"]), scope, depth + 1)
        properties = schema.get("properties")
        nested = properties if isinstance(properties, Mapping) else {}
        for name, child in nested.items():
            found |= self.tested(child, f"{scope}/{name}", depth + 1) or {f"{scope}/{name}"}
        for name in schema.get("required", ()):
            if name not in nested:
                found.add(f"{scope}/{name}")
        found |= self.tested(schema.get("not"), scope, depth + 1)
        for keyword in ("anyOf", "allOf", "oneOf"):
            for child in schema.get(keyword, ()):
                found |= self.tested(child, scope, depth + 1)
        if isinstance(schema.get("contains"), Mapping):
            found |= self.tested(schema["contains"], f"{scope}/*", depth + 1) or {scope}
        return found

    def named(self, schema: Any, scope: str, depth: int) -> Iterator[tuple[str, bool]]:
        """Yield the templates that a branch speaks of, and whether it switches them off."""
        if not isinstance(schema, Mapping) or depth > _MAX_DEPTH:
            return
        for name in schema.get("required", ()):
            yield f"{scope}/{name}", False
        properties = schema.get("properties")
        for name, child in (properties if isinstance(properties, Mapping) else {}).items():
            yield f"{scope}/{name}", child is False
            yield from self.named(child, f"{scope}/{name}", depth + 1)

    def target(self, reference: str) -> Any:
        """Return the schema in `$defs` that a reference names."""
        definitions = self.definition.document.get("$defs", {})
        return definitions.get(reference.removeprefix("#/$defs/")) if isinstance(definitions, Mapping) else None

    def expanded(self, pointers: set[str]) -> set[str]:
        """Replace computed fields by the answers they are computed from."""
        found: set[str] = set()
        todo, seen = list(pointers), set(pointers)
        while todo:
            pointer = todo.pop()
            field = self.definition.fields.get(pointer)
            expression = field.node.get("x-computed") if field else None
            if not isinstance(expression, str):
                found.add(pointer)
                continue
            names = set(_NAME.findall(expression))
            for name in names:
                for container in {pointer.rpartition("/")[0], ""}:
                    candidate = f"{container}/{name}"
                    if candidate in self.definition.fields:
                        fresh = set(self.read_inside(candidate, names)) - seen
                        seen |= fresh
                        todo += fresh
        return found

    def read_inside(self, pointer: str, names: set[str]) -> Iterator[str]:
        """Yield the fields of a container that an expression also names; the container itself without any."""
        field = self.definition.fields[pointer]
        inner = [child.pointer for child in field.children if child.name in names and field.kind != "file"]
        if not inner:
            yield pointer
        for child in inner:
            yield from self.read_inside(child, names)

    def same_step(self, driver: str, target: str) -> bool:
        """Tell whether both are asked on the same page; a hidden helper stands on none."""
        step = self.definition.step_of(target)
        return step is not None and self.definition.step_of(driver) is step


def drives_any(pointer: str, driving: frozenset[str]) -> bool:
    """Tell whether the field at this template, or a container of it, is among those that drive."""
    return any(within(pointer, driver) for driver in driving)
