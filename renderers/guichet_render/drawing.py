"""Draws the fields of one step: decides what is shown, with which words, and lets the templates write the HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from guichet_render import moulds
from guichet_render.environment import Macro
from guichet_render.face import Face, NoticeFace
from guichet_render.phrasing import phrase
from guichet_render.quotes import before_quotes, quotes
from guichet_render.reading import Reader
from guichet_render.view import View
from guichet_validate.pointers import get, template
from guichet_validate.problems import Problem

_LINE = Markup("\n")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeat, its fields already drawn."""

    name: str
    title: str
    fields: Markup
    removable: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the error summary; no address where nothing on a page can be mended."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an evaluation and the platform say about the answers of the page."""

    off: frozenset[str]
    required: frozenset[str]
    origins: Mapping[str, str]
    locked: frozenset[str]
    file_url: Callable[[str], str]
    beside: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Node:
    """A drawn field, and those indented under it."""

    markup: Markup
    below: list[_Node] = field(default_factory=list)


class Drawing:
    """One drawing of a step; `listed` holds the lines of its summary once it is drawn."""

    def __init__(
        self,
        reader: Reader,
        macros: Mapping[str, Macro],
        shown: Shown,
        step_id: str,
        problems: Iterable[Problem] = (),
        warnings: Iterable[Problem] = (),
    ) -> None:
        """Lay the problems at the fields that this step will show; `elsewhere` keeps the others."""
        self.reader = reader
        self.language = reader.language
        self.macros = macros
        self.shown = shown
        self.listed: list[Listed] = []
        self.starred = False
        self._rows: list[str] = []
        self.elsewhere: list[Problem] = []
        self._problems = self._by_pointer(problems, step_id)
        self._warnings = self._by_pointer(warnings, step_id)

    def entries(self, entries: Iterable[Face | NoticeFace], applies: Callable[[int], bool]) -> Markup:
        """Draw the entries of a step; `applies` tells whether the notice at a place holds now."""
        drawn: list[tuple[str, frozenset[str], Markup]] = []
        for entry in entries:
            if isinstance(entry, NoticeFace):
                if applies(entry.place):
                    drawn.append(("", entry.drivers, self._notice(entry)))
                continue
            pointer = entry.field.pointer
            if self._hidden(entry, pointer):
                continue
            drawn.append((pointer, entry.drivers, self._field(entry, pointer, get(self.reader.answers, pointer))))
        return self._nested(drawn)

    def _by_pointer(self, problems: Iterable[Problem], step_id: str) -> dict[str, list[Problem]]:
        found: dict[str, list[Problem]] = {}
        for problem in problems:
            place = self._place(problem.pointer)
            step = self.reader.definition.step_of(place) if place else None
            if place and step and step.id == step_id:
                found.setdefault(place, []).append(problem)
            else:
                self.elsewhere.append(problem)
        return found

    def _place(self, pointer: str) -> str | None:
        """Return the pointer of the innermost field around a problem that a page can show."""
        while pointer:
            face = self.reader.form.faces.get(template(pointer))
            if face is not None and not self._away(face, pointer):
                return pointer
            pointer = pointer.rpartition("/")[0]
        return None

    def _away(self, face: Face, pointer: str) -> bool:
        if face.field.hidden or (face.field.computed and get(self.reader.answers, pointer) is None):
            return True
        here = pointer
        while here:
            if here in self.shown.off:
                return True
            here = here.rpartition("/")[0]
        return False

    def _hidden(self, face: Face, pointer: str) -> bool:
        if pointer in self.shown.off or face.field.hidden:
            return True
        return face.field.computed and get(self.reader.answers, pointer) is None

    # ---- Fields ----

    def _fields(self, faces: Iterable[Face], container: str, answers: Mapping[str, Any], *, blank: bool) -> Markup:
        drawn = []
        for face in faces:
            pointer = f"{container}/{face.field.name}"
            if not self._hidden(face, pointer):
                value = answers.get(face.field.name)
                drawn.append((face.field.pointer, face.drivers, self._field(face, pointer, value, blank=blank)))
        return self._nested(drawn)

    def _nested(self, drawn: Iterable[tuple[str, frozenset[str], Markup]]) -> Markup:
        """Indent each field under the one right before it that shows it; chains nest."""
        roots: list[_Node] = []
        chain: list[tuple[str, list[_Node]]] = []
        for pointer, drivers, markup in drawn:
            while chain and chain[-1][0] not in drivers:
                chain.pop()
            node = _Node(markup)
            (chain[-1][1] if chain else roots).append(node)
            chain.append((pointer, node.below))
        return self._joined(roots)

    def _joined(self, nodes: Iterable[_Node]) -> Markup:
        parts: list[Markup] = []
        for node in nodes:
            parts.append(node.markup)
            if node.below:
                parts.append(self.macros["reveal"](self._joined(node.below)))
        return _LINE.join(parts)

    def _field(self, face: Face, pointer: str, value: Any, *, blank: bool = False) -> Markup:
        view = self._view(face, pointer, blank=blank)
        kind = face.field.kind
        if face.field.computed or face.field.read_only or pointer in self.shown.locked:
            view.required = False
            view.value = self.reader.read(face, value, pointer)
            return moulds.draw(self.macros["computed"], face, view, moulds.whole(view.value))
        if kind == "object":
            answers = value if isinstance(value, dict) else {}
            view.value = self._fields(face.children, pointer, answers, blank=blank)
        elif kind == "repeat":
            view.value = self._repeat(face, pointer, value, required=view.required)
        else:
            default = face.field.node.get("default") if value is None and not view.errors else None
            face = self.reader.worded(face, pointer)
            view.value = face.widget.shown(face, default if value is None else value)
            if face.options or face.lookup:
                view.options = self.reader.options(face, pointer)
            elif kind == "file":
                view.file_url = self.shown.file_url
                (view.adding,) = face.widget.shown(face, [self.shown.beside.get(pointer, {})])
        macro = self.macros[face.widget.name]
        # The choices are drawn into a mould: it serves only those that are always the same.
        split = None if face.lookup or face.choices_quote else face.widget.split(face, view.value)
        return macro(face, view) if split is None else moulds.draw(macro, face, view, split)

    def _view(self, face: Face, pointer: str, *, blank: bool) -> View:
        identifier = f"f{pointer.replace('/', '-')}"
        title, hints, long = face.title, face.hints, face.help
        if face.quoted:
            row = pointer.rpartition("/")[0]
            title = self.reader.fill(title, row)
            hints = tuple(self.reader.fill(hint, row) for hint in hints)
            long = self.reader.fill_markup(long, row) if long else None
        required = pointer in self.shown.required or (blank and face.field.required_always)
        if required and not face.field.computed and face.field.kind != "object":
            self.starred = True
        origin = self.shown.origins.get(pointer)
        errors = self._say(self._problems.get(pointer, ()), face) if self._problems else []
        for error in errors:
            self._list(title, error, f"#{identifier}")
        cautions = self._say(self._warnings.get(pointer, ()), face) if self._warnings else []
        return View(
            identifier,
            pointer,
            title,
            hints,
            long,
            required,
            self.language(f"origin-{origin}") if origin else "",
            cautions,
            errors,
        )

    def _repeat(self, face: Face, pointer: str, value: Any, *, required: bool) -> list[Row]:
        answers = value if isinstance(value, list) else []
        least = max(face.facts["least"], 1) if required else 0
        count = max(len(answers), least if not answers else 0)
        rows = []
        for index in range(count):
            name = f"{pointer}/{index}"
            title, short = row_titles(self.reader, face, name, index)
            self._rows.append(short)
            given = answers[index] if index < len(answers) and isinstance(answers[index], dict) else {}
            drawn = self._fields(face.children, name, given, blank=index >= len(answers))
            self._rows.pop()
            rows.append(Row(name, title, drawn, removable=index < len(answers) and len(answers) > least))
        return rows

    def _notice(self, notice: NoticeFace) -> Markup:
        title = self.reader.fill(notice.title) if notice.quoted else notice.title
        body = self.reader.fill_markup(notice.body) if notice.quoted else notice.body
        view = View("", "", title, value=body)
        return self.macros["notice"](notice, view)

    # ---- Problems ----

    def _say(self, problems: Iterable[Problem], face: Face) -> list[str]:
        """Return the sentences for the problems of one field; a single answer has one thing to mend at a time."""
        said = list(dict.fromkeys(phrase(problem, face, self.reader) for problem in problems))
        return said if face.field.kind in ("object", "repeat", "file", "choices") else said[:1]

    def _list(self, title: str, text: str, href: str) -> None:
        """Add a line to the summary, where a sentence must also say which field it speaks of."""
        title = title.rstrip(" \u00a0\u202f:")
        before = [*self._rows[-1:], *([] if title in text else [title])]
        for part in reversed(before):
            text = self.language("summary-row", row=part, text=text)
        self.listed.append(Listed(text, href))


def row_titles(reader: Reader, face: Face, row: str, index: int) -> tuple[str, str]:
    """Return the title of a row of a repeat, and the part of it that quotes no answer, both counted from 1."""
    label = face.facts["label"]
    if not label:
        title = reader.language("repeat-row", title=face.title, number=str(index + 1))
        return title, title
    short = reader.fill(before_quotes(label), row, index + 1)
    given = get(reader.answers, row)
    if not isinstance(given, dict) or not given or not _quoted_given(label, given):
        return short, short
    return reader.fill(label, row, index + 1), short


def _quoted_given(label: str, given: Mapping[str, Any]) -> bool:
    return all(get(given, quote[1:]) is not None for quote in quotes(label) if quote.startswith("@"))
