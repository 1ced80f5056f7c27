"""A field that a condition can switch off is only required while it is on."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.conditions import Branch
from guichet_validate.checks.outline import SCALARS, Node
from guichet_validate.checks.ranges import within_bounds
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping
from guichet_validate.validator import build

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

REQUIRED_WHILE_OFF = Rule("required-while-off")

RULES = (REQUIRED_WHILE_OFF,)

# Beyond so many combinations of answers nothing is said.
MAX_SAMPLES = 2000
_ABSENT = object()


def check(sheet: Sheet) -> None:
    """Report requirements whose condition can hold while the switch of the field does not."""
    switched = {target for branch in sheet.branches if branch.kind == "switch" for target in branch.targets}
    switches = {
        branch.targets[0]: branch for branch in sheet.branches if branch.kind == "switch" and len(branch.targets) == 1
    }
    for branch in sheet.branches:
        for target in branch.targets if branch.kind == "require" else ():
            switch = switches.get(target)
            if switch is not None and switch.scope is branch.scope and _escapes(sheet, branch, switch, switched):
                sheet.report(REQUIRED_WHILE_OFF, branch.place, name=sheet.outline.nodes[target].name)


def _escapes(sheet: Sheet, branch: Branch, switch: Branch, switched: AbstractSet[str]) -> bool:
    """Whether some answers meet the requirement's condition and not the switch's; every one tried is possible."""
    nodes = [sheet.outline.nodes[pointer] for pointer in sorted(branch.reads | switch.reads)]
    if any(node.kind not in SCALARS or node.scope is not branch.scope for node in nodes):
        return False
    if any(node.computed or node.pointer in switched for node in nodes):
        return False  # other answers decide what these can be
    definitions = sheet.document.get("$defs", {})
    try:
        wanted, shown = (
            build({"$defs": definitions, "allOf": [dict(condition)]})
            for condition in (branch.condition, switch.condition)
        )
    except ValueError:
        return False  # what cannot be compiled has its own finding
    constants = [*_constants(branch.condition), *_constants(switch.condition), *_constants(definitions)]
    samples = islice(product(*(_values(node, constants) for node in nodes)), MAX_SAMPLES + 1)
    for number, values in enumerate(samples):
        if number == MAX_SAMPLES:
            return False
        answers = {node.name: value for node, value in zip(nodes, values, strict=True) if value is not _ABSENT}
        if wanted.is_valid(answers) and not shown.is_valid(answers):
            return True
    return False


def _values(node: Node, constants: list[Any]) -> list[Any]:
    """Values that tell conditions apart: the choices, or the constants with what lies beside them, and none."""
    if node.kind == "boolean":
        return [_ABSENT, True, False]
    if node.options is not None:
        return [_ABSENT, *node.options]
    if node.kind == "string":
        return [_ABSENT, "?", *dict.fromkeys(value for value in constants if isinstance(value, str))]
    numbers = {value for value in constants if isinstance(value, int | float) and not isinstance(value, bool)}
    near = sorted({0, *numbers, *(value - 1 for value in numbers), *(value + 1 for value in numbers)})
    whole = node.kind == "integer"
    return [_ABSENT, *(value for value in near if within_bounds(node.schema, value) and not (whole and value % 1))]


def _constants(value: Any) -> Iterator[Any]:
    """Every constant and bound in a condition."""
    if isinstance(value, list):
        for item in value:
            yield from _constants(item)
    for key, child in mapping(value).items():
        if key in ("const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            yield child
        elif key == "enum" and isinstance(child, list):
            yield from child
        else:
            yield from _constants(child)
