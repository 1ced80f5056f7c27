"""What the checker holds of one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guichet_validate.findings import Finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings on one file, and what comparing it with others needs.

    ``procedure`` is its identifier, written at ``line`` and ``column``. ``content`` is the digest of the bytes that
    were judged, ``None`` when the verdict is not worth keeping. ``day`` is given when another day may judge otherwise,
    ``others`` when other definitions may: what was seen of each, by procedure.
    """

    findings: tuple[Finding, ...]
    procedure: str | None = None
    line: int | None = None
    column: int | None = None
    content: str | None = None
    day: str | None = None
    others: Mapping[str, str] = field(default_factory=dict, hash=False)
