"""Change answers that were made up until the engine accepts them, within a bound on the work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.generator.chances import Least
from guichet_validate.generator.filling import MAX_ROWS, Filling, Wishes, copied, leaves
from guichet_validate.generator.wiring import places
from guichet_validate.pointers import get, put, remove, template, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from guichet_validate.engine import Evaluation
    from guichet_validate.generator.shapes import Shape

WORK = 1_500
MAX_CULPRITS = 16
MAX_PAIRED = 6
MORE_ROWS = 5
_MAX_EACH = 30
_GRAVE = 20
_WRONG = 4
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not as it should be: where, and the templates whose answers may be the cause.

    ``weight`` tells how far it is from being well: what decides which fields there are comes before single values,
    and those before rules.
    """

    kind: str
    pointer: str
    causes: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class _Change:
    pointer: str
    value: Any


def mend(filling: Filling, work: int = WORK, *, spare: bool = False) -> Evaluation | None:
    """Return the judgement of answers that are valid and keep what was given, ``None`` when none were found.

    ``spare`` leaves out in the end whatever was answered without need.
    """
    found = filling.grow()
    seen = {_frozen(filling.answers)}
    # What is answered from here on is answered simply: the wishes were granted.
    filling.chances, filling.wishes = Least(), Wishes()
    limit = filling.spent + work
    while True:
        troubles = list(_troubles(filling, found))
        if not troubles:
            return _lighter(filling, found) if spare else found
        better = _improved(filling, found, troubles, seen, limit)
        if better is None:
            return None
        filling.answers, found = better


def _lighter(filling: Filling, found: Evaluation) -> Evaluation:
    """Leave out, the last first, every answer without which the others are valid too."""
    for pointer, _ in reversed(list(leaves(filling.around.definition.root, filling.answers))):
        if not filling.is_kept(pointer):
            before = copied(filling.answers)
            remove(filling.answers, pointer)
            less = filling.judge()
            if any(_troubles(filling, less)):
                filling.answers = before
            else:
                found = less
    return found


def _improved(
    filling: Filling, found: Evaluation, troubles: list[Trouble], seen: set[str], limit: int
) -> tuple[dict[str, Any], Evaluation] | None:
    """Return answers with fewer troubles, or without the first one, that were not met before."""
    for trouble in troubles:
        changes = list(_changes(filling, trouble, found))
        aside: tuple[dict[str, Any], Evaluation] | None = None
        for together in _together(changes):
            if filling.spent >= limit:
                return aside
            if aside is not None and len(together) > 1:
                break
            answers = _changed(filling.answers, together)
            frozen = _frozen(answers)
            if frozen in seen:
                continue
            seen.add(frozen)
            before, filling.answers = filling.answers, answers
            judged = filling.grow()
            after, filling.answers = filling.answers, before
            left = list(_troubles(filling, judged))
            added = _weight(left) - _weight(troubles)
            if added < 0:
                return after, judged
            if aside is None and added == 0 and not _same(trouble, left):
                aside = after, judged
        if aside is not None:
            return aside
    return None


def _changed(answers: dict[str, Any], together: tuple[_Change, ...]) -> dict[str, Any]:
    changed: dict[str, Any] = copied(answers)
    for change in together:
        if change.value is _ABSENT:
            remove(changed, change.pointer)
        else:
            put(changed, change.pointer, copied(change.value))
    return changed


def _together(changes: list[list[_Change]]) -> Iterator[tuple[_Change, ...]]:
    """Yield single changes, then pairs of changes of different answers."""
    for each in changes:
        for change in each:
            yield (change,)
    for place, first in enumerate(changes[:MAX_PAIRED]):
        for second in changes[place + 1 : MAX_PAIRED]:
            for one in first[:_MAX_EACH]:
                for other in second[:_MAX_EACH]:
                    yield one, other


def _troubles(filling: Filling, found: Evaluation) -> Iterator[Trouble]:
    wiring = filling.around.wiring
    off = {template(other) for other in found.off}
    for pointer, value in filling.kept.items():
        if get(found.answers, pointer, _ABSENT) != value:
            causes = wiring.upstream(template(pointer))
            switched = sum(1 for cause in causes if any(within(cause, other) for other in off))
            yield Trouble("lost", pointer, causes, _GRAVE * (1 + switched))
    for pointer in filling.absent:
        if get(found.answers, pointer, _ABSENT) is not _ABSENT:
            yield Trouble("present", pointer, wiring.upstream(template(pointer)), _GRAVE)
    for known in filling.around.definition.plan.exits:
        if found.exit is known.exit:
            yield Trouble(f"exit {known.exit.id}", "", tuple(sorted(wiring.sources(known.branch.reads))), _GRAVE)
    rules = {rule.id: rule for rule in filling.around.definition.rules}
    for problem in found.problems:
        where = template(problem.pointer)
        rule = rules.get(problem.rule or "")
        own = wiring.sources({where} if rule is None else {where, *rule.reads})
        first = (where,) if where in own else ()
        causes = tuple(dict.fromkeys((*first, *sorted(own), *wiring.upstream(where))))
        yield Trouble(problem.code, problem.pointer, causes, _WRONG if rule is None else 1)


def _weight(troubles: list[Trouble]) -> int:
    return sum(trouble.weight for trouble in troubles)


def _same(trouble: Trouble, others: list[Trouble]) -> bool:
    return any((other.kind, other.pointer) == (trouble.kind, trouble.pointer) for other in others)


def _changes(filling: Filling, trouble: Trouble, found: Evaluation) -> Iterator[list[_Change]]:
    """Yield, for each answer that may be the cause, what else it could be."""
    beside = [get(filling.answers, pointer) for pointer in _concrete(filling, trouble)]
    count = 0
    for pointer in _concrete(filling, trouble):
        field = filling.around.definition.field_at(pointer)
        if field is None or field.computed or field.kind == "object" or pointer in filling.absent:
            continue
        if pointer in filling.kept:
            continue
        count += 1
        if count > MAX_CULPRITS:
            return
        present = get(filling.answers, pointer, _ABSENT)
        shape = filling.shape(field, pointer, found.answers)
        if field.kind == "repeat":
            yield list(_rows(shape, pointer, present, filling.kept))
            continue
        near = [value for value in beside if value is not None]
        tried = filling.around.values.candidates(shape, filling.answers, pointer, near)
        changes = [_Change(pointer, value) for value in tried if value != present]
        if present is not _ABSENT:
            changes.append(_Change(pointer, _ABSENT))
        yield changes


def _rows(shape: Shape, pointer: str, present: Any, kept: Collection[str]) -> Iterator[_Change]:
    """Yield other numbers of rows that are allowed, the nearest first; rows that hold something given stay."""
    rows = present if isinstance(present, list) else []
    least = shape.limit("minItems", 1)
    most = min(shape.limit("maxItems", MAX_ROWS), max(len(rows), least) + MORE_ROWS)
    while least <= len(rows) and any(other.startswith(f"{pointer}/{least}/") for other in kept):
        least += 1
    for count in sorted(range(max(least, 1), most + 1), key=lambda count: abs(count - len(rows))):
        if count != len(rows):
            yield _Change(pointer, [*rows[:count], *({} for _ in range(count - len(rows)))])


def _concrete(filling: Filling, trouble: Trouble) -> list[str]:
    return list(
        dict.fromkeys(
            pointer for cause in trouble.causes for pointer in places(cause, filling.answers, trouble.pointer)
        )
    )


def _frozen(answers: dict[str, Any]) -> str:
    return json.dumps(answers, sort_keys=True, default=str)
