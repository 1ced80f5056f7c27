"""Answers to be read: by step, then by group and row, as pairs of a title and a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from guichet_render.drawing import row_titles
from guichet_render.face import Face
from guichet_render.phrasing import phrase
from guichet_render.reading import Reader
from guichet_render.widgets.file import WIDGET as FILES
from guichet_render.widgets.file import kind_of
from guichet_render.widgets.group import Group
from guichet_validate.engine import Evaluation
from guichet_validate.pointers import get, template
from guichet_validate.prefill import locked
from guichet_validate.problems import Problem

# Where an answer may come from, in the order in which an agent reads of it: what is sure comes first.
SOURCES = ("franceconnect", "computed", "profile", "member", "request", "library", "attached", "typed")


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: its name, its address and what is known of it."""

    name: str
    href: str
    meta: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer comes from: a code of SOURCES and its words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One answer; `place` is the pointer by which it can be changed, `missing` says that it must still be given.

    `sources` are several where fields read as one come from several places; a citizen is told none.
    """

    title: str
    text: str
    files: tuple[FileLine, ...] = ()
    sources: tuple[Source, ...] = ()
    cautions: tuple[str, ...] = ()
    is_file: bool = False
    place: str = ""
    missing: bool = False


@dataclass(slots=True)
class Block:
    """Answers under one title; `depth` counts from 1, without a title they follow the ones before."""

    title: str
    depth: int
    pairs: list[Pair] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one step; `step` is its id where it can be changed, or empty."""

    title: str
    step: str
    blocks: tuple[Block, ...]


def sections(
    reader: Reader,
    evaluation: Evaluation,
    *,
    file_url: Callable[[str], str],
    review: bool = False,
    sources: Mapping[str, str] | None = None,
) -> list[Section]:
    """Return the applicable steps.

    For a `review` the fields without an answer are kept, each with the place where it can be changed, and the review
    step is left out. `sources` maps concrete pointers to where a value was taken from, for an agent; any other answer
    was typed.
    """
    walk = _Walk(reader, evaluation, file_url, review=review, sources=sources)
    found = []
    for step in reader.definition.steps:
        if step.id not in evaluation.steps or (review and step.review):
            continue
        blocks = walk.blocks(reader.form.faces[pointer] for pointer in step.fields)
        if any(block.pairs or block.title for block in blocks):
            title = reader.fill(reader.form.steps[step.id].title)
            found.append(Section(title, step.id if review else "", tuple(blocks)))
    return found


def counted(sections: Iterable[Section]) -> list[tuple[Source, int]]:
    """Return the sources of some answers, in the order of SOURCES, each with how many answers come from it."""
    told = Counter(
        source for section in sections for block in section.blocks for pair in block.pairs for source in pair.sources
    )
    return sorted(told.items(), key=lambda entry: SOURCES.index(entry[0].code))


def plain(reader: Reader, evaluation: Evaluation) -> str:
    """Return the same as plain text."""
    lines: list[str] = []
    for section in sections(reader, evaluation, file_url=str):
        lines += ["", section.title.upper()]
        for block in section.blocks:
            if block.title:
                lines += ["", block.title]
            lines += [_line(reader, pair) for pair in block.pairs]
    return "\n".join(lines).strip() + "\n"


def _line(reader: Reader, pair: Pair) -> str:
    said = pair.text or reader.language.listed([f"{line.name} ({line.meta})" for line in pair.files])
    said = said.replace("\n", "\n  ")
    if pair.title.endswith("?"):
        return f"{pair.title} {said}"
    return reader.language("plain-pair", title=pair.title.rstrip(" \u00a0\u202f:"), text=said)


class _Walk:
    """Goes through the fields in the order of the steps."""

    def __init__(
        self,
        reader: Reader,
        evaluation: Evaluation,
        file_url: Callable[[str], str],
        *,
        review: bool,
        sources: Mapping[str, str] | None,
    ) -> None:
        self.reader = reader
        self.off = evaluation.off
        self.required = evaluation.required
        self.file_url = file_url
        self.review = review
        self.sources = sources
        self.locked = frozenset(locked(reader.definition, reader.context)) if review else frozenset()
        self.warnings: dict[str, list[Problem]] = {}
        for warning in evaluation.warnings:
            self.warnings.setdefault(warning.pointer, []).append(warning)

    def blocks(self, faces: Iterator[Face]) -> list[Block]:
        blocks = [Block("", 0)]
        for face in faces:
            pointer = face.field.pointer
            self.add(blocks, face, pointer, get(self.reader.answers, pointer), 1)
        return [block for block in blocks if block.pairs or block.title]

    def add(self, blocks: list[Block], face: Face, pointer: str, value: Any, depth: int) -> None:
        field = face.field
        if pointer in self.off or field.hidden or (value is None and (not self.review or field.computed)):
            return
        if isinstance(face.widget, Group) and face.widget.one_by_one and value is not None:
            self.container(blocks, face, pointer, self.title(face, pointer), value, depth)
        elif field.kind == "repeat" and value:
            for index, row in enumerate(value if isinstance(value, list) else ()):
                title, _ = row_titles(self.reader, face, f"{pointer}/{index}", index)
                self.container(blocks, face, f"{pointer}/{index}", title, row, depth)
        else:
            if blocks[-1].depth >= depth:
                blocks.append(Block("", depth - 1))
            blocks[-1].pairs.append(self.pair(face, pointer, value))

    def container(self, blocks: list[Block], face: Face, pointer: str, title: str, value: Any, depth: int) -> None:
        blocks.append(Block(title, min(depth, 3)))
        answers = value if isinstance(value, dict) else {}
        for child in face.children:
            self.add(blocks, child, f"{pointer}/{child.field.name}", answers.get(child.field.name), depth + 1)

    def pair(self, face: Face, pointer: str, value: Any) -> Pair:
        field = face.field
        is_file = field.kind == "file"
        fixed = field.computed or field.read_only or pointer in self.locked
        return Pair(
            self.title(face, pointer),
            "" if is_file else self.reader.read(face, value, pointer),
            tuple(self.files(self.reader.worded(face, pointer), value)) if is_file else (),
            self.told(face, pointer, value),
            tuple(self.cautions(pointer)),
            is_file,
            pointer if self.review and not fixed else "",
            self.review and not fixed and value is None and pointer in self.required,
        )

    def told(self, face: Face, pointer: str, value: Any) -> tuple[Source, ...]:
        """Return where an answer comes from, for an agent."""
        if self.sources is None or value is None:
            return ()
        found = set(self.codes(face, pointer, value))
        return tuple(Source(code, self.reader.language(f"source-{code}")) for code in SOURCES if code in found)

    def codes(self, face: Face, pointer: str, value: Any) -> Iterator[str]:
        """Yield the source of an answer; of fields that are read as one, that of each."""
        kind = face.field.kind
        if face.field.computed:
            yield "computed"
        elif kind == "object" and isinstance(value, dict):
            for child in face.children:
                if child.field.name in value and not child.field.hidden:
                    name = child.field.name
                    yield from self.codes(child, f"{pointer}/{name}", value[name])
        elif kind == "file" and isinstance(value, list):
            yield from (self.origin(f"{pointer}/{place}", "attached") for place in range(len(value)))
        else:
            yield self.origin(pointer, "typed")

    def origin(self, pointer: str, otherwise: str) -> str:
        """Return what is noted at a pointer, else at what stands around it."""
        known = self.sources or {}
        while pointer:
            if (source := known.get(pointer)) in SOURCES:
                return source
            pointer = pointer.rpartition("/")[0]
        return otherwise

    def cautions(self, pointer: str) -> Iterator[str]:
        """Yield what is remarked at an answer, and below it where several fields are read as one."""
        for place, warnings in self.warnings.items():
            if place == pointer or place.startswith(f"{pointer}/"):
                face = self.reader.form.faces.get(template(place))
                yield from (phrase(warning, face, self.reader) for warning in warnings)

    def title(self, face: Face, pointer: str) -> str:
        return self.reader.fill(face.title, pointer.rpartition("/")[0]) if face.quoted else face.title

    def files(self, face: Face, value: Any) -> Iterator[FileLine]:
        for row in value if isinstance(value, list) else ():
            if isinstance(row, dict):
                size = row.get("size")
                said = FILES.describe(face, row, self.reader.language) if kind_of(face, row) else ""
                weight = self.reader.language.size(size) if isinstance(size, int) else ""
                identifier = str(row.get("id", ""))
                meta = self.reader.language.listed([part for part in (said, weight) if part])
                yield FileLine(str(row.get("name", "")), self.file_url(identifier) if identifier else "", meta)
