"""A parser of the Common Expression Language, as far as definitions may use it: a tree with places in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 500
MAX_OPERATORS = 50
MAX_DEPTH = 10

MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
METHODS = frozenset({"matches", "startsWith", "endsWith", "contains"})
RESERVED = frozenset(
    {
        *("as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop"),
        *("package", "namespace", "null", "return", "true", "var", "void", "while"),
    }
)

NodeKind = Literal["literal", "name", "select", "index", "call", "method", "macro", "list", "unary", "binary", "choice"]
Scalar = str | int | float | bool | None

_TOKEN = re.compile(
    r"""[ \t\n\f\r]*(?:
      (?P<number>[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+(?:[eE][+-]?[0-9]+)?)
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<raw>[rR](?:"[^"\n]*"|'[^'\n]*'))
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<operator>\|\||&&|==|!=|<=|>=|[-+*/%!<>?:.,()\[\]])
    )""",
    re.VERBOSE | re.ASCII,
)
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"||"}),
    frozenset({"&&"}),
    frozenset({"<", "<=", ">", ">=", "==", "!=", "in"}),
    frozenset({"+", "-"}),
    frozenset({"*", "/", "%"}),
)
# Never the name of a property, of a method or of a variable.
_WORDS = frozenset({"true", "false", "null", "in"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"', "`": "`", "?": "?"}


class CelSyntaxError(ValueError):
    """An expression that is no CEL, or outside what definitions may use; ``code`` says which, ``offset`` where."""

    def __init__(self, code: str, offset: int, **params: str | int) -> None:
        """Keep the code, the offset in the expression and what the finding tells."""
        super().__init__(f"{code} at {offset}")
        self.code = code
        self.offset = offset
        self.params = params


@dataclass(frozen=True, slots=True)
class Node:
    """One node; ``name`` is the operator, the name, the property, the function or the method.

    ``children``: the operands; for a select or an index the object first; for a method or a macro the target
    first; a macro's ``variable`` is its bound name and its other children the bodies.
    """

    kind: NodeKind
    start: int
    end: int
    name: str = ""
    value: Scalar = None
    children: tuple[Node, ...] = ()
    variable: str = ""

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


# The checks read an expression, and then so does what compiles it.
@lru_cache(maxsize=64)
def parse(source: str) -> Node:
    """Return the tree of an expression.

    Raises CelSyntaxError, codes ``celLength celOperators celDepth celSyntax celNestedMacro celHas celReserved``.
    """
    if len(source) > MAX_LENGTH:
        raise CelSyntaxError("celLength", 0, limit=MAX_LENGTH)
    parser = _Parser(source)
    tree = parser.expression()
    parser.finish()
    for node in tree.walk():
        if node.kind == "macro" and any(inner.kind == "macro" for body in node.children[1:] for inner in body.walk()):
            raise CelSyntaxError("celNestedMacro", node.start)
    return tree


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(_tokens(source))
        self.place = 0
        self.depth = 0
        self.operators = 0

    def finish(self) -> None:
        if self.place < len(self.tokens):
            raise CelSyntaxError("celSyntax", self.tokens[self.place].start)

    def expression(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise CelSyntaxError("celDepth", self._offset(), limit=MAX_DEPTH)
        test = self._binary(0)
        if self._take("?"):
            self._count()
            chosen = self._binary(0)
            self._expect(":")
            otherwise = self.expression()
            test = Node("choice", test.start, otherwise.end, "?:", children=(test, chosen, otherwise))
        self.depth -= 1
        return test

    def _binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while (token := self._peek()) is not None and token.kind != "string" and token.text in _LEVELS[level]:
            self.place += 1
            self._count()
            right = self._binary(level + 1)
            left = Node("binary", left.start, right.end, token.text, children=(left, right))
        return left

    def _unary(self) -> Node:
        signs: list[_Token] = []
        while (token := self._peek()) is not None and token.kind == "operator" and token.text in ("!", "-"):
            if signs and signs[0].text != token.text:
                # The language repeats a sign, and mixes them only with parentheses.
                break
            signs.append(token)
            self.place += 1
            self._count()
        node = self._member()
        for sign in reversed(signs):
            node = Node("unary", sign.start, node.end, sign.text, children=(node,))
        return node

    def _member(self) -> Node:
        node = self._primary()
        while True:
            if self._take("."):
                node = self._selected(node)
            elif self._take("["):
                key = self.expression()
                node = Node("index", node.start, self._expect("]").end, children=(node, key))
            else:
                return node

    def _selected(self, target: Node) -> Node:
        name = self._name()
        if not self._take("("):
            return Node("select", target.start, name.end, name.text, children=(target,))
        arguments, end = self._arguments()
        if name.text not in MACROS:
            return Node("method", target.start, end, name.text, children=(target, *arguments))
        if len(arguments) not in (2, 3) or arguments[0].kind != "name" or (len(arguments) == 3 and name.text != "map"):  # noqa: PLR2004
            raise CelSyntaxError("celSyntax", name.start)
        return Node(
            "macro", target.start, end, name.text, children=(target, *arguments[1:]), variable=arguments[0].name
        )

    def _primary(self) -> Node:
        token = self._peek()
        if token is None:
            raise CelSyntaxError("celSyntax", len(self.source))
        self.place += 1
        if token.kind in ("number", "string", "raw"):
            return Node("literal", token.start, token.end, value=_literal(token))
        if token.kind == "name":
            return self._named(token)
        if token.text == "(":
            inner = self.expression()
            self._expect(")")
            return inner
        if token.text == "[":
            items, end = self._arguments("]")
            return Node("list", token.start, end, children=tuple(items))
        raise CelSyntaxError("celSyntax", token.start)

    def _named(self, token: _Token) -> Node:
        constants: dict[str, Scalar] = {"true": True, "false": False, "null": None}
        if token.text in constants:
            return Node("literal", token.start, token.end, value=constants[token.text])
        if token.text in RESERVED:
            raise CelSyntaxError("celReserved", token.start, name=token.text)
        if self._take("("):
            if token.text == "has":
                raise CelSyntaxError("celHas", token.start)
            arguments, end = self._arguments()
            return Node("call", token.start, end, token.text, children=tuple(arguments))
        return Node("name", token.start, token.end, token.text)

    def _arguments(self, closing: str = ")") -> tuple[list[Node], int]:
        arguments: list[Node] = []
        if (token := self._peek()) is not None and token.text == closing and token.kind == "operator":
            self.place += 1
            return arguments, token.end
        while True:
            arguments.append(self.expression())
            if not self._take(","):
                return arguments, self._expect(closing).end

    def _peek(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _offset(self) -> int:
        token = self._peek()
        return len(self.source) if token is None else token.start

    def _take(self, text: str) -> _Token | None:
        token = self._peek()
        if token is None or token.kind != "operator" or token.text != text:
            return None
        self.place += 1
        return token

    def _expect(self, text: str) -> _Token:
        token = self._take(text)
        if token is None:
            raise CelSyntaxError("celSyntax", self._offset())
        return token

    def _name(self) -> _Token:
        token = self._peek()
        if token is None or token.kind != "name" or token.text in _WORDS:
            raise CelSyntaxError("celSyntax", self._offset())
        self.place += 1
        return token

    def _count(self) -> None:
        self.operators += 1
        if self.operators > MAX_OPERATORS:
            raise CelSyntaxError("celOperators", self._offset(), limit=MAX_OPERATORS)


def _tokens(source: str) -> Iterator[_Token]:
    offset = 0
    end = len(source.rstrip(" \t\n\f\r"))
    while offset < end:
        match = _TOKEN.match(source, offset)
        if match is None or match.lastgroup is None:
            raise CelSyntaxError("celSyntax", offset)
        yield _Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup), match.end())
        offset = match.end()


def _literal(token: _Token) -> Scalar:
    if token.kind == "raw":
        return token.text[2:-1]
    if token.kind == "string":
        return _unescaped(token)
    if token.text.isdigit():
        if len(token.text) > 18:  # noqa: PLR2004 - what 64 bits hold for sure
            raise CelSyntaxError("celSyntax", token.start)
        return int(token.text)
    return float(token.text)


def _unescaped(token: _Token) -> str:
    def replace(match: re.Match[str]) -> str:
        if match[1] not in _ESCAPES:
            raise CelSyntaxError("celSyntax", token.start + match.start())
        return _ESCAPES[match[1]]

    return re.sub(r"\\(.)", replace, token.text[1:-1])
