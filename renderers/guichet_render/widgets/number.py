"""A number, whole or decimal, typed as text: a wheel of the mouse changes nothing by accident."""

from collections.abc import Mapping
from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.widget import Widget, as_text, line
from guichet_validate.model import Field


class Number(Widget):
    name = "number"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        least = field.node.get("minimum")
        signed = isinstance(least, int | float) and least < 0
        # Some keyboards of digits have no minus.
        mode = None if signed else "numeric" if field.kind == "integer" else "decimal"
        return line(field, inputmode=mode, width=6)

    def limits(self, field: Field, language: Language) -> list[str]:
        return bounds(field, language.number, language)

    def shown(self, face: Face, value: Any) -> Any:
        if isinstance(value, float) and not isinstance(value, bool):
            return face.language.number(value)
        return as_text(value)

    def read(self, face: Face, value: Any, language: Language) -> str:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return as_text(value)
        return with_unit(face, language.number(value))


def with_unit(face: Face, said: str) -> str:
    """Return a number with what `x-ui` puts before and after it."""
    return "\u00a0".join(part for part in (face.facts.get("prefix"), said, face.facts.get("suffix")) if part)


def bounds(field: Field, spell: Any, language: Language) -> list[str]:
    """Return the sentence that states the least and the greatest value, spelled by `spell`."""
    least, most = field.node.get("minimum"), field.node.get("maximum")
    if least is not None and most is not None:
        return [language("limit-between", least=spell(least), most=spell(most))]
    if most is not None:
        return [language("limit-most", most=spell(most))]
    return [language("limit-least", least=spell(least))] if least else []


WIDGET = Number()
