"""The renderer: a definition, answers and problems in; HTML or text in one language out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from guichet_render import changes as write_backs
from guichet_render import faces, information, messages, moulds, naming, outline, phrasing, privacy
from guichet_render.differences import Difference, differences
from guichet_render.drawing import Drawing, Listed, Shown
from guichet_render.environment import macros
from guichet_render.face import Form, Option
from guichet_render.language import Language
from guichet_render.marking import markdown
from guichet_render.privacy import Asked
from guichet_render.reading import Reader
from guichet_render.seeking import Suggestion
from guichet_render.view import identifier
from guichet_render.widgets.file import Reusable
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition, Exit, NoticeEntry
from guichet_validate.offers import Offer
from guichet_validate.pointers import template
from guichet_validate.prefill import locked
from guichet_validate.problems import Problem
from guichet_validate.texts import text

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
        asking: str = "",
        reuse: Mapping[str, Sequence[Reusable]] | None = None,
        suggestions: Mapping[str, Sequence[Suggestion]] | None = None,
        step_url: Callable[[str], str],
        file_url: Callable[[str], str] = _no_file,
    ) -> StepView:
        """Draw a step. `extra_problems` (of files just sent) are shown in any case; LookupError: no such step.

        `origins` maps concrete pointers to where a value was taken from: profile, member, franceconnect, request.
        `beside` maps pointers to what was typed beside an answer: at a file field about a file that did not come (`as
        issued expires join`), at a group what was searched for or picked (`search member`). `suggestions` holds, by
        the pointer of an address, what was found for it; nothing where no addresses can be searched. `reuse` has the
        documents of the library that could serve a file field; those chosen are posted as `/pointer#reuse`. `asking`
        is the concrete pointer of a row that is taken away only when the person confirms it.
        """
        reader = self.reader(definition, evaluation.answers, context)
        step = self._form(definition).steps[step_id]
        problems = (*(evaluation.problems if show_problems else ()), *extra_problems)
        shown = self._shown(reader, evaluation, origins, file_url, beside, asking, reuse, suggestions)
        drawing = Drawing(reader, self._macros, shown, step_id, problems, evaluation.warnings)
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
        changes: Iterable[Offer] = (),
        declined: Collection[str] = (),
        origins: Mapping[str, str] | None = None,
        beside: Mapping[str, Mapping[str, str]] | None = None,
        asking: str = "",
        reuse: Mapping[str, Sequence[Reusable]] | None = None,
        suggestions: Mapping[str, Sequence[Suggestion]] | None = None,
    ) -> ReviewView:
        """Draw the review page: every applicable step, every answer with a way to change it, the review step's fields.

        The page puts it all into one form, whose buttons named `action` say `modify:` and a step's id or the pointer
        of an answer. `changes` are the write-backs to offer as checkboxes named `feed` whose value is the offer's
        key, ticked but for those at the pointers `declined`; hidden controls named `feed-offered` list them all.
        """
        reader = self.reader(definition, evaluation.answers, context)
        step = definition.review_step
        problems = (*(evaluation.problems if show_problems else ()), *extra_problems)
        shown = self._shown(reader, evaluation, origins, file_url, beside, asking, reuse, suggestions)
        drawing = Drawing(reader, self._macros, shown, step.id if step else "", problems, evaluation.warnings)
        fields = self._fields(drawing, definition, step.id, evaluation) if step else _NOWHERE
        entries = write_backs.views(reader, changes, declined)
        offered = self._macros["changes"](entries) if entries else _NOWHERE
        listed = [*drawing.listed, *self._elsewhere(drawing.elsewhere, reader, step_url)]
        sections = outline.sections(reader, evaluation, file_url=file_url, review=True)
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
        reader = self.reader(definition, evaluation.answers, context)
        sources = (origins or {}) if audience == "agent" else None
        sections = outline.sections(reader, evaluation, file_url=file_url, sources=sources)
        told = [] if sources is None else outline.counted(sections)
        return self._macros["sections"](sections, level, told)

    def changes(
        self, definition: Definition, changes: Iterable[Offer], answers: Mapping[str, Any], context: Context
    ) -> Markup:
        """Draw write-backs that were made, or were not, as a list; nothing without any."""
        entries = write_backs.views(self.reader(definition, answers, context), changes)
        return self._macros["changed"](entries) if entries else _NOWHERE

    def information(self, definition: Definition, *, context: Context) -> Markup:
        """Draw what the procedure's page tells before starting: sections, documents, offices, links."""
        reader = self.reader(definition, {}, context)
        return self._macros["page"](**information.parts(reader))

    def purpose(self, definition: Definition, *, context: Context) -> str:
        """Return what the answers of a procedure are used for, as its `x-privacy` says."""
        return privacy.purpose(self.reader(definition, {}, context))

    def protected(
        self, definition: Definition, *, context: Context, evaluation: Evaluation | None = None
    ) -> tuple[Asked, ...]:
        """Return the answers that say themselves why they are asked or how they are protected.

        With an `evaluation` those that these answers switch off are left out.
        """
        if evaluation is None:
            return privacy.asked(self.reader(definition, {}, context))
        return privacy.asked(self.reader(definition, evaluation.answers, context), evaluation.off)

    def exit(
        self,
        definition: Definition,
        exit: Exit,  # noqa: A002 -- the word of the definition format
        *,
        context: Context,
        answers: Mapping[str, Any] | None = None,
    ) -> ExitView:
        """Return the stop screen that an evaluation ended on."""
        reader = self.reader(definition, answers or {}, context)
        code = self.language.code
        links = information.links(exit.node.get("links"), reader)
        return ExitView(
            reader.fill(text(exit.node, "title", code) or ""),
            reader.fill_markup(markdown(text(exit.node, "body", code) or "")),
            self._macros["listed"](links) if links else _NOWHERE,
        )

    def choices(
        self, definition: Definition, pointer: str, answers: Mapping[str, Any], context: Context, query: str
    ) -> tuple[list[Option], int] | None:
        """Return the choices of the field at a concrete pointer that fit a query, best first, and how many fit.

        Nothing for what is not chosen from a list. There are few of them, however many fit.
        """
        reader = self.reader(definition, answers, context)
        face = reader.form.faces.get(template(pointer))
        if face is None or face.field.kind == "choices" or not (face.lookup or face.options):
            return None
        return reader.searched(face, pointer, query)

    def found(self, shown: int, total: int) -> str:
        """Return what is announced about the choices found: `shown` of `total`."""
        if total > shown:
            return self.language("search-said-more", count=shown, total=total)
        return self.language("search-said", total=total)

    # ---- Texts ----

    def plain_text(self, definition: Definition, evaluation: Evaluation, *, context: Context) -> str:
        """Return the answers as plain text, for mails."""
        return outline.plain(self.reader(definition, evaluation.answers, context), evaluation)

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
        return self.reader(definition, answers, context).fill(text, row, number)

    def text(self, definition: Definition, node: Mapping[str, Any], key: str, *, context: Context) -> str:
        """Return a text of a node in the renderer's language, settings filled in; nothing when there is none."""
        return self.reader(definition, {}, context).fill(text(node, key, self.language.code) or "")

    def summary(self, definition: Definition, evaluation: Evaluation, context: Context) -> str:
        """Return the label of the request, as `x-procedure.summary` words it; the title without one."""
        code = self.language.code
        label = text(definition.procedure, "summary", code) or text(definition.document, "title", code) or definition.id
        return self.reader(definition, evaluation.answers, context).fill(label)

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
        return naming.name_of(self.reader(definition, answers, context), pointer)

    def step_title(self, definition: Definition, step_id: str, answers: Mapping[str, Any], context: Context) -> str:
        """Return the title of a step with its quotes answered. LookupError: no such step."""
        reader = self.reader(definition, answers, context)
        return reader.fill(reader.form.steps[step_id].title)

    def differences(
        self,
        definition: Definition,
        step_id: str,
        saved: Mapping[str, Any],
        typed: Mapping[str, Any],
        context: Context,
    ) -> list[Difference]:
        """Return the questions of a step that two sets of answers answer differently; none for a step there is not."""
        step = definition.step(step_id)
        if step is None:
            return []
        before, after = self.reader(definition, saved, context), self.reader(definition, typed, context)
        return differences(before, after, step, frozenset(locked(definition, context)))

    def problem_text(
        self, definition: Definition, problem: Problem, answers: Mapping[str, Any], context: Context
    ) -> str:
        """Return the sentence that tells a person what to do about a problem."""
        reader = self.reader(definition, answers, context)
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

    def reader(self, definition: Definition, answers: Mapping[str, Any], context: Context) -> Reader:
        """Return what reads these answers in the renderer's language."""
        return Reader(definition, self._form(definition), answers, context, self.language)

    @staticmethod
    def _shown(
        reader: Reader,
        evaluation: Evaluation,
        origins: Mapping[str, str] | None,
        file_url: Callable[[str], str],
        beside: Mapping[str, Mapping[str, str]] | None,
        asking: str,
        reuse: Mapping[str, Sequence[Reusable]] | None,
        suggestions: Mapping[str, Sequence[Suggestion]] | None,
    ) -> Shown:
        return Shown(
            evaluation.off,
            evaluation.required,
            origins or {},
            frozenset(locked(reader.definition, reader.context)),
            file_url,
            beside or {},
            asking,
            reuse or {},
            suggestions,
        )

    def _fields(self, drawing: Drawing, definition: Definition, step_id: str, evaluation: Evaluation) -> Markup:
        step = definition.step(step_id)
        face = drawing.reader.form.steps[step_id]

        def applies(place: int) -> bool:
            entry = step.entries[place] if step else None
            return isinstance(entry, NoticeEntry) and entry.applies(evaluation.answers)

        drawn = drawing.entries(face.entries, applies)
        before, after = moulds.around(self._macros["fields"], drawing.starred, face.conditional)
        return Markup(f"{before}\n{drawn}\n{after}")  # noqa: S704 -- what templates wrote

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
                yield Listed(line, f"{step_url(step.id)}#{identifier(problem.pointer)}")


@cache
def renderer(lang: str) -> Renderer:
    """Return the renderer of a language; an unknown one reads as French."""
    return Renderer(lang)
