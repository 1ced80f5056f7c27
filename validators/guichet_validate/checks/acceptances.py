"""Acceptances: the warnings and the information that an author knows of, with the reason; ``x-checks.accept``."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet
    from guichet_validate.findings import Finding

UNKNOWN = Rule("acceptance-unknown")
OF_ERROR = Rule("acceptance-of-error")
UNUSED = Rule("acceptance-unused", "warning")

RULES = (UNKNOWN, OF_ERROR, UNUSED)

# More than the meta-schema allows are refused for that alone: comparing each with every rule takes its time.
MOST = 100


def check(sheet: Sheet, rules: Iterable[Rule]) -> None:
    """Take out the findings that the author accepts; report acceptances that accept nothing. Runs last."""
    severities = {rule.code: rule.severity for rule in rules}
    complete = not sheet.has_errors
    for index, entry in islice(rows(mapping(sheet.document.get("x-checks")).get("accept")), MOST):
        place = Place().down("x-checks", "accept", index)
        code = string(entry.get("code"))
        if code is None:
            continue
        if code not in severities:
            close = get_close_matches(code, severities, n=1)
            sheet.report(UNKNOWN, place.down("code"), code=code, close=close[0] if close else "none")
        elif severities[code] == "error":
            sheet.report(OF_ERROR, place.down("code"), code=code)
        else:
            accepted = sheet.take_out(partial(_accepted, code=code, at=string(entry.get("at")) or ""))
            # After an error some rules have not run: what they would find is not known.
            if not accepted and complete:
                sheet.report(UNUSED, place, code=code)


def _accepted(finding: Finding, *, code: str, at: str) -> bool:
    return finding.code == code and (finding.pointer == at or finding.pointer.startswith(at + "/"))
