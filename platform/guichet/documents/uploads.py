"""Take the files of a posted step: each is judged by itself, and one bad file costs nothing but itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import FileStorage

from guichet.documents.inspection import Accepted, Rejected, inspect
from guichet_validate import pointers
from guichet_validate.model import Definition, Field
from guichet_validate.problems import Problem

_NEW = "/-"  # a file input's name is the pointer of its field and this
_MOST = 10_000  # a file field without maxItems


@dataclass(slots=True)
class Uploads:
    """What came with a step: nothing is stored yet.

    ``answers`` maps a file field's concrete pointer to the answers of its new files, ``accepted`` their ids to their
    contents; ``undeclared`` tells that a file came for no field of this step.
    """

    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    accepted: dict[uuid.UUID, Accepted] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    undeclared: bool = False


def receive(
    definition: Definition, step_id: str, files: Iterable[tuple[str, FileStorage]], answers: Mapping[str, Any]
) -> Uploads:
    """Inspect the posted files of one step against the answers given so far."""
    uploads = Uploads()
    for name, file in files:
        if not file.filename:
            continue  # an input left empty is posted too
        pointer = name.removesuffix(_NEW)
        asked = _file_field(definition, step_id, pointer) if name.endswith(_NEW) else None
        if asked is None:
            uploads.undeclared = True
            continue
        _take(uploads, asked, pointer, file, answers)
    return uploads


def _take(uploads: Uploads, asked: Field, pointer: str, file: FileStorage, answers: Mapping[str, Any]) -> None:
    new = uploads.answers.setdefault(pointer, [])
    present = pointers.get(answers, pointer)
    limit = asked.limit("maxItems", _MOST)
    if (len(present) if isinstance(present, list) else 0) + len(new) >= limit:
        uploads.problems.append(Problem(pointer, "fileCount", {"limit": limit}))
        return
    verdict = inspect(file.filename or "", file.stream)
    if isinstance(verdict, Rejected):
        uploads.problems.append(Problem(pointer, verdict.code, verdict.params))
        return
    identifier = uuid.uuid4()
    uploads.accepted[identifier] = verdict
    new.append(
        {"id": str(identifier), "name": verdict.name, "type": verdict.type, "size": len(verdict.content)},
    )


def _file_field(definition: Definition, step_id: str, pointer: str) -> Field | None:
    asked = definition.fields.get(pointers.template(pointer))
    if asked is None or asked.kind != "file" or asked.read_only:
        return None
    step = definition.step_of(pointer)
    return asked if step is not None and step.id == step_id else None
