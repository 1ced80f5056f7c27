"""Fields that belong together, under one title."""

from typing import Any

from guichet_render.face import Face
from guichet_render.language import Language
from guichet_render.widget import Widget


class Group(Widget):
    name = "group"

    def read(self, face: Face, value: Any, language: Language) -> str:
        answers = value if isinstance(value, dict) else {}
        known = [
            child.widget.read(child, answers[child.field.name], language)
            for child in face.children
            if child.field.name in answers and not child.field.hidden
        ]
        return language.listed(known)


WIDGET = Group()
