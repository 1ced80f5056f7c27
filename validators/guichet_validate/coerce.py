"""From the pairs of a posted form to answers of the schema's types; never raises, whatever is posted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guichet_validate.answers import declared
from guichet_validate.pointers import get, is_index, put, remove, split
from guichet_validate.scalars import clean, day, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from guichet_validate.model import Definition, Field

MAX_ROWS = 200
MAX_PAIRS = 20_000

_NEW = "-"
_NOT_ANSWERS = frozenset({"csrf_token", "version", "action"})
# With these buttons the page comes back: an empty row was just added, or is being looked at.
_KEEPS_BLANK_ROWS = ("update", "add:", "remove:", "save")
_FILE_DAYS = ("issued", "expires")


@dataclass(frozen=True, slots=True)
class Coerced:
    """The whole answers with one step's fields replaced; ``undeclared`` are the posted names of no field.

    ``beside`` maps a file field's concrete pointer to what was typed about a file (``as issued expires``) that did
    not come, or was refused: no answer, but to be shown again.
    """

    answers: dict[str, Any]
    undeclared: tuple[str, ...]
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Posted:
    """What was posted at one place: values, date parts (``#day``…), and what is below by segment."""

    values: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    below: dict[str, _Posted] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def take(self) -> _Posted:
        """Mark what stands here as read."""
        self.names.clear()
        return self

    def unread(self) -> Iterator[str]:
        """Yield the names that no field read."""
        yield from self.names
        for posted in self.below.values():
            yield from posted.unread()


def coerce(
    definition: Definition,
    step_id: str,
    form: Iterable[tuple[str, str]],
    previous: Mapping[str, Any],
    new_files: Mapping[str, list[dict[str, Any]]] | None = None,
) -> Coerced:
    """Return the answers after a step was posted.

    ``form`` are the pairs of names (``/personnes/0/nom``) and values, ``previous`` the answers so far. ``new_files``
    maps the concrete pointer of a file field to the file answers stored just now (``id name type size``); the
    metadata posted beside the upload is added to them. Adding and removing rows is done by ``add_row`` and
    ``remove_row``, not here. A step that the definition has not changes nothing.
    """
    # What other steps hold is handed on as it is; what this one replaces is never changed in place.
    answers = {child.name: previous[child.name] for child in definition.root.children if child.name in previous}
    posted, action = _posted(form)
    reader = _Reader(new_files or {}, keep_blank=action.startswith(_KEEPS_BLANK_ROWS))
    step = definition.step(step_id)
    for pointer in step.fields if step is not None else ():
        listed = definition.fields[pointer]
        names = split(pointer)
        here = posted
        for name in names:
            here = here.below.get(name, _EMPTY)
        before = get(answers, pointer)
        value = reader.read(listed, here, before, pointer)
        if len(names) > 1 and isinstance(answers.get(names[0]), dict):
            answers[names[0]] = dict(answers[names[0]])
        if value is None:
            remove(answers, pointer)
            _drop_empty_parent(answers, names)
        else:
            put(answers, pointer, value)
    return Coerced(answers, tuple(posted.unread()), reader.beside)


def add_row(definition: Definition, answers: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """Return the answers with an empty row more in the repeat at a concrete pointer, up to its ``maxItems``."""
    changed: dict[str, Any] = declared(definition.root, dict(answers))
    repeat = definition.field_at(pointer)
    if repeat is not None and repeat.kind == "repeat":
        rows = get(changed, pointer)
        kept = rows if isinstance(rows, list) else []
        # A blank form already shows the rows that there must be at least.
        kept = kept + [{} for _ in range(repeat.limit("minItems", 0) - len(kept))]
        if len(kept) < repeat.limit("maxItems", MAX_ROWS):
            put(changed, pointer, [*kept, {}])
    return changed


def remove_row(definition: Definition, answers: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """Return the answers without the row of a repeat, or the file, at a concrete pointer; none left is absent."""
    changed: dict[str, Any] = declared(definition.root, dict(answers))
    above, _, last = pointer.rpartition("/")
    owner = definition.field_at(above)
    has_rows = owner is not None and owner.kind in ("repeat", "file")
    if has_rows and is_index(last) and remove(changed, pointer) and get(changed, above) == []:
        remove(changed, above)
    return changed


_EMPTY = _Posted()


def _posted(form: Iterable[tuple[str, str]]) -> tuple[_Posted, str]:
    """Return the pairs as a tree, and the button that was pressed."""
    root = _Posted()
    action = "next"
    for count, (name, value) in enumerate(form):
        if not isinstance(name, str) or not isinstance(value, str) or count >= MAX_PAIRS:
            continue
        if name == "action":
            action = value
        if name in _NOT_ANSWERS:
            continue
        pointer, _, part = name.partition("#")
        segments = split(pointer) if pointer.startswith("/") else (name,)
        here = root
        # Nothing declared is deeper than this; the rest of the name stays one segment.
        for segment in (*segments[:16], *(["/".join(segments[16:])] if segments[16:] else [])):
            here = here.below.setdefault(segment, _Posted())
        here.names.append(name)
        if part:
            here.parts[part] = value
        else:
            here.values.append(value)
    return root, action


def _drop_empty_parent(answers: dict[str, Any], names: tuple[str, ...]) -> None:
    if len(names) > 1 and answers.get(names[0]) == {}:
        del answers[names[0]]


class _Reader:
    """Reads fields from the tree of what was posted; ``None`` is absent."""

    def __init__(self, new_files: Mapping[str, list[dict[str, Any]]], *, keep_blank: bool) -> None:
        self.new_files = new_files
        self.keep_blank = keep_blank
        self.beside: dict[str, dict[str, str]] = {}

    def read(self, field: Field, posted: _Posted, before: Any, pointer: str) -> Any:
        """Return the typed value of a field."""
        if field.computed:
            posted.take()
            return None
        if field.read_only:
            # Shown, not asked: a posted value is ignored, and what was known stays.
            posted.take()
            return before
        match field.kind:
            case "object":
                return self._members(field, posted, before, pointer) or None
            case "repeat":
                return self._rows(field, posted, before, pointer)
            case "file":
                return self._files(field, posted, before, pointer)
            case "choices":
                return self._several(field, posted)
        return self._leaf(field, posted)

    def _members(self, field: Field, posted: _Posted, before: Any, pointer: str) -> dict[str, Any]:
        posted.take()
        known = before if isinstance(before, dict) else {}
        values: dict[str, Any] = {}
        for child in field.children:
            below = posted.below.get(child.name, _EMPTY)
            value = self.read(child, below, known.get(child.name), f"{pointer}/{child.name}")
            if value is not None:
                values[child.name] = value
        return values

    def _rows(self, field: Field, posted: _Posted, before: Any, pointer: str) -> list[Any] | None:
        posted.take()
        known = before if isinstance(before, list) else []
        numbers = sorted(int(segment) for segment in posted.below if is_index(segment))[:MAX_ROWS]
        rows: list[dict[str, Any]] = []
        for number in numbers:
            below = posted.below[str(number)].take()
            row_before = known[number] if number < len(known) else None
            rows.append(self._members(field, below, row_before, f"{pointer}/{number}"))
        if not self.keep_blank:
            least = field.limit("minItems", 0)
            while len(rows) > least and {} in rows:
                rows.remove({})
            # An empty row of a repeat that must have one stays: what lacks in it is told field by field.
            if not any(rows) and not field.required_always:
                return None
        return rows or None

    def _files(self, field: Field, posted: _Posted, before: Any, pointer: str) -> list[Any] | None:
        posted.take()
        files = [dict(file) for file in before if isinstance(file, dict)] if isinstance(before, list) else []
        for index, file in enumerate(files):
            below = posted.below.get(str(index))
            if below is not None:
                self._metadata(field, file, below.take())
        beside = posted.below.get(_NEW, _EMPTY).take()
        for added in self.new_files.get(pointer, ()):
            file = dict(added)
            self._metadata(field, file, beside)
            files.append(file)
        if beside.below and not self.new_files.get(pointer):
            typed: dict[str, str] = {}
            self._metadata(field, typed, beside)
            if typed:
                self.beside[pointer] = typed
        _read_all(beside)
        return files or None

    def _metadata(self, field: Field, file: dict[str, Any], posted: _Posted) -> None:
        """Set which paper a file is and its dates, where they were posted."""
        alternative = posted.below.get("as")
        if alternative is not None:
            _replace(file, "as", clean(alternative.take().values[-1]) if alternative.values else "")
        elif "as" not in file and field.document is not None and len(field.document.accepts) == 1:
            file["as"] = field.document.accepts[0].id
        for name in _FILE_DAYS:
            given = posted.below.get(name)
            if given is not None:
                _replace(file, name, _day_of(given.take()))

    def _several(self, field: Field, posted: _Posted) -> list[Any] | None:
        chosen = [clean(value) for value in posted.take().values]
        typed = [scalar(field, value) for value in chosen if value]
        offered = [choice.value for choice in field.choices]
        ordered = [value for value in offered if value in typed]
        ordered += [value for value in dict.fromkeys(typed) if value not in offered]
        return ordered or None

    def _leaf(self, field: Field, posted: _Posted) -> Any:
        posted.take()
        if posted.parts:
            return _day_of(posted)
        text = clean(posted.values[-1]) if posted.values else ""
        if not text:
            return None
        if field.kind == "boolean" and field.node.get("const") is True and text == "false":
            # The hidden twin of a box that is not ticked.
            return None
        return scalar(field, text)


def _read_all(posted: _Posted) -> None:
    posted.take()
    for below in posted.below.values():
        _read_all(below)


def _day_of(posted: _Posted) -> str | None:
    if not posted.parts:
        return clean(posted.values[-1]) or None if posted.values else None
    date = day(posted.parts)
    time = clean(posted.parts.get("time", ""))
    if not time:
        return date
    return f"{date or ''}T{time}"


def _replace(file: dict[str, Any], key: str, value: str | None) -> None:
    if value:
        file[key] = value
    else:
        file.pop(key, None)
