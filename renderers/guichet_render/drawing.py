"""Draws the fields of one step: decides what is shown, with which words, and lets the templates write the HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from guichet_render import moulds
from guichet_render.environment import Macro
from guichet_render.face import Face, NoticeFace
from guichet_render.members import members
from guichet_render.phrasing import phrase
from guichet_render.quotes import before_quotes, quotes
from guichet_render.reading import Reader
from guichet_render.seeking import Suggestion, seeking
from guichet_render.view import View, identifier
from guichet_render.widgets.file import Reusable
from guichet_render.widgets.group import Drawn, Group
from guichet_render.widgets.repeat import Row
from guichet_render.widgets.search import Searched
from guichet_validate.pointers import get, template
from guichet_validate.problems import Problem
from guichet_validate.searching import typed_in


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the error summary; no address where nothing on a page can be mended."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an evaluation and the platform say about the answers of the page.

    `asking` is the concrete pointer of the row to ask about, `reuse` has the documents that could serve a file field.
    """

    off: frozenset[str]
    required: frozenset[str]
    origins: Mapping[str, str]
    locked: frozenset[str]
    file_url: Callable[[str], str]
    beside: Mapping[str, Mapping[str, str]]
    asking: str = ""
    reuse: Mapping[str, Sequence[Reusable]] = field(default_factory=dict)
    suggestions: Mapping[str, Sequence[Suggestion]] | None = None


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
        self._problems, self.elsewhere = self._by_pointer(problems, step_id)
        # A remark hinders nobody: it is made at its field, never on another page.
        self._warnings, _ = self._by_pointer(warnings, step_id)
        # Fields of which there is more to say than their answer.
        self._told = {*self._problems, *self._warnings, *shown.origins, *shown.locked}

    def entries(self, entries: Iterable[Face | NoticeFace], applies: Callable[[int], bool]) -> Markup:
        """Draw the entries of a step; `applies` tells whether the notice at a place holds now."""
        nesting = _Nesting(self.macros["reveal"])
        for entry in entries:
            if isinstance(entry, NoticeFace):
                if applies(entry.place):
                    nesting.add("", entry.drivers, self._notice(entry))
                continue
            pointer = entry.field.pointer
            if not self._hidden(entry, pointer):
                nesting.add(pointer, entry.drivers, self._field(entry, pointer, get(self.reader.answers, pointer)))
        return nesting.markup()

    def _by_pointer(self, problems: Iterable[Problem], step_id: str) -> tuple[dict[str, list[Problem]], list[Problem]]:
        """Return the problems by the field of this step that shows them, and those that none shows."""
        found: dict[str, list[Problem]] = {}
        elsewhere: list[Problem] = []
        for problem in problems:
            place = self._place(problem.pointer)
            step = self.reader.definition.step_of(place) if place else None
            if place and step and step.id == step_id:
                found.setdefault(place, []).append(problem)
            else:
                elsewhere.append(problem)
        return found, elsewhere

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
        nesting = _Nesting(self.macros["reveal"])
        for face in faces:
            pointer = f"{container}/{face.field.name}"
            if not self._hidden(face, pointer):
                value = answers.get(face.field.name)
                nesting.add(face.field.pointer, face.drivers, self._field(face, pointer, value, blank=blank))
        return nesting.markup()

    def _field(self, face: Face, pointer: str, value: Any, *, blank: bool = False) -> str:
        if self._is_plain(face, pointer, blank=blank) and (drawn := self._plain(face, pointer, value)) is not None:
            return drawn
        view = self._view(face, pointer, blank=blank)
        kind = face.field.kind
        if face.field.computed or face.field.read_only or pointer in self.shown.locked:
            view.required = False
            view.value = self.reader.read(face, value, pointer)
            return moulds.draw(self.macros["computed"], face, view, moulds.whole(view.value))
        if isinstance(face.widget, Group):
            view.value = face.widget.shown(face, self._group(face, face.widget, pointer, value, blank=blank))
            view.members = members(self.reader, face, pointer, self.shown.origins, self.shown.beside.get(pointer, {}))
            view.seeking = seeking(face, pointer, self.shown.suggestions, self.shown.beside.get(pointer, {}))
            if view.members or view.seeking is not None:
                return self.macros[face.widget.name](face, view)
        elif kind == "repeat":
            view.value = self._repeat(face, pointer, value, required=view.required)
        elif face.lookup or face.widget.name == "search":
            return self._listed(face, pointer, view, value)
        else:
            default = face.field.node.get("default") if value is None and not view.errors else None
            face = self.reader.worded(face, pointer)
            view.value = face.widget.shown(face, default if value is None else value)
            if face.options:
                view.options = self.reader.options(face, pointer)
            elif kind == "file":
                view.file_url = self.shown.file_url
                (view.adding,) = face.widget.shown(face, [self.shown.beside.get(pointer, {})])
                view.reuse = self.shown.reuse.get(pointer, ())
        macro = self.macros[face.widget.name]
        # The choices are drawn into a mould: it serves only those that are always the same.
        split = None if face.choices_quote else face.widget.split(face, view.value)
        return macro(face, view) if split is None else moulds.draw(macro, face, view, split)

    def _group(self, face: Face, widget: Group, pointer: str, value: Any, *, blank: bool) -> Drawn:
        answers = value if isinstance(value, dict) else {}
        pieces = tuple(self._fields(piece, pointer, answers, blank=blank) for piece in widget.pieces(face))
        names = (child.field.name for child in face.children)
        touched = frozenset(name for name in names if name in answers or f"{pointer}/{name}" in self._problems)
        return Drawn(pieces, touched)

    def _listed(self, face: Face, pointer: str, view: View, value: Any) -> str:
        """Draw a choice in a list that the other answers may shorten, or that is too long to be shown."""
        face = self.reader.worded(face, pointer)
        if value is None and not view.errors:
            value = face.field.node.get("default")
        typed = typed_in(value)
        chosen = None if value is None or typed is not None else self.reader.chosen(face, pointer, value)
        gone = value is not None and typed is None and chosen is None
        text = typed if typed is not None else self.reader.once_offered(face, value) if gone else ""
        if gone and face.lookup and not view.errors:
            view.cautions = [*view.cautions, self.language("choice-gone", choice=text)]
        if not self.reader.is_searched(face, pointer):
            view.value = face.widget.shown(face, value)
            view.options = self.reader.options(face, pointer)
            return self.macros[face.widget.name](face, view)
        view.hints = (self.language("search-hint"), *view.hints)
        view.value = Searched(text) if chosen is None else Searched(chosen.title, chosen.value)
        if typed is not None:
            found, total = self.reader.searched(face, pointer, typed)
            view.value = Searched(typed, options=tuple(found), total=total)
        return self.macros["search"](face, view)

    def _is_plain(self, face: Face, pointer: str, *, blank: bool) -> bool:
        return face.plain and not blank and pointer not in self._told

    def _plain(self, face: Face, pointer: str, value: Any) -> str | None:
        """Draw a field of which there is nothing to say beside its answer; nothing where each drawing is its own."""
        field, widget = face.field, face.widget
        if field.computed or field.read_only:
            known = moulds.whole(self.reader.read(face, value, pointer))
            return moulds.plain(self.macros["computed"], face, pointer, known, required=False)
        required = pointer in self.shown.required
        if required and field.kind != "object":
            self.starred = True
        if field.kind == "object":
            inside = self._fields(face.children, pointer, value if isinstance(value, dict) else {}, blank=False)
            split: moulds.Split | None = moulds.whole(inside)
        elif field.kind == "repeat":
            split = widget.split(face, self._repeat(face, pointer, value, required=required))
        else:
            split = widget.split(face, widget.shown(face, field.node.get("default") if value is None else value))
        if split is None:
            return None
        near = self.reader.near if face.sampled else ""
        return moulds.plain(self.macros[widget.name], face, pointer, split, required=required, near=near)

    def _view(self, face: Face, pointer: str, *, blank: bool) -> View:
        title, hints, long, why = face.title, face.hints, face.help, face.why
        if face.sampled:
            hints = tuple(self.reader.fill(hint) for hint in hints)
        if face.quoted:
            row = pointer.rpartition("/")[0]
            title = self.reader.fill(title, row)
            hints = tuple(self.reader.fill(hint, row) for hint in hints)
            long = self.reader.fill_markup(long, row) if long else None
            why = tuple(self.reader.fill(sentence, row) for sentence in why)
        required = pointer in self.shown.required or (blank and face.field.required_always)
        if required and not face.field.computed and face.field.kind != "object":
            self.starred = True
        # Each file of a field has its own.
        origin = self.shown.origins.get(f"{pointer}/0" if face.field.kind == "file" else pointer)
        errors = self._say(self._problems.get(pointer, ()), face) if self._problems else []
        for error in errors:
            self._list(title, error, f"#{identifier(pointer)}")
        cautions = self._say(self._warnings.get(pointer, ()), face) if self._warnings else []
        return View(
            identifier(pointer),
            pointer,
            title,
            hints,
            long,
            why,
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
            here = index < len(answers)
            removable = here and len(answers) > least
            rows.append(
                Row(
                    identifier(name),
                    name,
                    title,
                    drawn,
                    removable=removable,
                    up=here and index > 0,
                    down=index + 1 < len(answers),
                    asking=removable and name == self.shown.asking,
                )
            )
        return rows

    def _notice(self, notice: NoticeFace) -> str:
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


class _Nesting:
    """Lines of HTML in which each field is indented under the one right before it that shows it; chains nest."""

    def __init__(self, reveal: Macro) -> None:
        self._before, self._after = moulds.around(reveal)
        self._lines: list[str] = []
        # Each field with whether its indented part was begun.
        self._chain: list[tuple[str, bool]] = []

    def add(self, pointer: str, drivers: frozenset[str], html: str) -> None:
        """Add a field (template) after those before it."""
        if self._chain:
            self._close(drivers)
        if self._chain and not self._chain[-1][1]:
            self._chain[-1] = (self._chain[-1][0], True)
            self._lines.append(self._before)
        self._lines.append(html)
        self._chain.append((pointer, False))

    def markup(self) -> Markup:
        """Return all lines."""
        self._close(frozenset())
        return Markup("\n".join(self._lines))  # noqa: S704 -- what templates wrote

    def _close(self, drivers: frozenset[str]) -> None:
        """End the parts of the fields that do not show what comes next."""
        while self._chain and self._chain[-1][0] not in drivers:
            if self._chain.pop()[1]:
                self._lines.append(self._after)


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
