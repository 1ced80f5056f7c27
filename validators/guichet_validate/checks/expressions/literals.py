"""Constants of expressions, judged by the answers that they are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from guichet_validate.cel_syntax import Node as Tree
from guichet_validate.checks.outline import Node
from guichet_validate.checks.values import number, same
from guichet_validate.formats import is_date

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_MOMENTS = {"time-local": re.compile(r"[0-2][0-9]:[0-5][0-9]"), "datetime-local": re.compile(r"[0-9-]{10}T[0-9:]{5}")}


def literals(tree: Tree) -> Iterator[Any]:
    """The constants written as one operand: a single one, or those of a list."""
    if tree.kind == "literal" and tree.value is not None:
        yield tree.value
    elif tree.kind == "unary" and tree.name == "-" and tree.children[0].kind == "literal":
        value = number(tree.children[0].value)
        yield from () if value is None else (-value,)
    elif tree.kind == "list":
        for child in tree.children:
            yield from literals(child)


def mirrored(operator: str) -> str:
    """The operator once its sides are exchanged."""
    return _MIRRORED.get(operator, operator)


def pointless(node: Node, operator: str, value: Any) -> bool:
    """Whether a comparison of the answer (on the left) with the constant comes out the same whatever is answered."""
    several = node.kind == "choices"
    schema = node.row_schema if several else node.schema
    options = node.options
    if options is not None and operator in ("==", "!=", "in"):
        return not any(same(option, value) or _equal(option, value) for option in options)
    if isinstance(value, str):
        return operator != "!=" and not _written(schema.get("format"), value)
    found = number(value)
    return found is not None and not several and _outside(node, operator, found)


def _equal(option: Any, value: Any) -> bool:
    return number(option) is not None and number(value) is not None and option == value


def _written(form: Any, value: str) -> bool:
    """Whether a text could be an answer in this format."""
    if form == "date":
        return is_date(value)
    pattern = _MOMENTS.get(form) if isinstance(form, str) else None
    return pattern is None or pattern.fullmatch(value) is not None


def _outside(node: Node, operator: str, value: float) -> bool:
    least, most = number(node.schema.get("minimum")), number(node.schema.get("maximum"))
    above, below = number(node.schema.get("exclusiveMinimum")), number(node.schema.get("exclusiveMaximum"))
    low = max((bound for bound in (least, above) if bound is not None), default=None)
    high = min((bound for bound in (most, below) if bound is not None), default=None)
    # An end that is itself excluded counts as passed where equality would be needed.
    over = high is not None and (value > high or (value == high and (high == below or operator == ">")))
    under = low is not None and (value < low or (value == low and (low == above or operator == "<")))
    always_over = high is not None and (value > high or (value == high and operator == "<="))
    always_under = low is not None and (value < low or (value == low and operator == ">="))
    if operator in ("==", "!=", "in"):
        return (high is not None and (value > high or value == below)) or (
            low is not None and (value < low or value == above)
        )
    if operator in (">", ">="):
        return over or always_under
    return under or always_over
