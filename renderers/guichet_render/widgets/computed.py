"""A value the server knows: computed, or certified and locked; it is read, not typed."""

from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.widget import Widget, as_text


class Computed(Widget):
    name = "computed"

    def read(self, face: Face, value: Any, language: Language) -> str:
        if isinstance(value, bool):
            return language("yes") if value else language("no")
        if face.options:
            return face.title_of(value)
        if isinstance(value, int | float):
            return language.number(value)
        spell = {"date": language.day, "time-local": language.time, "datetime-local": language.moment}
        return spell.get(face.field.format or "", str)(as_text(value))


WIDGET = Computed()
