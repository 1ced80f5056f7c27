"""Lists and objects that a person can still read; longer ones would only keep the other checks busy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import place_of

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

TOO_MANY = Rule("entries-too-many")

RULES = (TOO_MANY,)

# Several times what the meta-schema allows anywhere; answers of tests and documents of others come close to nothing.
MOST = 1_000
_CONTAINERS = (dict, list)


def check(sheet: Sheet) -> None:
    """Report every list and object with more entries than any definition needs."""
    if sheet.source.text.count(",") < MOST:
        return
    # Where one stands is worth the way to it only once there is one.
    if not _is_any_long(sheet.document):
        return
    todo: list[tuple[Any, tuple[Any, ...]]] = [(sheet.document, ())]
    while todo:
        value, path = todo.pop()
        if len(value) > MOST:
            sheet.report(TOO_MANY, place_of(path), count=len(value), limit=MOST)
            continue
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        todo.extend((child, (path, key)) for key, child in entries if isinstance(child, dict | list))


def _is_any_long(document: Any) -> bool:
    todo = [document]
    while todo:
        value = todo.pop()
        if len(value) > MOST:
            return True
        todo += [
            child for child in (value.values() if isinstance(value, dict) else value) if type(child) in _CONTAINERS
        ]
    return False
