"""Which targets one evaluation reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.flow.slices import Slices
from guichet_validate.flow.targets import (
    AVOIDED,
    BROKEN,
    FAILS,
    HELD,
    HOLDS,
    TAKEN,
    Target,
    conditional_fields,
    conditionally_required,
    decisions,
)
from guichet_validate.pointers import ROW, split
from guichet_validate.pointers import template as template_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from guichet_validate.engine import Evaluation
    from guichet_validate.model import Definition


def observe(definition: Definition, evaluation: Evaluation) -> frozenset[Target]:
    """Return what one evaluation (of everything, not of the first steps) reaches; see ``Observer``."""
    return Observer(definition).observe(evaluation)


class Observer:
    """Reads targets off the evaluations of one definition.

    Something counts as reached only where a person could stand: no exit applies, and none of the answers that
    decide it is wrong or missing though required. An exit itself is reached when it is the one shown. A branch may
    fail for those whom an exit stops: a question that they answer otherwise is no idle condition.
    """

    def __init__(self, definition: Definition) -> None:
        """Prepare what every observation needs."""
        self.definition = definition
        self.slices = Slices(definition)
        self.decisions = decisions(definition)
        self.branches = [
            (branch, Target("branch", branch.pointer, FAILS), Target("branch", branch.pointer, HOLDS))
            for branch in self.decisions
        ]
        self.fields = [
            (Target("field", pointer), pointer, *_parent(pointer)) for pointer in conditional_fields(definition)
        ]
        self.required = frozenset(conditionally_required(definition))
        self.documents = [(field, *_parent(field.pointer)) for field in definition.plan.documents]
        self.steps = [(Target("step", f"/x-steps/{index}"), step) for index, step in enumerate(definition.steps)]
        self._templates: dict[str, str] = {}

    def observe(self, evaluation: Evaluation, known: Container[Target] = ()) -> frozenset[Target]:
        """Return the targets of one evaluation, made of all steps; those that are ``known`` may be left out."""
        return frozenset(_Observation(self, evaluation, known).targets())

    def template(self, pointer: str) -> str:
        """Return the template of a concrete pointer; the same few come again and again."""
        if pointer not in self._templates:
            self._templates[pointer] = template_of(pointer)
        return self._templates[pointer]


class _Observation:
    def __init__(self, observer: Observer, evaluation: Evaluation, known: Container[Target]) -> None:
        self.observer = observer
        self.evaluation = evaluation
        self.known = known
        self.wrong = {observer.template(problem.pointer) for problem in evaluation.problems}
        self._instances: dict[str, list[tuple[str, Any]]] = {"": [("", evaluation.answers)]}

    def targets(self) -> Iterator[Target]:
        evaluation = self.evaluation
        if evaluation.exit is not None:
            if self._sound(self._exit_reads(evaluation.exit.pointer)):
                yield Target("exit", evaluation.exit.pointer, TAKEN)
            yield from (target for target in self._decided() if target.side == FAILS)
            return
        yield from self._decided()
        yield from self._shown()
        yield from self._documents()
        yield from self._exits()
        yield from (Target("rule", pointer, HELD if held else BROKEN) for pointer, held in evaluation.judged)
        for template in {self.observer.template(pointer) for pointer in evaluation.required} & self.observer.required:
            yield from self._new(Target("required", template), template)
        for template in {self.observer.template(pointer) for pointer in evaluation.computed}:
            target = Target("computed", template)
            if target not in self.known and self._sound({template}):
                yield target
        yield from self._steps()

    def _new(self, target: Target, template: str) -> Iterator[Target]:
        """Yield a target that is not known yet if the field appears on sound answers."""
        if target not in self.known and self._decided_soundly(template):
            yield target

    def _sound(self, reads: frozenset[str] | set[str]) -> bool:
        """Tell whether no answer that decides these fields is wrong."""
        return not self.wrong or self.wrong.isdisjoint(self.observer.slices.deciding(reads))

    def _decided_soundly(self, template: str) -> bool:
        """Tell whether no answer that decides whether a field appears is wrong; the field itself may be."""
        return not self.wrong or self.wrong.isdisjoint(self.observer.slices.around(template))

    def _decided(self) -> Iterator[Target]:
        for branch, fails, holds in self.observer.branches:
            if fails in self.known and holds in self.known:
                continue
            instances = self._of(branch.scope)
            if instances and self._sound(branch.reads):
                for truth in {branch.test(value) for _, value in instances if value is not None}:
                    yield holds if truth else fails

    def _shown(self) -> Iterator[Target]:
        off = self.evaluation.off
        for target, template, scope, name in self.observer.fields:
            if target not in self.known and any(f"{here}/{name}" not in off for here, _ in self._of(scope)):
                yield from self._new(target, template)

    def _documents(self) -> Iterator[Target]:
        asked = {self.observer.template(pointer) for pointer in self.evaluation.asked}
        for field, scope, name in self.observer.documents:
            brought = [
                item
                for _, value in self._of(scope)
                if isinstance(value, dict) and isinstance(value.get(name), list)
                for item in value[name]
            ]
            if brought or field.pointer in asked:
                yield from self._new(Target("document", field.pointer), field.pointer)
            accepts = field.document.accepts if field.document is not None else ()
            if brought and len(accepts) > 1 and self._sound({field.pointer}):
                named = {item.get("as") for item in brought if isinstance(item, dict)}
                yield from (Target("alternative", field.pointer, each.id) for each in accepts if each.id in named)

    def _exits(self) -> Iterator[Target]:
        for found in self.observer.definition.plan.exits:
            if self._sound(found.branch.reads):
                yield Target("exit", found.exit.pointer, AVOIDED)

    def _exit_reads(self, pointer: str) -> frozenset[str]:
        exits = self.observer.definition.plan.exits
        return next(found.branch.reads for found in exits if found.exit.pointer == pointer)

    def _steps(self) -> Iterator[Target]:
        applicable = frozenset(self.evaluation.steps)
        for target, step in self.observer.steps:
            open_ = target not in self.known and step.id in applicable and not step.review
            if open_ and any(self._decided_soundly(template) for template in step.fields):
                yield target

    def _of(self, scope: str) -> list[tuple[str, Any]]:
        """Return the objects a scope stands for that are not switched off; an absent object comes as ``None``."""
        if scope not in self._instances:
            above, name = _parent(scope)
            found: list[tuple[str, Any]] = []
            for pointer, value in self._of(above):
                if name == ROW:
                    found += [(f"{pointer}/{index}", row) for index, row in enumerate(value or ())]
                elif (here := f"{pointer}/{name}") not in self.evaluation.off:
                    found.append((here, value.get(name) if isinstance(value, dict) else None))
            self._instances[scope] = [item for item in found if item[1] is None or isinstance(item[1], dict | list)]
        return self._instances[scope]


def _parent(template: str) -> tuple[str, str]:
    """Return the template of the object a field stands in, and the field's name."""
    above, _, name = template.rpartition("/")
    return above, name if name == ROW else split(f"/{name}")[0]
