"""One of very many: a text in which a part of the choice is typed, and the choices that fit it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guichet_render.face import Face, Option
from guichet_render.language import Language
from guichet_render.moulds import Split
from guichet_render.widget import line
from guichet_render.widgets.radio import Radio
from guichet_validate.model import Field


@dataclass(frozen=True, slots=True)
class Searched:
    """What the control shows: its text, the value behind it if any, and the choices offered for a text that is none.

    `total` counts all that fit; nothing is offered (`None`) where the text was not searched for.
    """

    text: str = ""
    value: str = ""
    options: tuple[Option, ...] | None = None
    total: int = 0


class Search(Radio):
    name = "search"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return line(field)

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        return None


WIDGET = Search()
