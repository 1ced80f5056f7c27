"""Changes of the fields: which there are, what they take, where their answers come from and go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.diff.change import Change
from guichet_validate.diff.identity import is_longer, privacy
from guichet_validate.diff.members import (
    ABSENT,
    Handler,
    Spot,
    always,
    compare_keyed,
    compare_members,
    differs,
    mapping,
    moved,
    plain,
    sequence,
    switched,
)
from guichet_validate.diff.pairing import Pairing, parent
from guichet_validate.diff.shapes import SHAPES, implied
from guichet_validate.pointers import schema_pointer, within

if TYPE_CHECKING:
    from guichet_validate.diff.resolved import Resolver
    from guichet_validate.model import Definition, Field

# What other comparisons tell: the fields below, what conditions require of them, conditions, rules.
_ELSEWHERE = ("properties", "required", "items", "allOf", "x-rules", "if", "then", "else")


def spot_of(old: Field, new: Field) -> Spot:
    """Return where a field stands in both documents, named by its new title."""
    return Spot(schema_pointer(old.pointer), schema_pointer(new.pointer), about(new))


def about(field: Field) -> dict[str, Any]:
    """What is told of a field: its title, or its name when it has none, and its place in the answers."""
    return {"field": field.node.get("title", field.name), "at": field.pointer}


@dataclass(frozen=True, slots=True)
class Fields:
    """Compares the fields of two definitions."""

    old: Definition
    new: Definition
    resolvers: tuple[Resolver, Resolver]
    pairing: Pairing

    def changes(self) -> Iterator[Change]:
        """Yield what was added, removed, renamed, moved, and every change of what stands in both."""
        for field in self.pairing.added:
            yield self._added(field)
        for field in self.pairing.removed:
            code = "helper-removed" if field.computed else "document-removed" if field.document else "field-removed"
            yield Change(code, schema_pointer(field.pointer), None, about(field))
        for before, after in self.pairing.renamed:
            same_parent = parent(before) == parent(after)
            code = "field-renamed" if same_parent else "field-moved"
            yield spot_of(before, after).change(code, old=before.pointer, new=after.pointer)
        for before, after in self.pairing.pairs:
            yield from self._compare(before, after)

    def _added(self, field: Field) -> Change:
        sometimes = any(field.pointer in side for branch in self.new.plan.branches for side in branch.required)
        asked = "required" if field.required_always or sometimes else "optional"
        kind = "document-added" if field.document else "field-added"
        code = "helper-added" if field.computed else f"{kind}-{asked}"
        return Change(code, None, schema_pointer(field.pointer), about(field))

    def _compare(self, old: Field, new: Field) -> Iterator[Change]:
        spot = spot_of(old, new)
        if old.required_always != new.required_always:
            yield spot.change("required-added" if new.required_always else "required-removed")
        if old.kind != new.kind:
            wider = (old.kind, new.kind) == ("integer", "number")
            yield spot.change("type-widened" if wider else "type-changed", old=old.kind, new=new.kind)
            if not wider:
                return
        left, right = self._nodes(old.node, new.node, _ELSEWHERE)
        # A type that changed was told as the kind of field it makes.
        leave = ["type"] if old.kind != new.kind else []
        yield from compare_members(left, right, spot, {**_FIELD, **implied(left)}, leave)
        if new.kind in ("choices", "file", "repeat"):
            left, right = self._nodes(old.row_node, new.row_node, _ELSEWHERE if new.kind == "repeat" else ())
            yield from compare_members(left, right, spot.down("items"), _FILE if new.kind == "file" else _FIELD)
        names = [[child.name for child in field.children] for field in (old, new)]
        if moved(*names) and not self._has_pages(new):
            yield spot.change("fields-reordered")

    def _nodes(
        self, old: Mapping[str, Any], new: Mapping[str, Any], leave: Collection[str]
    ) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return both nodes, references resolved, without the keys that other comparisons tell."""
        left, right = (
            mapping(resolver.piece({key: value for key, value in node.items() if key not in leave}))
            for resolver, node in zip(self.resolvers, (old, new), strict=True)
        )
        return left, right

    def _has_pages(self, field: Field) -> bool:
        """Whether the steps, rather than the document, say in which order the fields inside come."""
        return any(
            within(listed, field.pointer) and listed != field.pointer
            for step in self.new.steps
            for listed in step.fields
        )


def _ui(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    before, after = mapping(old), mapping(new)
    widgets = before.get("widget"), after.get("widget")
    if widgets[0] != widgets[1]:
        for widget, code in (("money", "unit-changed"), ("hidden", "hidden-changed")):
            if widget in widgets:
                yield spot.change(code, old=widgets[0], new=widgets[1])
    keys = dict.fromkeys([*before, *after], always("presentation-changed"))
    yield from compare_members(before, after, spot, {key: handler for key, handler in keys.items() if key != "x-i18n"})


def _computed(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    code = "field-computed" if old is ABSENT else "field-not-computed" if new is ABSENT else "computed-changed"
    yield spot.change(code, old=old, new=new)


def _prefill(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    before, after = mapping(old), mapping(new)
    held, holds = ({*map(str, sequence(node.get("lock")))} for node in (before, after))
    if holds - held:
        yield spot.change("prefill-locked", sources=", ".join(sorted(holds - held)))
    if held - holds:
        yield spot.change("prefill-unlocked", sources=", ".join(sorted(held - holds)))
    if old is ABSENT:
        yield spot.added("prefill-added")
    elif new is ABSENT:
        yield spot.removed("prefill-removed")
    elif {**before, "lock": 0} != {**after, "lock": 0}:
        yield spot.change("prefill-changed")


def _feed(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    code = "feed-added" if old is ABSENT else "feed-removed" if new is ABSENT else "feed-changed"
    yield spot.change(code, old=mapping(old).get("to"), new=mapping(new).get("to"))


def _lookup(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    if new is ABSENT:
        yield spot.removed("lookup-removed")
        return
    handlers = {"list": always("lookup-list"), "value": always("lookup-list"), "label": always("lookup-label")}
    if old is ABSENT:
        yield spot.added("lookup-list", new=mapping(new).get("list"), old=None)
        return
    yield from compare_members(mapping(old), mapping(new), spot, {**handlers, "filter": always("lookup-filter")})


def _document(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    if old is ABSENT or new is ABSENT:
        yield spot.change("document-made" if old is ABSENT else "document-unmade")
        return
    yield from compare_members(mapping(old), mapping(new), spot, _DOCUMENT)


def _accepts(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    yield from compare_keyed(old, new, spot, lambda row: row.get("id"), _alternative, "alternatives")


def _alternative(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    here = spot.told(paper=mapping(old if new is ABSENT else new).get("title"))
    if old is ABSENT:
        yield here.added("alternative-added")
    elif new is ABSENT:
        yield here.removed("alternative-removed")
    else:
        yield from compare_members(mapping(old), mapping(new), here, _ALTERNATIVE)


def _max_age(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    longer = new is ABSENT or (old is not ABSENT and is_longer(old, new) is True)
    yield spot.change("max-age-longer" if longer else "max-age-shorter", old=old, new=new)


_ALTERNATIVE: Mapping[str, Handler] = {
    "kind": always("alternative-kind"),
    "maxAge": _max_age,
    "notExpired": switched("expiry-asked", "expiry-dropped"),
}

_DOCUMENT: Mapping[str, Handler] = {
    "accepts": _accepts,
    "holder": always("holder-changed"),
    "reuse": switched("reuse-added", "reuse-removed"),
    "verify": always("verify-changed"),
    "model": always("model-changed"),
}

_FIELD: Mapping[str, Handler] = {
    **SHAPES,
    "default": always("default-changed"),
    "deprecated": always("field-retired"),
    "x-ui": _ui,
    "x-computed": _computed,
    "x-prefill": _prefill,
    "x-feed": _feed,
    "x-lookup": _lookup,
    "x-document": _document,
    "x-privacy": privacy,
}


def _file_properties(old: Any, new: Any, spot: Spot) -> Iterator[Change]:
    """Tell what changed in the particulars of a file, such as its largest size."""
    before, after = mapping(old), mapping(new)
    for name in dict.fromkeys([*after, *before]):
        left, right = before.get(name, ABSENT), after.get(name, ABSENT)
        here = spot.down(name)
        if isinstance(left, dict) and isinstance(right, dict):
            yield from compare_members(left, right, here, SHAPES)
        elif differs(left, right):
            yield from plain(left, right, here)


_FILE: Mapping[str, Handler] = {**_FIELD, "properties": _file_properties}
