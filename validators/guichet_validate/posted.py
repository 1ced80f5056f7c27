"""The pairs of a posted form by name, and which of them no field has read."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import is_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_PAIRS = 20_000
# Nothing declared has rows in rows in rows deeper than this.
_MAX_ROWS_DEEP = 16

# A form of one repeat or two is looked through for each; one that asks more often is read once for all.
_LOOKS = 2
_ROW = re.compile(r"/(0|[1-9][0-9]{0,5})(?![^/])")
_NOT_ANSWERS = ("csrf_token", "version", "action")
_NO_PARTS: Mapping[str, str] = {}


def last_of(found: str | list[str]) -> str:
    """Return the last of the values posted under one name."""
    return found if isinstance(found, str) else found[-1]


class Posted:
    """What was posted, by concrete pointer: values, and parts of a value (``/x#day``). Reading takes away.

    ``values`` takes what was posted under a pointer: one text, a list of several, or the second argument for none.
    ``action`` is the button that was pressed, ``next`` when none was; ``has_parts`` tells that there is any part,
    ``tidy`` that no text needs more than trimming to be what ``scalars.clean`` makes of it.
    """

    __slots__ = ("_looks", "_parts", "_rows", "_swallowed", "_values", "action", "has_parts", "tidy", "values")

    def __init__(self, form: Iterable[tuple[Any, Any]]) -> None:
        """Take the pairs of a form; what are no two texts, and pairs beyond a bound, are left out."""
        pairs = list(islice(form, MAX_PAIRS))
        self._parts: dict[str, dict[str, str]] = {}
        self._rows: dict[str, set[int]] | None = None
        self._looks = _LOOKS
        self._swallowed: list[str] = []
        values = self._values = _each_once(pairs) or self._gathered(pairs)
        self.tidy = _are_tidy(pairs)
        self.values = values.pop
        self.has_parts = bool(self._parts)
        self.action = last_of(values.get("action", "next"))
        for name in _NOT_ANSWERS:
            values.pop(name, None)

    def _gathered(self, pairs: list[tuple[Any, Any]]) -> dict[str, str | list[str]]:
        values: dict[str, str | list[str]] = {}
        for name, value in pairs:
            if type(name) is not str or type(value) is not str:
                continue
            if "#" in name:
                pointer, _, part = name.partition("#")
                self._parts.setdefault(pointer, {})[part] = value
            elif name not in values:
                values[name] = value
            elif isinstance(known := values[name], str):
                values[name] = [known, value]
            else:
                known.append(value)
        return values

    def parts(self, pointer: str) -> Mapping[str, str]:
        """Take the parts posted under a pointer."""
        return self._parts.pop(pointer, _NO_PARTS)

    def take(self, pointer: str) -> None:
        """Mark what stands under a pointer itself as read."""
        self._values.pop(pointer, None)
        self._parts.pop(pointer, None)

    def rows(self, pointer: str) -> set[int]:
        """Return the numbers of the rows that anything was posted for, read or not."""
        if self._rows is None:
            if self._looks:
                self._looks -= 1
                return self._rows_below(f"{pointer}/")
            self._rows = {}
            for name in (*self._values, *self._parts):
                for row in islice(_ROW.finditer(name), _MAX_ROWS_DEEP):
                    self._rows.setdefault(name[: row.start()], set()).add(int(row[1]))
        return self._rows.get(pointer, set())

    def _rows_below(self, prefix: str) -> set[int]:
        length = len(prefix)
        below = [name[length:] for name in (*self._values, *self._parts) if name.startswith(prefix)]
        return {int(row) for row in {name.partition("/")[0] for name in below} if is_index(row)}

    def swallow(self, pointer: str) -> None:
        """Mark everything under a pointer as read."""
        self._swallowed.append(pointer)

    def unread(self) -> tuple[str, ...]:
        """Return the names that no field took."""
        if not self._values and not self._parts:
            return ()
        names = [*self._values, *(f"{pointer}#{part}" for pointer, parts in self._parts.items() for part in parts)]
        alone = set(self._swallowed)
        below = tuple(f"{pointer}{end}" for pointer in self._swallowed for end in ("/", "#"))
        return tuple(name for name in names if name not in alone and not name.startswith(below))


def _each_once(pairs: list[tuple[Any, Any]]) -> dict[str, str | list[str]] | None:
    """Return the pairs by name when all are texts, no name comes twice and none has parts: nearly every form."""
    try:
        values: dict[str, Any] = dict(pairs)
        names = "".join(values)
        "".join(values.values())
    except (TypeError, ValueError):
        return None
    return values if len(values) == len(pairs) and "#" not in names else None


def _are_tidy(pairs: list[tuple[Any, Any]]) -> bool:
    """Tell whether all texts are printable and composed: joined they are only if each is."""
    try:
        texts = "".join([value for _, value in pairs])
    except (TypeError, ValueError):
        return False
    return texts.isprintable() and (texts.isascii() or unicodedata.is_normalized("NFC", texts))
