"""Which answers are required now, which documents are still to bring, and the required objects left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import ROW, within

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from guichet_validate.branches import Branch
    from guichet_validate.model import Definition, Field
    from guichet_validate.problems import Problem

MAX_BLANK_ROWS = 50


class Requirements:
    """Walks the pruned answers once.

    A required object that is absent is put in empty, so that validation reports its missing leaves at every depth,
    conditional ones included; ``settle`` takes those out again that turned out to lack something.
    """

    __slots__ = ("_conditional", "_put_in", "answers", "asked", "definition", "holds", "off", "required", "truth")

    def __init__(
        self,
        definition: Definition,
        answers: dict[str, Any],
        off: set[str],
        truth: Callable[[Branch], list[tuple[tuple[tuple[int, ...], str, Any], bool]]],
        holds: Callable[[Branch], bool],
    ) -> None:
        """Take the pruned answers, what is switched off, and the conditions as they were decided."""
        self.definition = definition
        self.answers = answers
        self.off = off
        self.truth = truth
        self.holds = holds
        self.required: set[str] = set()
        self.asked: list[str] = []
        self._conditional: set[str] = set()
        self._put_in: list[tuple[str, dict[str, Any], str]] = []

    def collect(self) -> None:
        """Fill ``required`` and ``asked``, and put in the required objects that are absent."""
        for branch, targets, flat in self.definition.plan.requiring:
            if flat:
                # The pointers of the root's properties are their templates.
                self._conditional.update(branch.required[0 if self.holds(branch) else 1])
                continue
            for (_, pointer, value), true in self.truth(branch):
                for parts in targets[0 if true else 1]:
                    self._require(parts, pointer, value)
        self._visit(self.definition.root, self.answers, "", active=True)

    def settle(self, problems: Sequence[Problem]) -> None:
        """Take out again the objects put in that have a problem inside; the deepest first."""
        wrong = {problem.pointer for problem in problems} if self._put_in else frozenset()
        for pointer, parent, name in reversed(self._put_in):
            if parent.get(name) == {} and any(within(problem, pointer) for problem in wrong):
                del parent[name]

    def _require(self, parts: Sequence[str], pointer: str, value: Any) -> None:
        name, rest = parts[0], parts[1:]
        if name == ROW:
            for index, row in enumerate(value if isinstance(value, list) else ()):
                self._require(rest, f"{pointer}/{index}", row)
        elif rest:
            self._require(rest, f"{pointer}/{name}", value.get(name) if isinstance(value, dict) else None)
        else:
            self._conditional.add(f"{pointer}/{name}")

    def _visit(self, parent: Field, value: Any, pointer: str, *, active: bool) -> None:
        asking = self.definition.plan.asking[parent.pointer]
        if active and pointer == parent.pointer:
            self.required |= asking.leaves - self.off
        elif active:
            self.required.update([here for below in asking.below if (here := pointer + below) not in self.off])
        if not asking.others:
            return
        answers = value if isinstance(value, dict) else {}
        for field in asking.others:
            name = field.name
            here = f"{pointer}/{name}"
            if here in self.off:
                continue
            required = active and (field.required_always or here in self._conditional)
            if required:
                self.required.add(here)
            if field.kind == "object":
                found = answers.get(name)
                if found is None and required and isinstance(value, dict) and name not in value:
                    found = value[name] = {}
                    self._put_in.append((here, value, name))
                self._visit(field, found, here, active=required or bool(found))
            elif field.kind == "repeat":
                self._rows(field, answers.get(name), here, required=required)
            elif required and field.document is not None and not answers.get(name):
                self.asked.append(here)

    def _rows(self, field: Field, found: Any, here: str, *, required: bool) -> None:
        rows = found if isinstance(found, list) else []
        least = min(field.least, MAX_BLANK_ROWS)
        for index in range(max(len(rows), least)):
            row = rows[index] if index < len(rows) else None
            self._visit(field, row, f"{here}/{index}", active=required or index < len(rows))


@dataclass(frozen=True, slots=True)
class Asking:
    """What an object or a row may ask: templates of the leaves it always requires, and what must be looked at.

    ``below`` are the leaves as they stand below the object or the row.
    """

    leaves: frozenset[str]
    below: tuple[str, ...]
    others: tuple[Field, ...]


def asking(root: Field, conditional: Collection[str]) -> dict[str, Asking]:
    """Return what the root, each object and the rows of each repeat may ask, by the template of the field.

    ``conditional`` are the templates that a branch can require.
    """
    found: dict[str, Asking] = {}
    todo = [root]
    while todo:
        parent = todo.pop()
        containers = [child for child in parent.children if child.kind in ("object", "repeat")]
        todo += containers
        looked_at = [*containers, *(child for child in parent.children if child.document is not None)]
        looked_at += [child for child in parent.children if child.pointer in conditional and child not in looked_at]
        leaves = [child for child in parent.children if child.required_always and child not in looked_at]
        found[parent.pointer] = Asking(
            frozenset(child.pointer for child in leaves),
            tuple(f"/{child.name}" for child in leaves),
            tuple(sorted(looked_at, key=lambda child: child.order)),
        )
    return found
