"""Reference lists: the city's tables of streets, schools and the like, read from CSV files as pure values."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.functions import ExpressionFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Rows = Sequence[Mapping[str, str]]
# By list, the rows that an evaluation found, each by its identity.
Found = dict[str, dict[int, Mapping[str, str]]]

MAX_BYTES = 4 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 30
MAX_CELL = 500


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """One table. Every row has every column, as text; ``digest`` is the SHA-256 (hex) of the file."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    digest: str


Lists = dict[str, ReferenceList]


def load_list(path: str | Path) -> ReferenceList:
    """Read one CSV file: UTF-8, commas, a header of distinct names, rows as long as it; blank lines are skipped.

    Raises DefinitionError with one finding ``list`` placed at its line, whose ``reason`` is ``size``, ``encoding``,
    ``quotes``, ``header``, ``row`` (of another length than the header) or ``cell`` (too long, or not trimmed).
    """
    path = Path(path)
    content = path.read_bytes()
    if len(content) > MAX_BYTES:
        _refuse(path, 1, "size")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(path, content.count(b"\n", 0, error.start) + 1, "encoding")
    columns: tuple[str, ...] = ()
    rows: list[Mapping[str, str]] = []
    for line, cells in _lines(path, text):
        if not columns:
            if len(cells) > MAX_COLUMNS or len(set(cells)) < len(cells) or not all(cells):
                _refuse(path, line, "header")
            columns = tuple(cells)
            continue
        if len(cells) != len(columns):
            _refuse(path, line, "row")
        rows.append(dict(zip(columns, cells, strict=True)))
        if len(rows) > MAX_ROWS:
            _refuse(path, line, "size")
    if not columns:
        _refuse(path, 1, "header")
    return ReferenceList(path.stem, columns, tuple(rows), hashlib.sha256(content).hexdigest())


def load_lists(folder: str | Path) -> Lists:
    """Read every ``*.csv`` of a folder by the name of its file; raises DefinitionError for the first unreadable."""
    return {path.stem: load_list(path) for path in sorted(Path(folder).glob("*.csv"))}


def matching(rows: Rows, wanted: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Yield the rows that hold these values in these columns; an absent value (``None``) matches nothing."""
    return (row for row in rows if all(row.get(column) == value for column, value in wanted.items()))


def first(lists: Mapping[str, Rows], name: str, wanted: Mapping[str, Any], found: Found) -> Mapping[str, str] | None:
    """Return the first row of a list that holds these values, and note it in ``found``."""
    row = next(matching(lists.get(name, ()), wanted), None)
    if row is not None:
        found.setdefault(name, {})[id(row)] = row
    return row


def resting_on(lists: Mapping[str, Rows], found: Found) -> dict[str, list[dict[str, str]]]:
    """Return the rows that an evaluation on these lists found, in the order of each list.

    They stand for the lists when the answers are to read as they were filed, whatever the lists have become.
    """
    return {name: [dict(row) for row in lists[name] if id(row) in rows] for name, rows in sorted(found.items())}


def looked_up(lists: Mapping[str, Rows], found: Found) -> Callable[..., Any]:
    """Return the function ``lookup(list, column, value, wanted)`` of expressions on these lists.

    It answers the cell ``wanted`` of the first row whose ``column`` is ``value``, null when there is none.
    """

    def lookup(*arguments: Any) -> Any:
        if None in arguments:
            return None
        if len(arguments) != 4 or not all(isinstance(argument, str) for argument in arguments):  # noqa: PLR2004
            raise ExpressionFailedError("type")
        name, column, value, wanted = arguments
        row = first(lists, name, {column: value}, found)
        return None if row is None else row.get(wanted)

    return lookup


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that is not blank, with its number."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if not cells or cells == [""]:
                continue
            if any(len(cell) > MAX_CELL or cell != cell.strip() for cell in cells):
                _refuse(path, reader.line_num, "cell")
            yield reader.line_num, cells
    except csv.Error:
        _refuse(path, max(reader.line_num, 1), "quotes")


def _refuse(path: Path, line: int, reason: str) -> NoReturn:
    raise DefinitionError([Finding("list", "error", "", {"reason": reason}, str(path), line, 1)])
