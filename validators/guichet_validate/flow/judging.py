"""Prove that a rule always holds or never does, from the declared types, options and limits alone."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from guichet_validate.flow import domains
from guichet_validate.flow.domains import ANYTHING, BOTH, UNSURE, Domain
from guichet_validate.flow.targets import lineage
from guichet_validate.pointers import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guichet_validate.cel_syntax import Node
    from guichet_validate.expressions import Expression
    from guichet_validate.model import Definition, Field
    from guichet_validate.rules import CompiledRule

# Beyond so many combinations of parts of the answers nothing is proved.
MAX_COMBINATIONS = 256
_MAX_PARTS = 24
_SIZES = frozenset({"count", "size"})
_RANGES = {"weekday": (1.0, 7.0), "year": (1.0, 9999.0)}


def outcomes(rule: CompiledRule, definition: Definition, computed: Mapping[str, Expression]) -> frozenset[bool]:
    """Return whether a rule that applies may hold (``True``) and may fail (``False``); neither: it never applies."""
    judge = _Judge(rule, definition, computed)
    trees = [
        (rule.holds.tree, rule.rule.scope),
        *([(rule.when.tree, rule.rule.scope)] if rule.when is not None else []),
    ]
    parts = {template: split for template in judge.read(trees) if (split := judge.parts(template))}
    found: set[bool] = set()
    combinations = list(islice(product(*parts.values()), MAX_COMBINATIONS + 1))
    if len(combinations) > MAX_COMBINATIONS:
        combinations, parts = [()], {}
    for combination in combinations:
        judge.chosen = dict(zip(parts, combination, strict=True))
        if rule.when is not None and True not in domains.truths(judge.value(rule.when.tree, rule.rule.scope)):
            continue
        held = judge.value(rule.holds.tree, rule.rule.scope)
        found |= domains.truths(held)
        if held.fails or held.null:
            found |= {False}
    return frozenset(found)


class _Judge:
    def __init__(self, rule: CompiledRule, definition: Definition, computed: Mapping[str, Expression]) -> None:
        self.at = rule.rule.at
        self.definition = definition
        self.computed = computed
        self.chosen: dict[str, Domain] = {}
        self.literals: dict[str, list[Any]] = {}

    # ------------------------------------------------------------------------------------------- what is read
    def read(self, trees: list[tuple[Node, str]]) -> list[str]:
        """Return the answers that are compared, through computed fields, and note what each is compared with."""
        found: dict[str, None] = {}
        todo = list(trees)
        seen: set[str] = set()
        constants: list[Any] = []
        while todo:
            tree, scope = todo.pop()
            for node in tree.walk():
                if node.kind == "literal":
                    constants.append(node.value)
                template = self._template(node, scope)
                if template in self.computed and template not in seen:
                    seen.add(template)
                    todo.append((self.computed[template].tree, template.rpartition("/")[0]))
                elif template and template not in self.computed:
                    found[template] = None
        self.literals = dict.fromkeys(found, constants)
        return list(found)

    def _template(self, node: Node, scope: str) -> str:
        """Return the template that a name or a chain of names leads to, the empty text for anything else."""
        names: list[str] = []
        while node.kind == "select":
            names.append(node.name)
            node = node.children[0]
        if node.kind != "name":
            return ""
        base = {"row": scope, "parent": _around(scope)}.get(node.name, f"/{node.name}")
        template = "/".join((base, *reversed(names)))
        return template if template in self.definition.fields else ""

    def parts(self, template: str) -> list[Domain]:
        """Split the values of an answer where constants tell them apart."""
        field = self.definition.fields[template]
        null = [] if self._is_there(field) else [domains.only(None)]
        options = _options(field)
        if options is not None and len(options) <= _MAX_PARTS:
            return [*map(domains.only, options), *null]
        named = self.literals.get(template, [])
        if field.kind == "integer":
            return [*_pieces(field, [value for value in named if type(value) is int]), *null]
        if field.kind == "string" and options is None and field.format is None:
            texts = dict.fromkeys(value for value in named if isinstance(value, str))
            return [*map(domains.only, texts), Domain(frozenset(), other=True), *null]
        return []

    def _is_there(self, field: Field) -> bool:
        """Tell whether an answer is there whenever the rule is judged."""
        if field.pointer == self.at:
            return True
        fields = self.definition.fields
        return all(fields[template].required_always for template in lineage(field.pointer)) and ROW not in field.pointer

    # ------------------------------------------------------------------------------------------- values
    def value(self, node: Node, scope: str) -> Domain:
        """Return the values an expression may have."""
        match node.kind:
            case "literal":
                return domains.only(node.value)
            case "name" | "select":
                return self._named(node, scope)
            case "unary":
                inner = self.value(node.children[0], scope)
                return domains.negation(inner) if node.name == "!" else domains.calculated("-", domains.only(0), inner)
            case "binary":
                return self._binary(node, scope)
            case "choice":
                return self._choice(node, scope)
            case "call":
                return self._call(node, scope)
            case "method" | "macro":
                return UNSURE if node.name not in ("map", "filter") else ANYTHING
        return ANYTHING

    def _binary(self, node: Node, scope: str) -> Domain:
        if node.name == "in":
            return self._among(node, scope)
        left, right = (self.value(child, scope) for child in node.children)
        if node.name == "&&":
            return domains.conjunction(left, right)
        if node.name == "||":
            return domains.negation(domains.conjunction(domains.negation(left), domains.negation(right)))
        if node.name in ("==", "!=", "<", "<=", ">", ">="):
            return domains.compared(node.name, left, right)
        return domains.calculated(node.name, left, right)

    def _among(self, node: Node, scope: str) -> Domain:
        needle, haystack = node.children
        if haystack.kind != "list":
            return UNSURE
        value = self.value(needle, scope)
        found = Domain(frozenset({False}))
        for item in haystack.children:
            equal = domains.compared("==", value, self.value(item, scope))
            found = domains.negation(domains.conjunction(domains.negation(found), domains.negation(equal)))
        return found

    def _choice(self, node: Node, scope: str) -> Domain:
        test, chosen, otherwise = (self.value(child, scope) for child in node.children)
        possible = domains.truths(test)
        found = (
            chosen if possible == {True} else otherwise if possible == {False} else domains.either(chosen, otherwise)
        )
        return replace(found, fails=True) if test.fails or test.null else found

    def _call(self, node: Node, scope: str) -> Domain:
        if node.name in _SIZES and len(node.children) == 1:
            field = self.definition.fields.get(self._template(node.children[0], scope))
            if field is not None and field.kind in ("repeat", "choices", "file"):
                least = field.limit("minItems", 0) if self._is_there(field) else 0
                return domains.between(0 if node.name == "count" else least, field.limit("maxItems", 10**6))
            return domains.between(0, math.inf, fails=True)
        if node.name in _RANGES:
            return domains.between(*_RANGES[node.name], fails=True)
        return ANYTHING

    def _named(self, node: Node, scope: str) -> Domain:
        template = self._template(node, scope)
        if template in self.chosen:
            return self.chosen[template]
        if template in self.computed:
            value = self.value(self.computed[template].tree, template.rpartition("/")[0])
            return replace(value, fails=False, null=value.null or value.fails or template != self.at)
        if template:
            return self._declared(self.definition.fields[template])
        if node.kind == "select" and node.children[0].kind == "name" and node.children[0].name == "settings":
            return self._setting(node.name)
        return ANYTHING

    def _declared(self, field: Field) -> Domain:
        null = not self._is_there(field)
        options = _options(field)
        if options is not None:
            return replace(domains.only(*options), null=null)
        if field.kind in ("integer", "number"):
            return replace(domains.between(*_limits(field.node)), null=null)
        return Domain(null=null)

    def _setting(self, name: str) -> Domain:
        setting = self.definition.settings.get(name)
        if setting is None or setting.default is None:
            return ANYTHING
        kind = setting.node.get("type")
        if kind == "boolean":
            return BOTH
        return domains.between(*_limits(setting.node)) if kind in ("integer", "number") else Domain()


def _options(field: Field) -> list[Any] | None:
    """Return the only values of a field, ``None`` when it is not closed, or holds what is no plain value."""
    found = _closed(field)
    return found if found is not None and all(isinstance(value, str | int | float) for value in found) else None


def _closed(field: Field) -> list[Any] | None:
    if field.kind == "boolean":
        return [field.node["const"]] if "const" in field.node else [True, False]
    if field.choices and field.kind in ("string", "integer", "number"):
        return [choice.value for choice in field.choices]
    if field.kind == "string" and isinstance(field.node.get("enum"), list):
        return list(field.node["enum"])
    return None


def _pieces(field: Field, named: list[int]) -> list[Domain]:
    """Cut the range of a whole number at the constants it is compared with."""
    low, high = _limits(field.node)
    pieces: list[Domain] = []
    start = low
    for value in sorted({value for value in named if low <= value <= high}):
        if start <= value - 1:
            pieces.append(domains.between(start, value - 1))
        pieces.append(domains.only(value))
        start = value + 1
    return [*pieces, *([domains.between(start, high)] if start <= high else [])]


def _limits(node: Mapping[str, Any]) -> tuple[float, float]:
    lows = [node[key] for key in ("minimum", "exclusiveMinimum") if isinstance(node.get(key), int | float)]
    highs = [node[key] for key in ("maximum", "exclusiveMaximum") if isinstance(node.get(key), int | float)]
    return (max(lows, default=-math.inf), min(highs, default=math.inf))


def _around(scope: str) -> str:
    """Return the template of the object around a row or an object."""
    return "/".join(scope.split("/")[: -2 if scope.endswith(f"/{ROW}") else -1])
