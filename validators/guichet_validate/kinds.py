"""The city's register of kinds of documents: how long a paper of each kind stays valid in the library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guichet_validate.functions import ExpressionFailedError, shift_day
from guichet_validate.source import read

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCHOOL_YEAR_ENDS = "-06-30"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind.

    ``validity``: an ISO 8601 duration, ``end-of-year``, ``end-of-school-year`` (30 June) or ``unlimited``.
    ``identity`` marks a paper by which somebody proves who they are.
    """

    id: str
    node: Mapping[str, Any]
    validity: str = "unlimited"
    identity: bool = False

    def valid_until(self, issued: str | None) -> str | None:
        """Return the last day (``YYYY-MM-DD``) a paper issued on that day is valid, ``None`` for no end."""
        if issued is None or self.validity == "unlimited":
            return None
        if self.validity == "end-of-year":
            return f"{issued[:4]}-12-31"
        if self.validity == "end-of-school-year":
            end = issued[:4] + _SCHOOL_YEAR_ENDS
            return end if issued <= end else f"{int(issued[:4]) + 1:04}{_SCHOOL_YEAR_ENDS}"
        try:
            return shift_day(issued, self.validity)
        except ExpressionFailedError:
            return None


Kinds = dict[str, DocumentKind]


def kinds_of(document: Mapping[str, Any]) -> Kinds:
    """Return the kinds of a parsed ``documents.json``."""
    raw = document.get("kinds", {})
    return {
        name: DocumentKind(name, node, str(node.get("validity", "unlimited")), node.get("identity") is True)
        for name, node in (raw.items() if isinstance(raw, dict) else ())
        if isinstance(node, dict)
    }


def load_kinds(path: str | Path) -> Kinds:
    """Read ``documents.json``; raises DefinitionError when it is no strict JSON object."""
    return kinds_of(read(Path(path).read_bytes(), str(path)).document)
