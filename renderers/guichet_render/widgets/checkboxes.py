"""Several of a few: cards with a box to tick."""

from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split
from guichet_render.widget import Widget, as_text
from guichet_validate.model import Field


class Checkboxes(Widget):
    name = "checkboxes"
    verb = "choose"

    def limits(self, field: Field, language: Language) -> list[str]:
        most = field.limit("maxItems", 0)
        return [language("limit-choices", most=most)] if 0 < most < len(field.choices) else []

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        return frozenset(as_text(item) for item in value) if isinstance(value, list) else frozenset({as_text(value)})

    def split(self, face: Face, shown: Any) -> Split | None:
        chosen = shown & {option.value for option in face.options}
        return Split(chosen, chosen, {})

    def read(self, face: Face, value: Any, language: Language) -> str:
        chosen = value if isinstance(value, list) else [value]
        return language.listed([face.title_of(item) for item in chosen])


WIDGET = Checkboxes()
