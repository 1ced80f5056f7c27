"""What a run of the checker looked at, and what it found."""

from __future__ import annotations

from dataclasses import dataclass

from guichet_validate.findings import Finding, Severity

# From the gravest down.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information")


@dataclass(frozen=True, slots=True)
class Report:
    """The files looked at, and the findings file by file, each in the order of its file."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        return self.reaches("error")

    def reaches(self, severity: Severity) -> bool:
        """Tell whether a finding is as grave as that, or graver."""
        return any(at_least(finding.severity, severity) for finding in self.findings)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)


def at_least(severity: Severity, threshold: Severity) -> bool:
    """Tell whether a severity is the threshold or graver."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(threshold)
