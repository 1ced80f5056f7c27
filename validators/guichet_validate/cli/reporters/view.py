"""How a report is to be shown: language, what is left out, and what the place it goes to can show."""

from __future__ import annotations

from dataclasses import dataclass

from guichet_validate.checks.report import Report, at_least
from guichet_validate.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class View:
    """``fail_on`` is the mildest severity that fails a run; ``width`` counts the columns of a ``terminal``."""

    lang: str = "fr"
    information: bool = False
    fail_on: Severity = "error"
    terminal: bool = False
    color: bool = False
    width: int = 100

    def shown(self, report: Report) -> list[Finding]:
        """The findings to tell: those of level information only when they are asked for, or fail the run."""
        return [finding for finding in report.findings if self.information or self.tells(finding)]

    def tells(self, finding: Finding) -> bool:
        return finding.severity != "information" or self.fails(finding)

    def fails(self, finding: Finding) -> bool:
        return at_least(finding.severity, self.fail_on)
