"""A date by the browser's own calendar; a text that is no date falls back to a plain line, so that it stays visible."""

from collections.abc import Mapping
from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split, mark
from guichet_render.widget import Widget, as_text, line
from guichet_validate.formats import is_date
from guichet_validate.model import Field


class Picker(Widget):
    name = "picker"
    verb = "date"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field, type="date", width=12)

    def sample(self, value: Any) -> str:
        year, _, rest = as_text(value).partition("-")
        month, _, day = rest.partition("-")
        return "/".join(part for part in (day, month, year) if part)

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        text = as_text(value)
        return {"text": text, "type": "date" if not text or is_date(text) else "text"}

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        return Split(shown["type"], {**shown, "text": mark("value")}, {"value": shown["text"]})

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        return language.day(as_text(value))


WIDGET = Picker()
