"""The renderer: a definition, answers and problems in; HTML or text in one language out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from guichet_render import faces, information, messages, naming, outline, phrasing
from guichet_render.drawing import Drawing, Listed, Shown
from guichet_render.environment import macros
from guichet_render.face import Form
from guichet_render.language import Language
from guichet_render.marking import markdown
from guichet_render.reading import Reader
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation
from guichet_validate.feed import Change
from guichet_validate.model import Definition, Exit, NoticeEntry
from guichet_validate.pointers import template
from guichet_validate.prefill import locked
from guichet_validate.problems import Problem
from guichet_validate.texts import text, value

_CACHED_FORMS = 512
_NOWHERE = Markup("")


@dataclass(frozen=True, slots=True)
class StepView:
    """One page of the form; `summary` is empty without problems, `fields` goes into `#step-fields`."""

    title: str
    intro: Markup
    summary: Markup
    fields: Markup
    problem_count: int


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review page: the answers by step, then the fields of the review step."""

    summary: Markup
    answers: Markup
    fields: Markup
    problem_count: int


@dataclass(frozen=True, slots=True)
class ExitView:
    """A stop screen; `links` is a list, empty without any."""

    title: str
    body: Markup
    links: Markup


def _no_file(identifier: str) -> str:
    return f"#{identifier}"


class Renderer:
    """Renders in one language; make it with `renderer`, which keeps one for each."""

    def __init__(self, lang: str) -> None:
        """Read the catalogue and compile every template."""
        self.language = Language(lang)
        self._macros = macros(self.language)
        self._form = lru_cache(_CACHED_FORMS)(self._make_form)

    # ---- Pages ----

    def step(  # noqa: PLR0913 - all that one page says
        self,
        definition: Definition,
        step_id: str,
        evaluation: Evaluation,
        *,
        context: Context,
        show_problems: bool,
        extra_problems: Iterable[Problem] = (),
        origins: Mapping[str, str] | None = None,
        beside: Mapping[str, Mapping[str, str]] | None = None,
        step_url: Callable[[str], str],
        file_url: Callable[[str], str] = _no_file,
    ) -> StepView:
        """Draw a step. `extra_problems` (of files just sent) are shown in any case; LookupError: no such step.

        `origins` maps concrete pointers to where a value was taken from: profile, member, franceconnect, request.
        `beside` maps those of file fields to what was typed (`as issued expires`) about a file that did not come.
        """
        reader = self._reader(definition, evaluation.answers, context)
        step = self._form(definition).steps[step_id]
        problems = (*(evaluation.problems if show_problems else ()), *extra_problems)
        drawing = self._drawing(reader, evaluation, step_id, problems, origins or {}, file_url, beside or {})
        fields = self._fields(drawing, definition, step_id, evaluation)
        intro = self._macros["intro"](
            reader.fill_markup(step.intro) if step.intro else None,
            reader.fill_markup(step.help) if step.help else None,
            step.title,
        )
        listed = [*drawing.listed, *self._elsewhere(drawing.elsewhere, reader, step_url)]
        return StepView(reader.fill(step.title), intro, self._summary(listed), fields, len(listed))

    def review(  # noqa: PLR0913 - all that one page says
        self,
        definition: Definition,
        evaluation: Evaluation,
        *,
        context: Context,
        step_url: Callable[[str], str],
        file_url: Callable[[str], str] = _no_file,
        show_problems: bool,
        extra_problems: Iterable[Problem] = (),
        changes: Iterable[Change] = (),
        origins: Mapping[str, str] | None = None,
        beside: Mapping[str, Mapping[str, str]] | None = None,
    ) -> ReviewView:
        """Draw the review page: every applicable step with a link back to it, and the fields of the review step.

        `changes` are the write-backs to offer, ticked, as checkboxes named `feed` whose value is the target.
        """
        reader = self._reader(definition, evaluation.answers, context)
        step = definition.review_step
        problems = (*(evaluation.problems if show_problems else ()), *extra_problems)
        drawing = self._drawing(
            reader, evaluation, step.id if step else "", problems, origins or {}, file_url, beside or {}
        )
        fields = self._fields(drawing, definition, step.id, evaluation) if step else _NOWHERE
        offered = self._changes(changes, reader)
        listed = [*drawing.listed, *self._elsewhere(drawing.elsewhere, reader, step_url)]
        sections = outline.sections(
            reader, evaluation, step_url=step_url, file_url=file_url, empty=True, origins=origins or {}
        )
        return ReviewView(
            self._summary(listed),
            self._macros["sheet"](sections),
            Markup("\n").join((offered, fields)),
            len(listed),
        )

    def answers(
        self,
        definition: Definition,
        evaluation: Evaluation,
        *,
        context: Context,
        file_url: Callable[[str], str] = _no_file,
        audience: str = "citizen",
        origins: Mapping[str, str] | None = None,
        level: int = 3,
    ) -> Markup:
        """Draw the answers to be read, under headings of `level`; an agent also sees where a value was taken from."""
        reader = self._reader(definition, evaluation.answers, context)
        shown = origins if origins and audience == "agent" else {}
        sections = outline.sections(reader, evaluation, step_url=None, file_url=file_url, empty=False, origins=shown)
        return self._macros["sections"](sections, level)

    def information(self, definition: Definition, *, context: Context) -> Markup:
        """Draw what the procedure's page tells before starting: sections, documents, offices, links."""
        reader = self._reader(definition, {}, context)
        return self._macros["page"](**information.parts(reader))

    def exit(
        self,
        definition: Definition,
        exit: Exit,  # noqa: A002 -- the word of the definition format
        *,
        context: Context,
        answers: Mapping[str, Any] | None = None,
    ) -> ExitView:
        """Return the stop screen that an evaluation ended on."""
        reader = self._reader(definition, answers or {}, context)
        code = self.language.code
        links = information.links(exit.node.get("links"), reader)
        return ExitView(
            reader.fill(text(exit.node, "title", code) or ""),
            reader.fill_markup(markdown(text(exit.node, "body", code) or "")),
            self._macros["listed"](links) if links else _NOWHERE,
        )

    # ---- Texts ----

    def plain_text(self, definition: Definition, evaluation: Evaluation, *, context: Context) -> str:
        """Return the answers as plain text, for mails."""
        return outline.plain(self._reader(definition, evaluation.answers, context), evaluation)

    def fill(
        self,
        definition: Definition,
        text: str,
        answers: Mapping[str, Any],
        context: Context,
        row: str | None = None,
        number: int | None = None,
    ) -> str:
        """Return a text of the definition with its quotes answered; it is plain text, to be escaped like any."""
        return self._reader(definition, answers, context).fill(text, row, number)

    def text(self, definition: Definition, node: Mapping[str, Any], key: str, *, context: Context) -> str:
        """Return a text of a node in the renderer's language, settings filled in; nothing when there is none."""
        return self._reader(definition, {}, context).fill(text(node, key, self.language.code) or "")

    def summary(self, definition: Definition, evaluation: Evaluation, context: Context) -> str:
        """Return the label of the request, as `x-procedure.summary` words it; the title without one."""
        code = self.language.code
        label = text(definition.procedure, "summary", code) or text(definition.document, "title", code) or definition.id
        return self._reader(definition, evaluation.answers, context).fill(label)

    def message_text(
        self,
        definition: Definition,
        event: str,
        answers: Mapping[str, Any],
        context: Context,
        *,
        number: str,
        url: str,
        reason: str | None = None,
    ) -> tuple[str, str] | None:
        """Return the subject and body (plain text) that the definition has for an event, or nothing.

        `number` and `url` are those of the request. A subject never quotes answers: subjects travel in clear.
        """
        known = messages.known(number, url, reason)
        reader = Reader(definition, self._form(definition), answers, context, self.language, known)
        return messages.message(reader, event)

    def name(self, definition: Definition, pointer: str, answers: Mapping[str, Any], context: Context) -> str:
        """Return how a field is named in a list of several: its title, after that of the group or row around it."""
        return naming.name_of(self._reader(definition, answers, context), pointer)

    def problem_text(
        self, definition: Definition, problem: Problem, answers: Mapping[str, Any], context: Context
    ) -> str:
        """Return the sentence that tells a person what to do about a problem."""
        reader = self._reader(definition, answers, context)
        pointer = problem.pointer
        face = None
        while pointer and face is None:
            face = reader.form.faces.get(template(pointer))
            pointer = pointer.rpartition("/")[0]
        return phrasing.phrase(problem, face, reader)

    @staticmethod
    def markdown(text: str) -> Markup:
        """Return the safe HTML of a text in the Markdown subset."""
        return markdown(text)

    # ---- Inside ----

    def _make_form(self, definition: Definition) -> Form:
        return faces.form(definition, self.language)

    def _reader(self, definition: Definition, answers: Mapping[str, Any], context: Context) -> Reader:
        return Reader(definition, self._form(definition), answers, context, self.language)

    def _drawing(
        self,
        reader: Reader,
        evaluation: Evaluation,
        step_id: str,
        problems: Iterable[Problem],
        origins: Mapping[str, str],
        file_url: Callable[[str], str],
        beside: Mapping[str, Mapping[str, str]],
    ) -> Drawing:
        held = frozenset(locked(reader.definition, reader.context))
        shown = Shown(evaluation.off, evaluation.required, origins, held, file_url, beside)
        return Drawing(reader, self._macros, shown, step_id, problems, evaluation.warnings)

    def _fields(self, drawing: Drawing, definition: Definition, step_id: str, evaluation: Evaluation) -> Markup:
        step = definition.step(step_id)
        face = drawing.reader.form.steps[step_id]

        def applies(place: int) -> bool:
            entry = step.entries[place] if step else None
            return isinstance(entry, NoticeEntry) and entry.applies(evaluation.answers)

        drawn = drawing.entries(face.entries, applies)
        return self._macros["fields"](drawn, drawing.starred, face.conditional)

    def _summary(self, listed: list[Listed]) -> Markup:
        return self._macros["summary"](listed) if listed else _NOWHERE

    def _elsewhere(
        self, problems: Iterable[Problem], reader: Reader, step_url: Callable[[str], str]
    ) -> Iterable[Listed]:
        """Yield the lines for problems of other pages, each leading to its page."""
        for problem in problems:
            step = reader.definition.step_of(problem.pointer)
            sentence = self.problem_text(reader.definition, problem, reader.answers, reader.context)
            if step is None:
                yield Listed(sentence, "")
            else:
                title = reader.fill(reader.form.steps[step.id].title)
                line = self.language("summary-row", row=title, text=sentence)
                yield Listed(line, f"{step_url(step.id)}#f{problem.pointer.replace('/', '-')}")

    def _changes(self, changes: Iterable[Change], reader: Reader) -> Markup:
        entries = []
        for change in changes:
            face = reader.form.faces.get(template(change.pointer))
            if face is not None:
                entries.append(
                    {
                        "target": change.target,
                        "title": reader.fill(face.title, change.pointer.rpartition("/")[0]),
                        "old": reader.read(face, change.old),
                        "new": reader.read(face, change.new),
                    }
                )
        return self._macros["changes"](entries) if entries else _NOWHERE

    def words(self, node: Mapping[str, Any], key: str) -> Any:
        """Return what a node holds under `key` in the renderer's language, arrays of texts included."""
        return value(node, key, self.language.code)


@cache
def renderer(lang: str) -> Renderer:
    """Return the renderer of a language; an unknown one reads as French."""
    return Renderer(lang)
