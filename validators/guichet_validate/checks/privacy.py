"""Privacy: what is sensitive by nature is said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

SENSITIVE = Rule("sensitive-not-said", "warning")

RULES = (SENSITIVE,)

# The number of the French social security, whose use the law restricts.
_SENSITIVE = ("nir",)


def check(sheet: Sheet) -> None:
    """Report sensitive answers of a definition that does not say so."""
    if mapping(sheet.document.get("x-privacy")).get("sensitive") is True:
        return
    for node in sheet.outline.nodes.values():
        said = mapping(node.schema.get("x-privacy")).get("sensitive") is True
        if node.schema.get("format") in _SENSITIVE and not said:
            sheet.report(SENSITIVE, node.place, name=node.name)
