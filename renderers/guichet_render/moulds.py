"""Fields drawn once and filled many times: a template's output is cut where answers stand, and kept with the face.

Templates stay the only author of HTML. Rendering one with a mark in the place of each text that changes (identifier,
answer, error…) gives the constant parts; a request then only joins them with its own texts, escaped. What decides
about elements or attributes (required, ticked, number of errors…) is part of the key, never filled in.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from guichet_render.environment import Macro
    from guichet_render.face import Face
    from guichet_render.view import View

# No text can hold a mark: nobody knows this process's token.
_TOKEN = secrets.token_hex(8)
_MARK = re.compile(f"\ue000{_TOKEN}([a-z]+[0-9]*)\ue001")
_MOST_PER_FACE = 256


def mark(name: str) -> str:
    """Return what holds the place of the text `name`, lower-case letters and then digits."""
    return f"\ue000{_TOKEN}{name}\ue001"


@dataclass(frozen=True, slots=True)
class Split:
    """An answer as a widget splits it: `key` shapes the HTML, `held` has marks for `texts`, which are filled in."""

    key: Hashable
    held: Any
    texts: Mapping[str, str]


def whole(value: Any) -> Split:
    """Split off the whole of a text."""
    return Split(None, Markup(mark("value")) if isinstance(value, Markup) else mark("value"), {"value": value})  # noqa: S704 -- our own mark


@dataclass(frozen=True, slots=True)
class Mould:
    """The constant parts of a field's HTML and the names of the texts between them."""

    first: str
    rest: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, html: str) -> Mould:
        """Cut the output of a template at its marks."""
        first, *pieces = _MARK.split(html)
        return cls(first, tuple(zip(pieces[::2], pieces[1::2], strict=True)))

    def pour(self, texts: Mapping[str, str]) -> Markup:
        """Fill the texts in, escaped unless they are HTML already."""
        escaped = {name: escape(text) for name, text in texts.items()}
        parts: list[str] = [self.first]
        for name, part in self.rest:
            parts += (escaped[name], part)
        return Markup("".join(parts))  # noqa: S704 -- template output and escaped texts


def draw(macro: Macro, face: Face, view: View, split: Split) -> Markup:
    """Draw a field from its mould, which is made by `macro` when this shape of it is drawn for the first time."""
    key = (macro, split.key, view.required, bool(view.origin), len(view.cautions), len(view.errors))
    mould = face.moulds.get(key)
    if mould is None:
        if len(face.moulds) >= _MOST_PER_FACE:
            return macro(face, view)
        marks = {name: mark(name) for name, _ in _texts(face, view, split)}
        mould = face.moulds[key] = Mould.of(macro(face, _marked(view, split, marks)))
    return mould.pour(dict(_texts(face, view, split)))


def _texts(face: Face, view: View, split: Split) -> Iterator[tuple[str, str]]:
    """Yield the texts of a field that are filled in; those without quotes never change and stay in the mould."""
    yield "id", view.id
    yield "name", view.name
    if face.quoted:
        yield "title", view.title
        yield from ((f"hint{place}", text) for place, text in enumerate(view.hints))
        if view.help is not None:
            yield "help", view.help
    if view.origin:
        yield "origin", view.origin
    if view.cautions:
        yield from ((f"caution{place}", text) for place, text in enumerate(view.cautions))
    if view.errors:
        yield from ((f"error{place}", text) for place, text in enumerate(view.errors))
    yield from split.texts.items()


def _marked(view: View, split: Split, marks: Mapping[str, str]) -> View:
    return replace(
        view,
        id=marks["id"],
        name=marks["name"],
        title=marks.get("title", view.title),
        hints=tuple(marks.get(f"hint{place}", text) for place, text in enumerate(view.hints)),
        help=Markup(marks["help"]) if "help" in marks else view.help,  # noqa: S704 -- our own mark
        origin=marks.get("origin", ""),
        cautions=[marks[f"caution{place}"] for place in range(len(view.cautions))],
        errors=[marks[f"error{place}"] for place in range(len(view.errors))],
        value=split.held,
    )
