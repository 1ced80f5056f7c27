"""Changes of the conditions: when fields are asked, required or narrowed, and whom an exit stops."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from guichet_validate.diff.change import Change
from guichet_validate.diff.members import ROOT, Spot, compare_members, mapping, moved
from guichet_validate.diff.pairing import Pairing
from guichet_validate.diff.shapes import NARROWINGS
from guichet_validate.diff.situations import shift
from guichet_validate.pointers import within

if TYPE_CHECKING:
    from guichet_validate.branches import Branch
    from guichet_validate.diff.resolved import Resolver
    from guichet_validate.model import Definition

Effect = Literal["exit", "switch", "require", "narrow"]

# The code of a condition that holds more often, less often, or both, by what the condition does.
_SHIFTS: dict[Effect, tuple[str, str, str]] = {
    "exit": ("exit-more", "exit-less", "exit-more"),
    "require": ("required-more", "required-less", "required-more"),
    "narrow": ("narrowed-more", "narrowed-less", "narrowed-more"),
}
_ADDED: dict[Effect, str] = {
    "exit": "exit-added",
    "switch": "field-made-conditional",
    "require": "required-more",
    "narrow": "narrowed-more",
}
_REMOVED: dict[Effect, str] = {
    "exit": "exit-removed",
    "switch": "field-made-unconditional",
    "require": "required-less",
    "narrow": "narrowed-less",
}


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One condition: what it does to which (new) templates, and what it says with references resolved."""

    branch: Branch
    effect: Effect
    scope: str
    targets: tuple[str, ...]
    node: Any
    text: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two entries the same one."""
        return (self.effect, self.scope, *self.targets)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Compares the conditions of two definitions."""

    old: Definition
    new: Definition
    resolvers: tuple[Resolver, Resolver]
    pairing: Pairing

    def changes(self) -> Iterator[Change]:
        """Yield the changes of all conditions, those of fields that are only in one version left aside."""
        before = [self._entry(branch, 0) for branch in self.old.plan.branches]
        after = [self._entry(branch, 1) for branch in self.new.plan.branches]
        groups: dict[tuple[str, ...], tuple[list[Entry], list[Entry]]] = {}
        for side, entries in enumerate((before, after)):
            for entry in entries:
                groups.setdefault(entry.key, ([], []))[side].append(entry)
        for gone, come in groups.values():
            same = {entry.text for entry in gone} & {entry.text for entry in come}
            yield from self._group(
                [entry for entry in gone if entry.text not in same], [entry for entry in come if entry.text not in same]
            )
        if moved([entry.text for entry in before], [entry.text for entry in after]):
            yield ROOT.down("allOf").change("order-changed", kind="conditions")

    def _entry(self, branch: Branch, side: int) -> Entry:
        resolver = self.resolvers[side]
        place = self.pairing.new_pointer if side == 0 else str
        node = {
            **{key: resolver.condition(branch.node[key]) for key in ("if", "then", "else") if key in branch.node},
            **({"x-exit": branch.node["x-exit"]} if "x-exit" in branch.node else {}),
        }
        if side == 0 and self.pairing.renamed:
            node = _renamed(node, {before.name: after.name for before, after in self.pairing.renamed})
        effect, targets = _effect(branch)
        text = json.dumps([branch.scope, node], sort_keys=True, ensure_ascii=False)
        return Entry(branch, effect, place(branch.scope), tuple(sorted(map(place, targets))), node, text)

    def _group(self, gone: Sequence[Entry], come: Sequence[Entry]) -> Iterator[Change]:
        for before, after in zip(gone, come, strict=False):
            yield from self._changed(before, after)
        for entry in gone[len(come) :]:
            if not self.pairing.is_only_in_one(entry.targets):
                yield from self._only(entry, _REMOVED, old=True)
        for entry in come[len(gone) :]:
            if not self.pairing.is_only_in_one(entry.targets):
                yield from self._only(entry, _ADDED, old=False)

    def _only(self, entry: Entry, codes: dict[Effect, str], *, old: bool) -> Iterator[Change]:
        spot = Spot(entry.branch.pointer, entry.branch.pointer, self._about(entry))
        code = codes[entry.effect]
        yield spot.removed(code) if old else spot.added(code)

    def _changed(self, before: Entry, after: Entry) -> Iterator[Change]:
        spot = Spot(before.branch.pointer, after.branch.pointer, self._about(after))
        if before.node.get("if") != after.node.get("if"):
            yield spot.down("if").change(self._shift(before, after))
        if before.effect == "exit":
            yield from compare_members(
                mapping(before.node.get("x-exit")), mapping(after.node.get("x-exit")), spot.down("x-exit"), {}
            )
        for side, key in enumerate(("then", "else")):
            left, right = mapping(before.node.get(key)), mapping(after.node.get(key))
            if left != right:
                yield from self._effects(before, after, side, spot.down(key))

    def _effects(self, before: Entry, after: Entry, side: int, spot: Spot) -> Iterator[Change]:
        key = ("then", "else")[side]
        required = [
            {self.pairing.new_pointer(pointer) for pointer in before.branch.required[side]},
            set(after.branch.required[side]),
        ]
        for pointer in sorted(required[1] - required[0]):
            yield spot.change("required-more", **self._field(pointer))
        for pointer in sorted(required[0] - required[1]):
            yield spot.change("required-less", **self._field(pointer))
        yield from compare_members(
            mapping(before.node.get(key)), mapping(after.node.get(key)), spot, NARROWINGS, ("required",)
        )

    def _shift(self, before: Entry, after: Entry) -> str:
        if self._reads_renamed(before):
            # The two versions cannot be asked about the same answers.
            return "condition-changed"
        found = shift(
            (before.node.get("if"), after.node.get("if")),
            (before.branch.test, after.branch.test),
            after.scope,
            (self.old, self.new),
        )
        if found is None:
            return "condition-changed"
        if not (found.more or found.less):
            return "condition-rewritten"
        if after.effect != "switch":
            return _SHIFTS[after.effect][2 if found.more and found.less else 0 if found.more else 1]
        # A switch turns its field off where it does not hold, or (the other way round) where it holds.
        more, less = (found.more, found.less) if after.branch.off[1] else (found.less, found.more)
        if more and less:
            return "field-shown-otherwise"
        asked = "field-asked-more" if any(after.branch.required) else "field-shown-more"
        return asked if more else "field-shown-less"

    def _reads_renamed(self, entry: Entry) -> bool:
        return any(within(read, field.pointer) for field, _ in self.pairing.renamed for read in entry.branch.reads)

    def _about(self, entry: Entry) -> dict[str, Any]:
        if entry.effect == "exit":
            return {"exit": mapping(entry.node.get("x-exit")).get("title", "")}
        return self._field(entry.targets[0]) if entry.targets else {"field": "–", "at": "/"}

    def _field(self, pointer: str) -> dict[str, Any]:
        field = self.new.fields.get(pointer) or self.old.fields.get(pointer)
        title = field.node.get("title", field.name) if field else pointer
        return {"field": title, "at": pointer}


def _effect(branch: Branch) -> tuple[Effect, list[str]]:
    if branch.is_exit:
        return "exit", [str(branch.node["x-exit"].get("id"))]
    if branch.writes:
        return "switch", list(branch.writes)
    if any(branch.required):
        return "require", [template for side in branch.required for template in side]
    then = mapping(mapping(branch.node.get("then")).get("properties"))
    return "narrow", [f"{branch.scope}/{name}" for name in then]


def _renamed(node: Any, names: dict[str, str]) -> Any:
    if isinstance(node, list):
        return [names.get(item, item) if isinstance(item, str) else _renamed(item, names) for item in node]
    if isinstance(node, dict):
        return {names.get(key, key): _renamed(child, names) for key, child in node.items()}
    return node
