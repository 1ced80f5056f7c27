"""Where the targets of a definition stand in its file, behind references, and what to call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.values import Place
from guichet_validate.flow.targets import Target, decisions
from guichet_validate.pointers import schema_pointer

if TYPE_CHECKING:
    from guichet_validate.branches import Branch
    from guichet_validate.checks.outline import Outline
    from guichet_validate.model import Definition

_IN_SHAPES = ("/allOf/", "/x-rules/")
_IN_DOCUMENT = ("branch", "exit", "rule", "step")


class Whereabouts:
    """Places the targets of one definition."""

    def __init__(self, outline: Outline) -> None:
        """Index the object schemas by where they would stand without references."""
        self.outline = outline
        self._bodies = {schema_pointer(shape.pointer): shape.body for shape in outline.shapes}

    def of(self, target: Target) -> Place:
        """Return where a branch, an exit, a rule, a step or a field is written."""
        return self.at(target.pointer) if target.kind in _IN_DOCUMENT else self.field(target.pointer)

    def at(self, pointer: str) -> Place:
        """Return the place of a part of the document whose references are merged in."""
        for part in _IN_SHAPES:
            above, found, number = pointer.rpartition(part)
            if found and above in self._bodies:
                return self._bodies[above].down(part.strip("/"), number)
        return self._bodies.get(pointer, Place(pointer))

    def field(self, template: str) -> Place:
        """Return where a field is declared."""
        node = self.outline.nodes.get(template)
        return node.place if node is not None else Place(schema_pointer(template))


def called(target: Target, definition: Definition) -> dict[str, str]:
    """Return the ``name`` of a target, and of which ``form`` it is for an alternative."""
    match target.kind:
        case "exit":
            return {"name": next(found.id for found in definition.exits if found.pointer == target.pointer), "form": ""}
        case "rule":
            return {"name": next(rule.id for rule in definition.rules if rule.pointer == target.pointer), "form": ""}
        case "step":
            return {"name": definition.steps[int(target.pointer.rpartition("/")[2])].id, "form": ""}
        case "branch":
            branch = next(each for each in decisions(definition) if each.pointer == target.pointer)
            return {"name": read_by(branch), "form": ""}
    return {"name": short(target.pointer), "form": target.side}


def read_by(branch: Branch) -> str:
    """Name the answers a condition reads: the innermost ones, whatever groups they stand in."""
    reads = [read for read in branch.reads if not any(other.startswith(f"{read}/") for other in branch.reads)]
    return ", ".join(sorted({short(read) for read in reads})) or "?"


def short(template: str) -> str:
    """Return the last name of a template."""
    return template.rpartition("/")[2]
