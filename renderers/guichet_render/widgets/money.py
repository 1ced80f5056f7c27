"""An amount of money: integer cents in the answers, euros on the page."""

from collections.abc import Mapping
from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.widget import Widget, as_text, line
from guichet_render.widgets.number import bounds
from guichet_validate.model import Field


class Money(Widget):
    name = "money"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field, inputmode="decimal", width=8, suffix="€")

    def limits(self, field: Field, language: Language) -> list[str]:
        return bounds(field, language.money, language)

    def shown(self, face: Face, value: Any) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            return as_text(value)
        amount = f"{value // 100}.{value % 100:02d}" if value >= 0 else f"-{-value // 100}.{-value % 100:02d}"
        return amount.replace(".", ",") if face.language.code == "fr" else amount

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        whole = isinstance(value, int) and not isinstance(value, bool)
        return language.money(value) if whole else as_text(value)


WIDGET = Money()
