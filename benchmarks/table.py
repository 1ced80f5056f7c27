"""What a measurement gives: a line of the table, and a record of the results."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADING = f"{'processor time, median':<58} {'ours':>11} {'beside':>11} {'ratio':>8}"


@dataclass(frozen=True)
class Result:
    """One line; times are milliseconds of processor time.

    `ratio` is ours to `beside`'s, but the other way round where `faster`. `bound` is what the ratio may be at most
    (at least where `faster`), `limit` the milliseconds that ours may take; without both the figures fail nothing.
    """

    name: str
    beside: str
    ours: float
    baseline: float
    ratio: float
    bound: float | None
    limit: float | None
    faster: bool
    holds: bool

    @classmethod
    def of_pairs(
        cls,
        name: str,
        beside: str,
        ours: Sequence[float],
        baseline: Sequence[float],
        *,
        bound: float | None = None,
        limit: float | None = None,
        faster: bool = False,
    ) -> Self:
        """Make a line of rounds run in turn, in seconds: the ratio is the median of those of each pair."""
        ratio = statistics.median(
            theirs / own if faster else own / theirs for own, theirs in zip(ours, baseline, strict=True)
        )
        milliseconds = statistics.median(ours) * 1000
        kept = bound is None or (ratio >= bound if faster else ratio <= bound)
        return cls(
            name,
            beside,
            round(milliseconds, 4),
            round(statistics.median(baseline) * 1000, 4),
            round(ratio, 2),
            bound,
            limit,
            faster,
            kept and (limit is None or milliseconds <= limit),
        )


def told(result: Result) -> Result:
    """Print a line and return it."""
    bounds = [] if result.bound is None else [f"{'at least' if result.faster else 'at most'} {result.bound:g} ×"]
    bounds += [] if result.limit is None else [f"at most {result.limit:g} ms"]
    verdict = f"{', '.join(bounds)}: {'holds' if result.holds else 'FAILS'}" if bounds else ""
    what = f"{result.name} | {result.beside}"
    figures = f"{result.ours:>8.3f} ms {result.baseline:>8.3f} ms {result.ratio:>6.2f} ×"
    print(f"{what:<58} {figures}  {verdict}", flush=True)
    return result
