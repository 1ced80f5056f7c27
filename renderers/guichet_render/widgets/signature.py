"""First and last name, typed as a signature."""

from collections.abc import Mapping
from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.widget import Widget, as_text, line
from guichet_validate.model import Field


class Signature(Widget):
    name = "signature"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        # In a row it is somebody else who signs: the browser must not propose the name of its user.
        own = None if "*" in field.pointer else "name"
        return line(field, spelling=False, capitals="words", autocomplete=own)

    def limits(self, field: Field, language: Language) -> list[str]:  # noqa: ARG002
        # The day is known only when the page is drawn.
        return [language("signature-meaning"), language("signature-today", date="{today}")]

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        return language("signature-read", name=as_text(value))

    def quoted(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        return as_text(value)


WIDGET = Signature()
