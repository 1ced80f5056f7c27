"""A place: in words first, which is enough; its position may be added, by the device or typed."""

from typing import Any

from markupsafe import Markup

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.moulds import Split, mark
from guichet_render.widgets.group import Drawn, Group, read_each
from guichet_validate.widgets import POSITION


class Point(Group):
    name = "point"
    one_by_one = False

    def pieces(self, face: Face) -> tuple[tuple[Face, ...], ...]:
        words = tuple(child for child in face.children if child.field.name not in POSITION)
        return words, tuple(child for child in face.children if child.field.name in POSITION)

    def shown(self, face: Face, value: Any) -> Any:  # noqa: ARG002
        drawn: Drawn = value
        words, position = drawn.pieces
        # What is there, or wrong, is seen without opening anything.
        return {"words": words, "position": position, "open": not drawn.touched.isdisjoint(POSITION)}

    def split(self, face: Face, shown: Any) -> Split | None:  # noqa: ARG002
        texts = {"words": shown["words"], "position": shown["position"]}
        marks = {name: Markup(mark(name)) for name in texts}  # noqa: S704 -- our own mark
        return Split(shown["open"], {**shown, **marks}, texts)

    def read(self, face: Face, value: Any, language: Language) -> str:
        answers = value if isinstance(value, dict) else {}
        words, position = self.pieces(face)
        said = read_each(words, answers, language)
        given = read_each(position, answers, language)
        if len(given) == len(POSITION):
            said.append(language("point-position", lat=given[0], lon=given[1]))
        return language.listed(said)


WIDGET = Point()
