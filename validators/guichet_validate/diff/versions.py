"""Which version number a set of changes asks for."""

from __future__ import annotations

from collections.abc import Sequence

from guichet_validate.diff.change import LEVELS, Change, Level
from guichet_validate.diff.identity import parse_version

_VERSION = ("version-raised", "version-not-raised")


def gravest(changes: Sequence[Change]) -> Level | None:
    """Return the gravest class among changes, that of the version's own left aside."""
    found = {change.level for change in changes if change.code not in _VERSION}
    return next((level for level in LEVELS if level in found), None)


def suggested(old: str, changes: Sequence[Change]) -> str | None:
    """Return the least version after ``old``: a major one for breaking, a minor one for care, else a patch."""
    numbers = parse_version(old)
    level = gravest(changes)
    if level is None or len(numbers) != len(LEVELS):
        return None
    place = LEVELS.index(level)
    raised = [*numbers[:place], numbers[place] + 1, *[0] * (len(LEVELS) - place - 1)]
    return ".".join(map(str, raised))


def is_enough(new: str, wanted: str) -> bool:
    """Tell whether a version is the one wanted, or a later one."""
    return parse_version(new) >= parse_version(wanted)
