"""Search the answers of a case depth-first, in the order fields depend on each other, within a budget of work."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from guichet_validate.flow.atoms import ABSENT
from guichet_validate.flow.samples import row
from guichet_validate.flow.targets import lineage
from guichet_validate.pointers import ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guichet_validate.branches import Branch
    from guichet_validate.flow.cases import Case, CaseBuilder, Variable
    from guichet_validate.flow.clues import Clues
    from guichet_validate.model import Field

MAX_KINDS_OF_ROWS = 64


class BudgetSpentError(Exception):
    """The search did more work than was allowed."""


class Budget:
    """An amount of work, counted in tests of values: the same on every machine."""

    def __init__(self, amount: int) -> None:
        """Start with so much."""
        self.left = amount

    def take(self, work: int) -> None:
        """Use some of it; raises BudgetSpentError when it is gone."""
        self.left -= work
        if self.left < 0:
            raise BudgetSpentError


def distinct_rows(builder: CaseBuilder, budget: Budget) -> Callable[[Field, Clues], list[Any]]:
    """Return the function that makes the rows of a repeat that conditions tell apart."""

    def rows(repeat: Field, clues: Clues) -> list[Any]:
        case = builder.build_row(repeat, clues)
        search = Search(case, builder, budget)
        found: list[Any] = []
        if not case.exact:
            clues.open.add(repeat.pointer)
        for values in search.solutions():
            made = search.row(repeat)
            kept = {name: value for name, value in row(repeat).items() if f"{repeat.row_pointer}/{name}" not in values}
            found.append({**kept, **made})
            if len(found) >= MAX_KINDS_OF_ROWS:
                clues.open.add(repeat.pointer)
                break
        return found

    return rows


class Search:
    """One case being searched; each solution maps the chosen templates to their values, ``ABSENT`` included.

    Conditions of a row are decided on its first row. Raises BudgetSpentError.
    """

    def __init__(self, case: Case, builder: CaseBuilder, budget: Budget) -> None:
        """Sort each check under the variable after which it can be made."""
        self.case = case
        self.budget = budget
        self.builder = builder
        self.answers: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        self.off: set[str] = set()
        self.looked_at: tuple[int, ...] = ()
        wanted = [*case.on, *(demand.branch.scope for demand in case.demands)]
        self._deepest = max(wanted, key=lambda template: template.count(ROW), default="")
        self._weights: dict[str, int] = {}
        self._needs = self._collect_needs()
        place = {variable.field.pointer: index for index, variable in enumerate(case.variables)}
        self._checks: list[list[Any]] = [[] for _ in (*case.variables, None)]
        for demand in case.demands:
            self._checks[self._after(place, demand.branch)].append((self._meets, demand.branch, demand.truth))
        for branch in case.avoided:
            self._checks[self._after(place, branch)].append((self._meets, branch, False))
        for branch, template in case.requirements:
            self._checks[self._after(place, branch, template)].append((self._has, branch, template))
        for narrowing in case.narrowings:
            if narrowing.template in place:
                self._checks[self._after(place, narrowing.branch, narrowing.template)].append(
                    (self._accepts, narrowing)
                )

    def _collect_needs(self) -> dict[str, list[Callable[[Any], bool]]]:
        """Return what single fields must be for the demands to be met: most values need not be tried at all."""
        holding = [demand.branch for demand in self.case.demands if demand.truth]
        for template in self.case.on:
            around = set(lineage(template))
            switches = self.builder.slices.switching(template)
            holding += [branch for branch in switches if around.isdisjoint(branch.off[0])]
        needs: dict[str, list[Callable[[Any], bool]]] = {}
        for branch in holding:
            if ROW not in branch.scope:
                for template, tests in self.builder.needs(branch).items():
                    needs.setdefault(template, []).extend(tests)
        return needs

    def _after(self, place: dict[str, int], branch: Branch, *more: str) -> int:
        """Return the place of the last variable a check needs; what it reads beside them is not there at all."""
        reads = (*self.builder.leaves(branch), *more)
        if branch.scope.partition(f"/{ROW}")[0] in place:
            return len(self._checks) - 1
        return max((place[template] for template in reads if template in place), default=len(self._checks) - 1)

    def solutions(self) -> Iterator[dict[str, Any]]:
        """Yield every solution."""
        yield from self._choose(0)

    def _choose(self, depth: int) -> Iterator[dict[str, Any]]:
        if depth == len(self.case.variables):
            if self._serves(depth):
                yield dict(self.values)
            return
        variable = self.case.variables[depth]
        pointer = variable.field.pointer
        if self._switched_off(variable):
            if pointer not in self._needs:
                self.off.add(pointer)
                yield from self._with(variable, ABSENT, depth)
                self.off.discard(pointer)
            return
        needs = self._needs.get(pointer, ())
        for value in variable.values:
            if all(test(value) for test in needs):
                yield from self._with(variable, value, depth)
            else:
                self.budget.take(1)
        if variable.may_lack and pointer not in self._needs:
            yield from self._with(variable, ABSENT, depth)

    def _with(self, variable: Variable, value: Any, depth: int) -> Iterator[dict[str, Any]]:
        self.budget.take(1)
        pointer = variable.field.pointer
        self.values[pointer] = value
        if value is not ABSENT:
            self._put(variable.parts, value)
        if self._hold(depth):
            yield from self._choose(depth + 1)
        if value is not ABSENT:
            self._take_out(variable.parts)
        del self.values[pointer]

    def _hold(self, depth: int) -> bool:
        return all(check[0](*check[1:]) for check in self._checks[depth])

    def _serves(self, depth: int) -> bool:
        """Tell whether some row meets all that is left to check; without rows there is but one way to look."""
        served = False
        for way in self._ways(self._deepest, self.answers):
            self.looked_at = way
            if self._hold(depth) and not any(self.is_off(template) for template in self._wanted()):
                served = True
                break
        self.looked_at = ()
        return served

    def _ways(self, template: str, value: Any) -> Iterator[tuple[int, ...]]:
        """Yield the row numbers that lead to each object a template stands for; none where there is no row."""
        before, found, after = template.partition(f"/{ROW}")
        if not found:
            yield ()
            return
        for part in before.split("/")[1:]:
            value = value.get(part) if isinstance(value, dict) else None
        for index, inner in enumerate(value if isinstance(value, list) else ()):
            for further in self._ways(after, inner):
                yield (index, *further)

    def _wanted(self) -> Iterator[str]:
        yield from self.case.on
        for demand in self.case.demands:
            if demand.branch.scope:
                yield demand.branch.scope.removesuffix(f"/{ROW}")

    # ------------------------------------------------------------------------------------------- the checks
    def truth(self, branch: Branch) -> bool:
        """Tell whether a condition holds on the answers chosen so far."""
        if branch.pointer not in self._weights:
            self._weights[branch.pointer] = len(self.builder.tests(branch)) + 1
        self.budget.take(self._weights[branch.pointer])
        return branch.test(self._scope(branch.scope))

    def _meets(self, branch: Branch, wanted: bool) -> bool:  # noqa: FBT001 - one of several checks
        return self.truth(branch) is wanted

    def _has(self, branch: Branch, template: str) -> bool:
        """Tell whether a field that this branch requires is there, or switched off, or stands in nothing."""
        if self.values.get(template, None) is not ABSENT or template in self.off:
            return True
        if template not in branch.required[0 if self.truth(branch) else 1]:
            return True
        parent = template.rpartition("/")[0]
        return bool(parent) and parent != branch.scope and not self._scope(parent)

    def _accepts(self, narrowing: Any) -> bool:
        value = self.values.get(narrowing.template, ABSENT)
        return value is ABSENT or self.truth(narrowing.branch) is not narrowing.truth or narrowing.accepts(value)

    def _switched_off(self, variable: Variable) -> bool:
        return self._off_by(variable.switches, variable.field.pointer)

    def is_off(self, template: str) -> bool:
        """Tell whether a field is switched off on the answers chosen so far."""
        return self._off_by(tuple(self.builder.slices.switching(template)), template)

    def _off_by(self, switches: tuple[Branch, ...], template: str) -> bool:
        if not switches:
            return False
        around = set(lineage(template))
        return any(not around.isdisjoint(branch.off[0 if self.truth(branch) else 1]) for branch in switches)

    # ------------------------------------------------------------------------------------------- the answers
    def _scope(self, template: str) -> Any:
        here: Any = self.answers
        rows = iter(self.looked_at)
        for part in template.split("/")[1:] if template else ():
            if part == ROW:
                index = next(rows, 0)
                here = here[index] if isinstance(here, list) and index < len(here) else {}
            else:
                here = here.get(part, {}) if isinstance(here, dict) else {}
        return here

    def row(self, repeat: Field) -> dict[str, Any]:
        """Return a copy of the row chosen."""
        return copy.deepcopy(dict(self._scope(repeat.row_pointer)))

    def _put(self, parts: tuple[str, ...], value: Any) -> None:
        here: Any = self.answers
        for part, following in zip(parts, (*parts[1:], ""), strict=True):
            if part == ROW:
                here = here[0]
            elif following == "":
                here[part] = value
            else:
                here = here.setdefault(part, [{}] if following == ROW else {})

    def _take_out(self, parts: tuple[str, ...]) -> None:
        way: list[tuple[Any, str]] = []
        here: Any = self.answers
        for part in parts[:-1]:
            way.append((here, part))
            here = here[0] if part == ROW else here[part]
        del here[parts[-1]]
        for holder, part in reversed(way):
            inner = holder[0] if part == ROW else holder[part]
            if inner not in ({}, [{}]):
                break
            if part != ROW:
                del holder[part]
