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
    lineage,
)
from guichet_validate.pointers import ROW, split
from guichet_validate.pointers import template as template_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guichet_validate.engine import Evaluation
    from guichet_validate.model import Definition


def observe(definition: Definition, evaluation: Evaluation) -> frozenset[Target]:
    """Return what one evaluation (of everything, not of the first steps) reaches; see ``Observer``."""
    return Observer(definition).observe(evaluation)


class Observer:
    """Reads targets off the evaluations of one definition.

    Something counts as reached only where a person could stand: no exit applies, and none of the answers that
    decide it is wrong or missing though required. An exit itself is reached when it is the one shown.
    """

    def __init__(self, definition: Definition) -> None:
        """Prepare what every observation needs."""
        self.definition = definition
        self.slices = Slices(definition)
        self.decisions = decisions(definition)
        self.conditional = [(pointer, *_parent(pointer)) for pointer in conditional_fields(definition)]
        self.required = frozenset(conditionally_required(definition))

    def observe(self, evaluation: Evaluation) -> frozenset[Target]:
        """Return the targets of one evaluation, made of all steps."""
        return frozenset(_Observation(self, evaluation).targets())


class _Observation:
    def __init__(self, observer: Observer, evaluation: Evaluation) -> None:
        self.observer = observer
        self.definition = observer.definition
        self.evaluation = evaluation
        self.wrong = {template_of(problem.pointer) for problem in evaluation.problems}
        self._instances: dict[str, list[tuple[str, Any]]] = {"": [("", evaluation.answers)]}

    def targets(self) -> Iterator[Target]:
        evaluation = self.evaluation
        if evaluation.exit is not None:
            if self._sound(self._exit_reads(evaluation.exit.pointer)):
                yield Target("exit", evaluation.exit.pointer, TAKEN)
            return
        yield from self._decided()
        yield from self._shown()
        yield from self._documents()
        yield from self._exits()
        yield from (Target("rule", pointer, HELD if held else BROKEN) for pointer, held in evaluation.judged)
        yield from (
            Target("required", template)
            for pointer in evaluation.required
            if (template := template_of(pointer)) in self.observer.required and self._decided_soundly(template)
        )
        yield from (
            Target("computed", template)
            for template in {template_of(pointer) for pointer in evaluation.computed}
            if self._sound({template})
        )
        yield from self._steps()

    def _sound(self, reads: frozenset[str] | set[str]) -> bool:
        """Tell whether no answer that decides these fields is wrong."""
        return not self.wrong or self.wrong.isdisjoint(self.observer.slices.deciding(reads))

    def _decided_soundly(self, template: str) -> bool:
        """Tell whether no answer that decides whether a field appears is wrong; the field itself may be."""
        if not self.wrong:
            return True
        slices = self.observer.slices
        reads = {read for branch in slices.switching(template) for read in branch.reads}
        return self.wrong.isdisjoint(slices.deciding((*reads, *list(lineage(template))[1:])))

    def _decided(self) -> Iterator[Target]:
        for branch in self.observer.decisions:
            instances = self._of(branch.scope)
            if instances and self._sound(branch.reads):
                for truth in {branch.test(value) for _, value in instances if value is not None}:
                    yield Target("branch", branch.pointer, HOLDS if truth else FAILS)

    def _shown(self) -> Iterator[Target]:
        off = self.evaluation.off
        for pointer, scope, name in self.observer.conditional:
            if any(f"{here}/{name}" not in off for here, _ in self._of(scope)) and self._decided_soundly(pointer):
                yield Target("field", pointer)

    def _documents(self) -> Iterator[Target]:
        asked = {template_of(pointer) for pointer in self.evaluation.asked}
        for field in self.definition.plan.documents:
            scope, name = _parent(field.pointer)
            brought = [
                item
                for _, value in self._of(scope)
                if isinstance(value, dict) and isinstance(value.get(name), list)
                for item in value[name]
            ]
            if (brought or field.pointer in asked) and self._decided_soundly(field.pointer):
                yield Target("document", field.pointer)
            if brought and field.document is not None and len(field.document.accepts) > 1 and self._sound({field.pointer}):
                known = {accepted.id for accepted in field.document.accepts}
                named = {item.get("as") for item in brought if isinstance(item, dict) and isinstance(item.get("as"), str)}
                yield from (Target("alternative", field.pointer, name) for name in named & known)

    def _exits(self) -> Iterator[Target]:
        for found in self.definition.plan.exits:
            if self._sound(found.branch.reads):
                yield Target("exit", found.exit.pointer, AVOIDED)

    def _exit_reads(self, pointer: str) -> frozenset[str]:
        return next(found.branch.reads for found in self.definition.plan.exits if found.exit.pointer == pointer)

    def _steps(self) -> Iterator[Target]:
        applicable = frozenset(self.evaluation.steps)
        for index, step in enumerate(self.definition.steps):
            if step.id in applicable and not step.review and any(self._decided_soundly(each) for each in step.fields):
                yield Target("step", f"/x-steps/{index}")

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
