"""One of many: a list to open; one of very many is searched."""

from collections.abc import Mapping
from typing import Any

from guichet_render.language import Language
from guichet_render.widget import line
from guichet_render.widgets.radio import Radio
from guichet_validate.model import Field


class Select(Radio):
    name = "select"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field)


WIDGET = Select()
