"""A line of text."""

from collections.abc import Mapping
from typing import Any

from guichet_render.language import Language
from guichet_render.widget import Widget, counted, line
from guichet_validate.model import Field


class Text(Widget):
    name = "text"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field, limit=counted(field))


WIDGET = Text()
