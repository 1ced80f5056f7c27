"""An e-mail address."""

from collections.abc import Mapping
from typing import Any

from guichet_render.language import Language
from guichet_render.widget import Widget, line
from guichet_validate.model import Field


class Email(Widget):
    name = "email"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field, type="email")

    def limits(self, field: Field, language: Language) -> list[str]:
        return [] if field.node.get("examples") else [language("sample", sample=language("sample-email"))]


WIDGET = Email()
