"""From the validator's errors to problems: placed at fields, one for each, in the order of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate import identifiers
from guichet_validate.pointers import ROW, is_index, join
from guichet_validate.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet_validate.model import Definition, Field

# When an answer breaks several keywords, the one that says most about the mistake.
_SAYS_MOST = (
    *("required", "type", "oneOf", "enum", "const", "maxLength", "pattern", "format", "minLength"),
    *("maxItems", "minItems", "uniqueItems", "contains", "maximum", "minimum"),
    *("exclusiveMaximum", "exclusiveMinimum", "multipleOf"),
)
_RANK = {code: rank for rank, code in enumerate(_SAYS_MOST)}
_LIMITS = {"limit": "limit", "multiple_of": "limit", "format": "format"}


def schema_problems(definition: Definition, answers: dict[str, Any]) -> list[Problem]:
    """Return what the whole document's schema refuses, one problem for each place.

    Left out: the error that an exit's ``then: false`` makes, and errors at computed fields.
    """
    validator = definition.plan.validator
    if validator.is_valid(answers):
        return []
    exits = {tuple(found.pointer.split("/")[1:]) for found in definition.exits}
    best: dict[str, Problem] = {}
    for error in validator.iter_errors(answers):
        path = [str(part) for part in error.schema_path]
        if tuple(path[:2]) in exits and path[2:] == ["then"]:
            continue
        problem = _problem(definition, error, path)
        if problem is not None:
            known = best.get(problem.pointer)
            if known is None or _rank(definition, problem) < _rank(definition, known):
                best[problem.pointer] = problem
    return list(best.values())


def _rank(definition: Definition, problem: Problem) -> int:
    if problem.code == "maxLength":
        field = definition.field_at(problem.pointer)
        if field is not None and field.format in identifiers.FORMATS:
            # A registry's number that is not recognised stays as it was typed: its length counts the spaces.
            return len(_RANK)
    return _RANK.get(problem.code, len(_RANK))


def _problem(definition: Definition, error: Any, path: list[str]) -> Problem | None:
    kind = error.kind
    details = kind.as_dict()
    parts = list(error.instance_path)
    code = "false" if kind.name == "falseSchema" else path[-1]
    if kind.name == "required":
        parts.append(details["property"])
        code = "required"
    kept, field = _field(definition, parts)
    if field.computed:
        return None
    if len(kept) < len(parts) and code == "required":
        # Something lacks inside a file: the file as a whole is wrong.
        code = "type"
    if code == "type":
        return Problem(join(kept), code, {"type": field.kind})
    params = {name: details[key] for key, name in _LIMITS.items() if isinstance(details.get(key), int | float | str)}
    return Problem(join(kept), code, params)


def _field(definition: Definition, parts: list[Any]) -> tuple[list[Any], Field]:
    """Return the way to the deepest field; what is inside a file or a choice stands at that field."""
    known = definition.fields.get(_template(parts))
    if known is not None:
        return parts, known
    here = definition.root
    for place, part in enumerate(parts):
        if here.kind in ("file", "choices"):
            return parts[:place], here
        if here.kind == "repeat" and isinstance(part, int):
            continue
        found = here.child(str(part))
        if found is None:
            return parts, here
        here = found
    return parts, here


def _template(parts: list[Any]) -> str:
    return "".join([f"/{ROW}" if isinstance(part, int) else f"/{part}" for part in parts])


def in_order(definition: Definition, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetition, as the form shows their fields."""
    found = list(dict.fromkeys(problems)) if problems else []
    if len(found) > 1:
        found.sort(key=lambda problem: _place(definition, problem.pointer))
    return tuple(found)


def _place(definition: Definition, pointer: str) -> tuple[int, ...]:
    """Return what sorts a problem: its step's entry, then the order of its field, row by row."""
    rank = definition.plan.entry_rank(pointer)
    known = definition.fields.get(pointer)
    if known is not None:
        return (rank, known.order)
    place = [rank]
    template = ""
    for part in pointer.split("/")[1:]:
        field = definition.fields.get(template)
        if is_index(part) and field is not None and field.kind == "repeat":
            place += [field.order, int(part)]
            part = ROW  # noqa: PLW2901 - the segment as the template says it
        template = f"{template}/{part}"
    field = definition.fields.get(template)
    return (*place, field.order if field is not None else 0)
