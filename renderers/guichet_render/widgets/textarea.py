"""A text of several lines; its limit is stated, never enforced by cutting what is pasted."""

from collections.abc import Mapping
from typing import Any

from guichet_render.language import Language
from guichet_render.widget import Widget, counted, line, ui
from guichet_validate.model import Field

_ROWS = 4


class Textarea(Widget):
    name = "textarea"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        rows = ui(field, "rows")
        return {**line(field, limit=counted(field)), "rows": rows if isinstance(rows, int) else _ROWS}

    def limits(self, field: Field, language: Language) -> list[str]:
        longest = field.limit("maxLength", 0)
        return [language("limit-length", limit=longest)] if longest else []


WIDGET = Textarea()
