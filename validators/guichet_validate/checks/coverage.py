"""Coverage: the tests of a definition reach most of its branches, documents, rules and exits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.flow.coverage import covered

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

TOO_LITTLE = Rule("tests-cover-too-little", "warning")

RULES = (TOO_LITTLE,)

# Small definitions are seen at a glance; large ones need tests that go both ways.
FEWEST = 12
ENOUGH = 80


def check(sheet: Sheet) -> None:
    """Report tests that leave much of a live definition untried; having none is another finding."""
    if not sheet.results or not sheet.definition.has_form:
        return
    found = covered(sheet.definition, sheet.reached)
    if len(found.all) >= FEWEST and found.percent < ENOUGH:
        counts = {"reached": len(found.reached), "all": len(found.all)}
        sheet.report(TOO_LITTLE, "/x-tests", percent=int(found.percent), **counts)
