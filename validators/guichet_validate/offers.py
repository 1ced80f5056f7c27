"""Write-backs as a person takes or leaves them: an object that is fed as a whole is one choice, not one a key."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from guichet_validate.feed import Change
    from guichet_validate.model import Definition

_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Offer:
    """Changes that go together; ``pointer`` is the answer they come from, the object's where they are several."""

    pointer: str
    changes: tuple[Change, ...]

    @property
    def key(self) -> str:
        """What stands for exactly these changes, the old values included: hexadecimal digits."""
        said = [[change.target, change.old, change.new, change.pointer] for change in self.changes]
        written = json.dumps(said, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hashlib.sha256(written).hexdigest()[:_KEY_LENGTH]


def offers(definition: Definition, changes: Iterable[Change]) -> tuple[Offer, ...]:
    """Group changes, in their order, by the object that is fed all or nothing."""
    grouped: dict[str, list[Change]] = {}
    for change in changes:
        grouped.setdefault(_whole(definition, change), []).append(change)
    return tuple(Offer(pointer, tuple(together)) for pointer, together in grouped.items())


def relation_of(definition: Definition, change: Change) -> str:
    """Return what a new member of the household is to its holder: what the list they are picked from asks for."""
    field = definition.fields.get(template(change.pointer).removesuffix("/*"))
    prefill: Any = field.node.get("x-prefill") if field is not None else None
    where: Any = prefill.get("where") if isinstance(prefill, dict) else None
    asked: Mapping[str, Any] = _child(_child(where, "properties"), "relation")
    allowed = [asked["const"]] if "const" in asked else asked.get("enum")
    first = allowed[0] if isinstance(allowed, list) and allowed else None
    return first if isinstance(first, str) and first != "self" else "other"


def _child(node: Any, key: str) -> Mapping[str, Any]:
    found = node.get(key) if isinstance(node, dict) else None
    return found if isinstance(found, dict) else {}


def _whole(definition: Definition, change: Change) -> str:
    above, _, name = change.pointer.rpartition("/")
    field = definition.fields.get(template(above)) if above else None
    spec = field.node.get("x-feed") if field is not None and field.kind == "object" else None
    if not isinstance(spec, dict):
        return change.pointer
    mapped = spec.get("map")
    return above if not isinstance(mapped, dict) or name in mapped else change.pointer
