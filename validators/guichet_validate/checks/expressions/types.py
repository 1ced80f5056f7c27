"""Infer the type of an expression from the schema, and note which answers it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from guichet_validate.cel_syntax import Node as Tree
from guichet_validate.checks.expressions.literals import literals, mirrored, pointless
from guichet_validate.checks.expressions.words import RESERVED
from guichet_validate.checks.outline import Node, Shape

Report = Callable[..., None]


@dataclass(frozen=True, slots=True, eq=False)
class Type:
    """``kind`` is ``int double string bool null any list object``; ``pointer`` tells which answer it comes from.

    ``members`` are the properties of an object; ``item`` the type of a list's elements. ``nonzero`` says that the
    schema never lets the number be 0.
    """

    kind: str
    pointer: str | None = None
    item: Type | None = None
    shape: Shape | None = None
    members: Mapping[str, Type] = field(default_factory=dict)
    nonzero: bool = False
    node: Node | None = None
    """The answer itself, when the value is one."""


INT, DOUBLE, STRING, BOOL = Type("int"), Type("double"), Type("string"), Type("bool")
NULL, ANY = Type("null"), Type("any")
_NUMBERS = ("int", "double")
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_SCALARS = {"integer": "int", "number": "double", "string": "string", "boolean": "bool"}

# Functions: the kinds of their arguments, and the kind of the result (``item``: that of the list's elements).
_SIGNATURES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "days": (("string", "string"), "int"),
    "months": (("string", "string"), "int"),
    "hours": (("string", "string"), "double"),
    "plus": (("string", "string"), "string"),
    "year": (("string",), "int"),
    "weekday": (("string",), "int"),
    "normalise": (("string",), "string"),
    "lookup": (("string", "string", "string", "string"), "string"),
    "round": (("number",), "int"),
    "sum": (("list",), "item"),
    "min": (("list",), "item"),
    "max": (("list",), "item"),
    "count": (("list",), "int"),
    "size": (("list",), "int"),
    "concat": (("list",), "item"),
}


def of_node(node: Node) -> Type:
    """The type of an answer, as expressions see it."""
    if node.kind == "object":
        return Type("object", node.pointer, shape=node.shape)
    if node.kind == "repeat":
        row = Type("object", f"{node.pointer}/*", shape=node.shape)
        return Type("list", node.pointer, item=row)
    if node.kind == "choices":
        return Type("list", node.pointer, item=Type(_SCALARS.get(str(node.row_schema.get("type")), "any"), node=node))
    if node.kind == "file":
        return Type("list", node.pointer, item=ANY)
    return Type(_SCALARS.get(node.kind, "any"), node.pointer, nonzero=_nonzero(node.schema), node=node)


def of_schema(schema: Mapping[str, object]) -> Type:
    """The type of a setting."""
    return Type(_SCALARS.get(str(schema.get("type")), "any"), nonzero=_nonzero(schema))


def _nonzero(schema: Mapping[str, object]) -> bool:
    least, above = schema.get("minimum"), schema.get("exclusiveMinimum")
    return (isinstance(least, int | float) and least > 0) or (isinstance(above, int | float) and above >= 0)


class Inference:
    """Walks one expression. ``names`` are what it may read; ``reads`` the templates of the answers it does read."""

    def __init__(self, names: Mapping[str, Type], report: Report, text: str) -> None:
        self.names = dict(names)
        self.report = report
        self.text = text
        self.reads: set[str] = set()
        self.guards: set[str] = set()

    def of(self, tree: Tree) -> Type:
        """Return the type of a tree, reporting what does not fit."""
        return getattr(self, f"_{tree.kind}")(tree)  # type: ignore[no-any-return]

    def assume(self, tree: Tree) -> None:
        """Take a test for granted: what it says cannot be 0 may divide."""
        self.guards |= _guarded(tree)

    def _read(self, found: Type) -> Type:
        if found.pointer is not None and found.kind != "object":
            self.reads.add(found.pointer)
        return found

    def _literal(self, tree: Tree) -> Type:
        value = tree.value
        if isinstance(value, bool):
            return BOOL
        if isinstance(value, int | float):
            return Type("int" if isinstance(value, int) else "double", nonzero=value != 0)
        return NULL if value is None else STRING

    def _name(self, tree: Tree) -> Type:
        found = self.names.get(tree.name)
        if found is None:
            self.report("name", name=tree.name)
            return ANY
        return self._read(found)

    def _select(self, tree: Tree) -> Type:
        target = self.of(tree.children[0])
        if target.kind == "any":
            return ANY
        if target.kind != "object":
            self.report("member", name=tree.name, type=target.kind)
            return ANY
        found = target.members.get(tree.name)
        if found is None and target.shape is not None and tree.name in target.shape.children:
            found = of_node(target.shape.children[tree.name])
        if found is None:
            self.report("name", name=self._text(tree))
            return ANY
        return self._read(found)

    def _index(self, tree: Tree) -> Type:
        target, key = (self.of(child) for child in tree.children)
        if target.kind not in ("list", "any") or key.kind not in ("int", "any"):
            self.report("type", operator="[ ]", left=target.kind, right=key.kind)
        return target.item or ANY

    def _list(self, tree: Tree) -> Type:
        items = [self.of(child) for child in tree.children]
        return Type("list", item=self._common("[ ]", items))

    def _common(self, operator: str, types: list[Type]) -> Type:
        known = [found for found in types if found.kind not in ("any", "null")]
        for found in known[1:]:
            if found.kind != known[0].kind:
                self._mismatch(operator, known[0], found)
                return ANY
        return known[0] if known else ANY

    def _unary(self, tree: Tree) -> Type:
        found = self.of(tree.children[0])
        wanted = ("bool",) if tree.name == "!" else _NUMBERS
        if found.kind not in (*wanted, "any"):
            self.report("type", operator=tree.name, left=found.kind, right=found.kind)
        return BOOL if tree.name == "!" else Type(found.kind, nonzero=found.nonzero)

    def _binary(self, tree: Tree) -> Type:
        operator = tree.name
        left = self.of(tree.children[0])
        known = set(self.guards)
        if operator == "&&":
            self.guards |= _guarded(tree.children[0])
        elif operator == "||":
            self.guards |= _guarded(tree.children[0], negated=True)
        right = self.of(tree.children[1])
        self.guards = known
        if operator in ("&&", "||"):
            for side in (left, right):
                if side.kind not in ("bool", "any"):
                    self.report("type", operator=operator, left=left.kind, right=right.kind)
                    break
            return BOOL
        if operator in _COMPARISONS:
            self._constants(tree, operator, left, right)
            return self._comparison(operator, left, right)
        if operator == "in":
            self._constants(tree, operator, left, right)
            return self._membership(left, right)
        return self._arithmetic(tree, left, right)

    def _constants(self, tree: Tree, operator: str, left: Type, right: Type) -> None:
        """Report the constants that decide a comparison before anything is answered."""
        first, second = tree.children
        for answer, other, seen in ((left, second, operator), (right.item or right, first, mirrored(operator))):
            if answer.node is not None:
                for value in literals(other):
                    if pointless(answer.node, seen, value):
                        self.report("constant", value=value, name=answer.node.name, operator=operator)
        if operator in _COMPARISONS and first.kind != "literal" and self._text(first) == self._text(second):
            self.report("same", name=self._text(first))

    def _comparison(self, operator: str, left: Type, right: Type) -> Type:
        loose = "any" in (left.kind, right.kind) or (operator in ("==", "!=") and "null" in (left.kind, right.kind))
        numbers = left.kind in _NUMBERS and right.kind in _NUMBERS
        ordered = operator in ("==", "!=") or left.kind in (*_NUMBERS, "string")
        if not loose and not numbers and (left.kind != right.kind or not ordered):
            self._mismatch(operator, left, right)
        return BOOL

    def _membership(self, left: Type, right: Type) -> Type:
        if right.kind not in ("list", "any"):
            self._mismatch("in", left, right)
        elif right.item is not None:
            self._comparison("==", left, right.item)
        return BOOL

    def _arithmetic(self, tree: Tree, left: Type, right: Type) -> Type:
        operator = tree.name
        if operator in ("/", "%") and not right.nonzero and self._text(tree.children[1]) not in self.guards:
            self.report("division", name=self._text(tree.children[1]))
        if left.kind == "any" or right.kind == "any":
            return ANY
        allowed = {"+": (*_NUMBERS, "string", "list"), "%": ("int",)}.get(operator, _NUMBERS)
        if left.kind != right.kind or left.kind not in allowed:
            self._mismatch(operator, left, right)
            return ANY
        return Type(left.kind, item=left.item)

    def _mismatch(self, operator: str, left: Type, right: Type) -> None:
        mixed = {left.kind, right.kind} == {"int", "double"}
        self.report("mixed" if mixed else "type", operator=operator, left=left.kind, right=right.kind)

    def _choice(self, tree: Tree) -> Type:
        test, then, otherwise = tree.children
        found = self.of(test)
        if found.kind not in ("bool", "any"):
            self.report("type", operator="? :", left=found.kind, right="bool")
        known = set(self.guards)
        self.guards = known | _guarded(test)
        first = self.of(then)
        self.guards = known | _guarded(test, negated=True)
        second = self.of(otherwise)
        self.guards = known
        common = self._common("? :", [first, second])
        return Type(common.kind, item=common.item, shape=common.shape)

    def _method(self, tree: Tree) -> Type:
        if tree.name == "size":
            return self._call(tree)
        types = [self.of(child) for child in tree.children]
        if tree.name not in ("matches", "startsWith", "endsWith", "contains"):
            self.report("function", name=tree.name)
            return ANY
        if len(types) != 2 or any(found.kind not in ("string", "any") for found in types):  # noqa: PLR2004
            self.report("arguments", name=tree.name)
        return BOOL

    def _call(self, tree: Tree) -> Type:
        types = [self.of(child) for child in tree.children]
        if tree.name == "age":
            if len(types) not in (1, 2) or any(found.kind not in ("string", "any", "null") for found in types):
                self.report("arguments", name=tree.name)
            return INT
        if tree.name not in _SIGNATURES:
            self.report("function", name=tree.name)
            return ANY
        wanted, result = _SIGNATURES[tree.name]
        if tree.name == "size" and types and types[0].kind == "string":
            self.report("sizeOfText", name=self._text(tree))
        elif len(types) != len(wanted) or not all(map(_fits, types, wanted)) or not _names_its_list(tree):
            self.report("arguments", name=tree.name)
        if result != "item":
            return Type(result)
        return self._item(tree.name, types)

    def _item(self, name: str, types: list[Type]) -> Type:
        item = types[0].item if types else None
        if item is None or item.kind == "any":
            return ANY
        wanted = {"sum": _NUMBERS, "concat": ("string", "list")}.get(name, (*_NUMBERS, "string"))
        if item.kind not in wanted:
            self.report("arguments", name=name)
            return ANY
        return Type(item.kind, item=item.item)

    def _macro(self, tree: Tree) -> Type:
        target = self.of(tree.children[0])
        if target.kind not in ("list", "any"):
            self.report("member", name=tree.name, type=target.kind)
        if tree.variable in self.names or tree.variable in RESERVED:
            self.report("variable", name=tree.variable)
        outer = self.names
        self.names = {**outer, tree.variable: target.item or ANY}
        bodies = [self.of(body) for body in tree.children[1:]]
        self.names = outer
        tests = bodies[:-1] if tree.name == "map" else bodies
        if any(body.kind not in ("bool", "any") for body in tests):
            self.report("arguments", name=tree.name)
        if tree.name == "map":
            return Type("list", item=bodies[-1] if bodies else ANY)
        return Type("list", item=target.item) if tree.name == "filter" else BOOL

    def _text(self, tree: Tree) -> str:
        return self.text[tree.start : tree.end].strip()


def _names_its_list(tree: Tree) -> bool:
    """Tell whether a lookup says outright which list and columns it reads, so that the checker can find them."""
    named = [tree.children[place] for place in (0, 1, 3)] if tree.name == "lookup" else []
    return all(child.kind == "literal" for child in named)


def _fits(found: Type, wanted: str) -> bool:
    if found.kind in ("any", "null"):
        return True
    return found.kind in _NUMBERS if wanted == "number" else found.kind == wanted


def _guarded(tree: Tree, *, negated: bool = False) -> set[str]:
    """The texts of the numbers that cannot be 0 once a test holds (or, ``negated``, once it does not)."""
    if tree.kind == "binary" and tree.name == ("||" if negated else "&&"):
        return _guarded(tree.children[0], negated=negated) | _guarded(tree.children[1], negated=negated)
    if tree.kind != "binary" or len(tree.children) != 2:  # noqa: PLR2004
        return set()
    left, right = tree.children
    if right.kind != "literal" or not isinstance(right.value, int | float) or isinstance(right.value, bool):
        return set()
    excludes = (
        {"==": right.value == 0, "<=": right.value >= 0, "<": right.value > 0}
        if negated
        else {
            "!=": right.value == 0,
            ">": right.value >= 0,
            ">=": right.value > 0,
            "==": right.value != 0,
        }
    )
    return {_path(left)} if excludes.get(tree.name, False) else set()


def _path(tree: Tree) -> str:
    """The dotted text of a name, to compare with the divisor."""
    if tree.kind == "select":
        return f"{_path(tree.children[0])}.{tree.name}"
    return tree.name if tree.kind == "name" else "?"
