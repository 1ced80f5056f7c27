"""The `if/then/else` entries of a definition: what each reads, switches off and requires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.findings import Finding
from guichet_validate.pointers import ROW, schema_pointer, split, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from guichet_validate.conditions import ConditionCompiler
    from guichet_validate.model import Field
    from guichet_validate.structure import FieldBuilder

_NESTED = ("not", "allOf", "anyOf", "oneOf")
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """One entry. ``scope`` is the template of the object it stands in; the other templates are absolute.

    ``off`` and ``required`` hold the templates concerned when the condition is true, then when it is false.
    """

    scope: str
    test: Callable[[Any], bool]
    reads: frozenset[str]
    off: tuple[tuple[str, ...], tuple[str, ...]]
    required: tuple[tuple[str, ...], tuple[str, ...]]
    node: Mapping[str, Any]
    pointer: str

    def below_scope(self, templates: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Return templates of this branch as segments below its scope."""
        return tuple(split(template[len(self.scope) :]) for template in templates)

    @property
    def writes(self) -> tuple[str, ...]:
        """Every template it can switch off."""
        return (*self.off[0], *self.off[1])

    @property
    def is_exit(self) -> bool:
        """Whether the entry is a stop screen."""
        return not self.scope and isinstance(self.node.get("x-exit"), dict)


class BranchBuilder:
    """Finds and compiles the branches of every object schema; ``findings`` collects what cannot be compiled."""

    def __init__(self, builder: FieldBuilder, compiler: ConditionCompiler) -> None:
        """Take the fields already built and the compiler of conditions."""
        self.builder = builder
        self.fields = builder.fields
        self.compiler = compiler
        self.findings: list[Finding] = []

    def build(self, root: Field) -> tuple[Branch, ...]:
        """Return the branches of the root, of every object and of every row."""
        return tuple(self._below(root))

    def _below(self, field: Field) -> Iterator[Branch]:
        node, scope = (field.row_node, field.row_pointer) if field.kind == "repeat" else (field.node, field.pointer)
        if field.kind in ("object", "repeat"):
            yield from self._entries(node, scope)
            for child in field.children:
                yield from self._below(child)

    def _entries(self, node: Mapping[str, Any], scope: str) -> Iterator[Branch]:
        entries = node.get("allOf")
        for index, raw in enumerate(entries if isinstance(entries, list) else ()):
            where = f"{schema_pointer(scope)}/allOf/{index}"
            entry = self.builder.resolve(raw, where)
            if "if" in entry:
                yield from self._branch(entry, scope, where)
        if "if" in node:
            yield from self._branch(node, scope, schema_pointer(scope))

    def _branch(self, entry: Mapping[str, Any], scope: str, where: str) -> Iterator[Branch]:
        try:
            test = self.compiler.compile(entry["if"])
        except ValueError:
            self.findings.append(Finding("condition", "error", f"{where}/if"))
            return
        sides = (entry.get("then"), entry.get("else"))
        yield Branch(
            scope,
            test,
            self.reads(entry["if"], scope),
            (tuple(_off(sides[0], scope, 0)), tuple(_off(sides[1], scope, 0))),
            (tuple(_required(sides[0], scope, 0)), tuple(_required(sides[1], scope, 0))),
            entry,
            where,
        )

    def decision(self, schema: Any, where: str) -> Branch:
        """Return a condition on the whole answers as a branch without effect; raises ValueError when it is none."""
        nothing: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        return Branch(
            "", self.compiler.compile(schema), self.reads(schema, ""), nothing, nothing, {"if": schema}, where
        )

    def reads(self, schema: Any, scope: str) -> frozenset[str]:
        """Return the templates of the declared fields that a condition reads."""
        found: set[str] = set()
        for template, deep in self._reads(schema, scope, 0):
            field = self._nearest(template)
            if field is not None:
                found.add(field.pointer)
                if deep and field.pointer == template and field.kind in ("object", "repeat"):
                    found |= {pointer for pointer in self.fields if within(pointer, template)}
        return frozenset(found)

    def _nearest(self, template: str) -> Field | None:
        while template:
            field = self.fields.get(template)
            if field is not None:
                return field
            template = template.rpartition("/")[0]
        return None

    def _reads(self, schema: Any, here: str, depth: int) -> Iterator[tuple[str, bool]]:
        if not isinstance(schema, dict) or depth > _MAX_DEPTH:
            return
        properties = schema.get("properties")
        inside = properties if isinstance(properties, dict) else {}
        for keyword, argument in schema.items():
            if keyword == "properties":
                for name, child in inside.items():
                    yield from self._reads(child, f"{here}/{name}", depth + 1)
            elif keyword == "required" and isinstance(argument, list):
                yield from (
                    (f"{here}/{name}", True)
                    for name in argument
                    if not any(self._reads(inside.get(name), f"{here}/{name}", depth + 1))
                )
            elif keyword == "$ref":
                yield from self._reads(self.builder.target(argument), here, depth + 1)
            elif keyword in _NESTED:
                for child in argument if isinstance(argument, list) else (argument,):
                    yield from self._reads(child, here, depth + 1)
            elif keyword in ("contains", "items"):
                yield here, False
                yield from self._reads(argument, f"{here}/{ROW}", depth + 1)
            elif keyword in ("minItems", "maxItems"):
                yield here, False
            elif keyword != "type" and not keyword.startswith("x-"):
                yield here, True


def _off(schema: Any, here: str, depth: int) -> Iterator[str]:
    for template, child in _properties(schema, here, depth):
        if child is False:
            yield template
        else:
            yield from _off(child, template, depth + 1)


def _required(schema: Any, here: str, depth: int) -> Iterator[str]:
    if isinstance(schema, dict) and isinstance(schema.get("required"), list):
        yield from (f"{here}/{name}" for name in schema["required"] if isinstance(name, str))
    for template, child in _properties(schema, here, depth):
        yield from _required(child, template, depth + 1)


def _properties(schema: Any, here: str, depth: int) -> Iterator[tuple[str, Any]]:
    if not isinstance(schema, dict) or depth > _MAX_DEPTH:
        return
    properties = schema.get("properties")
    if isinstance(properties, dict):
        yield from ((f"{here}/{name}", child) for name, child in properties.items())
    if isinstance(schema.get("items"), dict):
        yield f"{here}/{ROW}", schema["items"]
