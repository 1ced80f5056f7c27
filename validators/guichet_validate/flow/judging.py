"""Prove that an expression is always true or always false, from the declared types, options and limits alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet_validate.cel_syntax import Node
    from guichet_validate.model import Definition


def always(tree: Node, scope: str, definition: Definition) -> bool | None:
    """Return the only truth value an expression can have, ``None`` when it may have both or nothing is known."""
    return None
