"""Answers as people read them, alone and quoted in texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

from markupsafe import Markup

from guichet_render.face import Face, Form, Option
from guichet_render.language import Language
from guichet_render.quotes import Say, fill, fill_markup
from guichet_render.widget import NOTHING, as_text, ui
from guichet_validate.context import Context
from guichet_validate.functions import normalise
from guichet_validate.lists import matching
from guichet_validate.model import Definition, Lookup
from guichet_validate.pointers import get, is_index, template
from guichet_validate.searching import best, filter_of, labelled_rows, typed_in
from guichet_validate.widgets import LONG_LIST

_MONTHS = 12


class Reader:
    """Reads one set of answers in one language; `known` holds further quotes, such as `request.number`."""

    def __init__(
        self,
        definition: Definition,
        form: Form,
        answers: Mapping[str, Any],
        context: Context,
        language: Language,
        known: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what a text may quote."""
        self.definition = definition
        self.form = form
        self.answers = answers
        self.context = context
        self.language = language
        self.known = known or {}
        self._wording = False

    def read(self, face: Face, value: Any, pointer: str = "", *, quoted: bool = False) -> str:
        """Return the answer as people write it, alone or `quoted` in a sentence; nothing for an absent one."""
        if value is None:
            return ""
        if (typed := typed_in(value)) is not None and (face.lookup or face.options):
            return typed
        if face.lookup:
            found = self._row(face.lookup, value, pointer)
            return str(value) if found is None else found.title
        say = face.widget.quoted if quoted else face.widget.read
        return say(self.worded(face, pointer), value, self.language)

    def options(self, face: Face, pointer: str) -> tuple[Option, ...]:
        """Return the choices of a field, those of a reference list filtered by the answers they depend on."""
        if face.lookup is None:
            return self.worded(face, pointer).options
        return tuple(self._rows(face.lookup, pointer))

    def is_searched(self, face: Face, pointer: str) -> bool:
        """Tell whether the choices are searched: the definition says so, or says nothing and they are many."""
        if face.widget.name != "select" or face.lookup is None or ui(face.field, "widget"):
            return face.widget.name == "search"
        return next(islice(self._rows(face.lookup, pointer), LONG_LIST, None), None) is not None

    def searched(self, face: Face, pointer: str, query: str) -> tuple[list[Option], int]:
        """Return the choices that fit a query, best first and not too many, and how many fit in all."""
        lookup = face.lookup
        if lookup is None:
            return best(((normalise(option.title), option) for option in self.options(face, pointer)), query)
        wanted = filter_of(lookup, self.answers, pointer)
        found, total = best(labelled_rows(self.context.lists.get(lookup.list, ()), lookup, wanted), query)
        return [_option(lookup, row) for row in found], total

    def chosen(self, face: Face, pointer: str, value: Any) -> Option | None:
        """Return the choice that an answer is, if it is offered now."""
        if face.lookup is not None:
            return self._row(face.lookup, value, pointer)
        return next((option for option in self.options(face, pointer) if option.value == as_text(value)), None)

    def once_offered(self, face: Face, value: Any) -> str:
        """Return the label of a row of the whole list, whatever the other answers are; else the value itself."""
        lookup = face.lookup
        rows = matching(self.context.lists.get(lookup.list, ()), {lookup.value: value}) if lookup else iter(())
        row = next(rows, None)
        return str(value) if row is None or lookup is None else _option(lookup, row).title

    def _rows(self, lookup: Lookup, pointer: str, more: Mapping[str, Any] = NOTHING) -> Iterator[Option]:
        wanted = {**filter_of(lookup, self.answers, pointer), **more}
        rows = matching(self.context.lists.get(lookup.list, ()), wanted)
        return (_option(lookup, row) for row in rows if lookup.value in row)

    def _row(self, lookup: Lookup, value: Any, pointer: str) -> Option | None:
        return next(self._rows(lookup, pointer, {lookup.value: value}), None)

    def worded(self, face: Face, pointer: str) -> Face:
        """Return the face with the quotes in the titles of its choices answered.

        A choice that such a quote reads keeps its title as it is written: titles may quote each other in a circle.
        """
        if not face.choices_quote or self._wording:
            return face
        row = pointer.rpartition("/")[0]
        self._wording = True
        try:
            facts = {name: self._filled(fact, row) for name, fact in face.facts.items()}
            return replace(face, options=self._filled(face.options, row), facts=facts)
        finally:
            self._wording = False

    def _filled(self, words: Any, row: str) -> Any:
        if isinstance(words, str):
            return self.fill(words, row)
        if not isinstance(words, tuple):
            return words
        return tuple(
            replace(word, title=self.fill(word.title, row), hint=self.fill(word.hint, row) if word.hint else word.hint)
            for word in words
        )

    def sample(self, face: Face) -> str:
        """Return the date given as an example: a birth lies far back, any other date is the next month's."""
        return self.language("sample-birth") if face.facts.get("birth") else self.near

    @cached_property
    def near(self) -> str:
        """A date of the next month, as people type it in three parts."""
        here = self.context.local
        year, month = (here.year + 1, 1) if here.month == _MONTHS else (here.year, here.month + 1)
        return self.language.sample_date(month, year)

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The settings of the procedure with the city's values."""
        return self.definition.settings_with(self.context.settings)

    def say(self, row: str | None = None, number: int | None = None) -> Say:
        """Return what answers a quote; `row` is the concrete pointer of the row or object that `@` stands for."""

        def answer(quote: str) -> str | None:
            if quote == "n":
                return self._number(row, number)
            if quote == "sample":
                return self.near
            if quote == "today":
                return self.language.day(self.context.today)
            if quote.startswith("settings."):
                return self._setting(quote.removeprefix("settings."))
            if not quote.startswith(("/", "@/")):
                return self.known.get(quote)
            pointer = quote if quote.startswith("/") else f"{row or ''}{quote.removeprefix('@')}"
            face = self.form.faces.get(template(pointer))
            if face is None:
                return None
            value = get(self.answers, pointer)
            return face.title if value is None else self.read(face, value, pointer, quoted=True)

        return answer

    def fill(self, text: str, row: str | None = None, number: int | None = None) -> str:
        """Return a plain text with its quotes answered."""
        return fill(text, self.say(row, number)) if "{" in text else text

    def fill_markup(self, markup: Markup, row: str | None = None) -> Markup:
        """Return HTML with its quotes answered and escaped."""
        return fill_markup(markup, self.say(row)) if "{" in markup else markup

    def _number(self, row: str | None, number: int | None) -> str | None:
        if number is not None:
            return str(number)
        last = (row or "").rpartition("/")[2]
        return str(int(last) + 1) if is_index(last) else None

    def _setting(self, name: str) -> str | None:
        setting = self.definition.settings.get(name)
        value = self.settings.get(name)
        if setting is None or value is None:
            return None
        if isinstance(value, bool):
            return self.language("yes") if value else self.language("no")
        ui = setting.node.get("x-ui")
        if isinstance(value, int) and isinstance(ui, Mapping) and ui.get("widget") == "money":
            return self.language.money(value)
        if isinstance(value, int | float):
            return self.language.number(value)
        return self.language.day(str(value)) if setting.node.get("format") == "date" else str(value)


def _option(lookup: Lookup, row: Mapping[str, str]) -> Option:
    value = row[lookup.value]
    return Option(value, value, row.get(lookup.label, value))
