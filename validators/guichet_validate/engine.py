"""Judge answers: compute, switch off, prune, require, validate the whole document, apply the rules."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet_validate import documents
from guichet_validate.answers import declared, undeclared
from guichet_validate.assertions import judge_rules
from guichet_validate.expressions import FAILED
from guichet_validate.fetching import Environment
from guichet_validate.lists import first
from guichet_validate.ordering import Compute, Switch
from guichet_validate.pointers import ROW, bind, get, put, split
from guichet_validate.prefill import locked
from guichet_validate.problems import Problem
from guichet_validate.projection import as_boolean, as_integer, as_number, as_text
from guichet_validate.requirements import Requirements
from guichet_validate.validation import in_order, schema_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from guichet_validate.branches import Branch
    from guichet_validate.context import Context
    from guichet_validate.lists import Found
    from guichet_validate.model import Definition, Exit, Field, Lookup
    from guichet_validate.ordering import Place
    from guichet_validate.plan import Shown

MAX_VIRTUAL_ROWS = 50
MAX_UNDECLARED = 1_000

Instance = tuple[tuple[int, ...], str, Any]


class Evaluation(NamedTuple):
    """What came out of one evaluation. Every pointer is concrete.

    ``answers`` is the pruned document with computed values and library papers in it. ``off`` are the fields
    switched off, ``required`` those that must be answered now, ``pruned`` those whose posted value was dropped,
    ``asked`` the documents still to bring, ``steps`` the ids of the applicable steps in order, ``judged`` the
    place in the document of each rule that applied, with whether it held (both, when rows differ), ``found`` the
    rows of reference lists that it rests on.
    """

    answers: dict[str, Any]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    exit: Exit | None
    steps: tuple[str, ...]
    off: frozenset[str]
    required: frozenset[str]
    pruned: tuple[str, ...]
    asked: tuple[str, ...]
    computed: Mapping[str, Any]
    judged: frozenset[tuple[str, bool]]
    found: Found

    @property
    def valid(self) -> bool:
        """Whether the answers may be submitted (or the steps passed that were judged)."""
        return not self.problems and self.exit is None


def evaluate(
    definition: Definition, answers: Mapping[str, Any], context: Context, *, through: str | None = None
) -> Evaluation:
    """Judge answers (any JSON object) and return what comes out; ``answers`` itself is not changed.

    ``through`` is the id of the last step posted: problems, rules and exits of later steps are left out. ``None``
    judges everything, as a submission does. Raises ValueError only for a step that the definition has not.
    """
    last = _last_step(definition, through)
    run = _Run(definition, answers, context)
    run.operate()
    requirements = Requirements(definition, run.answers, run.off, run.branch_truth, run.root_holds)
    requirements.collect()
    run.forget_instances()
    problems = schema_problems(definition, run.answers)
    if definition.plan.documents:
        problems += run.document_problems()
    if definition.plan.lookups:
        problems += run.lookup_problems({problem.pointer for problem in problems})
    requirements.settle(problems)
    judged: set[tuple[str, bool]] = set()
    broken, warnings = judge_rules(definition, run.environment, problems, last, run.instances, run.world, judged)
    found = [*problems, *broken]
    if last is not None:
        found = [problem for problem in found if _is_due(definition, problem, last)]
    return Evaluation(
        run.answers,
        in_order(definition, found),
        in_order(definition, warnings),
        run.exit(last),
        _applicable(definition, run.off),
        run.outermost_off(),
        frozenset(requirements.required),
        tuple(run.pruned),
        tuple(requirements.asked),
        run.computed,
        frozenset(judged),
        run.environment.found,
    )


def refuse_unknown(definition: Definition, answers: Any) -> tuple[Problem, ...]:
    """Return a problem for every key that the definition does not declare (at most a thousand); a form drops them."""
    return tuple(islice(undeclared(definition.root, answers), MAX_UNDECLARED))


def _last_step(definition: Definition, through: str | None) -> int | None:
    if through is None:
        return None
    for index, step in enumerate(definition.steps):
        if step.id == through:
            return index
    raise ValueError("no such step")


def _is_due(definition: Definition, problem: Problem, last: int) -> bool:
    # A rule was already held back until its own step; its problem may stand at an earlier one.
    if problem.rule is not None:
        return True
    index = definition.plan.step_index(problem.pointer)
    return index is not None and index <= last


def _applicable(definition: Definition, off: set[str]) -> tuple[str, ...]:
    return tuple(
        [
            step.id
            for step, shown in definition.plan.pages
            if step.review or not shown.leaves <= off or (shown.objects and _is_shown(shown, off))
        ]
    )


def _is_shown(shown: Shown, off: set[str]) -> bool:
    """Tell whether any field of a step is left, given what is switched off."""
    return not shown.leaves <= off or any(
        field.pointer not in off and _is_shown(inside, off) for field, inside in shown.objects
    )


class _Run:
    """The state of one evaluation while fields are computed and switched off."""

    def __init__(self, definition: Definition, answers: Any, context: Context) -> None:
        self.definition = definition
        self.plan = definition.plan
        self.context = context
        taken = declared(definition.root, answers)
        self.answers: dict[str, Any] = taken if isinstance(taken, dict) else {}
        if definition.plan.lockable and (context.profile or context.franceconnect or context.earlier):
            for pointer, value in locked(definition, context).items():
                put(self.answers, pointer, value)
        self.environment = Environment(self.answers, definition.settings_with(context.settings), context)
        self.off: set[str] = set()
        self.pruned: list[str] = []
        self.computed: dict[str, Any] = {}
        self._emptied: set[str] = set()
        # What the rules of the root and the fields that are computed for people alone read, while it is true.
        self._world: Any = None
        self._truth: dict[tuple[int, str], bool] = {}
        self._root_truth: dict[Branch, bool] = {}
        self._root: list[Instance] = [((), "", self.answers)]
        self._instances: dict[str, list[Instance]] = {}

    def operate(self) -> None:
        """Run every operation in dependency order."""
        for operation in self.plan.operations:
            if isinstance(operation, Switch):
                self._switch(operation)
            elif isinstance(operation, Compute):
                self._compute(operation)
            else:
                self._place(operation)
        for pointer in sorted(self._emptied, reverse=True):
            self._drop_empty(pointer)
        self.forget_instances()

    def instances(self, scope: str) -> list[Instance]:
        """Return every object that a scope stands for: numbers of its rows, concrete pointer, value.

        An object that is absent, and the rows that a repeat must at least have, come with the value ``None``:
        their conditions are decided as if they were empty, so that a blank form shows the right fields. What is
        switched off has no instance.
        """
        if not scope:
            return self._root
        if scope not in self._instances:
            self._instances[scope] = self._find_instances(scope)
        return self._instances[scope]

    def forget_instances(self) -> None:
        """Look for objects anew: some were put in or taken out."""
        self._instances.clear()

    def _find_instances(self, scope: str) -> list[Instance]:
        level: list[Instance] = [((), "", self.answers)]
        template = ""
        for part in split(scope):
            following: list[Instance] = []
            if part == ROW:
                least = min(self.plan.fields[template].least, MAX_VIRTUAL_ROWS)
                for rows, pointer, value in level:
                    known = value if isinstance(value, list) else []
                    for index in range(max(len(known), least)):
                        row = known[index] if index < len(known) else None
                        following.append(((*rows, index), f"{pointer}/{index}", row))
            else:
                for rows, pointer, value in level:
                    here = f"{pointer}/{part}"
                    if here not in self.off:
                        following.append((rows, here, value.get(part) if isinstance(value, dict) else None))
            template = f"{template}/{part}"
            level = following
        return level

    def branch_truth(self, branch: Branch) -> list[tuple[Instance, bool]]:
        """Return whether a branch's condition holds on each of its instances."""
        if not branch.scope:
            return [(self._root[0], self.root_holds(branch))]
        results = []
        for instance in self.instances(branch.scope):
            key = (id(branch), instance[1])
            if key not in self._truth:
                self._truth[key] = branch.test({} if instance[2] is None else instance[2])
            results.append((instance, self._truth[key]))
        return results

    def root_holds(self, branch: Branch) -> bool:
        """Tell whether the condition of a branch of the root holds; it is decided once."""
        known = self._root_truth.get(branch)
        if known is None:
            known = self._root_truth[branch] = branch.test(self.answers)
        return known

    def _switch(self, switch: Switch) -> None:
        if_true, if_false = switch.targets
        if switch.flat:
            for (name,) in if_true if self.root_holds(switch.branch) else if_false:
                self._leave_out(name, "", self.answers)
            if switch.moves:
                self._instances.clear()
            return
        for (_, pointer, value), true in self.branch_truth(switch.branch):
            for parts in if_true if true else if_false:
                self._turn_off(parts, pointer, value)
        if switch.moves:
            self._instances.clear()

    def _turn_off(self, parts: Sequence[str], pointer: str, value: Any) -> None:
        name, rest = parts[0], parts[1:]
        if name == ROW:
            for index, row in enumerate(value if isinstance(value, list) else ()):
                self._turn_off(rest, f"{pointer}/{index}", row)
            return
        if rest:
            self._turn_off(rest, f"{pointer}/{name}", value.get(name) if isinstance(value, dict) else None)
        else:
            self._leave_out(name, pointer, value)

    def _leave_out(self, name: str, pointer: str, value: Any) -> None:
        here = f"{pointer}/{name}"
        self.off.add(here)
        if isinstance(value, dict) and name in value:
            del value[name]
            self._world = None
            self.pruned.append(here)
            if not value and pointer:
                self._emptied.add(pointer)

    def _drop_empty(self, pointer: str) -> None:
        """Remove an object that pruning left empty; a row stays."""
        *above, name = split(pointer)
        here: Any = self.answers
        for part in above:
            if isinstance(here, list):
                here = here[int(part)] if int(part) < len(here) else None
            elif isinstance(here, dict):
                here = here.get(part)
        if isinstance(here, dict) and here.get(name) == {}:
            del here[name]
            if not here and above:
                self._drop_empty("".join(f"/{part}" for part in above))

    def _compute(self, operation: Compute) -> None:
        field = operation.field
        for rows, pointer, value in self.instances(operation.scope):
            here = f"{pointer}/{field.name}"
            if isinstance(value, dict) and here not in self.off:
                expression = operation.expression
                found = expression.run(self.world()) if operation.alone else expression.evaluate(self.environment, rows)
                result = _typed(field, found)
                if result is not None:
                    value[field.name] = result
                    self.computed[here] = result
                    if not operation.alone:
                        self._world = None

    def world(self) -> Any:
        """Return what the rules of the root read."""
        if self._world is None:
            self._world = self.plan.worlds[""].of(self.environment)
        return self._world

    def _place(self, operation: Place) -> None:
        if not self.context.library:
            return
        field = operation.field
        for rows, pointer, value in self.instances(operation.scope):
            if isinstance(value, dict) and f"{pointer}/{field.name}" not in self.off and not value.get(field.name):
                placed = documents.from_library(
                    field, operation.scope, rows, self.answers, self.context, self.plan.fields, self.definition.kinds
                )
                if placed is not None:
                    value[field.name] = placed
                    self._world = None

    def document_problems(self) -> list[Problem]:
        """Return what is wrong with the papers brought, judged on the day of the context."""
        found: list[Problem] = []
        for field in self.plan.documents:
            scope = field.pointer.rpartition("/")[0]
            for _, pointer, value in self.instances(scope):
                files = value.get(field.name) if isinstance(value, dict) else None
                if files:
                    problem = documents.problem_of(field, f"{pointer}/{field.name}", files, self.context.today)
                    if problem is not None:
                        found.append(problem)
        return found

    def lookup_problems(self, wrong: set[str]) -> Iterator[Problem]:
        """Yield what was not chosen in its reference list, of the answers whose shape is right."""
        for field in self.plan.lookups:
            for rows, pointer, value in self.instances(field.pointer.rpartition("/")[0]):
                chosen = value.get(field.name) if isinstance(value, dict) else None
                here = f"{pointer}/{field.name}"
                if chosen is not None and here not in wrong and not self._is_listed(field.lookup, chosen, rows):
                    yield Problem(here, "lookup")

    def _is_listed(self, lookup: Lookup | None, chosen: Any, rows: Sequence[int]) -> bool:
        if lookup is None:
            return True
        wanted = {column: get(self.answers, bind(driver, rows)) for column, driver in lookup.filter.items()}
        wanted[lookup.value] = chosen
        return first(self.context.lists, lookup.list, wanted, self.environment.found) is not None

    def exit(self, last: int | None) -> Exit | None:
        """Return the first stop screen that applies, among the steps judged."""
        for candidate in self.plan.exits:
            due = last is None or candidate.step is None or candidate.step <= last
            if due and candidate.branch.test(self.answers):
                return candidate.exit
        return None

    def outermost_off(self) -> frozenset[str]:
        """Return what is switched off, without what stands inside something that is itself off."""
        return frozenset([pointer for pointer in self.off if not self._is_inside_off(pointer)])

    def _is_inside_off(self, pointer: str) -> bool:
        above = pointer.rpartition("/")[0]
        while above:
            if above in self.off:
                return True
            above = above.rpartition("/")[0]
        return False


def _typed(field: Field, value: Any) -> Any:
    """Return a computed value as its field's type, ``None`` for a failure or another type."""
    if value is FAILED:
        return None
    match field.kind:
        case "string":
            return as_text(value)
        case "integer":
            return as_integer(value)
        case "number":
            return as_number(value)
        case "boolean":
            return as_boolean(value)
        case "choices" if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value or None
    return None
