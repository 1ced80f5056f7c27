"""What a new version would do to people who have begun or sent a request: the same answers under both versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from guichet_validate.engine import evaluate
from guichet_validate.pointers import get, join, split
from guichet_validate.testing import prepare

if TYPE_CHECKING:
    from guichet_validate.engine import Evaluation
    from guichet_validate.model import Definition

Outcome = Literal["refused", "lost", "asked", "eased", "same"]

OUTCOMES: tuple[Outcome, ...] = ("refused", "lost", "asked", "eased", "same")


@dataclass(frozen=True, slots=True)
class Sample:
    """Someone's answers: ``inputs`` are those of a test (``answers``, ``date``, ``settings``…)."""

    name: str
    inputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one person's answers; every pointer is concrete.

    ``asked`` are fields that must be answered now, ``documents`` those to bring, ``lost`` answers that are dropped,
    ``refused`` pairs of pointer and code of what was accepted, ``exit`` the stop screen that is met now.
    """

    name: str
    asked: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    exit: str | None = None
    passed: bool = False
    passes: bool = False

    @property
    def outcome(self) -> Outcome:
        """The gravest thing that happens."""
        if self.refused or self.exit is not None:
            return "refused"
        if self.lost:
            return "lost"
        if self.asked or self.documents:
            return "asked"
        return "eased" if self.passes and not self.passed else "same"


def samples_of(definition: Definition) -> tuple[Sample, ...]:
    """Return the golden cases of a definition as samples of answers."""
    tests = definition.document.get("x-tests")
    listed = [test for test in tests if isinstance(test, dict)] if isinstance(tests, list) else []
    return tuple(Sample(str(test.get("name", "")), test) for test in listed)


def effects(
    old: Definition, new: Definition, samples: Iterable[Sample], *, prefilled: bool = False
) -> Iterator[Effect]:
    """Judge each sample under both versions at the same moment.

    ``prefilled`` lets the old version fill in what the account knows first, as its tests do; answers of real people
    are taken as they are. Raises ValueError, with the sample's name, for inputs that are misshapen.
    """
    by_name = {sample.name: sample.inputs for sample in samples_of(old)}
    for sample in samples:
        try:
            prepared = prepare(old, sample.inputs, by_name)
        except ValueError as error:
            raise ValueError(sample.name) from error
        answers = prepared.filled if prefilled else prepared.answers
        before, after = (evaluate(definition, answers, prepared.context) for definition in (old, new))
        yield _effect(sample.name, before, after, new)


def _effect(name: str, before: Evaluation, after: Evaluation, new: Definition) -> Effect:
    known = {(problem.pointer, problem.code) for problem in before.problems}
    found = [(problem.pointer, problem.code) for problem in after.problems]
    fresh = list(dict.fromkeys(problem for problem in found if problem not in known))
    missing = [pointer for pointer, code in fresh if code == "required"]
    stopped = after.exit.id if after.exit is not None else None
    return Effect(
        name,
        asked=tuple(pointer for pointer in missing if not _is_document(new, pointer)),
        documents=tuple(pointer for pointer in missing if _is_document(new, pointer)),
        lost=tuple(_lost(before, after)),
        refused=tuple((pointer, code) for pointer, code in fresh if code != "required"),
        exit=stopped if before.exit is None or before.exit.id != stopped else None,
        passed=before.valid,
        passes=after.valid,
    )


def _is_document(definition: Definition, pointer: str) -> bool:
    field = definition.field_at(pointer)
    return field is not None and field.document is not None


def _lost(before: Evaluation, after: Evaluation) -> Iterator[str]:
    """Yield the outermost pointers of the answers that are not kept; what the server computes is no answer."""
    told: set[str] = set()
    for pointer in _leaves(before.answers):
        if pointer in before.computed or get(after.answers, pointer) is not None:
            continue
        parts = split(pointer)
        outermost = next(
            part for length in range(1, len(parts) + 1) if get(after.answers, part := join(parts[:length])) is None
        )
        if outermost not in told:
            told.add(outermost)
            yield outermost


def _leaves(value: Any, *parts: str | int) -> Iterator[str]:
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _leaves(child, *parts, name)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, child in enumerate(value):
            yield from _leaves(child, *parts, index)
    elif parts:
        yield join(parts)
