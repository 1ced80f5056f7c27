"""Compile expressions of the Common Expression Language against the schema, and evaluate them on answers.

Building the library's values from a whole document costs far more than running an expression. So each expression
is rewritten when it is compiled: what it reads (``demandeur.nom``, ``personnes.map(p, p.exemplaires)``) becomes a
flat variable, and an evaluation fetches just those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate import cel_syntax
from guichet_validate.cel_library import library
from guichet_validate.cel_syntax import CelSyntaxError, Node
from guichet_validate.fetching import (
    WORLD_VALUES,
    Environment,
    account_value,
    called,
    column,
    setting_value,
    shown_value,
    walker,
)
from guichet_validate.functions import FUNCTIONS
from guichet_validate.pointers import ROW, split
from guichet_validate.projection import leaf_view, length, view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from guichet_validate.fetching import Fetch
    from guichet_validate.model import Field, Setting

WORLD = frozenset({"settings", "today", "now", "account", "row", "parent", "rows", "index"})
FAILED = object()

_VARIABLE = re.compile(r"[a-z][A-Za-z0-9]*", re.ASCII)
_ACCOUNT = frozenset({"signedIn", "assurance"})


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression. ``reads`` are templates of answers; ``settings`` the names of settings it reads."""

    source: str
    reads: frozenset[str]
    settings: frozenset[str]
    tree: Node
    _program: Any
    _variables: tuple[tuple[str, Fetch], ...]
    _functions: tuple[str, ...]

    def evaluate(self, environment: Environment, rows: Sequence[int] = ()) -> Any:
        """Return the value, or ``FAILED``; ``rows`` are the numbers of the rows that the scope stands in."""
        return self.run(_world(self._variables, self._functions, environment, rows))

    def run(self, world: Any) -> Any:
        """Return the value, or ``FAILED``, in a world that holds at least what this expression reads."""
        try:
            return self._program.execute(world)
        except Exception:  # noqa: BLE001 - the library raises nearly every kind; each means: no value
            return FAILED


class Worlds:
    """What several expressions of one scope read together: fetched once for all of them, since that costs most."""

    def __init__(self, expressions: Iterable[Expression]) -> None:
        """Unite what these expressions of one definition read and call."""
        found = tuple(expressions)
        self._variables = tuple({name: fetch for one in found for name, fetch in one._variables}.items())  # noqa: SLF001
        self._functions = tuple(sorted({name for one in found for name in one._functions}))  # noqa: SLF001

    def of(self, environment: Environment, rows: Sequence[int] = ()) -> Any:
        """Return the world of these answers, to run the expressions in; ``rows`` as in ``Expression.evaluate``."""
        return _world(self._variables, self._functions, environment, rows)


def _world(
    variables: tuple[tuple[str, Fetch], ...],
    functions: tuple[str, ...],
    environment: Environment,
    rows: Sequence[int],
) -> Any:
    try:
        return library().Context(
            {name: fetch(environment, rows) for name, fetch in variables},
            {name: called(name, environment) for name in functions},
        )
    except Exception:  # noqa: BLE001 - a setting that the library cannot hold: nothing has a value there
        return library().Context()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name or a chain of properties leads: an answer's template, or something of the world."""

    template: str
    world: str = ""


class ExpressionCompiler:
    """Compiles the expressions of one definition."""

    def __init__(self, root: Field, fields: Mapping[str, Field], settings: Mapping[str, Setting]) -> None:
        """Remember the fields by template pointer, and the settings."""
        self.root = root
        self.fields = fields
        self.settings = settings
        # Each thing that any expression reads, as (kind, template, what is shown of it), has one name for all.
        self.names: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def compile(self, source: str, scope: str = "") -> Expression:
        """Compile an expression that stands in ``scope``: the template of the root, of a row or of an object.

        Raises CelSyntaxError: the codes of ``cel_syntax.parse``, and ``celUnknown`` ``celFunction`` ``celVariable``
        ``celReserved`` with the name.
        """
        tree = cel_syntax.parse(source)
        reading = _Reading(self, scope)
        reading.visit(tree, {})
        functions = reading.functions(tree)
        try:
            program = library().compile(reading.rewritten(source))
        except Exception:  # noqa: BLE001 - any complaint of the library's parser
            raise CelSyntaxError("celSyntax", 0) from None
        return Expression(
            source,
            frozenset(reading.reads),
            frozenset(reading.settings),
            tree,
            program,
            reading.variables(),
            functions,
        )

    def descendants(self, template: str) -> set[str]:
        """Return a field and all below it."""
        return {pointer for pointer in self.fields if pointer == template or pointer.startswith(f"{template}/")}


class _Reading:
    """One walk over a tree: which answers it reads, and by which flat variables to replace them."""

    def __init__(self, compiler: ExpressionCompiler, scope: str) -> None:
        self.compiler = compiler
        self.scope = scope
        self.reads: set[str] = set()
        self.settings: set[str] = set()
        # Replaced spans of the text, and the key of the variable that takes each one's place.
        self.spans: list[tuple[int, int, tuple[str, str]]] = []
        # Whether each list of rows must show everything, or only what is read of it.
        self.shown: dict[str, bool] = {}

    # ------------------------------------------------------------------------------------------- walking the tree
    def visit(self, node: Node, bound: Mapping[str, str]) -> None:
        """Record what a node reads; ``bound`` maps the variables of macros to the template of their row."""
        place = self.place(node, bound)
        if place is not None:
            self._read(node, place, bound)
            return
        if node.kind == "macro":
            self._macro(node, bound)
            return
        if node.kind == "call" and node.name in ("size", "count") and len(node.children) == 1:
            inner = self.place(node.children[0], bound)
            if inner is not None and self._is_rows(inner):
                # The number alone crosses into the library, which takes a microsecond for each text.
                self.reads.add(inner.template)
                self.spans.append((node.start, node.end, (node.name, inner.template)))
                return
        for child in node.children:
            self.visit(child, bound)

    def place(self, node: Node, bound: Mapping[str, str]) -> _Place | None:
        """Return where a name or a chain of properties leads; ``None`` for any other node."""
        if node.kind == "name":
            return self._named(node, bound)
        if node.kind == "index" and node.children[1].kind == "literal":
            rows = self.place(node.children[0], bound)
            return _Place(f"{rows.template}/{ROW}", "item") if rows is not None and self._is_rows(rows) else None
        if node.kind != "select":
            return None
        inner = self.place(node.children[0], bound)
        if inner is None:
            return None
        if inner.world in ("settings", "account"):
            known = self.compiler.settings if inner.world == "settings" else _ACCOUNT
            if inner.template or node.name not in known:
                raise CelSyntaxError("celUnknown", node.start, name=node.name)
            return _Place(node.name, inner.world)
        if inner.world not in ("", "item"):
            raise CelSyntaxError("celUnknown", node.start, name=node.name)
        template = f"{inner.template}/{node.name}"
        if template in self.compiler.fields:
            return _Place(template, inner.world)
        field = self.compiler.fields.get(inner.template.removesuffix(f"/{ROW}"))
        if field is not None and field.kind == "file" and inner.template.endswith(ROW):
            return _Place(inner.template.removesuffix(f"/{ROW}"), "item")
        raise CelSyntaxError("celUnknown", node.start, name=node.name)

    def _named(self, node: Node, bound: Mapping[str, str]) -> _Place | None:
        name = node.name
        if name in bound:
            return _Place(bound[name], "item") if bound[name] else None
        if name in ("today", "now", "index", "settings", "account"):
            if name == "index" and ROW not in split(self.scope):
                raise CelSyntaxError("celUnknown", node.start, name=name)
            return _Place("", name)
        if name in ("row", "parent", "rows"):
            return _Place(self._around(name, node))
        if f"/{name}" not in self.compiler.fields:
            raise CelSyntaxError("celUnknown", node.start, name=name)
        return _Place(f"/{name}")

    def _around(self, name: str, node: Node) -> str:
        parts = split(self.scope)
        if not parts or (name == "rows" and ROW not in parts):
            raise CelSyntaxError("celUnknown", node.start, name=name)
        if name == "row":
            return self.scope
        if name == "rows":
            last = len(parts) - 1 - parts[::-1].index(ROW)
            return "/" + "/".join(parts[:last])
        outer = parts[:-2] if parts[-1] == ROW else parts[:-1]
        return "".join(f"/{part}" for part in outer)

    def _is_rows(self, place: _Place) -> bool:
        field = self.compiler.fields.get(place.template)
        return not place.world and field is not None and field.kind in ("repeat", "file", "choices")

    def _macro(self, node: Node, bound: Mapping[str, str]) -> None:
        target, variable = node.children[0], node.variable
        if variable in WORLD or f"/{variable}" in self.compiler.fields or not _VARIABLE.fullmatch(variable):
            raise CelSyntaxError("celVariable", node.start, name=variable)
        template = self.element(target, bound)
        place = self.place(target, bound)
        inner = {**bound, variable: template}
        if place is None or not self._is_rows(place):
            self.visit(target, bound)
            for body in node.children[1:]:
                self.visit(body, inner)
            return
        if self._flat(node, place, inner):
            return
        for body in node.children[1:]:
            self.visit(body, inner)
        self._rows(target, place, bound, whole=False)

    def _flat(self, node: Node, place: _Place, inner: Mapping[str, str]) -> bool:
        """Replace ``rows.map(r, r.x)`` by the list of those values."""
        if node.name != "map" or len(node.children) != 2:  # noqa: PLR2004
            return False
        body = self.place(node.children[1], inner)
        if body is None or body.world != "item" or node.children[1].kind != "select":
            return False
        field = self.compiler.fields[body.template]
        deeper = body.template.count(ROW) != place.template.count(ROW) + 1
        if deeper or field.kind not in ("string", "integer", "number", "boolean"):
            return False
        self.reads |= {place.template, body.template}
        self.spans.append((node.start, node.end, ("column", body.template)))
        return True

    def element(self, node: Node, bound: Mapping[str, str]) -> str:
        """Return the template of one element of a list, the empty text when it is no list of answers."""
        place = self.place(node, bound)
        if place is not None:
            field = self.compiler.fields.get(place.template)
            return f"{place.template}/{ROW}" if field is not None and field.kind in ("repeat", "file") else ""
        if node.kind == "macro" and node.name == "filter":
            return self.element(node.children[0], bound)
        if node.kind == "macro" and node.name == "map":
            row = self.element(node.children[0], bound)
            body = self.place(node.children[-1], {**bound, node.variable: row})
            return body.template if body is not None and body.world in ("", "item") else ""
        if node.kind == "call" and node.name == "concat" and len(node.children) == 1:
            inner = self.compiler.fields.get(self.element(node.children[0], bound))
            return f"{inner.pointer}/{ROW}" if inner is not None and inner.kind in ("repeat", "file") else ""
        return ""

    # ------------------------------------------------------------------------------------------- what is replaced
    def _read(self, node: Node, place: _Place, bound: Mapping[str, str]) -> None:
        if place.world == "item":
            # Inside a list that is shown as a whole: the text stays, the rows must show the property.
            self.reads |= self.compiler.descendants(place.template) or {place.template.removesuffix(f"/{ROW}")}
            if node.kind == "index" or self._root(node).kind == "index":
                self._index(node, bound)
            return
        if place.world:
            if place.world == "settings":
                self.settings.add(place.template)
            if place.world in ("settings", "account") and not place.template:
                raise CelSyntaxError("celUnknown", node.start, name=place.world)
            self.spans.append((node.start, node.end, (place.world, place.template)))
            return
        if not place.template or place.template.endswith(ROW):
            self.reads |= self.compiler.descendants(place.template)
            self.spans.append((node.start, node.end, ("whole", place.template)))
            return
        field = self.compiler.fields[place.template]
        if field.kind == "repeat":
            self._rows(node, place, bound, whole=True)
            return
        self.reads |= self.compiler.descendants(place.template)
        self.spans.append((node.start, node.end, ("value", place.template)))

    def _root(self, node: Node) -> Node:
        while node.kind == "select":
            node = node.children[0]
        return node

    def _index(self, node: Node, bound: Mapping[str, str]) -> None:
        indexed = self._root(node)
        rows = self.place(indexed.children[0], bound)
        if rows is not None:
            self._rows(indexed.children[0], rows, bound, whole=True)

    def _rows(self, node: Node, place: _Place, bound: Mapping[str, str], *, whole: bool) -> None:
        """Replace a list of answers by a variable that shows each row whole, or what the expression reads of it."""
        field = self.compiler.fields[place.template]
        self.reads.add(place.template)
        if place.world == "item" or self._root(node).name in bound:
            return
        if whole:
            self.reads |= self.compiler.descendants(place.template)
        self.shown[place.template] = self.shown.get(place.template, False) or whole or field.kind != "repeat"
        self.spans.append((node.start, node.end, ("rows", place.template)))

    def rewritten(self, source: str) -> str:
        """Return the text with what it reads replaced by variables."""
        pieces: list[str] = []
        last = 0
        for start, end, key in sorted(set(self.spans)):
            pieces += [source[last:start], self._name(key)]
            last = end
        return "".join(pieces) + source[last:]

    def variables(self) -> tuple[tuple[str, Fetch], ...]:
        """Return each variable's name and the function that fetches its value."""
        return tuple((self._name(key), self._fetch(*key)) for key in sorted({key for _, _, key in self.spans}))

    def _name(self, key: tuple[str, str]) -> str:
        names = self.compiler.names
        kind, template = key
        partly = kind == "rows" and not self.shown[template]
        # Rows of which nothing is read are only counted.
        inside = (tuple(sorted(self._wanted(template))) or ("",)) if partly else ()
        return names.setdefault((*key, inside), f"_{len(names)}")

    def _wanted(self, template: str) -> set[str]:
        """Return what the expression reads of the rows of a repeat."""
        return {read for read in self.reads if read.startswith(f"{template}/{ROW}/")}

    def functions(self, tree: Node) -> tuple[str, ...]:
        """Return the functions of ours that are called; raises CelSyntaxError for any other."""
        called: set[str] = set()
        for node in tree.walk():
            if node.kind == "call" and node.name != "size":
                if node.name not in FUNCTIONS and node.name not in ("age", "lookup"):
                    raise CelSyntaxError("celFunction", node.start, name=node.name)
                called.add(node.name)
            if node.kind == "method" and node.name not in cel_syntax.METHODS:
                raise CelSyntaxError("celFunction", node.start, name=node.name)
        return tuple(sorted(called))

    def _fetch(self, kind: str, template: str) -> Fetch:
        if kind == "settings":
            return setting_value(template, self.compiler.settings[template])
        if kind in WORLD_VALUES:
            return WORLD_VALUES[kind]
        if kind == "account":
            return account_value(template)
        if kind == "column":
            rows, _, inside = template.rpartition(f"/{ROW}/")
            return column(walker(rows), split(f"/{inside}"), leaf_view(self.compiler.fields[template].kind))
        if kind == "whole":
            field = self.compiler.fields.get(template.removesuffix(f"/{ROW}"), self.compiler.root)
            one = view(field)
            shown = (lambda value: one([value])[0]) if template.endswith(ROW) else one
            return shown_value(walker(template), shown)
        field = self.compiler.fields[template]
        if kind in ("size", "count"):
            return shown_value(walker(template), length(field, known_only=kind == "count"))
        wanted = self._wanted(template) if kind == "rows" and not self.shown[template] else None
        if wanted is not None and not wanted:
            return shown_value(walker(template), lambda value: [0] * len(value) if isinstance(value, list) else [])
        return shown_value(walker(template), view(field, wanted))
