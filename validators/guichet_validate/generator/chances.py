"""Where a generator's choices come from: always the simplest, always the fullest, or a random number generator.

A property-based testing library is one more such source (``guichet_validate.strategies``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

T = TypeVar("T")


class Chances(Protocol):
    """What a generator asks; the lowest answer is always the simplest one."""

    def between(self, low: int, high: int) -> int:
        """Return an integer from ``low`` to ``high``, both possible."""


def pick(chances: Chances, options: Sequence[T]) -> T:
    """Return one of the options, which are not empty; the first is the simplest."""
    return options[chances.between(0, len(options) - 1)]


def often(chances: Chances, percent: int) -> bool:
    """Return true about ``percent`` times in a hundred; false is the simplest."""
    return chances.between(0, 99) >= 100 - percent


class Least:
    """Always the simplest."""

    def between(self, low: int, high: int) -> int:  # noqa: ARG002 - the interface's names
        """Return ``low``."""
        return low


class Seeded:
    """The choices of a random number generator of the standard library: quick, for answers by the thousand."""

    def __init__(self, generator: random.Random) -> None:
        """Draw from this generator."""
        self._generator = generator

    def between(self, low: int, high: int) -> int:
        """Return any integer of the range."""
        return self._generator.randint(low, high)
