"""Check every expression of a definition: computed fields, rules and when they are judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.cel_syntax import CelSyntaxError, parse
from guichet_validate.checks import lookups
from guichet_validate.checks.expressions.types import BOOL, INT, STRING, Inference, Type, of_node, of_schema
from guichet_validate.checks.outline import Shape
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, members, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

TOO_LONG = Rule("expression-too-long")
TOO_MANY_OPERATORS = Rule("expression-too-many-operators")
TOO_DEEP = Rule("expression-too-deep")
NESTED_MACRO = Rule("expression-nested-macro")
SYNTAX = Rule("expression-syntax")
UNKNOWN_NAME = Rule("expression-unknown-name")
UNKNOWN_FUNCTION = Rule("expression-unknown-function")
HAS = Rule("expression-has")
SIZE_OF_TEXT = Rule("expression-size-of-text")
VARIABLE = Rule("expression-variable-taken")
MIXED = Rule("expression-mixed-numbers")
TYPES = Rule("expression-types")
MEMBER = Rule("expression-member")
ARGUMENTS = Rule("expression-arguments")
DIVISION = Rule("expression-division-unguarded")
NOT_BOOLEAN = Rule("expression-not-boolean")
RESULT = Rule("expression-result")
CONSTANT = Rule("expression-constant-impossible")
SAME = Rule("expression-same-sides", "warning")

RULES = (
    TOO_LONG,
    TOO_MANY_OPERATORS,
    TOO_DEEP,
    NESTED_MACRO,
    SYNTAX,
    UNKNOWN_NAME,
    UNKNOWN_FUNCTION,
    HAS,
    SIZE_OF_TEXT,
    VARIABLE,
    MIXED,
    TYPES,
    MEMBER,
    ARGUMENTS,
    DIVISION,
    NOT_BOOLEAN,
    RESULT,
    CONSTANT,
    SAME,
)

# Two kinds of quotation marks, with what they hold.
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_OF_SYNTAX = {
    "celLength": TOO_LONG,
    "celOperators": TOO_MANY_OPERATORS,
    "celDepth": TOO_DEEP,
    "celNestedMacro": NESTED_MACRO,
    "celHas": HAS,
}
_OF_INFERENCE = {
    "name": UNKNOWN_NAME,
    "function": UNKNOWN_FUNCTION,
    "member": MEMBER,
    "type": TYPES,
    "mixed": MIXED,
    "arguments": ARGUMENTS,
    "division": DIVISION,
    "variable": VARIABLE,
    "sizeOfText": SIZE_OF_TEXT,
    "constant": CONSTANT,
    "same": SAME,
}
_RESULTS = {"integer": "int", "number": "double", "string": "string", "boolean": "bool"}
_ACCOUNT = Type("object", members={"signedIn": BOOL, "assurance": STRING})


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers that a computed field reads, by their templates."""

    pointer: str
    reads: frozenset[str]


def check(sheet: Sheet) -> None:
    """Report what is wrong in expressions; note what each computed field reads."""
    readings: list[Reading] = []
    for node in sheet.outline.nodes.values():
        expression = string(node.schema.get("x-computed"))
        if expression is not None:
            place = (node.place if "x-computed" in node.own else node.body).down("x-computed")
            found, reads = infer(sheet, expression, place, node.scope)
            wanted = _RESULTS.get(node.kind)
            if wanted is not None and found.kind not in (wanted, "any", "null"):
                sheet.report(RESULT, place, found=found.kind, wanted=wanted)
            readings.append(Reading(node.pointer, frozenset(reads)))
    sheet.readings = readings


def judge(sheet: Sheet, expression: str, place: Place, scope: Shape | None, when: str | None = None) -> set[str]:
    """Check an assertion; ``when`` is the expression that is known to hold. Returns the templates it reads."""
    found, reads = infer(sheet, expression, place, scope, when=when)
    if found.kind not in ("bool", "any"):
        sheet.report(NOT_BOOLEAN, place, found=found.kind)
    return reads


def _slip(expression: str) -> str:
    """What people write who know another language, or forget; ``other`` when it is none of these."""
    bare = _LITERAL.sub("0", expression)
    if "'" in bare or '"' in bare:
        return "quote"
    if re.search(r"(?<![=!<>])=(?!=)", bare):
        return "equals"
    if re.search(r"\b(and|or|not|et|ou)\b|(?<!&)&(?!&)|(?<!\|)\|(?!\|)", bare):
        return "words"
    opened, closed = bare.count("("), bare.count(")")
    return "other" if opened == closed else "unclosed" if opened > closed else "unopened"


def infer(
    sheet: Sheet, expression: str, place: Place, scope: Shape | None, *, when: str | None = None
) -> tuple[Type, set[str]]:
    """Return the type of an expression and the templates of the answers it reads, reporting what is wrong."""

    def report(reason: str, **params: Any) -> None:
        if reason == "name":
            params["close"] = sheet.closest(params["name"], names(sheet, scope))
        sheet.report(_OF_INFERENCE[reason], place, **params)

    try:
        tree = parse(expression)
        # What the rule's own condition says first guards the assertion as `when && assert` would.
        guard = None if when is None else parse(when)
    except CelSyntaxError as error:
        told = {**error.params, "offset": error.offset + 1, "slip": _slip(expression)}
        sheet.report(_OF_SYNTAX.get(error.code, SYNTAX), place, **told)
        return Type("any"), set()
    inference = Inference(names(sheet, scope), report, expression)
    if guard is not None:
        inference.assume(guard)
    found = inference.of(tree)
    sheet.reads |= inference.reads
    lookups.check_expression(sheet, tree, place)
    return found, inference.reads


def names(sheet: Sheet, scope: Shape | None) -> dict[str, Type]:
    """What an expression in this object may name; found once for all expressions there."""
    where = scope.pointer if scope is not None else ""
    if where not in sheet.names:
        sheet.names[where] = _names(sheet, scope)
    return sheet.names[where]


def _names(sheet: Sheet, scope: Shape | None) -> dict[str, Type]:
    known: dict[str, Type] = {name: of_node(node) for name, node in sheet.outline.root.children.items()}
    settings = {name: of_schema(schema) for name, schema in members(sheet.document.get("x-settings"))}
    known["settings"] = Type("object", members=settings)
    known["today"] = known["now"] = STRING
    known["account"] = _ACCOUNT
    if scope is not None and scope.pointer:
        known["row"] = Type("object", scope.pointer, shape=scope)
        outer = scope.node.scope if scope.node is not None else None
        if outer is not None:
            known["parent"] = Type("object", outer.pointer, shape=outer)
        if scope.is_row:
            known["rows"] = Type("list", scope.pointer.removesuffix("/*"), item=known["row"])
            known["index"] = INT
    return known
