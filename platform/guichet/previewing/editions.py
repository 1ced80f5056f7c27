"""An edition: the definition file as it was last saved, what the checker says of it, and the definition it gives."""

from __future__ import annotations

import datetime as dt
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guichet.database import now
from guichet.previewing import surroundings
from guichet.publishing.checking import city_findings
from guichet.publishing.city import City
from guichet_validate.checks import check_paths
from guichet_validate.checks.files import NOT_BUILT, Neighbours
from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.loading import load
from guichet_validate.model import Definition
from guichet_validate.source import Source, read

_log = logging.getLogger("guichet.preview")

# What an address of the portal can hold; the checker asks for more.
_IDENTIFIER: Final = re.compile(r"[\w-]{1,80}")


@dataclass(frozen=True, slots=True)
class Edition:
    """The file at one moment; `stamp` changes with it. `definition` is None when none can be made of it."""

    stamp: str
    saved_at: dt.datetime
    lines: tuple[str, ...]
    definition: Definition | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings keep it from being published."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def remarks(self) -> int:
        """How many findings are to be looked at: errors and warnings."""
        return sum(finding.severity != "information" for finding in self.findings)


def read_edition(path: Path, city: City | None) -> Edition:
    """Read and check a file; whatever is in it, an edition comes out.

    `city` says which services and categories there are; None when the definition lies in none.
    """
    stamp = surroundings.stamp(path)
    try:
        saved_at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        lines = tuple(path.read_bytes().decode("utf-8", "replace").split("\n"))
    except OSError:
        saved_at, lines = now(), ()
    try:
        source, definition = _built(path)
        findings = list(check_paths([path]).findings)
        if city is not None and source is not None and definition is not None:
            findings += city_findings(source, definition, city)
    except Exception as fault:  # noqa: BLE001  # whatever somebody who writes the file may save ends no preview
        _log.exception("definition not read")
        definition, findings = None, [Finding(NOT_BUILT.code, "error", "", {"reason": type(fault).__name__})]
    return Edition(stamp, saved_at, lines, definition, tuple(findings))


def _built(path: Path) -> tuple[Source | None, Definition | None]:
    """Return what the file holds; the checks explain why it holds none."""
    try:
        source = read(path.read_bytes(), str(path))
        around = Neighbours().of(path)
        definition = load(source.document, fragments=around.fragments, library=around.kinds)
    except (DefinitionError, OSError):
        return None, None
    return source, definition if _IDENTIFIER.fullmatch(definition.id) else None
