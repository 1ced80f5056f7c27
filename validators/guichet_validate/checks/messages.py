"""Messages and decisions: told apart, and quoting what their event knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, members, rows, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

DECISION_TWICE = Rule("decision-twice")
NO_REASON = Rule("message-without-reason", "warning")

RULES = (DECISION_TWICE, NO_REASON)

# The events in which an agent writes something.
WITH_REASON = frozenset({"question", "documentRefused", "refused"})


def check(sheet: Sheet) -> None:
    """Report decisions that are named alike, and messages that quote a reason nobody gives."""
    seen: set[str] = set()
    for index, decision in rows(sheet.document.get("x-decision")):
        name = string(decision.get("id"))
        if name is not None and name in seen:
            sheet.report(DECISION_TWICE, Place().down("x-decision", index, "id"), name=name)
        seen.add(name or "")
    silent = [name for name, _ in members(sheet.document.get("x-messages")) if name not in WITH_REASON]
    for spoken in sheet.texts if silent else ():
        event = spoken.place.pointer.removeprefix("/x-messages/").partition("/")[0]
        if "{reason}" in spoken.text and event in silent:
            sheet.report(NO_REASON, spoken.place, event=event)
