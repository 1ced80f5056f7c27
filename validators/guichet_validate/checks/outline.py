"""The fields of a definition as written, built from any JSON without failing; the checks read this tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from guichet_validate.checks.references import Resolver
from guichet_validate.checks.values import Place, mapping, members, string, strings

MAX_NODES = 1000
_FILE_KEYS = {"id", "name", "type", "size"}
SCALARS = ("string", "integer", "number", "boolean")


@dataclass(slots=True, eq=False)
class Node:
    """One field. ``pointer`` is its template in the answers; ``schema`` has its references merged in.

    ``place`` is where the property is declared, ``body`` where its structure stands (behind its ``$ref``).
    """

    pointer: str
    name: str
    kind: str
    schema: Mapping[str, Any]
    own: Mapping[str, Any]
    place: Place
    body: Place
    scope: Shape | None
    row_schema: Mapping[str, Any]
    shape: Shape | None = None
    widget: str | None = field(init=False)

    def __post_init__(self) -> None:
        """Find once what nearly every check asks."""
        self.widget = string(mapping(self.schema.get("x-ui")).get("widget"))

    @property
    def children(self) -> list[Node]:
        return list(self.shape.children.values()) if self.shape is not None else []

    @property
    def computed(self) -> bool:
        return isinstance(self.schema.get("x-computed"), str)

    @property
    def options(self) -> list[Any] | None:
        """The values of a closed choice; ``None`` for an open field."""
        holder = self.row_schema if self.kind == "choices" else self.schema
        if isinstance(holder.get("oneOf"), list):
            return [mapping(option).get("const") for option in holder["oneOf"]]
        if isinstance(holder.get("enum"), list):
            return list(holder["enum"])
        if "const" in holder:
            return [holder["const"]]
        return None


@dataclass(slots=True, eq=False)
class Shape:
    """One object schema: the root, a group or the row of a repeat. ``pointer`` is the template of the object."""

    pointer: str
    schema: Mapping[str, Any]
    body: Place
    depth: int
    node: Node | None
    conditional: bool
    """Whether a condition may stand here: the root, a row, or the schema behind a reference."""
    children: dict[str, Node] = field(default_factory=dict)

    @property
    def is_row(self) -> bool:
        return self.pointer.endswith("/*")

    @property
    def required(self) -> list[str]:
        return strings(self.schema.get("required"))


class Outline:
    """Every field by its template pointer, and every object schema, in document order."""

    def __init__(self, document: Mapping[str, Any], resolver: Resolver) -> None:
        self.document = document
        self.resolver = resolver
        self.nodes: dict[str, Node] = {}
        self.shapes: list[Shape] = []
        self.complete = True
        self.root = self._shape("", document, Place(), 1, None, conditional=True, stack=())

    def node(self, pointer: str) -> Node | None:
        """The field at a template or concrete pointer; row numbers count as ``*``."""
        if pointer in self.nodes:
            return self.nodes[pointer]
        return self.nodes.get("/".join("*" if part.isdigit() else part for part in pointer.split("/")))

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The groups and repeats around a field, innermost first."""
        scope = node.scope
        while scope is not None and scope.node is not None:
            yield scope.node
            scope = scope.node.scope

    def walk(self, node: Node, visit: Callable[[Node], None]) -> None:
        """Call ``visit`` with the field and every field below it."""
        visit(node)
        for child in node.children:
            self.walk(child, visit)

    def _shape(
        self,
        pointer: str,
        schema: Mapping[str, Any],
        body: Place,
        depth: int,
        node: Node | None,
        *,
        conditional: bool,
        stack: tuple[str, ...],
    ) -> Shape:
        shape = Shape(pointer, schema, body, depth, node, conditional)
        self.shapes.append(shape)
        for name, raw in members(schema.get("properties")):
            if len(self.nodes) >= MAX_NODES:
                self.complete = False
                break
            child = self._node(name, raw, shape, body.down("properties", name), stack)
            shape.children[name] = child
        return shape

    def _node(self, name: str, raw: Mapping[str, Any], scope: Shape, place: Place, stack: tuple[str, ...]) -> Node:
        pointer = f"{scope.pointer}/{name}"
        found = self.resolver.resolve(raw, place, stack)
        schema = found.schema
        items = self.resolver.resolve(mapping(schema.get("items")), found.place.down("items"), found.stack)
        kind = _kind(schema, items.schema)
        node = Node(pointer, name, kind, schema, raw, place, found.place, scope, items.schema)
        self.nodes[pointer] = node
        depth = scope.depth + 1
        if kind == "object":
            conditional = found.stack != stack
            node.shape = self._shape(
                pointer, schema, found.place, depth, node, conditional=conditional, stack=found.stack
            )
        elif kind == "repeat":
            node.shape = self._shape(
                f"{pointer}/*", items.schema, items.place, depth, node, conditional=True, stack=items.stack
            )
        return node


def _kind(schema: Mapping[str, Any], items: Mapping[str, Any]) -> str:
    declared = schema.get("type")
    if declared == "array":
        properties = mapping(items.get("properties"))
        if mapping(schema.get("x-ui")).get("widget") == "file" or properties.keys() >= _FILE_KEYS:
            return "file"
        return "repeat" if "properties" in items or items.get("type") == "object" else "choices"
    if declared == "object":
        return "object"
    return declared if declared in SCALARS else "unknown"
