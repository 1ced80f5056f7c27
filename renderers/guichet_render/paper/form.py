"""The printable form: every step with its fields, empty, in the order of the definition, as data for its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

import segno

from guichet_render import information
from guichet_render.drawing import row_titles
from guichet_render.face import Face, NoticeFace
from guichet_render.paper.asks import Json, ask, date_combs
from guichet_render.paper.conditions import Conditions, Stop
from guichet_render.paper.facts import Facts
from guichet_render.paper.rich import rich
from guichet_render.reading import Reader
from guichet_validate.texts import text
from guichet_validate.widgets import POSITION

#: A repeat of at most so many short fields is a table to fill in.
_MOST_COLUMNS: Final = 5
_SHORT_WIDGETS: Final = frozenset({"text", "number", "date", "picker", "postcode", "phone", "email", "time", "money"})
_TABLE_ROWS: Final = 4
_MANY_LEAVES, _FEW_LEAVES = 12, 4
_DEEPEST: Final = 5  # level of a heading
#: Blank fields of all rows together: a form of three hundred fields stays one that can be printed.
_MOST_BLANKS: Final = 600
# Limits that a pen cannot break, or that concern files.
_SILENT_LIMITS: Final = frozenset(
    {"text", "textarea", "email", "file", "date", "picker", "datetime", "time", "signature"}
)


def form(reader: Reader, facts: Facts, conditions: Conditions) -> Json:
    """Return the whole form; quotes of answers read as the titles of their fields."""
    return _Form(reader, facts, conditions).data()


class _Form:
    def __init__(self, reader: Reader, facts: Facts, conditions: Conditions) -> None:
        self.reader = reader
        self.facts = facts
        self.conditions = conditions
        self.say = reader.language
        self.blanks = 0
        self.left = {id(stop): stop for stop in conditions.stops}

    def data(self) -> Json:
        reader, document = self.reader, self.reader.definition.document
        code = self.say.code
        steps = list(reader.definition.steps)
        return {
            "title": reader.fill(text(document, "title", code) or reader.definition.id),
            "description": reader.fill(text(document, "description", code) or ""),
            "how": [self.say("paper-form-how"), self.say("paper-form-stars")],
            "steps": [self.step(step, number) for number, step in enumerate(steps, 1)],
            "sign": self.sign(),
            "documents": {
                "title": self.say("paper-form-documents"),
                "hint": self.say("paper-form-documents-hint"),
                "rows": [self.document(found) for found in information.parts(reader)["documents"]],
            },
            "send": {"title": self.say("paper-form-send"), "rows": self.places()},
            "privacy": {
                "title": self.say("paper-form-privacy"),
                "rows": [list(pair) for pair in self.facts.privacy],
            },
            "code": self.code(),
            "code-line": self.say("paper-form-code", id=reader.definition.id, version=reader.definition.version),
        }

    # ---- Steps ----

    def step(self, step: Any, number: int) -> Json:
        face = self.reader.form.steps[step.id]
        intro = text(step.node, "description", self.say.code)
        told: list[tuple[str, Json]] = []
        for entry in face.entries:
            if isinstance(entry, NoticeFace):
                told.append(self.notice(step, entry))
            else:
                told += self.field(entry, entry.field.pointer, 3)
        blocks = _gathered(told)
        blocks += [self.stop(stop) for stop in self.reached(step)]
        return {
            "title": self.say("paper-form-step", number=str(number), title=self.reader.fill(face.title)),
            "intro": rich(intro, self.reader.say()) if intro else [],
            "blocks": blocks,
        }

    def notice(self, step: Any, face: NoticeFace) -> tuple[str, Json]:
        node = step.entries[face.place].node
        raw = step.node["fields"][face.place].get("if")
        when = self.say("paper-form-if-read", when=self.conditions.words(raw, "")) if raw is not None else ""
        body = text(node, "body", self.say.code) or ""
        return when, {"k": "note", "title": self.reader.fill(face.title), "body": rich(body, self.reader.say())}

    def reached(self, step: Any) -> Iterable[Stop]:
        """Yield the exits whose last field stands on this step or before it, each once."""
        pages = {other.id: place for place, other in enumerate(self.reader.definition.steps)}
        for key, stop in list(self.left.items()):
            found = (self.reader.definition.step_of(pointer) for pointer in stop.reads)
            last = max((pages[other.id] for other in found if other is not None), default=len(pages) - 1)
            if last <= pages[step.id]:
                del self.left[key]
                yield stop

    def stop(self, stop: Stop) -> Json:
        title = self.reader.fill(text(stop.node, "title", self.say.code) or "")
        body = rich(text(stop.node, "body", self.say.code) or "", self.reader.say())
        when = {"k": "p", "runs": [{"t": self.say("paper-form-stop", when=stop.when)}]}
        return {"k": "note", "title": title, "body": [when, *body]}

    # ---- Fields ----

    def field(self, face: Face, pointer: str, level: int) -> list[tuple[str, Json]]:
        """Return the blocks of a field, each with the sentence that says when it is to be filled in."""
        if face.field.hidden or face.field.computed:
            return []
        when = self.conditions.of.get(face.field.pointer)
        clauses = when.filled if when else []
        sentence = self.say("paper-form-if", when=self.say("paper-if-and").join(clauses)) if clauses else ""
        required = face.field.required_always or bool(when and when.filled and when.required)
        extra = "" if required or not when or not when.required else when.required[0]
        if face.field.kind == "object":
            return [(sentence, self.group(face, pointer, self.title(face, pointer), level))]
        if face.field.kind == "repeat":
            return [(sentence, block) for block in self.repeat(face, pointer, level, required=required)]
        hints = self.hints(face, pointer)
        if extra:
            hints.append(self.say("paper-form-required-if", when=extra))
        self.blanks += 1
        block = {
            "k": "field",
            "label": self.title(face, pointer),
            "required": required,
            "hints": hints,
            "ask": ask(face, self.reader),
        }
        return [(sentence, block)]

    def group(self, face: Face, pointer: str, title: str, level: int) -> Json:
        told: list[tuple[str, Json]] = []
        for child in asked_of(face):
            told += self.field(child, f"{pointer}/{child.field.name}", level + 1)
        hints = self.hints(face, pointer) if face.field.kind == "object" else []
        return {"k": "group", "level": min(level, _DEEPEST), "title": title, "hints": hints, "blocks": _gathered(told)}

    def repeat(self, face: Face, pointer: str, level: int, *, required: bool) -> list[Json]:
        most = face.facts["most"]
        leaves = _leaves(face)
        head: Json = {
            "k": "group",
            "level": min(level, _DEEPEST),
            "title": self.title(face, pointer),
            "required": required,
            "hints": [*self.hints(face, pointer), self.say("paper-form-more-rows")],
            "blocks": [],
        }
        table = self.table(face, pointer, min(_TABLE_ROWS, most))
        if table is not None:
            head["blocks"] = [table]
            return [head]
        wanted = 3 if leaves <= _FEW_LEAVES else 2 if leaves <= _MANY_LEAVES else 1
        count = max(1, min(max(wanted, face.facts["least"]), most, 1 + (_MOST_BLANKS - self.blanks) // max(leaves, 1)))
        for index in range(count):
            row = f"{pointer}/{index}"
            title, _ = row_titles(self.reader, face, row, index)
            head["blocks"].append(self.group(face, row, title, level + 1))
        return [head]

    def table(self, face: Face, pointer: str, rows: int) -> Json | None:
        """Return a table to fill in, for rows of a few short fields that are always asked."""
        asked = asked_of(face)
        plain = all(
            child.widget.name in _SHORT_WIDGETS
            and child.lookup is None
            and child.field.pointer not in self.conditions.of
            for child in asked
        )
        if not plain or not 0 < len(asked) <= _MOST_COLUMNS:
            return None
        self.blanks += len(asked) * rows
        heads = [
            {
                "t": self.title(child, f"{pointer}/0/{child.field.name}"),
                "required": child.field.required_always,
                "hint": " ".join(self.hints(child, f"{pointer}/0")),
            }
            for child in asked
        ]
        return {"k": "table", "heads": heads, "rows": rows}

    def title(self, face: Face, pointer: str) -> str:
        return self.reader.fill(face.title, pointer.rpartition("/")[0]).rstrip(" \u00a0\u202f:")

    def hints(self, face: Face, pointer: str) -> list[str]:
        """Return the hints that serve who has a pen in hand."""
        limits = face.widget.limits(face.field, self.say) if face.widget.name in _SILENT_LIMITS else []
        row = pointer.rpartition("/")[0]
        return [self.reader.fill(hint, row) for hint in face.hints if hint not in limits]

    # ---- Around ----

    def document(self, found: Mapping[str, Any]) -> Json:
        owners = self.say.listed(found["owners"])
        title = self.say("summary-row", row=owners, text=found["title"]) if owners else found["title"]
        return {
            "title": title,
            "maybe": self.say("documents-maybe") if found["maybe"] else "",
            "papers": found["papers"] if found["papers"] != [found["title"]] else [],
        }

    def sign(self) -> Json:
        said = ("place", "date", "name", "signature")
        day = date_combs(self.reader)
        return {
            "title": self.say("paper-form-sign"),
            "day": day,
            **{key: self.say(f"paper-form-sign-{key}") for key in said},
        }

    def places(self) -> list[Json]:
        rows = [{"title": title, "lines": [said]} for title, said in self.facts.places]
        return [*rows, {"title": self.facts.service, "lines": list(self.facts.contact)}]

    def code(self) -> Json | None:
        if not self.facts.url:
            return None
        definition = self.reader.definition
        named = {"id": definition.id, "version": definition.version}
        matrix = segno.make(self.facts.url, error="m", micro=False).matrix
        return {
            "rows": [list(row) for row in matrix],
            "alt": self.say("paper-form-code-alt", **named),
            "said": self.say("paper-form-code", **named),
            "href": self.facts.url,
        }


def _gathered(told: list[tuple[str, Json]]) -> list[Json]:
    """Put the blocks that follow each other on the same condition into one, with its sentence said once."""
    blocks: list[Json] = []
    for sentence, group in groupby(told, key=lambda pair: pair[0]):
        inside = [block for _, block in group]
        blocks += [{"k": "if", "say": sentence, "blocks": inside}] if sentence else inside
    return blocks


def asked_of(face: Face) -> list[Face]:
    """Return the fields below a group or a repeat that a pen fills in: a place is told in words, never by numbers."""
    place = face.widget.name == "point"
    return [
        child
        for child in face.children
        if not (child.field.computed or child.field.hidden or (place and child.field.name in POSITION))
    ]


def _leaves(face: Face) -> int:
    return sum(_leaves(child) if child.children else 1 for child in asked_of(face))
