"""One box to tick: a declaration, an agreement."""

from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split
from guichet_render.widget import Widget


class Checkbox(Widget):
    name = "checkbox"
    verb = "tick"

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        return value is True

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        return Split(shown, shown, {})

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        return language("yes") if value is True else language("no")


WIDGET = Checkbox()
