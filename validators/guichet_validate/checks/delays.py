"""Delays that depend on answers: their conditions, and the usual delay they take the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks import conditions
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

DELAYS_WITHOUT_DELAY = Rule("delays-without-delay")

RULES = (DELAYS_WITHOUT_DELAY,)

_HERE = Place().down("x-procedure", "delays")


def check(sheet: Sheet) -> None:
    """Report delays beside which no usual one stands, and conditions that do not hold together."""
    entries = list(rows(sheet.procedure.get("delays")))
    if entries and "delay" not in sheet.procedure:
        sheet.report(DELAYS_WITHOUT_DELAY, _HERE)
    for index, entry in entries:
        if mapping(entry.get("if")):
            conditions.reads_of(sheet, entry["if"], _HERE.down(index, "if"), sheet.outline.root)
