"""Is a definition publishable? One module per concept, each with its rules as named constants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.checks.paths import check_paths
from guichet_validate.checks.report import Report

if TYPE_CHECKING:
    from guichet_validate.checks.run import check

__all__ = ["Report", "check", "check_paths"]


def __getattr__(name: str) -> Any:
    """Import the rules when they are first asked for: what was checked before needs none of them."""
    if name == "check":
        from guichet_validate.checks.run import check  # noqa: PLC0415

        return check
    raise AttributeError(name)
