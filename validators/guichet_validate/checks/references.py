"""References: each resolves to a ``$def`` of the document or to a shared fragment, and none leads back to itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import NOTHING, Place, mapping, members
from guichet_validate.fragments import LOCAL, PREFIX, Fragments

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

REMOTE = Rule("reference-outside")
UNRESOLVED = Rule("reference-unresolved")
RECURSIVE = Rule("reference-recursive")
FRAGMENT_UNKNOWN = Rule("fragment-unknown")
BESIDE = Rule("reference-beside")
UNUSED = Rule("definition-unused", "warning")

RULES = (REMOTE, UNRESOLVED, RECURSIVE, FRAGMENT_UNKNOWN, BESIDE, UNUSED)

# Of a reference, as much as is compared with the names that are there.
_LONGEST = 80
# Structure beside a reference would be merged by some tools and replaced by others.
_STRUCTURE = ("type", "properties", "items", "oneOf", "enum", "const", "format", "pattern", "allOf", "required")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A schema with its chain of references merged in, where its structure stands, and the references it took."""

    schema: Mapping[str, Any]
    place: Place
    stack: tuple[str, ...]


class Resolver:
    """Follows references and reports those that lead nowhere; remembers which ``$defs`` were used."""

    def __init__(self, document: Mapping[str, Any], fragments: Fragments, report: Callable[..., None]) -> None:
        self.definitions = mapping(document.get("$defs"))
        self.fragments = fragments
        self.report = report
        self.used: set[str] = set()
        self.fragments_used: dict[str, Place] = {}

    def resolve(self, raw: Mapping[str, Any], place: Place, stack: tuple[str, ...] = ()) -> Resolved:
        """Return the schema behind ``raw``; ``stack`` are the references already taken on the way here."""
        merged: dict[str, Any] = dict(raw)
        while "$ref" in merged:
            reference = merged.pop("$ref")
            here = place.down("$ref")
            found = self._target(reference, place, here)
            if found is None:
                break
            key, target, place = found
            if key in stack:
                self.report(RECURSIVE, here, reference=reference)
                break
            stack = (*stack, key)
            merged = {**target, **merged}
        return Resolved(merged, place, stack)

    def condition(self, reference: Any, place: Place) -> tuple[Mapping[str, Any], Place] | None:
        """Return the condition that a reference names; ``None``, reported, when there is none."""
        found = self._target(reference, place, place.down("$ref"))
        return None if found is None else (found[1], found[2])

    def _target(self, reference: Any, place: Place, here: Place) -> tuple[str, Mapping[str, Any], Place] | None:
        if not isinstance(reference, str):
            return None
        if reference.startswith(PREFIX):
            name = reference.removeprefix(PREFIX)
            fragment = self.fragments.by_name.get(name)
            if fragment is None:
                self.report(FRAGMENT_UNKNOWN, here, name=name)
                return None
            self.fragments_used.setdefault(name, place)
            return reference, fragment, Place(place.pointer, name)
        if not reference.startswith("#"):
            self.report(REMOTE, here, reference=reference)
            return None
        name = reference.removeprefix(LOCAL)
        inside = place.fragment is not None
        holder = mapping(self.fragments.by_name.get(place.fragment or "", NOTHING)).get("$defs") if inside else None
        target = mapping(holder).get(name) if inside else self.definitions.get(name)
        if not reference.startswith(LOCAL) or not isinstance(target, dict):
            near = get_close_matches(reference[:_LONGEST], [LOCAL + name for name in self.definitions][:100], n=1)
            self.report(UNRESOLVED, here, reference=reference, close=near[0] if near and not inside else "none")
            return None
        if inside:
            return f"{place.fragment}{reference}", target, place
        self.used.add(name)
        return reference, target, Place(f"/$defs/{name}")


def check(sheet: Sheet) -> None:
    """Report what stands beside a reference and the definitions that nothing uses."""
    for node in sheet.outline.nodes.values():
        if "$ref" in node.own and node.place.fragment is None:
            for keyword in _STRUCTURE:
                if keyword in node.own:
                    sheet.report(BESIDE, node.place.down(keyword), keyword=keyword)
    for name, _ in members(sheet.document.get("$defs")):
        if name not in sheet.outline.resolver.used:
            sheet.report(UNUSED, Place().down("$defs", name), name=name)
