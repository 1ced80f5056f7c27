"""A value the server knows: computed, or certified and locked; it is read, not typed."""

from collections.abc import Mapping
from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.widget import Widget, as_text, line
from guichet_render.widgets.number import with_unit
from guichet_validate import identifiers
from guichet_validate.model import Field


class Computed(Widget):
    name = "computed"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field)

    def read(self, face: Face, value: Any, language: Language) -> str:
        if isinstance(value, bool):
            return language("yes") if value else language("no")
        if face.options:
            return face.title_of(value)
        if isinstance(value, int | float):
            return with_unit(face, language.number(value))
        name = face.field.format or ""
        if name in identifiers.FORMATS:
            return identifiers.grouped(name, as_text(value))
        spell = {"date": language.day, "time-local": language.time, "datetime-local": language.moment}
        return spell.get(name, str)(as_text(value))


WIDGET = Computed()
