"""Numbers that every tool reads alike: finite, and no larger than a browser counts exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

TOO_LARGE = Rule("number-too-large")

RULES = (TOO_LARGE,)

LARGEST = 2**53 - 1


def check(sheet: Sheet) -> None:
    """Report the numbers that lose their value on the way."""
    todo: list[tuple[Any, Place]] = [(sheet.document, Place())]
    while todo:
        value, place = todo.pop()
        if isinstance(value, dict):
            todo.extend((child, place.down(key)) for key, child in value.items())
        elif isinstance(value, list):
            todo.extend((child, place.down(index)) for index, child in enumerate(value))
        elif isinstance(value, int | float) and not -LARGEST <= value <= LARGEST:
            sheet.report(TOO_LARGE, place, limit=LARGEST)
