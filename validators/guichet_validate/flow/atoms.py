"""Split a field into finitely many values, one for each answer that the conditions at hand can tell apart."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from guichet_validate.conditions import same
from guichet_validate.flow.samples import file, sample
from guichet_validate.pointers import ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet_validate.flow.clues import Clues
    from guichet_validate.model import Field

ABSENT = object()
MAX_ROWS = 50
MAX_LISTS = 200
_MAX_TRIED = 1_000


def atoms(field: Field, clues: Clues, rows: Sequence[Any] = ()) -> list[Any]:
    """Return values of a field such that every answer it accepts is, for the clues, like one of them.

    Absence is not among them. ``rows`` are the distinct rows of a repeat, made by the caller.
    """
    match field.kind:
        case "boolean":
            return [field.node["const"]] if "const" in field.node else [True, False]
        case "integer" | "number":
            return _numbers(field, clues)
        case "string":
            return _options(field, clues)
        case "repeat":
            return _lists(field, clues, rows)
        case "choices":
            return _lists(field, clues, _items(field, clues))
        case "file":
            return _lists(field, clues, _files(field, clues))
    return [sample(field)]


def _closed(field: Field) -> list[Any] | None:
    if field.choices and field.kind != "choices":
        return [choice.value for choice in field.choices]
    if isinstance(field.node.get("enum"), list):
        return list(field.node["enum"])
    return [field.node["const"]] if "const" in field.node else None


def _options(field: Field, clues: Clues) -> list[Any]:
    named = [value for value in _distinct(clues.constants.get(field.pointer, ())) if isinstance(value, str)]
    options = _closed(field)
    if options is not None:
        others = [option for option in options if option not in named]
        return [*(option for option in options if option in named), *others[:1]]
    other = sample(field)
    while other in named:
        other += "x"
    least, most = field.limit("minLength", 0), field.limit("maxLength", 10_000)
    return [*(value for value in named if least <= len(value) <= most), other]


def _numbers(field: Field, clues: Clues) -> list[Any]:
    node = field.node
    named = [value for value in clues.constants.get(field.pointer, ()) if _is_number(value)]
    options = _closed(field)
    limits = {*named, *clues.bounds.get(field.pointer, ())}
    if options is not None and not clues.bounds.get(field.pointer):
        others = [option for option in options if option not in named]
        return [*(option for option in options if option in named), *others[:1]]
    own = [
        node[key] for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum") if _is_number(node.get(key))
    ]
    edges = sorted({*limits, *own}) or [0]
    values: set[Any] = set(options or ())
    if options is None:
        if field.kind == "integer":
            whole = {int(edge // 1) for edge in edges}
            values = {edge + step for edge in whole for step in (-1, 0, 1)} | {int(edges[-1]) + 2}
        else:
            between = {(low + high) / 2 for low, high in pairwise(edges)}
            values = {*edges, *between, edges[0] - 1, edges[-1] + 1}
    step = node.get("multipleOf")
    if step is not None and _is_number(step) and step > 0 and options is None:
        values = {value for edge in edges for value in _multiples(edge, step)}
    return sorted(value for value in values if _fits(value, node))


def _multiples(edge: float, step: float) -> list[Any]:
    """Return the multiples around a number as a person writes them: three tenths are 0.3, not 3 * 0.1."""
    exact = Fraction(str(step))
    low = Fraction(str(edge)) // exact
    found = [(low + place) * exact for place in (-1, 0, 1, 2)]
    return [int(value) if value.denominator == 1 else float(value) for value in found]


def _fits(value: float, node: Any) -> bool:
    """Tell whether a number is within the field's own limits."""
    return not (
        (_is_number(node.get("minimum")) and value < node["minimum"])
        or (_is_number(node.get("maximum")) and value > node["maximum"])
        or (_is_number(node.get("exclusiveMinimum")) and value <= node["exclusiveMinimum"])
        or (_is_number(node.get("exclusiveMaximum")) and value >= node["exclusiveMaximum"])
    )


def _items(field: Field, clues: Clues) -> list[Any]:
    """Return the options of a choice of several that conditions name, and the others."""
    options = [choice.value for choice in field.choices] or field.row_node.get("enum")
    if not isinstance(options, list):
        options = [*clues.constants.get(f"{field.pointer}/{ROW}", ()), *sample(field)]
    named = clues.constants.get(f"{field.pointer}/{ROW}", ())
    first = [option for option in options if any(same(option, value) for value in named)]
    return _distinct([*first, *options])


def _files(field: Field, clues: Clues) -> list[Any]:
    named = [value for value in clues.constants.get(f"{field.pointer}/{ROW}/as", ()) if isinstance(value, str)]
    known = [accepted.id for accepted in (field.document.accepts if field.document is not None else ())]
    other = [identifier for identifier in known if identifier not in named][:1]
    wanted = [identifier for identifier in known if identifier in named]
    return [file(identifier) for identifier in (*wanted, *other)] or [file(None)]


def _lists(field: Field, clues: Clues, kinds: Sequence[Any]) -> list[Any]:
    """Return lists of rows: as many kinds of rows together as conditions can ask for, of every size that matters."""
    least = max(field.limit("minItems", 0), 1)
    most = min(field.limit("maxItems", MAX_ROWS), MAX_ROWS)
    together = max(clues.contains.get(field.pointer, 0), 1)
    sizes = {least, most, *(size + step for size in clues.sizes.get(field.pointer, ()) for step in (-1, 0, 1))}
    sizes |= {min(max(count, least), most) for count in range(1, together + 1)}
    longer = field.most is None or field.most > MAX_ROWS
    if longer and (least > most or any(size > most for size in clues.sizes.get(field.pointer, ()))):
        # Longer lists are allowed than are tried.
        clues.open.add(field.pointer)
    unique = field.node.get("uniqueItems") is True
    found: list[Any] = []
    tried = 0
    for count in range(1, together + 1):
        for chosen in combinations(_chosen(field, clues, kinds), min(count, len(kinds))):
            for size in sorted(sizes):
                if max(least, len(chosen)) <= size <= most:
                    rows = _padded(chosen, kinds, size, unique=unique)
                    if rows is not None and rows not in found:
                        found.append(rows)
                    tried += 1
                if len(found) >= MAX_LISTS or tried >= _MAX_TRIED:
                    clues.open.add(field.pointer)
                    return found
    return found


def _chosen(field: Field, clues: Clues, kinds: Sequence[Any]) -> Sequence[Any]:
    """Return the kinds of rows to combine: of the options of a choice those that are named, and one other."""
    if field.kind != "choices":
        return kinds
    named = clues.constants.get(f"{field.pointer}/{ROW}", ())
    return kinds[: sum(any(same(kind, value) for value in named) for kind in kinds) + 1]


def _padded(chosen: Sequence[Any], kinds: Sequence[Any], size: int, *, unique: bool) -> list[Any] | None:
    if not chosen:
        return None
    if not unique:
        return [*chosen, *[chosen[-1]] * (size - len(chosen))]
    # The options that no condition names stand last.
    more = [kind for kind in reversed(kinds) if kind not in chosen][: size - len(chosen)]
    return [*chosen, *more] if len(chosen) + len(more) == size else None


def _distinct(values: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if not any(same(value, known) for known in found):
            found.append(value)
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
