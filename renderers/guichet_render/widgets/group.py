"""Fields that belong together, under one title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_render.widget import Widget

if TYPE_CHECKING:
    from markupsafe import Markup

    from guichet_render.face import Face
    from guichet_render.language import Language


@dataclass(frozen=True, slots=True)
class Drawn:
    """The fields of a group as drawn, piece by piece; `touched` are the names of those that are answered or wrong."""

    pieces: tuple[Markup, ...]
    touched: frozenset[str]


class Group(Widget):
    name = "group"
    # Whether its answers are read one by one, under its title, rather than as one.
    one_by_one = True

    def pieces(self, face: Face) -> tuple[tuple[Face, ...], ...]:
        """Return the fields by the pieces of the drawing they stand in."""
        return (face.children,)

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        """Return what the template lays out; `value` is a `Drawn`."""
        drawn: Drawn = value
        return drawn.pieces[0]

    def read(self, face: Face, value: Any, language: Language) -> str:
        return language.listed(read_each(face.children, value if isinstance(value, dict) else {}, language))


def read_each(faces: Iterable[Face], answers: Mapping[str, Any], language: Language) -> list[str]:
    """Return the answers that are there, as people write them."""
    return [
        face.widget.read(face, answers[face.field.name], language)
        for face in faces
        if face.field.name in answers and not face.field.hidden
    ]


WIDGET = Group()
