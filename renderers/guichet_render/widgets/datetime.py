"""A day and a time; a text that is neither falls back to a plain line, so that it stays visible."""

import re
from collections.abc import Mapping
from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split, mark
from guichet_render.widget import Widget, as_text, line
from guichet_validate.model import Field

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]")


class Datetime(Widget):
    name = "datetime"
    verb = "date"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field, type="datetime-local", width=20)

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        text = as_text(value)
        return {"text": text, "type": "datetime-local" if not text or _MOMENT.fullmatch(text) else "text"}

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        return Split(shown["type"], {**shown, "text": mark("value")}, {"value": shown["text"]})

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        return language.moment(as_text(value))


WIDGET = Datetime()
