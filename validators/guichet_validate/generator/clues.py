"""The constants that a definition's conditions, expressions and settings speak of: values worth trying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

from guichet_validate.formats import is_date
from guichet_validate.functions import ExpressionFailedError, shift_day
from guichet_validate.ordering import Compute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guichet_validate.expressions import Expression
    from guichet_validate.model import Definition

MAX_CLUES = 60
_VALUES = ("const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "default")
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Clues:
    """Constants by what they look like, each once, in the order of the definition.

    ``births`` are the fields (templates) whose day is somebody's birth, as far as expressions and prefills tell.
    """

    numbers: tuple[int | float, ...]
    durations: tuple[str, ...]
    days: tuple[str, ...]
    texts: tuple[str, ...]
    births: frozenset[str]


def clues_of(definition: Definition, settings: Mapping[str, Any]) -> Clues:
    """Return the constants of a definition and the values of its settings."""
    found = list(dict.fromkeys(_typed(value) for value in _constants(definition, settings)))
    texts = [value for kind, value in found if kind == "text" and isinstance(value, str)]
    days = [text for text in texts if is_date(text)]
    durations = [text for text in texts if _is_duration(text)]
    numbers = [value for kind, value in found if kind == "number" and not isinstance(value, str)]
    return Clues(
        tuple(numbers[:MAX_CLUES]),
        tuple(durations[:MAX_CLUES]),
        tuple(days[:MAX_CLUES]),
        tuple(text for text in texts if text not in days and text not in durations)[:MAX_CLUES],
        frozenset(_births(definition)),
    )


def _typed(value: str | float) -> tuple[str, str | int | float]:
    return ("text" if isinstance(value, str) else "number", value)


def _constants(definition: Definition, settings: Mapping[str, Any]) -> Iterator[str | int | float]:
    for value in definition.settings_with(settings).values():
        if _is_constant(value):
            yield value
    for branch in definition.plan.branches:
        for side in ("if", "then", "else"):
            yield from _of_schema(branch.node.get(side), 0)
    for expression in _expressions(definition):
        for node in expression.tree.walk():
            if node.kind == "literal" and _is_constant(node.value):
                yield node.value


def _expressions(definition: Definition) -> Iterator[Expression]:
    yield from (step.expression for step in definition.plan.operations if isinstance(step, Compute))
    for rule in definition.plan.rules:
        yield rule.holds
        if rule.when is not None:
            yield rule.when


def _births(definition: Definition) -> Iterator[str]:
    """Yield the fields whose age is asked, by their own name, and those filled from a date of birth."""
    aged: set[str] = set()
    for expression in _expressions(definition):
        for node in expression.tree.walk():
            if node.kind == "call" and node.name == "age" and node.children:
                aged.add(node.children[0].name)
    for pointer, field in definition.fields.items():
        prefill = field.node.get("x-prefill")
        sources = prefill.get("from") if isinstance(prefill, dict) else None
        born = any(str(source).endswith("irthDate") for source in (sources if isinstance(sources, list) else ()))
        if field.format == "date" and (field.name in aged or born):
            yield pointer


def _of_schema(schema: Any, depth: int) -> Iterator[str | int | float]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(schema, list):
        for child in schema:
            yield from _of_schema(child, depth + 1)
    elif isinstance(schema, dict):
        for keyword, child in schema.items():
            listed = child if keyword == "enum" and isinstance(child, list) else [child]
            for value in listed if keyword in (*_VALUES, "enum") else ():
                if _is_constant(value):
                    yield value
            yield from _of_schema(child, depth + 1)


def _is_constant(value: Any) -> TypeGuard[str | int | float]:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_duration(text: str) -> bool:
    try:
        shift_day("2020-01-31", text)
    except ExpressionFailedError:
        return False
    return True
