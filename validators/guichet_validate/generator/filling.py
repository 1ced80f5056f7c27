"""Grow a set of answers until nothing that is required lacks, always asking the engine what that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.engine import evaluate
from guichet_validate.generator.chances import often
from guichet_validate.generator.shapes import Shapes
from guichet_validate.generator.values import NOTHING, Values
from guichet_validate.generator.wiring import Wiring
from guichet_validate.pointers import get, put, remove, template, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from guichet_validate.context import Context
    from guichet_validate.engine import Evaluation
    from guichet_validate.generator.chances import Chances
    from guichet_validate.generator.shapes import Shape
    from guichet_validate.model import Definition, Field

MAX_ROUNDS = 40
MAX_ROWS = 50
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is read once of a definition and a context, for any number of answers."""

    definition: Definition
    context: Context
    values: Values
    wiring: Wiring
    shapes: Shapes
    deciding: frozenset[str]

    @classmethod
    def of(cls, definition: Definition, context: Context) -> Surroundings:
        """Read a definition and a context."""
        wiring = Wiring(definition)
        return cls(definition, context, Values(definition, context), wiring, Shapes(definition), wiring.deciding())


@dataclass(slots=True)
class Wishes:
    """How full the answers are to be: how often what is optional is answered, and how many rows there are more.

    ``fullest`` also has the answers that decide about others chosen so that most fields are asked.
    """

    optional: int = 0
    more_rows: int = 0
    fullest: bool = False


class Filling:
    """One set of answers in the making: ``answers`` holds what a person would have sent, computed fields left out."""

    def __init__(
        self,
        around: Surroundings,
        given: Mapping[str, Any],
        chances: Chances,
        wishes: Wishes,
        absent: Collection[str] = (),
    ) -> None:
        """Start from the answers ``given``, which stay; the pointers in ``absent`` stay empty."""
        self.around = around
        self.answers: dict[str, Any] = copied(dict(given))
        self.kept = dict(leaves(around.definition.root, self.answers))
        self.absent = frozenset(absent)
        self.chances = chances
        self.wishes = wishes
        self.spent = 0
        self._wanted: dict[str, bool] = {}
        self._hopeless: set[str] = set()

    def judge(self) -> Evaluation:
        """Ask the engine, and forget the answers it dropped, unless they were given."""
        self.spent += 1
        found = evaluate(self.around.definition, self.answers, self.around.context)
        for pointer in found.pruned:
            if not any(within(kept, pointer) for kept in self.kept):
                remove(self.answers, pointer)
        return found

    def grow(self) -> Evaluation:
        """Answer what is required, and what is optional as wished, until nothing more is to be answered."""
        self._hopeless.clear()
        for _ in range(MAX_ROUNDS):
            found = self.judge()
            targets = {pointer: field for pointer, field in self._targets(found) if pointer not in self._hopeless}
            if not targets:
                return found
            templates = {field.pointer for field in targets.values()}
            ready = [
                pointer
                for pointer, field in targets.items()
                if not self.around.wiring.drivers(field.pointer) & (templates - {field.pointer})
            ]
            for pointer in ready or targets:
                self._fill(pointer, targets[pointer], found)
        return self.judge()

    def shape(self, field: Field, pointer: str, answers: Mapping[str, Any]) -> Shape:
        """Return what a value must satisfy at a concrete pointer, beside these answers."""
        return self.around.shapes.of(field, self.around.wiring.active(field, pointer, answers))

    def is_kept(self, pointer: str) -> bool:
        """Tell whether a pointer was given, holds something given, or is to stay absent."""
        return pointer in self.absent or any(within(kept, pointer) or within(pointer, kept) for kept in self.kept)

    def _targets(self, found: Evaluation) -> Iterator[tuple[str, Field]]:
        yield from self._below(self.around.definition.root.children, self.answers, "", found)

    def _below(
        self, children: tuple[Field, ...], value: Any, pointer: str, found: Evaluation
    ) -> Iterator[tuple[str, Field]]:
        known = value if isinstance(value, dict) else {}
        for field in children:
            here = f"{pointer}/{field.name}"
            if here in found.off or here in self.absent or field.computed or field.read_only:
                continue
            wanted = here in found.required or self._wants(here)
            present = known.get(field.name, _ABSENT)
            if field.kind == "object":
                if wanted or present is not _ABSENT:
                    yield from self._below(field.children, present, here, found)
            elif present is _ABSENT:
                # A paper of the library that the server puts there is not asked for.
                if wanted and get(found.answers, here, _ABSENT) is _ABSENT:
                    yield here, field
            elif field.kind == "repeat" and isinstance(present, list):
                for index, row in enumerate(present):
                    yield from self._below(field.children, row, f"{here}/{index}", found)
                if len(present) < self.shape(field, here, found.answers).limit("minItems", 0):
                    yield here, field

    def _wants(self, pointer: str) -> bool:
        if pointer not in self._wanted:
            self._wanted[pointer] = self.wishes.optional > 0 and often(self.chances, self.wishes.optional)
        return self._wanted[pointer]

    def _fill(self, pointer: str, field: Field, found: Evaluation) -> None:
        shape = self.shape(field, pointer, found.answers)
        if field.kind == "repeat":
            self._add_rows(pointer, shape)
            return
        value = NOTHING
        if self.wishes.fullest and field.pointer in self.around.deciding:
            value = self._opening_most(pointer, shape, found)
        if value is NOTHING:
            value = self.around.values.draw(shape, found.answers, pointer, self.chances)
        if value is NOTHING or not put(self.answers, pointer, copied(value)):
            self._hopeless.add(pointer)

    def _add_rows(self, pointer: str, shape: Shape) -> None:
        rows = get(self.answers, pointer)
        known = rows if isinstance(rows, list) else []
        least = max(shape.limit("minItems", 1), 1)
        most = min(shape.limit("maxItems", MAX_ROWS), MAX_ROWS)
        more = self.wishes.more_rows
        wanted = least + (more if self.wishes.fullest else self.chances.between(0, more))
        wanted = min(wanted, max(most, least), MAX_ROWS)
        if not put(self.answers, pointer, [*known, *({} for _ in range(wanted - len(known)))]):
            self._hopeless.add(pointer)

    def _opening_most(self, pointer: str, shape: Shape, found: Evaluation) -> Any:
        """Return the value after which most fields are asked, an exit being the worst."""
        best, most = NOTHING, -1
        for value in list(self.around.values.candidates(shape, found.answers, pointer))[:MAX_OPENINGS]:
            trial = copied(self.answers)
            if not put(trial, pointer, value):
                break
            self.spent += 1
            judged = evaluate(self.around.definition, trial, self.around.context)
            shown = 0 if judged.exit is not None else 1 + _shown(self.around.definition, judged)
            if shown > most:
                best, most = value, shown
        return best


MAX_OPENINGS = 24


def _shown(definition: Definition, judged: Evaluation) -> int:
    off = {template(pointer) for pointer in judged.off}
    return sum(1 for pointer in definition.fields if not any(within(pointer, other) for other in off))


def leaves(field: Field, value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the concrete pointer and the value of every answer of a field; a file field is one answer.

    An object, a repeat or a row that is empty or of another type is one too, and so is what is not declared.
    """
    if field.kind == "object" and isinstance(value, dict) and (value or not pointer):
        yield from _members(field, value, pointer)
    elif field.kind == "repeat" and isinstance(value, list) and value:
        for index, row in enumerate(value):
            if isinstance(row, dict) and row:
                yield from _members(field, row, f"{pointer}/{index}")
            else:
                yield f"{pointer}/{index}", row
    else:
        yield pointer, value


def _members(field: Field, value: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, Any]]:
    for name, member in value.items():
        child = field.child(name)
        if child is None:
            yield f"{pointer}/{name}", member
        else:
            yield from leaves(child, member, f"{pointer}/{name}")


def copied(value: Any) -> Any:
    """Return a copy of a JSON value; several times quicker than ``copy.deepcopy``."""
    if isinstance(value, dict):
        return {name: copied(member) for name, member in value.items()}
    return [copied(item) for item in value] if isinstance(value, list) else value
