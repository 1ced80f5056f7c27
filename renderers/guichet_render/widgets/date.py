"""A date typed in three parts, the way that fails least."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split, mark
from guichet_render.widget import Widget, as_text, ui
from guichet_validate.model import Field
from guichet_validate.sources import sources_of

_PARTS = 3
# In the names that French and English definitions give such fields.
_BIRTH = ("naissance", "birth")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the three controls hold."""

    day: str = ""
    month: str = ""
    year: str = ""


_HELD = Parts(mark("day"), mark("month"), mark("year"))


def parts(value: Any) -> Parts:
    """Return the parts of `2015-02-03`, or of the raw parts that were typed instead."""
    typed = as_text(value)
    pieces = typed.split("-", _PARTS - 1)
    if len(pieces) < _PARTS:
        return Parts(year=typed)
    year, month, day = [piece.lstrip("0") if piece.isdigit() else piece for piece in pieces]
    return Parts(day, month, year)


class Date(Widget):
    name = "date"
    verb = "date"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return {"birthday": ui(field, "autocomplete") == "bday", "birth": _is_birth(field)}

    def limits(self, field: Field, language: Language) -> list[str]:
        if field.node.get("examples"):
            return []
        # A date near today is known only when the page is drawn.
        return [language("sample", sample=language("sample-birth") if _is_birth(field) else "{sample}")]

    def sample(self, value: Any) -> str:
        held = parts(value)
        return " ".join(part for part in (held.day, held.month, held.year) if part)

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        return parts(value)

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        return Split(None, _HELD, {"day": shown.day, "month": shown.month, "year": shown.year})

    def read(self, face: Face, value: Any, language: Language) -> str:  # noqa: ARG002
        return language.day(as_text(value))


def _is_birth(field: Field) -> bool:
    """Tell whether a date is somebody's birth, by its purpose, its source or its name."""
    if ui(field, "autocomplete") == "bday":
        return True
    sources = sources_of(field)
    if sources:
        return any(source.endswith(("/birthDate", ":birthdate")) for source in sources)
    return any(word in field.name.lower() for word in _BIRTH)


WIDGET = Date()
