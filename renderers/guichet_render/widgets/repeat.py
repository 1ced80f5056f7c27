"""The same fields once per person, per vehicle, per work: rows that are added and removed."""

from collections.abc import Mapping
from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split
from guichet_render.widget import Widget
from guichet_render.widgets import group
from guichet_validate.model import Field
from guichet_validate.texts import text


class Repeat(Widget):
    name = "repeat"
    verb = "add"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:
        node = field.node.get("x-ui")
        node = node if isinstance(node, Mapping) else {}
        return {
            "label": text(node, "itemLabel", language.code),
            "add": text(node, "addLabel", language.code) or language("repeat-add"),
            "least": field.limit("minItems", 0),
            "most": field.limit("maxItems", 50),
        }

    def limits(self, field: Field, language: Language) -> list[str]:
        most = field.limit("maxItems", 0)
        if "{settings." in (text(field.node, "description", language.code) or ""):
            # The author tells a limit that the city sets; this one is only its ceiling.
            return []
        return [language("limit-rows", most=most)] if most else []

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        return None

    def read(self, face: Face, value: Any, language: Language) -> str:
        rows = value if isinstance(value, list) else []
        return "\u202f; ".join(group.WIDGET.read(face, row, language) for row in rows)


WIDGET = Repeat()
