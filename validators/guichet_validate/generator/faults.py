"""Answers with one fault: valid ones in which one thing was made wrong, and what and where that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.answers import declared
from guichet_validate.engine import evaluate
from guichet_validate.functions import ExpressionFailedError, shift_day
from guichet_validate.generator.chances import pick
from guichet_validate.generator.filling import copied, leaves
from guichet_validate.generator.wiring import places
from guichet_validate.pointers import get, put, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from guichet_validate.engine import Evaluation
    from guichet_validate.generator.chances import Chances
    from guichet_validate.generator.filling import Surroundings
    from guichet_validate.generator.shapes import Shape
    from guichet_validate.model import Field

UNKNOWN = "inconnu"
_TRIES = 12
_MAX_TRIED = 60
_ABSENT = object()
_OTHER_TYPE: Mapping[str, tuple[Any, ...]] = {
    "string": (12, True, {}, []),
    "integer": ("douze", 1.5, False),
    "number": ("douze", True, []),
    "boolean": ("oui", 0, None),
    "object": ([], "x", None),
    "repeat": ({}, "x", 3),
    "choices": ("x", {}, [[]]),
    "file": ("x", {}, [3]),
}
_TEXTS = ("", " ", "?", "é", "x", "\n", "hors liste", "2026-02-30", "0000000000", "AAAAAAAAAAAAAAAA", "12:60")
_BY_FORMAT: Mapping[str, tuple[str, ...]] = {
    "date": ("0000-01-01", "2025-02-29", "2026-13-01", "2026-1-1", "20260101", "2026-01-01T00:00"),
    "uuid": ("urn:uuid:00000000-0000-4000-8000-000000000001", "{00000000-0000-4000-8000-000000000001}"),
    "email": ("a@b", "a b@example.fr", "a@-b.fr", "@example.fr"),
}
_MISTYPED = 20
# A definition that nobody checked may name any limit.
_LONGEST, _MOST_ROWS = 100_000, 1_000
_NUMBERS = (-1, 0, 1, 7, 10**6, -(10**6), 10**12, 0.001, 2**63, 10**400)


@dataclass(frozen=True, slots=True)
class Fault:
    """Answers with one thing wrong. ``pointer`` is where, ``code`` what.

    ``code`` is ``required``, ``additionalProperties`` (a key that is not declared), ``value`` (of another type, or
    refused by a keyword of the field's schema), ``false`` (an answer to a field that is switched off: validators
    refuse it, the portal drops it), the code of a document rule (``as issued expires maxAge notExpired``), the
    identifier of a rule, or ``exit``.
    """

    answers: dict[str, Any]
    pointer: str
    code: str


def nearly_valid(around: Surroundings, answers: Mapping[str, Any], chances: Chances) -> Fault | None:
    """Return valid answers with one fault put in, ``None`` when none could be."""
    found = evaluate(around.definition, answers, around.context)
    sent: dict[str, Any] = declared(around.definition.root, found.answers)
    making = _Making(around, sent, found, chances)
    # Most faults of real people are a wrong value, then a missing one.
    kinds: list[Callable[[], Fault | None]] = [
        *([making.value] * 4),
        *([making.lacking] * 2),
        making.unknown_key,
        making.switched_off,
        making.paper,
        making.rule,
        making.exit,
    ]
    while kinds:
        made = kinds.pop(chances.between(0, len(kinds) - 1))()
        if made is not None:
            return made
    return None


class _Making:
    def __init__(self, around: Surroundings, sent: dict[str, Any], found: Evaluation, chances: Chances) -> None:
        self.around = around
        self.sent = sent
        self.found = found
        self.chances = chances
        self.fields: list[tuple[str, Field]] = [
            (pointer, field)
            for pointer, _ in leaves(around.definition.root, sent)
            if (field := around.definition.field_at(pointer)) is not None and field.kind != "object"
        ]

    def value(self) -> Fault | None:
        """Give an answer a value that its schema refuses."""
        for _ in range(_TRIES if self.fields else 0):
            pointer, field = pick(self.chances, self.fields)
            shape = self.around.shapes.of(field, self.around.wiring.active(field, pointer, self.found.answers))
            wrong = [value for value in self._wrong(shape, get(self.sent, pointer)) if not shape.accepts(value)]
            if wrong and not _is_locked(field):
                return Fault(self._with(pointer, pick(self.chances, wrong)), pointer, "value")
        return None

    def _wrong(self, shape: Shape, present: Any) -> Iterator[Any]:
        yield from _OTHER_TYPE[shape.field.kind]
        if shape.field.kind == "string":
            yield from _TEXTS
            longest = shape.limit("maxLength", 0)
            if 0 < longest <= _LONGEST:
                yield "x" * (longest + 1)
            if isinstance(present, str) and present:
                yield from (present[:-1], present + "0", present + "\n")
                # Nearly right: one character replaced, as people mistype numbers with check digits.
                for place in range(min(len(present), _MISTYPED)):
                    other = "1" if present[place] != "1" else "2"
                    yield present[:place] + other + present[place + 1 :]
            yield from _BY_FORMAT.get(str(shape.node.get("format")), ())
        elif shape.field.kind in ("integer", "number"):
            yield from _NUMBERS
        elif isinstance(present, list):
            yield []
            yield [*present, *present]
            yield present * (min(shape.limit("maxItems", 1), _MOST_ROWS) + 1)
            if shape.field.kind == "choices":
                yield [*present, UNKNOWN]

    def lacking(self) -> Fault | None:
        """Leave out an answer that is required."""
        required = [
            pointer for pointer, field in self.fields if pointer in self.found.required and not _is_locked(field)
        ]
        # What the library holds would be put there again.
        required = [] if self.around.context.library else required
        if not required:
            return None
        pointer = pick(self.chances, required)
        answers = copied(self.sent)
        remove(answers, pointer)
        return Fault(answers, pointer, "required")

    def unknown_key(self) -> Fault | None:
        """Add a key that nothing declares, at the root, in an object or in a row."""
        objects = ["", *_objects(self.around.definition.root, self.sent, "")]
        pointer = f"{pick(self.chances, objects)}/{UNKNOWN}"
        return Fault(self._with(pointer, pick(self.chances, ("x", None, {}, 1))), pointer, "additionalProperties")

    def switched_off(self) -> Fault | None:
        """Answer a field that is switched off."""
        for pointer in sorted(self.found.off):
            field = self.around.definition.field_at(pointer)
            above = get(self.sent, pointer.rpartition("/")[0], _ABSENT)
            if field is None or field.computed or not isinstance(above, dict):
                continue
            value: Any = {} if field.kind == "object" else [{}]
            if field.kind not in ("object", "repeat"):
                value = next(
                    self.around.values.candidates(self.around.shapes.of(field), self.found.answers, pointer), "x"
                )
            return Fault(self._with(pointer, value), pointer, "false")
        return None

    def paper(self) -> Fault | None:
        """Bring another paper than asked, an old one, or one whose date is not told."""
        for pointer, field in self.fields:
            files = get(self.sent, pointer)
            if field.document is None or not field.document.accepts or not isinstance(files, list):
                continue
            accepted = field.document.alternative(files[0].get("as"))
            changes: list[tuple[str, dict[str, Any]]] = [("as", {"as": "autre-papier"})]
            if accepted is not None and accepted.max_age is not None:
                old = _before(self.around.context.today, accepted.max_age)
                changes += [("issued", {"issued": _ABSENT}), *([("maxAge", {"issued": old})] if old else [])]
            if accepted is not None and accepted.not_expired:
                past = _before(self.around.context.today, "P1D")
                changes += [("expires", {"expires": _ABSENT}), *([("notExpired", {"expires": past})] if past else [])]
            code, change = pick(self.chances, changes)
            changed = {key: value for key, value in {**files[0], **change}.items() if value is not _ABSENT}
            return Fault(self._with(pointer, [changed, *files[1:]]), pointer, code)
        return None

    def rule(self) -> Fault | None:
        """Break one cross-field rule of level error, and nothing else."""
        rules = [rule for rule in self.around.definition.rules if rule.level == "error"]
        if not rules:
            return None
        rule = pick(self.chances, rules)
        for judged, answers in self._variants(rule.reads):
            if judged.problems and all(problem.rule == rule.id for problem in judged.problems):
                return Fault(answers, judged.problems[0].pointer, rule.id)
        return None

    def exit(self) -> Fault | None:
        """Answer so that a stop screen applies."""
        exits = self.around.definition.plan.exits
        if not exits:
            return None
        wanted = pick(self.chances, exits)
        for judged, answers in self._variants(wanted.branch.reads):
            if judged.exit is wanted.exit:
                return Fault(answers, "", "exit")
        return None

    def _variants(self, reads: frozenset[str]) -> Iterator[tuple[Evaluation, dict[str, Any]]]:
        """Yield the answers with one of those that are read changed, and what the engine says of them."""
        around = self.around
        for source in sorted(around.wiring.sources(reads)):
            for pointer in places(source, self.sent):
                field = around.definition.field_at(pointer)
                if field is None or field.kind in ("object", "repeat", "file") or pointer in self.found.off:
                    continue
                shape = around.shapes.of(field, around.wiring.active(field, pointer, self.found.answers))
                tried = list(around.values.candidates(shape, self.found.answers, pointer))[:_MAX_TRIED]
                for value in tried:
                    answers = self._with(pointer, value)
                    yield evaluate(around.definition, answers, around.context), answers

    def _with(self, pointer: str, value: Any) -> dict[str, Any]:
        answers: dict[str, Any] = copied(self.sent)
        put(answers, pointer, copied(value))
        return answers


def _is_locked(field: Field) -> bool:
    """Tell whether the server may put another value in the place of the one sent."""
    prefill = field.node.get("x-prefill")
    return isinstance(prefill, dict) and "lock" in prefill


def _objects(field: Field, value: Any, pointer: str) -> Iterator[str]:
    for child in field.children:
        here = f"{pointer}/{child.name}"
        member = value.get(child.name) if isinstance(value, dict) else None
        if child.kind == "object" and isinstance(member, dict):
            yield here
            yield from _objects(child, member, here)
        elif child.kind == "repeat" and isinstance(member, list):
            for index, row in enumerate(member):
                yield f"{here}/{index}"
                yield from _objects(child, row, f"{here}/{index}")


def _before(today: str, duration: str) -> str | None:
    """Return a day that is further back than a duration."""
    try:
        return shift_day(shift_day(today, f"-{duration}"), "-P40D")
    except ExpressionFailedError:
        return None
