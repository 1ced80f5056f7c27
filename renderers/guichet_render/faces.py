"""From a definition to its faces in one language: everything that no answer changes, prepared once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guichet_render.drives import Drives, drives, drives_any
from guichet_render.face import Face, Form, NoticeFace, Option, StepFace
from guichet_render.language import Language
from guichet_render.marking import markdown
from guichet_render.members import picks_member
from guichet_render.privacy import why
from guichet_render.quotes import quotes
from guichet_render.registry import widget_of
from guichet_render.widget import as_text
from guichet_validate.model import Definition, Field, NoticeEntry, Step
from guichet_validate.texts import text, value


def form(definition: Definition, language: Language) -> Form:
    """Return the faces of a definition, to be kept as long as the definition is."""
    return _Maker(definition, language).form()


class _Maker:
    def __init__(self, definition: Definition, language: Language) -> None:
        self.definition = definition
        self.language = language
        self.drives: Drives = drives(definition)
        self.faces: dict[str, Face] = {}

    def form(self) -> Form:
        roots = tuple(self.face(field) for field in self.definition.root.children)
        return Form(self.faces, {step.id: self.step(step) for step in self.definition.steps}, roots)

    def text(self, node: Mapping[str, Any], key: str) -> str | None:
        return text(node, key, self.language.code)

    def face(self, field: Field) -> Face:
        kind = widget_of(field)
        node = field.node
        title = self.text(node, "title") or field.name
        hints = self.hints(field)
        long = self.text(node, "x-help")
        reasons = why(self.definition, field, self.language)
        options = self.options(field)
        facts = kind.facts(field, self.language)
        # The date given as an example moves with the month, not with the answers.
        quoted = any({*quotes(found)} - {"sample"} for found in (title, long or "", *hints, *reasons))
        sampled = not quoted and any(quotes(hint) for hint in hints)
        choices_quote = any(_quote(option) for option in (*options, *facts.get("alternatives", ())))
        # Drawn with what depends on other answers, or on who fills the form.
        varied = field.kind == "file" or kind.name in ("search", "address", "point") or picks_member(field)
        face = Face(
            field=field,
            widget=kind,
            language=self.language,
            title=title,
            hints=hints,
            help=markdown(long) if long else None,
            why=reasons,
            quoted=quoted,
            sampled=sampled,
            plain=not (quoted or choices_quote or varied or field.lookup),
            options=options,
            lookup=field.lookup,
            drives=drives_any(field.pointer, self.drives.driving),
            drivers=self.drives.switches.get(field.pointer, frozenset()),
            children=tuple(self.face(child) for child in field.children) if field.kind in ("object", "repeat") else (),
            facts=facts,
            choices_quote=choices_quote,
        )
        self.faces[field.pointer] = face
        return face

    def hints(self, field: Field) -> tuple[str, ...]:
        """Return what stands under the label: the description, a sample, the limits."""
        said = [self.text(field.node, "description")]
        samples = value(field.node, "examples", self.language.code)
        if isinstance(samples, list) and samples and not field.choices:
            said.append(self.language("sample", sample=widget_of(field).sample(samples[0])))
        if not field.computed and not field.read_only:
            said.extend(widget_of(field).limits(field, self.language))
        return tuple(sentence for sentence in said if sentence)

    def options(self, field: Field) -> tuple[Option, ...]:
        if field.kind == "boolean" and not field.choices:
            return (Option(True, "true", self.language("yes")), Option(False, "false", self.language("no")))  # noqa: FBT003
        return tuple(
            Option(
                choice.value,
                as_text(choice.value),
                self.text(choice.node, "title") or as_text(choice.value),
                self.text(choice.node, "description"),
            )
            for choice in field.choices
        )

    def step(self, step: Step) -> StepFace:
        title = self.text(step.node, "title") or step.id
        intro, long = self.text(step.node, "description"), self.text(step.node, "x-help")
        entries: list[Face | NoticeFace] = []
        for place, entry in enumerate(step.entries):
            if isinstance(entry, NoticeEntry):
                entries.append(self.notice(entry.node, place, self.drives.notices.get((step.id, place), frozenset())))
            else:
                entries.append(self.faces[entry.pointer])
        return StepFace(
            step.id,
            title,
            markdown(intro) if intro else None,
            markdown(long) if long else None,
            any(self.definition.step_of(driver) is step for driver in self.drives.driving),
            tuple(entries),
        )

    def notice(self, node: Mapping[str, Any], place: int, drivers: frozenset[str]) -> NoticeFace:
        title, body = self.text(node, "title") or "", self.text(node, "body") or ""
        tone = node.get("tone")
        return NoticeFace(
            place,
            title,
            markdown(body),
            tone if tone in ("info", "warning", "success") else "info",
            bool(quotes(title) or quotes(body)),
            drivers,
        )


def _quote(option: Option) -> bool:
    return bool(quotes(option.title) or quotes(option.hint or ""))
