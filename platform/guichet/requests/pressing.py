"""What the buttons inside a step do: to the answers, to what is noted at their pointers, to the place of the reader."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from guichet.documents import services as documents
from guichet.documents.inspection import Rejected
from guichet.documents.joining import is_photograph, join
from guichet.documents.uploads import Uploads
from guichet.requests.models import Request
from guichet_render.view import identifier
from guichet_validate import pointers
from guichet_validate.coerce import add_row, move_row, remove_row
from guichet_validate.model import Definition, Field

# Each stands before a colon and the concrete pointer of a repeat, a file field, a row or a file.
VERBS = ("add", "ask", "keep", "remove", "up", "down", "attach", "join")

JOIN = "join:"
_SAID = ("as", "issued", "expires")
_DRAWN = re.compile(r"(/[A-Za-z0-9]{1,41}){1,20}")
_BY = {"up": -1, "down": 1}

Noted = TypeVar("Noted")


@dataclass(frozen=True, slots=True)
class Pressed:
    """The answers after a button.

    ``moves`` maps the concrete pointers of rows and files that stand elsewhere now to their new ones, ``None`` for one
    that is gone. ``asking`` is the row to ask about before it is taken away, ``focus`` the id where reading goes on.
    """

    answers: Mapping[str, Any]
    moves: Mapping[str, str | None] = field(default_factory=dict)
    asking: str = ""
    focus: str = ""

    def follow(self, pointer: str) -> str | None:
        """Return where what stood at a pointer before stands now, ``None`` when it is gone."""
        for before, after in self.moves.items():
            if pointers.within(pointer, before):
                return None if after is None else after + pointer[len(before) :]
        return pointer

    def carried(self, notes: Mapping[str, Noted]) -> dict[str, Noted]:
        """Return what is noted at pointers, at the pointers of now."""
        return {now: note for before, note in notes.items() if (now := self.follow(before)) is not None}


def press(definition: Definition, step_id: str, answers: Mapping[str, Any], action: str, uploads: Uploads) -> Pressed:
    """Return what ``verb:pointer`` makes of the answers; nothing changes where the pointer is not of this step.

    ``join`` finds in ``uploads`` what ``join_ahead`` has made.
    """
    verb, _, pointer = action.partition(":")
    # Only what a page could have drawn: the pointer comes back in an address and in a header.
    step = definition.step_of(pointer) if _DRAWN.fullmatch(pointer) else None
    if verb not in VERBS or step is None or step.id != step_id:
        return Pressed(answers)
    if verb == "add":
        return _added(definition, answers, pointer)
    if verb in _BY:
        return _moved(definition, answers, pointer, _BY[verb])
    if verb == "keep":
        return Pressed(answers, focus=f"{identifier(pointer)}-remove")
    if verb == "ask":
        return _asked(definition, answers, pointer)
    if verb == "remove":
        return _removed(definition, answers, pointer)
    if verb == "join":
        return _joined(definition, answers, pointer, uploads)
    return Pressed(answers, focus=_after_files(answers, pointer, uploads))


def holds_answers(definition: Definition, answers: Mapping[str, Any], pointer: str) -> bool:
    """Tell whether a row says anything that would be lost with it: more than defaults and computed values."""
    repeat = definition.field_at(pointer.rpartition("/")[0])
    row = pointers.get(answers, pointer)
    return repeat is not None and repeat.kind == "repeat" and _says(repeat.children, row)


def _says(fields: Iterable[Field], values: Any) -> bool:
    if not isinstance(values, dict):
        return False
    return any(
        _says(one.children, values[one.name]) if one.kind == "object" else values[one.name] != one.node.get("default")
        for one in fields
        if one.name in values and not one.computed
    )


def _added(definition: Definition, answers: Mapping[str, Any], pointer: str) -> Pressed:
    changed = add_row(definition, answers, pointer)
    rows = pointers.get(changed, pointer)
    last = f"-{len(rows) - 1}" if isinstance(rows, list) and rows != pointers.get(answers, pointer) else ""
    return Pressed(changed, focus=f"{identifier(pointer)}{last}")


def _moved(definition: Definition, answers: Mapping[str, Any], pointer: str, by: int) -> Pressed:
    changed = move_row(definition, answers, pointer, by)
    above, _, last = pointer.rpartition("/")
    rows = pointers.get(changed, above)
    if not pointers.is_index(last) or not isinstance(rows, list):
        return Pressed(answers)
    place = int(last) + by
    if not 0 <= place < len(rows) or int(last) >= len(rows):
        return Pressed(answers)
    there = f"{above}/{place}"
    # The same button again, where the row still can go further.
    ends = place == 0 if by < 0 else place == len(rows) - 1
    following = "up" if (by < 0) is not ends else "down"
    return Pressed(changed, {pointer: there, there: pointer}, focus=f"{identifier(there)}-{following}")


def _asked(definition: Definition, answers: Mapping[str, Any], pointer: str) -> Pressed:
    if holds_answers(definition, answers, pointer):
        return Pressed(answers, asking=pointer, focus=f"{identifier(pointer)}-ask")
    return _removed(definition, answers, pointer)


def _removed(definition: Definition, answers: Mapping[str, Any], pointer: str) -> Pressed:
    before = pointers.get(answers, above := pointer.rpartition("/")[0])
    changed = remove_row(definition, answers, pointer)
    rows = pointers.get(changed, above) or []
    if not isinstance(before, list) or len(rows) == len(before):
        return Pressed(answers)
    gone = int(pointer.rpartition("/")[2])
    moves: dict[str, str | None] = {pointer: None}
    moves |= {f"{above}/{place}": f"{above}/{place - 1}" for place in range(gone + 1, len(before))}
    asked = definition.field_at(above)
    # Where a file went another may be chosen; where a row went its neighbour is read.
    place = f"-{min(gone, len(rows) - 1)}" if rows and asked is not None and asked.kind == "repeat" else ""
    return Pressed(changed, moves, focus=f"{identifier(above)}{place}")


def join_ahead(
    definition: Definition, answers: Mapping[str, Any], action: str, draft: Request, uploads: Uploads
) -> None:
    """Do the slow part of ``join:pointer``: note in ``uploads`` what the photographs of that field make together."""
    shots = _photographs(definition, answers, action.removeprefix(JOIN)) if action.startswith(JOIN) else []
    if not shots:
        return
    readers: list[tuple[str, Callable[[], bytes]]] = [
        (shot["name"], partial(documents.content_given, draft.id, shot["id"], uploads.accepted)) for shot in shots
    ]
    try:
        verdict = join(readers)
    except (OSError, LookupError):
        verdict = Rejected("fileJoin")
    uploads.joined[_ids(shots)] = verdict


def _joined(definition: Definition, answers: Mapping[str, Any], pointer: str, uploads: Uploads) -> Pressed:
    """Put what was made of the photographs of a field at the place of the first of them."""
    shots = _photographs(definition, answers, pointer)
    verdict = uploads.joined.get(_ids(shots))
    if verdict is None:
        return Pressed(answers)
    document = uploads.take(pointer, verdict, shots)
    if document is None:
        return Pressed(answers, focus=identifier(pointer))
    files = pointers.get(answers, pointer)
    place = files.index(shots[0])
    said = {key: value for shot in reversed(shots) for key, value in shot.items() if key in _SAID}
    rest = [file for file in files if file not in shots]
    changed = copy.deepcopy(dict(answers))
    pointers.put(changed, pointer, [*rest[:place], {**document, **said}, *rest[place:]])
    return Pressed(changed, focus=f"{identifier(pointer)}-{place}")


def _photographs(definition: Definition, answers: Mapping[str, Any], pointer: str) -> list[dict[str, Any]]:
    """Return the photographs of a file field, nothing where there are not several to be joined."""
    files = pointers.get(answers, pointer)
    asked = definition.field_at(pointer)
    if asked is None or asked.kind != "file" or asked.read_only or not isinstance(files, list):
        return []
    shots = [file for file in files if isinstance(file, dict) and is_photograph(str(file.get("name", "")))]
    return shots if len(shots) > 1 else []


def _ids(shots: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(str(shot.get("id")) for shot in shots)


def _after_files(answers: Mapping[str, Any], pointer: str, uploads: Uploads) -> str:
    """Return the last file of a field, or the place to choose one when something is wrong or nothing came."""
    files = pointers.get(answers, pointer)
    if not isinstance(files, list) or any(pointers.within(one.pointer, pointer) for one in uploads.problems):
        return identifier(pointer)
    return f"{identifier(pointer)}-{len(files) - 1}"
