"""Fill absent answers from what the city already knows, and tell where each came from."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.answers import declared
from guichet_validate.pointers import ROW
from guichet_validate.sources import Found, Origin, locks_of, people, resolve, sources_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from guichet_validate.context import Context
    from guichet_validate.model import Definition, Field

_HOUSEHOLD = "household:"


@dataclass(frozen=True, slots=True, eq=False)
class Prefilled:
    """Answers with absent ones filled; ``origins`` maps the concrete pointers filled to where they came from."""

    answers: dict[str, Any]
    origins: Mapping[str, Origin]


def prefill(
    definition: Definition,
    answers: Mapping[str, Any],
    context: Context,
    *,
    only_steps: Collection[str] | None = None,
    conditional: bool = True,
) -> Prefilled:
    """Return answers whose absent fields are filled from the context; answers given are never changed.

    ``only_steps`` limits it to the fields of these steps. ``conditional`` false leaves out what waits for a ``when``,
    which is judged on ``answers``: for a draft that has none yet. An array from the household takes every member
    that its ``where`` allows, an object the only one there is; a choice among several is the person's.
    """
    filler = _Filler(definition, context, answers if conditional else None)
    filled: dict[str, Any] = declared(definition.root, dict(answers))
    wanted = None
    if only_steps is not None:
        wanted = {pointer for step in definition.steps if step.id in only_steps for pointer in step.fields}
    filler.fill(definition.root.children, filled, "", None, wanted)
    return Prefilled(filled, filler.origins)


def fill_member(
    definition: Definition, answers: Mapping[str, Any], context: Context, pointer: str, member_id: str
) -> Prefilled:
    """Fill the root object at ``pointer`` with one household member (``self`` is the holder), as its picker asks.

    What the object said before is replaced. Nothing changes when the field or the member is unknown.
    """
    filler = _Filler(definition, context, answers)
    filled: dict[str, Any] = declared(definition.root, dict(answers))
    field = definition.fields.get(pointer)
    if field is not None and field.kind == "object" and pointer.count("/") == 1:
        for member in candidates(definition, field, context):
            if member.get("id") == member_id:
                filled[field.name] = filler.children(field, pointer, {}, member)
    return Prefilled(filled, filler.origins)


def candidates(definition: Definition, field: Field, context: Context) -> list[Mapping[str, Any]]:
    """Return the people that the picker of a field offers, the account's holder first."""
    return people(context, definition.plan.wheres.get(field.pointer))


def awakened(definition: Definition, before: Mapping[str, Any], after: Mapping[str, Any]) -> frozenset[str]:
    """Return the fields (templates) whose ``when`` holds on the answers ``after`` and did not on those ``before``."""
    waiting = definition.plan.prefills_when.items()
    return frozenset(pointer for pointer, holds in waiting if holds(after) and not holds(before))


def locked(definition: Definition, context: Context) -> dict[str, Any]:
    """Return the value of each field (concrete pointer) that the person cannot change now."""
    return {pointer: found.value for pointer, found in locks(definition, context).items()}


def locks(definition: Definition, context: Context) -> dict[str, Found]:
    """Return what each field (concrete pointer) that the person cannot change now holds, and where it comes from."""
    fixed: dict[str, Found] = {}
    for field, sources in definition.plan.lockable:
        for source in sources:
            found = resolve(source, context)
            if found is not None and fits(field, found.value):
                fixed[field.pointer] = found
                break
    return fixed


def fits(field: Field, value: Any) -> bool:
    """Tell whether a value has the type of a field and, for a choice, is one of its options."""
    expected: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "object": dict,
        "repeat": list,
        "choices": list,
        "file": (),
    }
    if not isinstance(value, expected[field.kind]) or (isinstance(value, bool) and field.kind != "boolean"):
        return False
    offered = [choice.value for choice in field.choices]
    if not offered:
        return True
    return all(item in offered for item in value) if isinstance(value, list) else value in offered


class _Filler:
    def __init__(self, definition: Definition, context: Context, answers: Mapping[str, Any] | None) -> None:
        """Fill from a context; no answers: nothing that waits for a condition is filled."""
        self.definition = definition
        self.context = context
        self.answers = answers
        self.origins: dict[str, Origin] = {}

    def fill(
        self,
        fields: tuple[Field, ...],
        values: dict[str, Any],
        pointer: str,
        member: Mapping[str, Any] | None,
        wanted: set[str] | None = None,
    ) -> None:
        """Fill the absent members of an object in place."""
        for field in fields:
            inside = wanted
            if wanted is not None:
                if field.pointer in wanted:
                    inside = None
                elif not any(entry.startswith(f"{field.pointer}/") for entry in wanted):
                    continue
            here = f"{pointer}/{field.name}"
            if field.computed or not self._wanted_now(field):
                continue
            if field.kind == "object":
                self._object(field, values, here, member, inside)
            elif field.kind == "repeat":
                if field.name not in values:
                    self._repeat(field, values, here)
            elif field.name not in values and field.kind != "file":
                found = self._leaf(field, member)
                if found is not None:
                    values[field.name] = copy.deepcopy(found.value)
                    self.origins[here] = found.origin

    def _wanted_now(self, field: Field) -> bool:
        condition = self.definition.plan.prefills_when.get(field.pointer)
        return condition is None or (self.answers is not None and condition(self.answers))

    def _leaf(self, field: Field, member: Mapping[str, Any] | None) -> Found | None:
        for source in sources_of(field):
            found = resolve(source, self.context, member)
            if found is not None and fits(field, found.value):
                return found
        return None

    def _object(
        self,
        field: Field,
        values: dict[str, Any],
        here: str,
        member: Mapping[str, Any] | None,
        wanted: set[str] | None,
    ) -> None:
        present = values.get(field.name)
        if present is not None and not isinstance(present, dict):
            return
        if any(source.startswith(_HOUSEHOLD) for source in sources_of(field)):
            possible = candidates(self.definition, field, self.context)
            member = possible[0] if len(possible) == 1 and not present else None
        filled = self.children(field, here, present or {}, member, wanted)
        if filled:
            values[field.name] = filled

    def children(
        self,
        field: Field,
        here: str,
        present: dict[str, Any],
        member: Mapping[str, Any] | None,
        wanted: set[str] | None = None,
    ) -> dict[str, Any]:
        """Return an object's members, filled from a member and from sources of the object as a whole."""
        whole = self._leaf(field, member)
        if whole is not None and isinstance(whole.value, dict):
            for child in field.children:
                value = whole.value.get(child.name)
                if value is not None and child.name not in present and not child.computed and fits(child, value):
                    present[child.name] = copy.deepcopy(value)
                    self.origins[f"{here}/{child.name}"] = whole.origin
        self.fill(field.children, present, here, member, wanted)
        return present

    def _repeat(self, field: Field, values: dict[str, Any], here: str) -> None:
        for source in sources_of(field):
            if source.startswith(_HOUSEHOLD):
                rows = self._members(field, here)
            else:
                found = resolve(source, self.context)
                rows = copy.deepcopy(found.value) if found is not None and isinstance(found.value, list) else []
                if rows and found is not None:
                    self.origins[here] = found.origin
            if rows:
                values[field.name] = rows[: field.limit("maxItems", len(rows))]
                return

    def _members(self, field: Field, here: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for member in candidates(self.definition, field, self.context)[: field.limit("maxItems", ROWS)]:
            row: dict[str, Any] = {}
            self.fill(field.children, row, f"{here}/{len(rows)}", member)
            if row:
                rows.append(row)
        return rows


ROWS = 50


def lockable(fields: Mapping[str, Field]) -> tuple[tuple[Field, tuple[str, ...]], ...]:
    """Return the fields outside rows that may be locked, each with the sources that lock it."""
    return tuple((field, locks_of(field)) for field in fields.values() if ROW not in field.pointer and locks_of(field))
