"""The published contract of a profile: what it may hold, and which pointers definitions may name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import is_index, join, split
from guichet_validate.problems import Problem
from guichet_validate.validator import build

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = Path(__file__).parent / "profile.schema.json"


@cache
def schema() -> dict[str, Any]:
    """Return the schema of a profile; it must not be changed."""
    loaded: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def _validator() -> Any:
    return build(schema())


def check_profile(profile: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong with a profile (its ``household`` may be a part of it), as problems with pointers."""
    return tuple(
        Problem(join(error.instance_path), str(error.schema_path[-1])) for error in _validator().iter_errors(profile)
    )


def node_at(pointer: str) -> Mapping[str, Any] | None:
    """Return the schema of what a pointer names in a profile (``/contacts/phone``), ``None`` for nothing known."""
    return _below(schema(), split(pointer))


def member_node_at(pointer: str) -> Mapping[str, Any] | None:
    """Return the schema of what a pointer names in a household member (``/birthDate``)."""
    return _below(schema()["$defs"]["member"], split(pointer))


def _below(node: Any, parts: tuple[str, ...]) -> Mapping[str, Any] | None:
    for part in parts:
        node = _resolved(node)
        properties = node.get("properties", {})
        if part in properties:
            node = properties[part]
        elif isinstance(node.get("additionalProperties"), dict):
            node = node["additionalProperties"]
        elif "items" in node and (is_index(part) or part == "*"):
            node = node["items"]
        else:
            return None
    found: Mapping[str, Any] = _resolved(node)
    return found


def _resolved(node: Any) -> Any:
    reference = node.get("$ref")
    return node if reference is None else schema()["$defs"][reference.rpartition("/")[2]]
