"""A French postcode."""

from collections.abc import Mapping
from typing import Any

from guichet_render.language import Language
from guichet_render.widget import Widget, line
from guichet_validate.model import Field


class Postcode(Widget):
    name = "postcode"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field, inputmode="numeric", width=6)


WIDGET = Postcode()
