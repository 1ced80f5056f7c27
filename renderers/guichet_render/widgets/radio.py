"""One of a few: cards with a radio button, yes and no included."""

from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split
from guichet_render.widget import Widget, as_text


class Radio(Widget):
    name = "radio"
    verb = "choose"

    def split(self, face: Face, shown: Any) -> Split | None:
        chosen = shown if any(option.value == shown for option in face.options) else ""
        return Split(chosen, chosen, {})

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        return face.title_of(value)

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        return as_text(value)


WIDGET = Radio()
