"""Everything compiled from one version that an evaluation needs; built once, never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.branches import BranchBuilder
from guichet_validate.cel_syntax import CelSyntaxError
from guichet_validate.coerce import reading
from guichet_validate.expressions import ExpressionCompiler
from guichet_validate.findings import Finding
from guichet_validate.functions import ExpressionFailedError, shift_day
from guichet_validate.ordering import Compute, Place, Switch, order
from guichet_validate.pointers import ROW, is_index, schema_pointer, split
from guichet_validate.prefill import lockable
from guichet_validate.requirements import asking
from guichet_validate.rules import RuleBuilder, worlds
from guichet_validate.validator import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from guichet_validate.branches import Branch
    from guichet_validate.coerce import Members, Reading
    from guichet_validate.conditions import ConditionCompiler
    from guichet_validate.expressions import Expression, Worlds
    from guichet_validate.model import Exit, Field, Setting, Step
    from guichet_validate.ordering import Operation
    from guichet_validate.requirements import Asking
    from guichet_validate.rules import CompiledRule
    from guichet_validate.structure import FieldBuilder

    Targets = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledExit:
    """A stop screen, its branch, and the place of the step it belongs to."""

    exit: Exit
    branch: Branch
    step: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What a step or an object shows: templates of what is no object, and the objects with what they show."""

    leaves: frozenset[str]
    objects: tuple[tuple[Field, Shown], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The compiled parts of a definition. Private to this package: others ask the definition.

    ``requiring`` are the branches that require something: the targets below their scope, whether all stand at the root.
    ``asked_by`` tells, by step, the pointer of each field, the root object that holds it if any, its name, what reads
    it from a form when it is a leaf, itself; ``members`` the same of what objects and rows hold, by their template, and
    of the pointer only its end.
    """

    root: Field
    fields: Mapping[str, Field]
    names: frozenset[str]
    defaults: Mapping[str, Any]
    step_by_entry: Mapping[str, int]
    ranks: Mapping[str, int]
    branches: tuple[Branch, ...]
    requiring: tuple[tuple[Branch, tuple[Targets, Targets], bool], ...]
    asking: Mapping[str, Asking]
    pages: tuple[tuple[Step, Shown], ...]
    asked_by: Mapping[str, tuple[tuple[str, str, str, Reading | None, Field], ...]]
    members: Mapping[str, Members]
    operations: tuple[Operation, ...]
    rules: tuple[CompiledRule, ...]
    worlds: Mapping[str, Worlds]
    exits: tuple[CompiledExit, ...]
    documents: tuple[Field, ...]
    lookups: tuple[Field, ...]
    lists: frozenset[str]
    lockable: tuple[tuple[Field, tuple[str, ...]], ...]
    wheres: Mapping[str, Callable[[Any], bool]]
    prefills_when: Mapping[str, Callable[[Any], bool]]
    feeds_when: Mapping[str, Callable[[Any], bool]]
    validator: Any

    def step_index(self, pointer: str) -> int | None:
        """Return the place of the step that lists this pointer or an ancestor of it."""
        return step_index(self.step_by_entry, pointer)

    def entry_rank(self, pointer: str) -> int:
        """Return the place of this pointer's entry among all that the steps list; after them when none does."""
        rank = step_index(self.ranks, pointer)
        return len(self.ranks) if rank is None else rank

    def field_at(self, pointer: str) -> Field | None:
        """Return the field at a concrete or template pointer; a file or a choice for what is inside it."""
        here = self.root
        row = False
        for part in split(pointer):
            if here.kind in ("file", "choices"):
                return here
            if here.kind == "repeat" and not row:
                row = part == ROW or is_index(part)
                if not row:
                    return None
                continue
            row = False
            found = here.child(part)
            if found is None:
                return None
            here = found
        return here


def step_index(step_by_entry: Mapping[str, int], pointer: str) -> int | None:
    """Return the place of the step that lists this pointer, or its first one or two segments."""
    parts = pointer.split("/", 3)[1:3]
    found = step_by_entry.get(f"/{parts[0]}") if parts else None
    return found if found is not None or len(parts) == 1 else step_by_entry.get("/" + "/".join(parts))


def make_plan(
    builder: FieldBuilder,
    root: Field,
    conditions: ConditionCompiler,
    settings: Mapping[str, Setting],
    exits: tuple[Exit, ...],
    steps: tuple[Step, ...],
) -> tuple[Plan, list[Finding]]:
    """Compile everything; the findings say what could not be, and then the plan must not be used."""
    step_by_entry = {pointer: index for index, step in enumerate(steps) for pointer in step.fields}
    branch_builder = BranchBuilder(builder, conditions)
    branches = branch_builder.build(root)
    compiler = ExpressionCompiler(root, builder.fields, settings)
    computed, findings = _computed(compiler, builder.fields)
    switches = [_switch(branch, builder.fields) for branch in branches if branch.writes]
    placing = [_placing(field, builder.fields) for field in builder.fields.values() if _is_reused(field)]
    rule_builder = RuleBuilder(compiler, computed)
    rules = rule_builder.build(root, lambda pointer: step_index(step_by_entry, pointer))
    read = {template for one in (*computed.values(), *_expressions(rules)) for template in one.reads}
    computing = [
        Compute(builder.fields[pointer], scope, one, alone=not scope and pointer not in read)
        for pointer, one in computed.items()
        for scope in (_scope(builder.fields[pointer]),)
    ]
    ordered, cycles = order([*switches, *computing, *placing])
    by_pointer = {branch.pointer: branch for branch in branches if branch.is_exit}
    compiled_exits = tuple(
        CompiledExit(
            found,
            by_pointer[found.pointer],
            _last_step(step_by_entry, rule_builder.through_computed(by_pointer[found.pointer].reads)),
        )
        for found in exits
        if found.pointer in by_pointer
    )
    documents = tuple(field for field in builder.fields.values() if field.document is not None)
    lookups = tuple(field for field in builder.fields.values() if field.lookup is not None and not field.computed)
    findings += [*branch_builder.findings, *cycles, *rule_builder.findings, *_durations(documents)]
    wheres: dict[str, Callable[[Any], bool]] = {}
    prefills_when: dict[str, Callable[[Any], bool]] = {}
    feeds_when: dict[str, Callable[[Any], bool]] = {}
    for keyword, key, tests in (
        ("x-prefill", "where", wheres),
        ("x-prefill", "when", prefills_when),
        ("x-feed", "when", feeds_when),
    ):
        findings += _tests(builder.fields, conditions, keyword, key, tests)
    validator = None
    try:
        # What annotates the whole document judges no answer, and is half of it.
        validator = build({key: part for key, part in builder.document.items() if not key.startswith("x-")})
    except ValueError:
        findings.append(Finding("schema", "error", ""))
    readings = {field.pointer: reading(field) for field in builder.fields.values() if _is_typed(field)}
    plan = Plan(
        root,
        builder.fields,
        frozenset(child.name for child in root.children),
        {name: setting.default for name, setting in settings.items()},
        step_by_entry,
        {entry: rank for rank, entry in enumerate(step_by_entry)},
        branches,
        tuple(
            (
                branch,
                (branch.below_scope(branch.required[0]), branch.below_scope(branch.required[1])),
                _is_flat(branch, branch.required),
            )
            for branch in branches
            if branch.required[0] or branch.required[1]
        ),
        asking(root, {template for branch in branches for side in branch.required for template in side}),
        tuple((step, _shown(builder.fields[pointer] for pointer in step.fields)) for step in steps),
        {step.id: tuple(_entries(step, builder.fields, readings)) for step in steps},
        {
            field.pointer: _members(field, readings)
            for field in builder.fields.values()
            if field.kind in ("object", "repeat")
        },
        ordered,
        rules,
        worlds(rules, [one.expression for one in computing if one.alone]),
        compiled_exits,
        documents,
        lookups,
        _lists(lookups, computed.values(), rules),
        lockable(builder.fields),
        wheres,
        prefills_when,
        feeds_when,
        validator,
    )
    return plan, findings


def _lists(lookups: Iterable[Field], computed: Iterable[Expression], rules: Iterable[CompiledRule]) -> frozenset[str]:
    """Return the names of the reference lists that an evaluation reads."""
    expressions = (*computed, *(rule.holds for rule in rules), *(rule.when for rule in rules if rule.when))
    calls = (node for one in expressions for node in one.tree.walk() if node.kind == "call" and node.name == "lookup")
    named = [str(call.children[0].value) for call in calls if call.children]
    return frozenset([*named, *(field.lookup.list for field in lookups if field.lookup)])


def _entries(
    step: Step, fields: Mapping[str, Field], readings: Mapping[str, Reading]
) -> Iterator[tuple[str, str, str, Reading | None, Field]]:
    for pointer in step.fields:
        owner, _, name = pointer[1:].rpartition("/")
        yield pointer, owner, name, readings.get(pointer), fields[pointer]


def _members(parent: Field, readings: Mapping[str, Reading]) -> Members:
    return tuple((child.name, f"/{child.name}", readings.get(child.pointer), child) for child in parent.children)


def _shown(fields: Iterable[Field]) -> Shown:
    visible = [field for field in fields if not field.hidden]
    return Shown(
        frozenset(field.pointer for field in visible if field.kind != "object"),
        tuple((field, _shown(field.children)) for field in visible if field.kind == "object"),
    )


def _is_typed(field: Field) -> bool:
    container = field.kind in ("object", "repeat", "file")
    return not (container or field.read_only or field.computed)


def _switch(branch: Branch, fields: Mapping[str, Field]) -> Switch:
    moves = any(fields[target].kind in ("object", "repeat") for target in branch.writes if target in fields)
    targets = (branch.below_scope(branch.off[0]), branch.below_scope(branch.off[1]))
    return Switch(branch, targets, moves, _is_flat(branch, branch.off))


def _is_flat(branch: Branch, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Tell whether a branch of the root concerns properties of the root only, as nearly all do."""
    return not branch.scope and all(template.count("/") == 1 for side in sides for template in side)


def _expressions(rules: Iterable[CompiledRule]) -> Iterator[Expression]:
    for compiled in rules:
        yield compiled.holds
        if compiled.when is not None:
            yield compiled.when


def _computed_fields(fields: Mapping[str, Field]) -> Iterator[Field]:
    return (field for field in fields.values() if field.computed)


def _computed(compiler: ExpressionCompiler, fields: Mapping[str, Field]) -> tuple[dict[str, Expression], list[Finding]]:
    compiled: dict[str, Expression] = {}
    findings: list[Finding] = []
    for field in _computed_fields(fields):
        try:
            compiled[field.pointer] = compiler.compile(field.node["x-computed"], _scope(field))
        except CelSyntaxError as error:
            place = schema_pointer(field.pointer)
            findings.append(Finding(error.code, "error", f"{place}/x-computed", {**error.params}))
    return compiled, findings


def _tests(
    fields: Mapping[str, Field], conditions: ConditionCompiler, keyword: str, key: str, tests: dict[str, Any]
) -> Iterator[Finding]:
    """Compile the condition under a keyword of each field into ``tests``, by template pointer."""
    for field in fields.values():
        spec = field.node.get(keyword)
        if isinstance(spec, dict) and key in spec:
            try:
                tests[field.pointer] = conditions.compile(spec[key])
            except ValueError:
                yield Finding("condition", "error", f"{schema_pointer(field.pointer)}/{keyword}/{key}")


def _scope(field: Field) -> str:
    return field.pointer.rpartition("/")[0]


def _is_reused(field: Field) -> bool:
    return field.document is not None and field.document.reuse and field.kind == "file"


def _placing(field: Field, fields: Mapping[str, Field]) -> Place:
    """Placing a document reads the person it belongs to."""
    holder = field.document.holder if field.document else None
    scope = _scope(field)
    if holder is None:
        return Place(field, scope, frozenset())
    template = scope + holder.removeprefix("@") if holder.startswith("@") else holder
    below = frozenset(
        pointer
        for pointer, other in fields.items()
        if pointer.startswith(f"{template}/") and other.kind == "string" and "x-prefill" in other.node
    )
    return Place(field, scope, below)


def _last_step(step_by_entry: Mapping[str, int], reads: frozenset[str]) -> int | None:
    places = [index for pointer in reads if (index := step_index(step_by_entry, pointer)) is not None]
    return max(places, default=None)


def _durations(documents: tuple[Field, ...]) -> Iterator[Finding]:
    for field in documents:
        for accepted in field.document.accepts if field.document else ():
            if accepted.max_age is not None:
                try:
                    shift_day("2020-01-31", accepted.max_age)
                except ExpressionFailedError:
                    yield Finding("duration", "error", f"{schema_pointer(field.pointer)}/x-document")
