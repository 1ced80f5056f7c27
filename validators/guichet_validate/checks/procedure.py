"""The procedure's identity, and that it offers what its state promises."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.today import today
from guichet_validate.checks.values import mapping, sequence, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

NOT_FILE_NAME = Rule("id-not-file-name")
PREFIX_MISSING = Rule("tracking-prefix-missing")
SUMMARY_MISSING = Rule("summary-missing")
STEPS_MISSING = Rule("steps-missing")
FORM_MISSING = Rule("form-missing")
INFORMATION_MISSING = Rule("information-missing")
SILENCE_WITHOUT_DELAY = Rule("silence-without-delay")
OPENS_AFTER_CLOSES = Rule("opens-after-closes")
WINDOW_PASSED = Rule("window-passed", "information")

RULES = (
    NOT_FILE_NAME,
    PREFIX_MISSING,
    SUMMARY_MISSING,
    STEPS_MISSING,
    FORM_MISSING,
    INFORMATION_MISSING,
    SILENCE_WITHOUT_DELAY,
    OPENS_AFTER_CLOSES,
    WINDOW_PASSED,
)

_HERE = "/x-procedure"


def check(sheet: Sheet) -> None:
    """Report an identity that does not hold together."""
    procedure = sheet.procedure
    stem = PurePath(sheet.source.name).name.removesuffix(".json")
    name = string(procedure.get("id"))
    if name is not None and name != stem:
        sheet.report(NOT_FILE_NAME, f"{_HERE}/id", id=name, file=stem)
    _offer(sheet)
    if procedure.get("silence") in ("accept", "refuse") and "delay" not in procedure:
        sheet.report(SILENCE_WITHOUT_DELAY, f"{_HERE}/silence")
    opens, closes = string(procedure.get("opens")), string(procedure.get("closes"))
    if opens is not None and closes is not None and opens > closes:
        sheet.report(OPENS_AFTER_CLOSES, f"{_HERE}/closes")
    if closes is not None and procedure.get("state") == "live" and closes[:10] < today():
        sheet.report(WINDOW_PASSED, f"{_HERE}/closes", day=closes[:10])


def _offer(sheet: Sheet) -> None:
    procedure = sheet.procedure
    state, online = procedure.get("state"), procedure.get("online")
    if sheet.has_form:
        if "reference" not in procedure:
            sheet.report(PREFIX_MISSING, _HERE)
        if "summary" not in procedure:
            sheet.report(SUMMARY_MISSING, _HERE)
        if not sequence(sheet.document.get("x-steps")):
            sheet.report(STEPS_MISSING, "")
    elif state == "live" and online in ("full", "partial"):
        sheet.report(FORM_MISSING, f"{_HERE}/online")
    if (state == "information" or online == "none") and not mapping(sheet.document.get("x-information")):
        sheet.report(INFORMATION_MISSING, f"{_HERE}/state")
