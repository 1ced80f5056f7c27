"""Cross-field assertions: compiled once, each with the scope it is asserted on and everything it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.cel_syntax import CelSyntaxError
from guichet_validate.expressions import Worlds
from guichet_validate.fetching import walker
from guichet_validate.findings import Finding
from guichet_validate.model import Rule
from guichet_validate.pointers import ROW, schema_pointer, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from guichet_validate.expressions import Expression, ExpressionCompiler
    from guichet_validate.fetching import Walk
    from guichet_validate.model import Field


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """A rule with its expressions; ``step`` is the place of the step it belongs to, ``None`` for none.

    ``at`` fetches the answer that the rule speaks of.
    """

    rule: Rule
    holds: Expression
    when: Expression | None
    step: int | None
    at: Walk

    def verdict(self, world: Any) -> bool | None:
        """Tell whether the rule holds in the world of its scope; ``None`` where it has nothing to say."""
        if self.when is not None and self.when.run(world) is not True:
            return None
        return self.holds.run(world) is True


def worlds(rules: Sequence[CompiledRule], alone: Iterable[Expression]) -> Mapping[str, Worlds]:
    """Return, by scope, what its rules read together; at the root, so do the computed fields that stand alone."""
    expressions: dict[str, list[Expression]] = {"": list(alone)}
    for compiled in rules:
        found = expressions.setdefault(compiled.rule.scope, [])
        found += [one for one in (compiled.when, compiled.holds) if one is not None]
    return {scope: Worlds(found) for scope, found in expressions.items()}


class RuleBuilder:
    """Finds and compiles the rules of the root and of every object schema."""

    def __init__(self, compiler: ExpressionCompiler, computed: Mapping[str, Expression]) -> None:
        """Take the compiler of expressions, and the computed fields' expressions by template."""
        self.compiler = compiler
        self.computed = computed
        self.findings: list[Finding] = []

    def build(self, root: Field, step_index: Any) -> tuple[CompiledRule, ...]:
        """Return every rule; ``step_index`` tells the place of a pointer's step."""
        return tuple(
            compiled
            for node, scope, where in _raw(root)
            if (compiled := self._rule(node, scope, where, step_index)) is not None
        )

    def _rule(self, node: Mapping[str, Any], scope: str, where: str, step_index: Any) -> CompiledRule | None:
        each = node.get("each")
        if isinstance(each, str):
            base = scope + each.removeprefix("@") if each.startswith("@/") else each
            scope = f"{_starred(base, self.compiler.fields)}/{ROW}"
        at = _at(node.get("at"), scope)
        field = self.compiler.fields.get(scope.removesuffix(f"/{ROW}"))
        if not isinstance(node.get("id"), str) or at is None or (scope and field is None):
            self.findings.append(Finding("rule", "error", where))
            return None
        holds = self._expression(node, "assert", scope, where)
        when = self._expression(node, "when", scope, where) if "when" in node else None
        if holds is None or ("when" in node and when is None):
            return None
        reads = self.through_computed(holds.reads | (when.reads if when else frozenset()))
        places = [index for pointer in (*reads, at) if (index := step_index(pointer)) is not None]
        rule = Rule(
            node["id"],
            node,
            scope,
            at,
            "warning" if node.get("level") == "warning" else "error",
            reads,
            where,
        )
        return CompiledRule(rule, holds, when, max(places, default=None), walker(at))

    def through_computed(self, reads: frozenset[str]) -> frozenset[str]:
        """Return what is read, and what the computed fields among it read, and so on."""
        found: set[str] = set()
        todo = list(reads)
        while todo:
            template = todo.pop()
            if template not in found:
                found.add(template)
                expression = self.computed.get(template)
                todo.extend(expression.reads if expression else ())
        return frozenset(found)

    def _expression(self, node: Mapping[str, Any], key: str, scope: str, where: str) -> Expression | None:
        source = node.get(key)
        if not isinstance(source, str):
            self.findings.append(Finding("rule", "error", f"{where}/{key}"))
            return None
        try:
            return self.compiler.compile(source, scope)
        except CelSyntaxError as error:
            self.findings.append(Finding(error.code, "error", f"{where}/{key}", {**error.params}))
            return None


def _raw(field: Field) -> Iterator[tuple[Mapping[str, Any], str, str]]:
    """Yield each raw rule with the scope it stands in and its place (exact for the root's)."""
    node, scope = (field.row_node, field.row_pointer) if field.kind == "repeat" else (field.node, field.pointer)
    if field.kind not in ("object", "repeat"):
        return
    rules = node.get("x-rules")
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict):
            yield rule, scope, f"{schema_pointer(scope)}/x-rules/{index}"
    for child in field.children:
        yield from _raw(child)


def _starred(pointer: str, fields: Mapping[str, Field]) -> str:
    """Write ``/projets/lignes`` as ``/projets/*/lignes``: stars may be left out."""
    found = ""
    for part in split(pointer):
        if part == ROW:
            continue
        field = fields.get(found)
        found += f"/{ROW}/{part}" if field is not None and field.kind == "repeat" else f"/{part}"
    return found


def _at(at: Any, scope: str) -> str | None:
    if not isinstance(at, str):
        return None
    if at == "@":
        return scope
    return scope + at.removeprefix("@") if at.startswith("@/") else at
