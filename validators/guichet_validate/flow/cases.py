"""A case: what a search must find answers for, cut down to the fields that decide it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guichet_validate.flow.atoms import atoms
from guichet_validate.flow.clues import Clues, named, tested
from guichet_validate.flow.slices import narrowed
from guichet_validate.flow.targets import lineage
from guichet_validate.pointers import ROW, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from guichet_validate.branches import Branch
    from guichet_validate.conditions import ConditionCompiler
    from guichet_validate.flow.clues import Tested
    from guichet_validate.flow.slices import Slices
    from guichet_validate.model import Definition, Field

    Rows = Callable[[Field, Clues], Sequence[Any]]

MAX_VARIABLES = 80
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Wanted: this condition, of an object that is there, comes out so."""

    branch: Branch
    truth: bool


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A field the search chooses a value for; ``may_lack`` tells that its absence can be accepted."""

    field: Field
    parts: tuple[str, ...]
    values: Sequence[Any]
    may_lack: bool
    switches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Narrowing:
    """What a branch makes of a field while its condition comes out so."""

    branch: Branch
    truth: bool
    template: str
    schema: dict[str, Any]
    accepts: Callable[[Any], bool]


@dataclass(slots=True, eq=False)
class Case:
    """What must be found: every demand met, every one of ``on`` switched on, on acceptable answers.

    ``exact`` tells that an exhausted search proves there is none.
    """

    demands: tuple[Demand, ...]
    on: tuple[str, ...] = ()
    variables: list[Variable] = field(default_factory=list)
    requirements: list[tuple[Branch, str]] = field(default_factory=list)
    narrowings: list[Narrowing] = field(default_factory=list)
    avoided: list[Branch] = field(default_factory=list)
    exact: bool = True


class CaseBuilder:
    """Builds the cases of one definition; ``rows`` makes the distinct rows of a repeat."""

    def __init__(self, definition: Definition, slices: Slices, compiler: ConditionCompiler) -> None:
        """Remember what conditions test; everything is read once."""
        self.definition = definition
        self.slices = slices
        self.compiler = compiler
        self.rows: Rows = lambda _field, _clues: ()
        self._tested: dict[str, tuple[Tested, ...]] = {}
        self._leaves: dict[str, frozenset[str]] = {}
        self._needs: dict[str, dict[str, list[Callable[[Any], bool]]]] = {}
        self._narrowings: dict[str, list[Narrowing]] | None = None

    def tests(self, branch: Branch) -> tuple[Tested, ...]:
        """Return what a branch's condition tests."""
        if branch.pointer not in self._tested:
            self._tested[branch.pointer] = tested(self.definition.document, branch.node["if"], branch.scope)
        return self._tested[branch.pointer]

    def build(self, demands: Iterable[Demand], on: Iterable[str] = (), avoided: Iterable[Branch] | None = None) -> Case:
        """Return the case of these demands, with the variables in the order they depend on each other.

        Exits that read something of what is chosen are avoided too. Where ``avoided`` is given, only those of them
        are that read nothing else: what others read may be asked later.
        """
        case = Case(tuple(demands), tuple(on))
        clues = Clues()
        branches = [demand.branch for demand in case.demands]
        wanted = (*case.on, *(demand.branch.scope for demand in case.demands))
        for template in wanted:
            branches += self.slices.switching(template.removesuffix(f"/{ROW}"))
        # A row must be there for anything in it.
        start = [template.partition(f"/{ROW}")[0] for template in wanted if f"/{ROW}" in template]
        clues.places.update(template for template in case.on if ROW in template)
        chosen = self._slice(case, branches, start, clues)
        if avoided is not None:
            case.avoided = [branch for branch in avoided if self.leaves(branch) <= chosen.keys()]
            chosen = self._slice(case, [*case.avoided], chosen, clues)
        else:
            met = [
                found.branch for found in self.definition.plan.exits if not self.leaves(found.branch).isdisjoint(chosen)
            ]
            case.avoided = met
            chosen = self._slice(case, [*met], chosen, clues)
        return self._filled(case, chosen, clues)

    def build_row(self, repeat: Field, clues: Clues) -> Case:
        """Return the case of any acceptable row, as far as conditions look into it."""
        case = Case(())
        inside = f"{repeat.pointer}/{ROW}"
        outer = [self._outer(place, inside) for place in clues.places if place.startswith(f"{inside}/")]
        start = {self._leaf(template, outer) for template in outer} - {""}
        return self._filled(case, self._slice(case, [], sorted(start), clues), clues)

    def build_group(self, branches: Iterable[Branch]) -> Case:
        """Return the case of every answer that tells these branches apart; no exit is avoided."""
        case = Case(())
        clues = Clues()
        return self._filled(case, self._slice(case, list(branches), (), clues), clues)

    def build_around(self, template: str) -> tuple[Case, Variable]:
        """Return the case in which a field that branches narrow is there, and that field, which is not chosen."""
        case = Case((), (template,))
        clues = Clues()
        branches = [*self.slices.switching(template), *(each.branch for each in self.narrowings().get(template, ()))]
        chosen = self._slice(case, branches, (template,), clues)
        chosen.pop(template, None)
        return self._filled(case, chosen, clues), self._variable(case, template, clues)

    # ------------------------------------------------------------------------------------------- what is chosen
    def _slice(self, case: Case, branches: list[Branch], start: Iterable[str], clues: Clues) -> dict[str, None]:
        """Return the fields to choose, all that decide them among them, and collect what is tested."""
        chosen: dict[str, None] = {}
        seen: set[str] = set()
        todo = list(start)
        case.requirements.clear()
        case.narrowings.clear()
        while branches or todo:
            if branches:
                branch = branches.pop()
                if branch.pointer not in seen:
                    seen.add(branch.pointer)
                    todo += sorted(self.leaves(branch))
                    case.exact = case.exact and self.is_whole(branch)
                    for item in self.tests(branch):
                        clues.add(item)
            else:
                template = todo.pop()
                if template in chosen or template not in self.definition.fields:
                    continue
                if len(chosen) >= MAX_VARIABLES:
                    case.exact = False
                    continue
                chosen[template] = None
                branches += self.slices.switching(template)
                branches += self._restraining(case, template)
        for template in list(chosen):
            inside = [other for other in chosen if other.startswith(f"{template}/{ROW}/")]
            if inside:
                # Looked at from around and from inside: whole lists are chosen, one row of which must serve.
                clues.contains[template] = clues.contains.get(template, 0) + 1
                clues.places.update(inside)
                for other in inside:
                    del chosen[other]
        return chosen

    def leaves(self, branch: Branch) -> frozenset[str]:
        """Return the variables that a condition reads: leaves, a repeat seen from outside, one leaf of an object."""
        if branch.pointer not in self._leaves:
            tests = self.tests(branch)
            outer = [self._outer(item.template, branch.scope) for item in tests]
            found = {self._leaf(template, outer) for template in outer}
            self._leaves[branch.pointer] = frozenset(template for template in found if template)
        return self._leaves[branch.pointer]

    def _outer(self, template: str, scope: str) -> str:
        """Return the field itself, or the repeat below ``scope`` that it stands in."""
        return scope + template[len(scope) :].partition(f"/{ROW}")[0]

    def _leaf(self, template: str, tested_: Sequence[str]) -> str:
        field_ = self.definition.fields.get(template)
        if field_ is None:
            return ""
        if field_.kind != "object":
            return template
        if any(other.startswith(f"{template}/") for other in tested_):
            return ""
        leaf = _first_leaf(field_)
        return leaf.pointer if leaf is not None else ""

    def needs(self, branch: Branch) -> dict[str, list[Callable[[Any], bool]]]:
        """Return what a condition that holds asks of single fields: each must be there and pass its tests."""
        if branch.pointer not in self._needs:
            found: dict[str, list[Callable[[Any], bool]]] = {}
            self._collect_needs(branch.node["if"], branch.scope, found, 0)
            self._needs[branch.pointer] = found
        return self._needs[branch.pointer]

    def _collect_needs(self, schema: Any, here: str, found: dict[str, list[Callable[[Any], bool]]], depth: int) -> None:
        if not isinstance(schema, dict) or depth > _MAX_DEPTH:
            return
        self._collect_needs(named(self.definition.document, schema.get("$ref")), here, found, depth + 1)
        tests = schema.get("properties")
        for name in schema.get("required", ()):
            test = tests.get(name, {}) if isinstance(tests, dict) else {}
            field_ = self.definition.fields.get(f"{here}/{name}")
            if field_ is not None and field_.kind == "object":
                self._collect_needs(test, field_.pointer, found, depth + 1)
            elif field_ is not None:
                found.setdefault(field_.pointer, []).append(self.compiler.compile(test))

    def is_whole(self, branch: Branch) -> bool:
        """Tell whether the variables say all that a condition tests: an object's presence may have several causes."""
        tests = self.tests(branch)
        return all(
            field_ is None or field_.kind != "object" or self._stands_for(field_)
            for field_ in (self.definition.fields.get(item.template) for item in tests if item.keyword == "required")
        )

    def _stands_for(self, field_: Field) -> bool:
        leaf = _first_leaf(field_)
        return leaf is not None and len(self.slices.switching(leaf.pointer)) == len(
            self.slices.switching(field_.pointer)
        )

    def _filled(self, case: Case, chosen: dict[str, None], clues: Clues) -> Case:
        for template in self._ordered(chosen):
            case.variables.append(self._variable(case, template, clues))
        return case

    def _restraining(self, case: Case, template: str) -> list[Branch]:
        """Note and return the branches that require or narrow a chosen field."""
        found = self.slices.restraints.get(template, [])
        for branch in found:
            if any(template in side for side in branch.required):
                case.requirements.append((branch, template))
        case.narrowings += self.narrowings().get(template, ())
        return found

    def narrowings(self) -> dict[str, list[Narrowing]]:
        """Return what branches narrow, by field; patterns and the like, which values cannot exhaust, left out."""
        if self._narrowings is None:
            self._narrowings = {}
            for branch in self.definition.plan.branches:
                for truth, side in ((True, branch.node.get("then")), (False, branch.node.get("else"))):
                    for template, schema in narrowed(side, branch.scope, self.definition):
                        kept = supported(schema)
                        if kept:
                            narrowing = Narrowing(branch, truth, template, kept, self.compiler.compile(kept))
                            self._narrowings.setdefault(template, []).append(narrowing)
        return self._narrowings

    def _ordered(self, chosen: dict[str, None]) -> list[str]:
        """Return the chosen fields, each after those that decide whether it appears."""
        ordered: dict[str, None] = {}
        visiting: set[str] = set()

        def visit(template: str) -> None:
            if template in ordered or template in visiting:
                return
            visiting.add(template)
            for branch in self.slices.switching(template):
                for leaf in sorted(self.leaves(branch)):
                    if leaf in chosen:
                        visit(leaf)
            ordered[template] = None

        for template in sorted(chosen, key=lambda each: self.definition.fields[each].order):
            visit(template)
        return list(ordered)

    def _variable(self, case: Case, template: str, clues: Clues) -> Variable:
        field_ = self.definition.fields[template]
        for narrowing in self.narrowings().get(template, ()):
            for item in tested(self.definition.document, narrowing.schema, template):
                clues.add(item)
        rows: Sequence[Any] = self.rows(field_, clues) if field_.kind == "repeat" else ()
        values = atoms(field_, clues, rows)
        if template in clues.open:
            case.exact = False
        return Variable(
            field_,
            split(template),
            values,
            field_.computed or not self._always_there(field_),
            tuple(self.slices.switching(template)),
        )

    def _always_there(self, field_: Field) -> bool:
        """Tell whether a field is required as soon as it is not switched off."""
        for template in lineage(field_.pointer):
            around = self.definition.fields[template]
            if not around.required_always:
                return False
            if template.rpartition("/")[0].endswith(f"/{ROW}"):
                return True
        return True


_EXHAUSTED = frozenset(
    {
        *("type", "const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        *("minItems", "maxItems", "contains", "not", "anyOf", "allOf", "properties", "required"),
    }
)


def supported(schema: Any) -> dict[str, Any]:
    """Return what of a narrowing values can exhaust: patterns, lengths and multiples are left out."""
    if not isinstance(schema, dict):
        return {}
    return {key: value for key, value in schema.items() if key in _EXHAUSTED and _is_supported(value)}


def _is_supported(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_supported(item) for item in value)
    if not isinstance(value, dict):
        return True
    return all(
        (key in _EXHAUSTED or key not in ("pattern", "minLength", "maxLength", "multipleOf", "format", "$ref"))
        and _is_supported(child)
        for key, child in value.items()
    )


def _first_leaf(field_: Field) -> Field | None:
    for child in field_.children:
        if not child.computed:
            leaf = _first_leaf(child) if child.kind == "object" else child
            if leaf is not None:
                return leaf
    return None
