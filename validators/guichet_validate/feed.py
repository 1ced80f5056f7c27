"""What a request would write back to the profile and the household; a pure function, nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.functions import normalise
from guichet_validate.pointers import get, split
from guichet_validate.sources import people, sources_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guichet_validate.context import Context
    from guichet_validate.engine import Evaluation
    from guichet_validate.model import Definition, Field

_NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """One value to write back.

    ``target`` is ``profile:/contacts/phone``, ``household:/<member id>/birthDate``, or ``household:/new`` with a
    whole member as ``new``. ``old`` is what stands there (``None``: nothing); ``new`` is ``None`` where a new address
    leaves a part of the old one out; ``pointer`` is the answer.
    """

    target: str
    old: Any
    new: Any
    pointer: str


def feed(definition: Definition, evaluation: Evaluation, context: Context) -> tuple[Change, ...]:
    """Return the changes that these answers bring, each different from what stands there now."""
    return tuple(_Feeder(definition, evaluation, context).below(definition.root.children, evaluation.answers, "", None))


class _Feeder:
    def __init__(self, definition: Definition, evaluation: Evaluation, context: Context) -> None:
        self.definition = definition
        self.off = evaluation.off
        self.context = context

    def below(
        self, fields: tuple[Field, ...], values: Any, pointer: str, member: Mapping[str, Any] | None
    ) -> Iterator[Change]:
        """Yield the changes of an object's members; ``member`` is the person the object is about, if known."""
        for field in fields:
            value = values.get(field.name) if isinstance(values, dict) else None
            if value is None:
                continue
            here = f"{pointer}/{field.name}"
            spec = field.node.get("x-feed")
            if not isinstance(spec, dict) or not self._applies(field, values):
                spec = None
            if field.kind == "repeat":
                yield from self._rows(field, value, here, spec)
                continue
            if field.kind == "object" and isinstance(value, dict):
                bound = self._bound(field, value) or member
                if spec is not None:
                    yield from self._whole(field, spec, value, here, bound)
                yield from self.below(_left_to_themselves(field), value, here, bound)
            elif spec is not None:
                yield from self._one(str(spec.get("to", "")), str(spec.get("mode", "update")), value, here, member)

    def _applies(self, field: Field, values: Any) -> bool:
        condition = self.definition.plan.feeds_when.get(field.pointer)
        return condition is None or condition(values)

    def _one(self, to: str, mode: str, value: Any, here: str, member: Mapping[str, Any] | None) -> Iterator[Change]:
        target, old = self._standing(to, member)
        if target and old != value and (old is None or mode != "if-empty"):
            yield Change(target, old, value, here)

    def _standing(self, to: str, member: Mapping[str, Any] | None) -> tuple[str, Any]:
        """Return the target that `to` means here, empty for none, and what stands there now."""
        scheme, _, inside = to.partition(":")
        if scheme == "profile":
            target, old = to, get(self.context.profile, inside)
        elif scheme == "member" and member is not None:
            if member.get("relation") == "self":
                target, old = f"profile:/identity{inside}", get(self.context.profile, f"/identity{inside}")
            else:
                target, old = f"household:/{member.get('id')}{inside}", get(member, inside)
        else:
            return "", None
        return target, None if old in ("", [], {}) else old

    def _whole(
        self, field: Field, spec: Mapping[str, Any], value: dict[str, Any], here: str, member: Mapping[str, Any] | None
    ) -> Iterator[Change]:
        """All or nothing: every mapped key that the target knows, or none."""
        keys = _mapped(field, spec)
        to, mode = str(spec.get("to", "")), str(spec.get("mode", "update"))
        required = {child.name for child in field.children if child.required_always}
        if not required <= value.keys():
            return
        changes = [
            change
            for name, key in keys.items()
            if name in value
            for change in self._one(f"{to}/{key}", "update", value[name], f"{here}/{name}", member)
        ]
        if mode == "if-empty" and any(change.old is not None for change in changes):
            return
        yield from changes
        if mode != "if-empty":
            # What was asked and is left out goes: the old staircase does not stand in the new street.
            left = (name for name in keys if name not in value and f"{here}/{name}" not in self.off)
            for name in left:
                yield from self._gone(f"{to}/{keys[name]}", f"{here}/{name}", member)

    def _gone(self, to: str, here: str, member: Mapping[str, Any] | None) -> Iterator[Change]:
        """Yield the change that takes away what stands at a target; nothing where nothing stands there."""
        target, old = self._standing(to, member)
        if target and old is not None:
            yield Change(target, old, None, here)

    def _bound(self, field: Field, value: dict[str, Any]) -> Mapping[str, Any] | None:
        if not any(source.startswith("household:") for source in sources_of(field)):
            return None
        return self._recognised(field, value, None)

    def _recognised(self, field: Field, value: dict[str, Any], match: list[str] | None) -> Mapping[str, Any] | None:
        """Return the person whose data an object states: all that both know agrees, the name at least."""
        stated = _stated(field, value)
        if match is not None:
            names = {split(entry.removeprefix("@"))[0] for entry in match if entry.startswith("@/")}
            stated = {key: text for key, (name, text) in named(field, value).items() if name in names}
        for person in people(self.context):
            common = [key for key in stated if isinstance(person.get(key), str)]
            same = all(normalise(str(person[key])) == normalise(stated[key]) for key in common)
            if same and common and (match is None or len(common) == len(stated)) and (match or "familyName" in common):
                return person
        return None

    def _rows(self, field: Field, rows: Any, here: str, spec: Mapping[str, Any] | None) -> Iterator[Change]:
        match = spec.get("match") if spec is not None else None
        keys = match if isinstance(match, list) and match else None
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if not isinstance(row, dict):
                continue
            place = f"{here}/{index}"
            person = self._recognised(field, row, keys)
            if person is None and keys is not None:
                new = {key: value for key, (_, value) in named(field, row, texts_only=False).items()}
                if new:
                    yield Change(f"household:/{_NEW}", None, new, place)
                continue
            yield from self.below(field.children, row, place, person)


def _mapped(field: Field, spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the keys of the target that a group feeds, by the names of its fields."""
    named = spec.get("map")
    return named if isinstance(named, dict) else {child.name: child.name for child in field.children}


def _left_to_themselves(field: Field) -> tuple[Field, ...]:
    """Return the fields of a group that its own write-back leaves alone: fed or not, it speaks for those it maps."""
    spec = field.node.get("x-feed")
    mapped = _mapped(field, spec) if isinstance(spec, dict) else {}
    return tuple(child for child in field.children if child.name not in mapped or child.kind in ("object", "repeat"))


def named(field: Field, value: Mapping[str, Any], *, texts_only: bool = True) -> dict[str, tuple[str, Any]]:
    """Map the keys of a person to the child that states each, and what it states."""
    found: dict[str, tuple[str, Any]] = {}
    for child in field.children:
        stated = value.get(child.name)
        if stated is None or (texts_only and not isinstance(stated, str)):
            continue
        spec = child.node.get("x-feed")
        pointers = (*sources_of(child), str(spec.get("to", "")) if isinstance(spec, dict) else "")
        for pointer in pointers:
            if pointer.startswith("member:/"):
                found.setdefault(pointer.removeprefix("member:/"), (child.name, stated))
    return found


def _stated(field: Field, value: dict[str, Any]) -> dict[str, str]:
    """Map the keys of a person's identity to what an object states of them."""
    return {
        key: text for key, (_, text) in named(field, value).items() if key in ("familyName", "givenNames", "birthDate")
    }
