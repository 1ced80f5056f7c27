"""Fields drawn once and filled many times: a template's output is cut where answers stand, and kept with the face.

Templates stay the only author of HTML. Rendering one with a mark in the place of each text that changes (identifier,
answer, error…) gives the constant parts; a request then only joins them with its own texts, escaped. What decides
about elements or attributes (required, ticked, number of errors…) is part of the key, never filled in.

Most fields of most pages are plain: nothing is said about them but their answer. Those outside the rows of a repeat
keep even their identifier and name in the mould.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from guichet_render.view import View, identifier
from guichet_validate.pointers import ROW

if TYPE_CHECKING:
    from guichet_render.environment import Macro
    from guichet_render.face import Face

# No text can hold a mark: nobody knows this process's token.
_TOKEN = secrets.token_hex(8)
_MARK = re.compile(f"\ue000{_TOKEN}([a-z]+[0-9]*)\ue001")
_MOST_PER_FACE = 256
_NEEDS_ESCAPING = re.compile("[&<>'\"]").search


def mark(name: str) -> str:
    """Return what holds the place of the text `name`, lower-case letters and then digits."""
    return f"\ue000{_TOKEN}{name}\ue001"


class Split(NamedTuple):
    """An answer as a widget splits it: `key` shapes the HTML, `held` has marks for `texts`, which are filled in."""

    key: Hashable
    held: Any
    texts: Mapping[str, str]


_VALUE = mark("value")


def whole(value: Any) -> Split:
    """Split off the whole of a text."""
    return Split(None, Markup(_VALUE) if isinstance(value, Markup) else _VALUE, {"value": value})  # noqa: S704 -- our own mark


@dataclass(frozen=True, slots=True)
class Mould:
    """A field's HTML cut into parts: the constant ones, and at the `places` of each text an empty one."""

    parts: list[str]
    places: tuple[tuple[str, tuple[int, ...]], ...]

    @classmethod
    def of(cls, html: str) -> Mould:
        """Cut the output of a template at its marks."""
        parts = _MARK.split(str(html))
        places: dict[str, list[int]] = {}
        for place in range(1, len(parts), 2):
            places.setdefault(parts[place], []).append(place)
        return cls(parts, tuple((name, tuple(found)) for name, found in places.items()))

    def pour(self, texts: Mapping[str, str]) -> str:
        """Return the HTML with the texts filled in, escaped unless they are HTML already."""
        parts = self.parts.copy()
        for name, places in self.places:
            text = texts[name]
            # Most texts hold nothing to escape, and looking costs a third of escaping.
            if type(text) is not str or _NEEDS_ESCAPING(text):
                text = escape(text)
            for place in places:
                parts[place] = text
        return "".join(parts)


def plain(macro: Macro, face: Face, pointer: str, split: Split, *, required: bool, near: str = "") -> str:
    """Draw a field of which nothing is said but its answer; `near` is the date that its hint gives as an example."""
    key = (macro, split.key, required, near)
    mould = face.plain_moulds.get(key)
    in_row = ROW in face.field.pointer
    if mould is None:
        here = (mark("id"), mark("name")) if in_row else (identifier(pointer), pointer)
        hints = tuple(hint.replace("{sample}", near) for hint in face.hints) if near else face.hints
        view = View(*here, face.title, hints, face.help, face.why, required, value=split.held, options=face.options)
        mould = Mould.of(macro(face, view))
        if len(face.plain_moulds) < _MOST_PER_FACE:
            face.plain_moulds[key] = mould
    if in_row:
        return mould.pour({"id": identifier(pointer), "name": pointer, **split.texts})
    return mould.pour(split.texts)


@cache
def around(macro: Macro, *told: Any) -> tuple[str, str]:
    """Return what a macro writes before and after the content it is given first; `told` is the rest of its words."""
    before, after = str(macro(Markup(_VALUE), *told)).split(_VALUE)  # noqa: S704 -- our own mark
    return before.removesuffix("\n"), after.removeprefix("\n")


def draw(macro: Macro, face: Face, view: View, split: Split) -> str:
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
    if face.quoted or face.sampled:
        yield from ((f"hint{place}", text) for place, text in enumerate(view.hints))
        if view.help is not None:
            yield "help", view.help
    if face.quoted:
        yield from ((f"why{place}", text) for place, text in enumerate(view.why))
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
        why=tuple(marks.get(f"why{place}", text) for place, text in enumerate(view.why)),
        origin=marks.get("origin", ""),
        cautions=[marks[f"caution{place}"] for place in range(len(view.cautions))],
        errors=[marks[f"error{place}"] for place in range(len(view.errors))],
        value=split.held,
    )
