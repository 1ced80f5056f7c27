"""Read a definition file strictly, and tell the line and column of any JSON Pointer in it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.pointers import join
from guichet_validate.slips import slip

MAX_BYTES = 512 * 1024
MAX_DEPTH = 64
# The largest whole number that a browser counts exactly.
LARGEST = 2**53 - 1
_MAX_DIGITS = 300

_TOKEN = re.compile(r'[\s,:]*(?:("(?:[^"\\]|\\.)*")|([\[\]{}])|([^\s\[\]{},:"]+))')
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")


class _RepeatedKeyError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class _ConstantError(ValueError):
    pass


@dataclass(slots=True)
class Source:
    """A file that was read: its name, its text and the JSON object in it."""

    name: str
    text: str
    document: dict[str, Any]
    # Whether no number in it is larger than a browser counts exactly; false where nobody looked.
    counts_exactly: bool = False
    _positions: dict[str, int] = field(default_factory=dict, repr=False)
    _further: Iterator[tuple[str, int]] | None = field(default=None, repr=False)

    def position(self, pointer: str) -> tuple[int, int]:
        """Return line and column (from 1) of what a pointer names: the key of a member, the start of a row.

        A pointer that leads nowhere gives the place of its nearest ancestor.
        """
        while pointer and not self._reaches(pointer):
            pointer = pointer.rpartition("/")[0]
        return _line_column(self.text, self._positions.get(pointer, 0))

    def _reaches(self, pointer: str) -> bool:
        """Tell whether the text has a pointer; it is read no further than that."""
        if self._further is None:
            self._further = _walk(self.text)
        while pointer not in self._positions:
            place = next(self._further, None)
            if place is None:
                return False
            self._positions[place[0]] = place[1]
        return True

    def place(self, finding: Finding) -> Finding:
        """Return the finding with this file's name, and its line and column."""
        return finding.at(self.name, *self.position(finding.pointer))


def read(content: str | bytes, name: str) -> Source:
    """Read strict JSON: UTF-8 without BOM, one object, no repeated key, no NaN, at most 512 KiB and 64 levels.

    Raises DefinitionError with one finding placed in the file; codes ``size encoding bom json repeatedKey number
    depth object``.
    """
    text = _decode(content, name)
    _bound_depth(text, name)
    large: list[int | float] = []

    def whole(digits: str) -> int:
        value = _whole(digits)
        if not -LARGEST <= value <= LARGEST:
            large.append(value)
        return value

    def number(digits: str) -> float:
        value = _number(digits)
        if not -LARGEST <= value <= LARGEST:
            large.append(value)
        return value

    try:
        document = json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_int=whole, parse_float=number
        )
    except json.JSONDecodeError as error:
        what, offset = slip(text, error)
        _refuse("json", name, text, offset, slip=what, reason=error.msg)
    except _RepeatedKeyError as error:
        place = _second_occurrence(text)
        _refuse("repeatedKey", name, text, place, key=error.key)
    except (_ConstantError, ValueError):
        _refuse("number", name, text, 0)
    if not isinstance(document, dict):
        _refuse("object", name, text, 0)
    return Source(name, text, document, counts_exactly=not large)


def _decode(content: str | bytes, name: str) -> str:
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        _refuse("size", name, "", 0, limit=MAX_BYTES, size=size)
    if isinstance(content, bytes):
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            before = content[: error.start].decode("utf-8", "replace")
            _refuse("encoding", name, before, len(before))
    else:
        text = content
    if text.startswith("\ufeff"):
        _refuse("bom", name, text, 0)
    # Bytes that are UTF-8 hold no lone surrogate, unless it is written as an escape.
    lone = isinstance(content, str) and re.search("[\ud800-\udfff]", text)
    if lone or ("\\u" in text and re.search(r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])", text)):
        _refuse("encoding", name, text, 0)
    return text


def _bound_depth(text: str, name: str) -> None:
    if not _is_deep(text):
        return
    depth = 0
    for match in _TOKEN.finditer(text):
        bracket = match.group(2)
        if bracket is None:
            continue
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            _refuse("depth", name, text, match.start(2), limit=MAX_DEPTH)


def _is_deep(text: str) -> bool:
    """Tell whether brackets, those in strings left aside, may go too deep; where is then worth a slower look."""
    # Without escaped quotes, every second piece between quotes is no string.
    bare = text.replace("\\\\", "").replace('\\"', "") if "\\" in text else text
    brackets = _NO_BRACKETS.sub("", "".join(bare.split('"')[::2]))
    # What holds nothing more is taken away, at most two levels at a time.
    for _ in range(MAX_DEPTH // 2):
        if not brackets:
            return False
        brackets = brackets.replace("{}", "").replace("[]", "")
    return bool(brackets)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _RepeatedKeyError(key)
            seen.add(key)
    return result


def _refuse_constant(constant: str) -> NoReturn:
    raise _ConstantError(constant)


def _number(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise _ConstantError(digits)
    return value


def _whole(digits: str) -> int:
    # What no double holds would fail wherever it is reckoned with.
    if len(digits) > _MAX_DIGITS:
        raise _ConstantError(digits)
    return int(digits)


def _refuse(code: str, name: str, text: str, offset: int, **params: Any) -> NoReturn:
    line, column = _line_column(text, offset)
    raise DefinitionError([Finding(code, "error", "", params, name, line, column)])


def _line_column(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def _second_occurrence(text: str) -> int:
    seen: set[str] = set()
    for pointer, offset in _walk(text):
        if pointer in seen:
            return offset
        seen.add(pointer)
    return 0


def _walk(text: str) -> Iterator[tuple[str, int]]:
    """Yield every pointer and its offset: the key's for members, the value's for rows and the root."""
    path: list[str | int] = []
    kinds: list[str] = []
    expects_key = False
    for match in _TOKEN.finditer(text):
        string, bracket, _ = match.groups()
        offset = match.start(match.lastindex or 0)
        if bracket in ("]", "}"):
            if kinds:
                kinds.pop()
                path.pop()
            expects_key = bool(kinds) and kinds[-1] == "{"
            continue
        if expects_key and string is not None:
            path[-1] = json.loads(string, strict=False)
            yield join(path), offset
            expects_key = False
            continue
        if kinds and kinds[-1] == "[":
            path[-1] = int(path[-1]) + 1
            yield join(path), offset
        elif not kinds:
            yield "", offset
        if bracket is not None:
            kinds.append(bracket)
            path.append(-1 if bracket == "[" else "")
            expects_key = bracket == "{"
        else:
            expects_key = bool(kinds) and kinds[-1] == "{"
