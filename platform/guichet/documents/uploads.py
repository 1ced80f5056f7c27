"""Take the files of a posted step: each is judged by itself, and one bad file costs nothing but itself."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from werkzeug.datastructures import FileStorage

from guichet.documents.inspection import Accepted, Rejected, inspect
from guichet.documents.joining import SHOT_LIMIT, is_photograph, join
from guichet_validate import pointers
from guichet_validate.model import Definition, Field
from guichet_validate.problems import Problem

# A file input's name is the pointer of its field and this, or the pointer of the file that the new one replaces.
_NEW = "/-"
_FILE = ("id", "name", "type", "size")
_MOST = 10_000  # a file field without maxItems


@dataclass(slots=True)
class Uploads:
    """What came with a step: nothing is stored yet.

    ``answers`` maps a file field's concrete pointer to the answers of its new files, and the pointer of a file to the
    one that takes its place; ``accepted`` maps their ids to their contents, ``instead`` to the file answers they take
    the place of, which stay if the new one cannot be stored; ``joined`` maps the ids of photographs of one field, in
    their order, to what they make together; ``undeclared`` tells that a file came for no field of this step.
    """

    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    accepted: dict[uuid.UUID, Accepted] = field(default_factory=dict)
    instead: dict[uuid.UUID, list[dict[str, Any]]] = field(default_factory=dict)
    joined: dict[tuple[str, ...], Accepted | Rejected] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    undeclared: bool = False

    def take(
        self, pointer: str, verdict: Accepted | Rejected, instead: Sequence[Mapping[str, Any]] = ()
    ) -> dict[str, Any] | None:
        """Return the answer of an accepted file, not yet in any field; note the problem of a rejected one.

        ``instead`` are the file answers whose place it takes.
        """
        if isinstance(verdict, Rejected):
            self.problems.append(Problem(pointer, verdict.code, verdict.params))
            return None
        identifier = uuid.uuid4()
        self.accepted[identifier] = verdict
        if instead:
            self.instead[identifier] = [dict(one) for one in instead]
        return {"id": str(identifier), "name": verdict.name, "type": verdict.type, "size": len(verdict.content)}


def receive(
    definition: Definition,
    step_id: str,
    files: Iterable[tuple[str, FileStorage]],
    answers: Mapping[str, Any],
    joining: Collection[str] = (),
) -> Uploads:
    """Inspect the posted files of one step against the answers given so far.

    ``joining`` are the concrete pointers of the file fields whose photographs are to become one document.
    """
    uploads = Uploads()
    added: dict[str, list[FileStorage]] = {}
    for name, file in files:
        if not file.filename:
            continue  # an input left empty is posted too
        pointer, _, last = name.rpartition("/")
        if _file_field(definition, step_id, pointer) is None:
            uploads.undeclared = True
        elif last == _NEW[1:]:
            added.setdefault(pointer, []).append(file)
        elif pointers.is_index(last) and isinstance(old := pointers.get(answers, name), dict):
            taken = uploads.take(pointer, inspect(file.filename, file.stream), [{key: old.get(key) for key in _FILE}])
            if taken is not None:
                uploads.answers[name] = [taken]
        else:
            uploads.undeclared = True
    for pointer, group in added.items():
        asked = definition.fields[pointers.template(pointer)]
        present = pointers.get(answers, pointer)
        room = asked.limit("maxItems", _MOST) - (len(present) if isinstance(present, list) else 0)
        _add(uploads, asked, pointer, group, room, joins=pointer in joining)
    return uploads


def _add(uploads: Uploads, asked: Field, pointer: str, group: Sequence[FileStorage], room: int, *, joins: bool) -> None:
    """Take the files added to one field, as far as it has room; photographs to be joined count as one."""
    new = uploads.answers.setdefault(pointer, [])
    shots = [file for file in group if is_photograph(file.filename or "")]
    # Several photographs where one file only may stand: they cannot be meant otherwise.
    joins = bool(shots) and (joins or room == 1 < len(shots) == len(group))
    for file in group:
        if joins and file in shots[1:]:
            continue
        if len(new) >= room:
            uploads.problems.append(Problem(pointer, "fileCount", {"limit": asked.limit("maxItems", _MOST)}))
            continue
        verdict = _joined(shots) if joins and file is shots[0] else inspect(file.filename or "", file.stream)
        taken = uploads.take(pointer, verdict)
        if taken is not None:
            new.append(taken)


def _joined(shots: Sequence[FileStorage]) -> Accepted | Rejected:
    # A byte beyond the limit tells that there are more; the rest need not be read.
    return join([(file.filename or "", partial(file.stream.read, SHOT_LIMIT + 1)) for file in shots])


def _file_field(definition: Definition, step_id: str, pointer: str) -> Field | None:
    asked = definition.fields.get(pointers.template(pointer))
    if asked is None or asked.kind != "file" or asked.read_only:
        return None
    step = definition.step_of(pointer)
    return asked if step is not None and step.id == step_id else None
