"""Answers to be read: by step, then by group and row, as pairs of a title and a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from guichet_render.drawing import row_titles
from guichet_render.face import Face
from guichet_render.phrasing import phrase
from guichet_render.reading import Reader
from guichet_render.widgets.file import WIDGET as FILES
from guichet_render.widgets.file import kind_of
from guichet_validate.engine import Evaluation
from guichet_validate.pointers import get
from guichet_validate.problems import Problem


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: its name, its address and what is known of it."""

    name: str
    href: str
    meta: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One answer."""

    title: str
    text: str
    files: tuple[FileLine, ...] = ()
    origin: str = ""
    cautions: tuple[str, ...] = ()


@dataclass(slots=True)
class Block:
    """Answers under one title; `depth` counts from 1, without a title they follow the ones before."""

    title: str
    depth: int
    pairs: list[Pair] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one step; `href` leads back to it, or is empty."""

    title: str
    href: str
    blocks: tuple[Block, ...]


def sections(
    reader: Reader,
    evaluation: Evaluation,
    *,
    step_url: Callable[[str], str] | None,
    file_url: Callable[[str], str],
    empty: bool,
    origins: Mapping[str, str],
) -> list[Section]:
    """Return the applicable steps; `empty` keeps the fields without an answer, and leaves the review step out."""
    walk = _Walk(reader, evaluation, file_url, empty=empty, origins=origins)
    found = []
    for step in reader.definition.steps:
        if step.id not in evaluation.steps or (empty and step.review):
            continue
        blocks = walk.blocks(reader.form.faces[pointer] for pointer in step.fields)
        if any(block.pairs or block.title for block in blocks):
            title = reader.fill(reader.form.steps[step.id].title)
            found.append(Section(title, step_url(step.id) if step_url else "", tuple(blocks)))
    return found


def plain(reader: Reader, evaluation: Evaluation) -> str:
    """Return the same as plain text."""
    lines: list[str] = []
    for section in sections(reader, evaluation, step_url=None, file_url=str, empty=False, origins={}):
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
        empty: bool,
        origins: Mapping[str, str],
    ) -> None:
        self.reader = reader
        self.off = evaluation.off
        self.file_url = file_url
        self.empty = empty
        self.origins = origins
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
        if pointer in self.off or field.hidden or (value is None and (not self.empty or field.computed)):
            return
        if field.kind == "object" and value is not None:
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
        origin = self.origins.get(pointer)
        return Pair(
            self.title(face, pointer),
            "" if face.field.kind == "file" else self.reader.read(face, value, pointer),
            tuple(self.files(self.reader.worded(face, pointer), value)) if face.field.kind == "file" else (),
            self.reader.language(f"origin-{origin}") if origin else "",
            tuple(phrase(warning, face, self.reader) for warning in self.warnings.get(pointer, ())),
        )

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
