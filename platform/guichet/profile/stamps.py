"""Where a value of the profile comes from, and since when: a small mapping with `source` and `at`, kept beside it."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from guichet.database import now

TYPED: Final = "typed"
REQUEST: Final = "request"
FRANCECONNECT: Final = "franceconnect"
AGENT: Final = "agent"

Stamp = dict[str, str]


def typed() -> Stamp:
    """Return the stamp of what the person types into the profile at this moment."""
    return _at_present(TYPED)


def of_request(request_id: uuid.UUID) -> Stamp:
    """Return the stamp of what a request puts into the profile at this moment."""
    return {**_at_present(REQUEST), "request": str(request_id)}


def certified() -> Stamp:
    """Return the stamp of what FranceConnect certifies at this moment."""
    return _at_present(FRANCECONNECT)


def verified() -> Stamp:
    """Return the stamp of what an agent verifies at this moment."""
    return _at_present(AGENT)


def kept_true(
    stamps: Mapping[str, Stamp], before: Mapping[str, Any], after: Mapping[str, Any], stamp: Stamp
) -> dict[str, Stamp]:
    """Return the stamps of the values `after`, by pointer: what has not changed since `before` keeps the one it had."""
    kept = {}
    for pointer, value in after.items():
        if before.get(pointer) != value:
            kept[pointer] = stamp
        elif pointer in stamps:
            kept[pointer] = stamps[pointer]
    return kept


def _at_present(source: str) -> Stamp:
    return {"source": source, "at": now().isoformat(timespec="seconds")}
