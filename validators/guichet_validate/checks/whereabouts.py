"""Where the parts of a loaded definition stand in its file: behind references, and at the ``$ref`` of a fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.values import Place
from guichet_validate.flow.targets import Target
from guichet_validate.pointers import schema_pointer

if TYPE_CHECKING:
    from guichet_validate.checks.outline import Outline

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
