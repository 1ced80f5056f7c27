"""A problem with an answer, as a value: where, which code, which limits; never the refused value and never a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong (or worth a warning) in a set of answers.

    ``pointer`` is concrete (``/personnes/0/nom``). ``code`` is a schema keyword, the identifier of a rule, or the
    code of a document rule (``as issued expires maxAge notExpired``). ``params`` hold limits only
    (``{"limit": 5}``, ``{"format": "date"}``). ``rule`` and ``row`` are given for the problem of a rule: its
    identifier, and the concrete pointer of the row (or object) it was asserted on, ``None`` at the root.
    """

    pointer: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    level: Level = "error"
    rule: str | None = None
    row: str | None = None
