"""The same fields once per person, per vehicle, per work: rows that are added and removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split, mark
from guichet_render.widget import Widget
from guichet_render.widgets import group
from guichet_validate.model import Field
from guichet_validate.texts import text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat, its fields already drawn.

    `up` and `down` say that it may change places; `asking` that it is to be taken away once the person has confirmed.
    """

    id: str
    name: str
    title: str
    fields: Markup
    removable: bool
    up: bool
    down: bool
    asking: bool


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
        texts: dict[str, str] = {}
        for place, row in enumerate(shown):
            texts[f"rowid{place}"] = row.id
            texts[f"rowname{place}"] = row.name
            texts[f"rowtitle{place}"] = row.title
            texts[f"rowfields{place}"] = row.fields
        shape = tuple((row.removable, row.up, row.down, row.asking) for row in shown)
        return Split(shape, _held(shape), texts)

    def read(self, face: Face, value: Any, language: Language) -> str:
        rows = value if isinstance(value, list) else []
        return "\u202f; ".join(group.WIDGET.read(face, row, language) for row in rows)


@lru_cache(maxsize=256)
def _held(shape: tuple[tuple[bool, bool, bool, bool], ...]) -> tuple[Row, ...]:
    """Return rows of that shape whose texts are marks."""
    return tuple(
        Row(
            mark(f"rowid{place}"),
            mark(f"rowname{place}"),
            mark(f"rowtitle{place}"),
            Markup(mark(f"rowfields{place}")),  # noqa: S704 -- our own mark
            *flags,
        )
        for place, flags in enumerate(shape)
    )


def _takes_files(field: Field) -> bool:
    return any(child.kind == "file" or _takes_files(child) for child in field.children)


WIDGET = Repeat()
