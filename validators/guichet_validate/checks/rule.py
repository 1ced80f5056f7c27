"""What a rule of the checker is: a stable code and a severity."""

from __future__ import annotations

from dataclasses import dataclass

from guichet_validate.findings import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``code`` never changes once published; its message and hint stand in ``locales/*/*.ftl``."""

    code: str
    severity: Severity = "error"
