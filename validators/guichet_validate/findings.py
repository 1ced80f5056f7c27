"""A finding about a definition, as a value: code, severity, pointer, parameters and the place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity = Literal["error", "warning", "information"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a definition; ``line`` and ``column`` count from 1, ``pointer`` points into the file's JSON."""

    code: str
    severity: Severity
    pointer: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    file: str | None = None
    line: int | None = None
    column: int | None = None

    def at(self, file: str | None, line: int | None, column: int | None) -> Finding:
        """Return the same finding, placed in a file."""
        return replace(self, file=file, line=line, column=column)


class DefinitionError(Exception):
    """A document that cannot be made into a definition; ``findings`` say why, all of severity error."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings, at least one."""
        self.findings = tuple(findings)
        super().__init__(", ".join(f"{finding.code} at {finding.pointer or '/'}" for finding in self.findings))
