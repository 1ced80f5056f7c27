"""Fill a group of fields from what was picked at its head: a person of the household, or a suggested address."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from guichet_render.members import OTHER
from guichet_validate import pointers
from guichet_validate.addresses import PARTS, parts_of
from guichet_validate.context import Context
from guichet_validate.model import Definition, Field
from guichet_validate.prefill import fill_member
from guichet_validate.scalars import clean

_FILL = "fill:"
_MAX_PART = 200
_MEMBER = "member"


def fill_picked(
    definition: Definition,
    answers: dict[str, Any],
    context: Context,
    beside: Mapping[str, Mapping[str, str]],
    action: str,
    before: Mapping[str, Any],
    origins: Mapping[str, str],
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers after what was picked, and where their new ones come from.

    The button `fill:/pointer` replaces what the group says. Without it, a pick fills a group that was empty and is
    still: whoever picks and goes on meant it. `before` and `origins` are those of the draft.
    """
    taken: dict[str, str] = {}
    for pointer, parts in beside.items():
        field = definition.field_at(pointer)
        pressed = action == _FILL + pointer
        if field is None or not (pressed or _is_blank(answers, before, pointer)):
            continue
        if _MEMBER in parts:
            answers, new = _from_member(definition, answers, context, pointer, parts[_MEMBER], origins)
            taken |= new
        elif "pick" in parts:
            answers = _from_address(field, answers, pointer, parts["pick"])
    return answers, taken


def _is_blank(answers: Mapping[str, Any], before: Mapping[str, Any], pointer: str) -> bool:
    return not pointers.get(answers, pointer) and not pointers.get(before, pointer)


def _from_member(
    definition: Definition,
    answers: dict[str, Any],
    context: Context,
    pointer: str,
    member: str,
    origins: Mapping[str, str],
) -> tuple[dict[str, Any], Mapping[str, str]]:
    if member == OTHER:
        # What was typed by hand stays; what came from a person of the household is not this one's.
        emptied = copy.deepcopy(answers)
        for place, origin in origins.items():
            if origin == _MEMBER and pointers.within(place, pointer):
                pointers.remove(emptied, place)
        if pointers.get(emptied, pointer) == {}:
            pointers.remove(emptied, pointer)
        return emptied, {}
    filled = fill_member(definition, answers, context, pointer, member)
    return filled.answers, filled.origins


def _from_address(field: Field, answers: dict[str, Any], pointer: str, picked: str) -> dict[str, Any]:
    """Put the parts of a suggestion in their fields; they are taken as if they had been typed."""
    try:
        parts = json.loads(picked)
    except (ValueError, RecursionError):
        return answers
    names = parts_of(field)
    if not isinstance(parts, dict) or not names:
        return answers
    changed = copy.deepcopy(answers)
    for part in PARTS:
        value = parts.get(part)
        if isinstance(value, str) and (text := clean(value)[:_MAX_PART]):
            pointers.put(changed, f"{pointer}/{names[part]}", text)
    return changed
