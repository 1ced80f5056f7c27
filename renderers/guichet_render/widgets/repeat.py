"""The same fields once per person, per vehicle, per work: rows that are added and removed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split, mark
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
            "papers": "yes" if _takes_files(field) else "no",
        }

    def limits(self, field: Field, language: Language) -> list[str]:
        most = field.limit("maxItems", 0)
        if "{settings." in (text(field.node, "description", language.code) or ""):
            # The author tells a limit that the city sets; this one is only its ceiling.
            return []
        return [language("limit-rows", most=most)] if most else []

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        held, shape = [], []
        texts: dict[str, str] = {}
        for place, row in enumerate(shown):
            here = {key: f"row{key}{place}" for key in ("id", "name", "title", "fields")}
            texts |= {name: getattr(row, key) for key, name in here.items()}
            marks = {key: mark(name) for key, name in here.items()}
            held.append(replace(row, **{**marks, "fields": Markup(marks["fields"])}))  # noqa: S704 -- our own mark
            shape.append((row.removable, row.up, row.down, row.asking))
        return Split(tuple(shape), held, texts)

    def read(self, face: Face, value: Any, language: Language) -> str:
        rows = value if isinstance(value, list) else []
        return "\u202f; ".join(group.WIDGET.read(face, row, language) for row in rows)


def _takes_files(field: Field) -> bool:
    return any(child.kind == "file" or _takes_files(child) for child in field.children)


WIDGET = Repeat()
