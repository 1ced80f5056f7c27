"""Which answers are required now, which documents are still to bring, and the required objects left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import ROW, within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guichet_validate.branches import Branch
    from guichet_validate.model import Definition, Field

MAX_BLANK_ROWS = 50


class Requirements:
    """Walks the pruned answers once.

    A required object that is absent is put in empty, so that validation reports its missing leaves at every depth,
    conditional ones included; ``settle`` takes those out again that turned out to lack something.
    """

    def __init__(
        self,
        definition: Definition,
        answers: dict[str, Any],
        off: set[str],
        truth: Callable[[Branch], list[tuple[tuple[tuple[int, ...], str, Any], bool]]],
    ) -> None:
        """Take the pruned answers, what is switched off, and the conditions as they were decided."""
        self.definition = definition
        self.answers = answers
        self.off = off
        self.truth = truth
        self.required: set[str] = set()
        self.asked: list[str] = []
        self._conditional: set[str] = set()
        self._put_in: list[tuple[str, dict[str, Any], str]] = []

    def collect(self) -> None:
        """Fill ``required`` and ``asked``, and put in the required objects that are absent."""
        for branch, targets in self.definition.plan.requiring:
            for (_, pointer, value), true in self.truth(branch):
                for parts in targets[0 if true else 1]:
                    self._require(parts, pointer, value)
        self._visit(self.definition.root.children, self.answers, "", active=True)

    def settle(self, wrong: set[str]) -> None:
        """Take out again the objects put in that have a problem inside; the deepest first."""
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

    def _visit(self, children: Sequence[Field], value: Any, pointer: str, *, active: bool) -> None:
        for field in children:
            here = f"{pointer}/{field.name}"
            if here in self.off:
                continue
            required = active and (field.required_always or here in self._conditional)
            if required:
                self.required.add(here)
            if field.kind == "object":
                self._object(field, value, here, required=required)
            elif field.kind == "repeat":
                self._repeat(field, value, here, required=required)
            elif required and field.document is not None and not (isinstance(value, dict) and value.get(field.name)):
                self.asked.append(here)

    def _object(self, field: Field, value: Any, here: str, *, required: bool) -> None:
        found = value.get(field.name) if isinstance(value, dict) else None
        if found is None and required and isinstance(value, dict) and field.name not in value:
            found = value[field.name] = {}
            self._put_in.append((here, value, field.name))
        self._visit(field.children, found, here, active=required or bool(found))

    def _repeat(self, field: Field, value: Any, here: str, *, required: bool) -> None:
        found = value.get(field.name) if isinstance(value, dict) else None
        rows = found if isinstance(found, list) else []
        least = min(field.limit("minItems", 0), MAX_BLANK_ROWS)
        for index in range(max(len(rows), least)):
            row = rows[index] if index < len(rows) else None
            self._visit(field.children, row, f"{here}/{index}", active=required or index < len(rows))
