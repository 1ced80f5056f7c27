"""What the widgets of numbers that registries give share: shown and read in the groups in which people write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_render.widget import Widget, as_text, line
from guichet_validate import identifiers

if TYPE_CHECKING:
    from guichet_render.face import Face
    from guichet_render.language import Language
    from guichet_validate.model import Field


class Grouped(Widget):
    """A number of a format: its letters as capitals, no spelling mistakes underlined, an example in the hint."""

    def __init__(self, name: str, format: str, example: str, **control: Any) -> None:  # noqa: A002
        """Name the widget and its format; `control` is what `line` is told of the control."""
        self.name = name
        self.format = format
        self.example = example
        self.control = control

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field, spelling=False, **self.control)

    def limits(self, field: Field, language: Language) -> list[str]:
        return [] if field.node.get("examples") else [language("sample", sample=self.example)]

    def sample(self, value: Any) -> str:
        return identifiers.grouped(self.format, as_text(value))

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        return identifiers.grouped(self.format, as_text(value))

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        return identifiers.grouped(self.format, as_text(value))
