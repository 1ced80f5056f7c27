"""Changes of the steps: pages added, removed, renamed, merged or moved, and where each field stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.diff.change import Change
from guichet_validate.diff.fields import about
from guichet_validate.diff.members import ROOT, Handler, Spot, always, compare_members, moved
from guichet_validate.diff.pairing import Pairing
from guichet_validate.pointers import within

if TYPE_CHECKING:
    from guichet_validate.diff.resolved import Resolver
    from guichet_validate.model import Definition, Step

_STEP: Mapping[str, Handler] = {"review": always("step-review")}


@dataclass(frozen=True, slots=True)
class Pages:
    """Compares the steps of two definitions."""

    old: Definition
    new: Definition
    resolvers: tuple[Resolver, Resolver]
    pairing: Pairing

    def changes(self) -> Iterator[Change]:
        """Yield the changes of all steps."""
        before = {step.id: (place, step) for place, step in enumerate(self.old.steps)}
        after = {step.id: (place, step) for place, step in enumerate(self.new.steps)}
        now = {name: name for name in before if name in after}
        for name, (place, step) in before.items():
            if name not in after:
                yield from self._gone(place, step, before, after, now)
        for name, (place, step) in after.items():
            if name not in before and name not in now.values():
                yield _spot(place, place, step).added("step-added")
        for name, successor in now.items():
            if successor == name or successor not in before:
                left, right = before[name], after[successor]
                yield from self._compare(left[1], right[1], _spot(left[0], right[0], right[1]))
        order = [now[name] for name in before if name in now]
        if moved(list(dict.fromkeys(order)), list(after)):
            yield ROOT.down("x-steps").change("steps-reordered")
        yield from self._fields(now)

    def _gone(
        self,
        place: int,
        step: Step,
        before: Mapping[str, tuple[int, Step]],
        after: Mapping[str, tuple[int, Step]],
        now: dict[str, str],
    ) -> Iterator[Change]:
        """Tell what became of a step whose id is gone; ``now`` learns which step took its place."""
        homes = {self._home(pointer) for pointer in step.fields} - {None}
        spot = _spot(place, place, step)
        home = next(iter(homes)) if len(homes) == 1 else None
        if home is None:
            yield spot.removed("step-removed")
        elif home in before:
            yield spot.removed("step-merged", into=after[home][1].node.get("title", home))
            # Its fields are told by this; its texts are gone with it.
            now[step.id] = home
        else:
            now[step.id] = home
            yield Spot(spot.old, f"/x-steps/{after[home][0]}", spot.params).change(
                "step-renamed", old=step.id, new=home
            )

    def _home(self, pointer: str) -> str | None:
        found = self.new.step_of(self.pairing.new_pointer(pointer))
        return found.id if found else None

    def _compare(self, old: Step, new: Step, spot: Spot) -> Iterator[Change]:
        yield from compare_members(old.node, new.node, spot, _STEP, ("id", "fields"))
        yield from self._entries(old, new, spot.down("fields"))

    def _entries(self, old: Step, new: Step, spot: Spot) -> Iterator[Change]:
        sides = [_listed(step, resolver) for step, resolver in zip((old, new), self.resolvers, strict=True)]
        before = [self.pairing.new_pointer(entry) if isinstance(entry, str) else entry for entry in sides[0]]
        after = sides[1]
        yield from _notices(
            [entry for entry in before if isinstance(entry, dict)],
            [entry for entry in after if isinstance(entry, dict)],
            spot,
        )
        pointers = [[entry for entry in side if isinstance(entry, str)] for side in (before, after)]
        told = [[str(entry) for entry in side] for side in (before, after)]
        if moved(pointers[0], pointers[1]) or (sorted(told[0]) == sorted(told[1]) and told[0] != told[1]):
            yield spot.change("fields-reordered", field=new.node.get("title", new.id), at=f"/{new.id}")

    def _fields(self, now: Mapping[str, str]) -> Iterator[Change]:
        """Tell the fields that stand on another page, unless the page as a whole has another name now."""
        outer = ""
        for before, after in self.pairing.pairs:
            if outer and within(after.pointer, outer):
                continue
            steps = self.old.step_of(before.pointer), self.new.step_of(after.pointer)
            names = [step.id if step else None for step in steps]
            if now.get(str(names[0]), names[0]) == names[1]:
                continue
            outer = after.pointer
            titles = [step.node.get("title", step.id) if step else None for step in steps]
            spot = Spot(ROOT.down("x-steps").old, ROOT.down("x-steps").new, about(after))
            yield spot.change("field-changed-step", old=titles[0], new=titles[1])


def _listed(step: Step, resolver: Resolver) -> list[Any]:
    entries = step.node.get("fields")
    return [
        resolver.piece(entry) if isinstance(entry, dict) else entry
        for entry in (entries if isinstance(entries, list) else ())
    ]


def _notices(old: list[Any], new: list[Any], spot: Spot) -> Iterator[Change]:
    gone = [entry for entry in old if entry not in new]
    come = [entry for entry in new if entry not in old]
    for before, after in zip(gone, come, strict=False):
        yield spot.change("notice-changed", old=_title(before), new=_title(after))
    for entry in gone[len(come) :]:
        yield spot.removed("notice-removed", old=_title(entry))
    for entry in come[len(gone) :]:
        yield spot.added("notice-added", new=_title(entry))


def _title(entry: Any) -> Any:
    notice = entry.get("notice")
    return notice.get("title") or notice.get("body") if isinstance(notice, dict) else entry


def _spot(old: int, new: int, step: Step) -> Spot:
    return Spot(f"/x-steps/{old}", f"/x-steps/{new}", {"step": step.node.get("title", step.id)})
