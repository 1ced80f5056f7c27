"""How much of a definition its tests reach, as the command ``test`` tells it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guichet_validate.checks.coverage import TOO_LITTLE
from guichet_validate.checks.outline import Outline
from guichet_validate.checks.phrasing import say
from guichet_validate.checks.references import Resolver
from guichet_validate.checks.whereabouts import Whereabouts, called
from guichet_validate.findings import Finding
from guichet_validate.flow.coverage import COVERED, coverage
from guichet_validate.flow.targets import Target
from guichet_validate.fragments import Fragments
from guichet_validate.model import Definition
from guichet_validate.source import Source
from guichet_validate.testing import TestResult


@dataclass(frozen=True, slots=True)
class Missed:
    """What no test reaches, and where it stands; ``kind`` and ``params`` phrase it."""

    line: int
    column: int
    pointer: str
    kind: str
    params: Mapping[str, str]

    def told(self, lang: str) -> str:
        """Say what it is."""
        return str(say("coverage-missing", {"what": self.kind, **self.params}, lang))


@dataclass(frozen=True, slots=True)
class Measured:
    """The share of a definition that its tests reach, in percent; by kind, how many of how many; and what is missed."""

    file: str
    line: int
    column: int
    percent: float
    parts: Mapping[str, tuple[int, int]]
    missing: tuple[Missed, ...]

    def told(self, lang: str, least: float) -> str:
        """Say how much it is, and whether that is too little."""
        parts = [
            str(say(f"coverage-{kind}", {"reached": reached, "all": every}, lang))
            for kind, (reached, every) in self.parts.items()
        ]
        counts = {"percent": math.floor(self.percent), "parts": ", ".join(parts), "least": least}
        return str(say("coverage-short" if self.percent < least else "coverage-line", counts, lang))

    def finding(self) -> Finding:
        """The same as a finding, for formats that know nothing else."""
        reached, every = (sum(counts[place] for counts in self.parts.values()) for place in (0, 1))
        params = {"percent": math.floor(self.percent), "reached": reached, "all": every}
        return Finding(TOO_LITTLE.code, "error", "/x-tests", params, self.file, self.line, self.column)


def measured(source: Source, fragments: Fragments, definition: Definition, results: tuple[TestResult, ...]) -> Measured:
    """Return what the results of a definition's tests reach of it."""
    found = coverage(definition, results)
    parts = {kind: found.of(kind) for kind in COVERED}
    where = Whereabouts(Outline(source.document, Resolver(source.document, fragments, _nobody)))
    return Measured(
        source.name,
        *source.position("/x-tests"),
        found.percent,
        {kind: counts for kind, counts in parts.items() if counts[1]},
        tuple(_missed(source, where, definition, found.missing)),
    )


def _missed(
    source: Source, where: Whereabouts, definition: Definition, targets: tuple[Target, ...]
) -> Iterator[Missed]:
    for target in targets:
        pointer = where.of(target).pointer
        kind = f"{target.kind}-{target.side}" if target.kind in ("branch", "rule") else target.kind
        yield Missed(*source.position(pointer), pointer, kind, called(target, definition))


def _nobody(*_: object, **__: object) -> None:
    """Hear what the command ``check`` reports: here the definition loads already."""
