"""From the pairs of a posted form to answers of the schema's types; never raises, whatever is posted."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet_validate.answers import declared
from guichet_validate.pointers import get, is_index, put, remove
from guichet_validate.posted import Posted, last_of
from guichet_validate.scalars import clean, conversion, day
from guichet_validate.searching import UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from guichet_validate.model import Definition, Field

    Reading = Callable[[Posted, str], Any]
    Members = tuple[tuple[str, str, Reading | None, Field], ...]

MAX_ROWS = 200

_NEW = "-"
# With these buttons, and with those that name a field, the page comes back: an empty row may be looked at.
_KEEPS_BLANK_ROWS = ("update", "save")
_FILE_DAYS = ("issued", "expires")
_JOIN = "join"
_OBJECT_PARTS = ("search", "pick", "member")
MAX_PICK = 2_000


class Coerced(NamedTuple):
    """The whole answers with one step's fields replaced; ``undeclared`` are the posted names of no field.

    ``beside`` maps a field's concrete pointer to what was typed beside its answer, to be shown again: at a file
    field about a file (``as issued expires``, and ``join`` for the wish to join photographs) that did not come, or was
    refused; at an object what was searched for (``search``) and the suggestion (``pick``) or the person (``member``)
    picked to fill it.
    """

    answers: dict[str, Any]
    undeclared: tuple[str, ...]
    beside: Mapping[str, Mapping[str, str]] = MappingProxyType({})


def coerce(
    definition: Definition,
    step_id: str,
    form: Iterable[tuple[str, str]],
    previous: Mapping[str, Any],
    new_files: Mapping[str, list[dict[str, Any]]] | None = None,
) -> Coerced:
    """Return the answers after a step was posted.

    ``form`` are the pairs of names (``/personnes/0/nom``) and values, ``previous`` the answers so far. ``new_files``
    maps the concrete pointer of a file field to the file answers stored just now (``id name type size``), that of one
    of its files to the one that takes its place; the metadata posted beside the upload is added to them. What the
    buttons of rows do is done by ``add_row``, ``remove_row`` and ``move_row``, not here. A step that the definition
    has not changes nothing.
    """
    # What other steps hold is handed on as it is; what this one replaces is never changed in place.
    names = definition.plan.names
    answers = (
        dict(previous) if previous.keys() <= names else {name: previous[name] for name in names if name in previous}
    )
    posted = Posted(form)
    reader: _Reader | None = None
    for pointer, owner, name, read, asked in definition.plan.asked_by.get(step_id, ()):
        above = answers
        if owner:
            # A property of a root object: a copy of the object takes it.
            inside = answers.get(owner)
            above = answers[owner] = dict(inside) if isinstance(inside, dict) else {}
        if read is not None:
            value = read(posted, pointer)
        else:
            reader = reader or _Reader(definition.plan.members, posted, new_files or {})
            value = reader.read(asked, above.get(name), pointer)
        if value is not None:
            above[name] = value
        elif name in above:
            del above[name]
        if owner and not above:
            del answers[owner]
    return Coerced(answers, posted.unread(), reader.beside if reader is not None else {})


def add_row(definition: Definition, answers: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """Return the answers with an empty row more in the repeat at a concrete pointer, up to its ``maxItems``."""
    changed: dict[str, Any] = declared(definition.root, dict(answers))
    repeat = definition.field_at(pointer)
    if repeat is not None and repeat.kind == "repeat":
        rows = get(changed, pointer)
        kept = rows if isinstance(rows, list) else []
        # A blank form already shows the rows that there must be at least.
        kept = kept + [{} for _ in range(repeat.least - len(kept))]
        if len(kept) < repeat.limit("maxItems", MAX_ROWS):
            put(changed, pointer, [*kept, {}])
    return changed


def remove_row(definition: Definition, answers: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """Return the answers without the row of a repeat, or the file, at a concrete pointer; none left is absent."""
    changed: dict[str, Any] = declared(definition.root, dict(answers))
    above, place = _row_of(definition, pointer)
    if place is not None and remove(changed, pointer) and get(changed, above) == []:
        remove(changed, above)
    return changed


def move_row(definition: Definition, answers: Mapping[str, Any], pointer: str, by: int) -> dict[str, Any]:
    """Return the answers with the row of a repeat, or the file, at a concrete pointer ``by`` places further down.

    A place that the list has not changes nothing.
    """
    changed: dict[str, Any] = declared(definition.root, dict(answers))
    above, place = _row_of(definition, pointer)
    rows = get(changed, above)
    if place is not None and isinstance(rows, list) and place < len(rows) and 0 <= place + by < len(rows):
        rows.insert(place + by, rows.pop(place))
    return changed


def _row_of(definition: Definition, pointer: str) -> tuple[str, int | None]:
    """Return the pointer of the repeat or file field around a row or file, and its number; ``None`` for no such."""
    above, _, last = pointer.rpartition("/")
    owner = definition.field_at(above)
    has_rows = owner is not None and owner.kind in ("repeat", "file")
    return above, int(last) if has_rows and is_index(last) else None


class _Reader:
    """Reads fields from what was posted; ``None`` is absent."""

    __slots__ = ("beside", "keep_blank", "members", "new_files", "posted")

    def __init__(
        self, members: Mapping[str, Members], posted: Posted, new_files: Mapping[str, list[dict[str, Any]]]
    ) -> None:
        self.members = members
        self.posted = posted
        self.new_files = new_files
        self.keep_blank = posted.action in _KEEPS_BLANK_ROWS or ":" in posted.action
        self.beside: dict[str, dict[str, str]] = {}

    def read(self, field: Field, before: Any, pointer: str) -> Any:
        """Return the value of a field that is no leaf to be read; ``before`` is what was known of it."""
        if field.read_only or field.computed:
            # Shown, not asked: a posted value is ignored. What was known stays, but for what the server computes.
            self.posted.take(pointer)
            if field.children:
                self.posted.swallow(pointer)
            return None if field.computed else before
        if field.kind == "object":
            return self._members(field, before, pointer) or None
        return self._rows(field, before, pointer) if field.kind == "repeat" else self._files(field, before, pointer)

    def _members(self, field: Field, before: Any, pointer: str) -> dict[str, Any]:
        if self.posted.has_parts:
            parts = self.posted.parts(pointer)
            if beside := {part: typed for part in _OBJECT_PARTS if (typed := clean(parts.get(part, ""))[:MAX_PICK])}:
                self.beside[pointer] = beside
        self.posted.take(pointer)
        known = before if isinstance(before, dict) else {}
        values: dict[str, Any] = {}
        for name, end, read, child in self.members[field.pointer]:
            here = pointer + end
            value = self.read(child, known.get(name), here) if read is None else read(self.posted, here)
            if value is not None:
                values[name] = value
        return values

    def _rows(self, field: Field, before: Any, pointer: str) -> list[Any] | None:
        self.posted.take(pointer)
        known = before if isinstance(before, list) else []
        rows: list[dict[str, Any]] = []
        for number in sorted(self.posted.rows(pointer))[:MAX_ROWS]:
            row_before = known[number] if number < len(known) else None
            rows.append(self._members(field, row_before, f"{pointer}/{number}"))
        if not self.keep_blank:
            least = field.least
            while len(rows) > least and {} in rows:
                rows.remove({})
            # An empty row of a repeat that must have one stays: what lacks in it is told field by field.
            if not any(rows) and not field.required_always:
                return None
        return rows or None

    def _files(self, field: Field, before: Any, pointer: str) -> list[Any] | None:
        posted = self.posted
        posted.take(pointer)
        files = [dict(file) for file in before if isinstance(file, dict)] if isinstance(before, list) else []
        for index in sorted(posted.rows(pointer)):
            if index < len(files):
                posted.take(f"{pointer}/{index}")
                self._metadata(files[index], f"{pointer}/{index}")
        for index, file in enumerate(files):
            for instead in self.new_files.get(f"{pointer}/{index}", ()):
                file.update(instead)
        typed: dict[str, str] = {}
        self._metadata(typed, f"{pointer}/{_NEW}")
        joins = posted.parts(f"{pointer}/{_NEW}").get(_JOIN)
        posted.swallow(f"{pointer}/{_NEW}")
        added = self.new_files.get(pointer, ())
        files += [{**file, **typed} for file in added]
        if field.document is not None and len(field.document.accepts) == 1:
            for file in files:
                file.setdefault("as", field.document.accepts[0].id)
        if joins:
            typed[_JOIN] = joins
        if typed and not added:
            self.beside[pointer] = typed
        return files or None

    def _metadata(self, file: dict[str, Any], pointer: str) -> None:
        """Set which paper a file is and its dates, where they were posted."""
        alternative = self.posted.values(f"{pointer}/as", None)
        if alternative is not None:
            _replace(file, "as", clean(last_of(alternative)))
        for name in _FILE_DAYS:
            here = f"{pointer}/{name}"
            parts, values = self.posted.parts(here), self.posted.values(here, None)
            if parts:
                _replace(file, name, _day_of(parts))
            elif values is not None:
                _replace(file, name, clean(last_of(values)))


def reading(field: Field) -> Reading:
    """Return the function that reads a leaf field at a concrete pointer from what was posted; ``None`` is absent."""
    convert = conversion(field)
    chosen_from = bool(field.lookup or field.choices)

    def one(posted: Posted, pointer: str) -> Any:
        text = posted.values(pointer, None)
        if posted.has_parts and (parts := posted.parts(pointer)):
            if not chosen_from or "search" not in parts:
                return _day_of(parts)
            typed = clean(parts["search"])
            # A text left as it was drawn stands for the choice beside it; any other speaks for itself.
            if not typed or not text or not last_of(text) or typed != clean(parts.get("shown", "")):
                return UNSETTLED + typed if typed else None
        if text is None:
            return None
        if not isinstance(text, str):
            text = text[-1]
        text = text.strip() if posted.tidy else clean(text)
        return (text if convert is None else convert(text)) if text else None

    offered = [choice.value for choice in field.choices]

    def several(posted: Posted, pointer: str) -> Any:
        """Read the choices made, in the order of the options; what is no option comes after them."""
        posted.parts(pointer)
        found = posted.values(pointer, ())
        texts = map(str.strip if posted.tidy else clean, (found,) if isinstance(found, str) else found)
        chosen = list(dict.fromkeys([text if convert is None else convert(text) for text in texts if text]))
        ordered = [value for value in offered if value in chosen]
        return [*ordered, *(value for value in chosen if value not in offered)] or None

    return several if field.kind == "choices" else one


def _day_of(parts: Mapping[str, str]) -> str | None:
    date = day(parts)
    time = clean(parts.get("time", ""))
    if not time:
        return date
    return f"{date or ''}T{time}"


def _replace(file: dict[str, Any], key: str, value: str | None) -> None:
    if value:
        file[key] = value
    else:
        file.pop(key, None)
