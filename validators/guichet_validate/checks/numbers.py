"""Numbers that every tool reads alike: finite, and no larger than a browser counts exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import place_of
from guichet_validate.source import LARGEST

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

TOO_LARGE = Rule("number-too-large")

RULES = (TOO_LARGE,)


def check(sheet: Sheet) -> None:
    """Report the numbers that lose their value on the way."""
    if sheet.source.counts_exactly:
        return
    # A place is made only for what is reported: every value of the document passes here.
    todo: list[tuple[Any, tuple[Any, ...]]] = [(sheet.document, ())]
    while todo:
        value, path = todo.pop()
        if isinstance(value, dict):
            todo.extend((child, (path, key)) for key, child in value.items() if not isinstance(child, str))
        elif isinstance(value, list):
            todo.extend((child, (path, index)) for index, child in enumerate(value) if not isinstance(child, str))
        elif isinstance(value, int | float) and not -LARGEST <= value <= LARGEST:
            sheet.report(TOO_LARGE, place_of(path), limit=LARGEST)
