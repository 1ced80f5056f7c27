"""Reference lists that no definition of their folder names; found by the bytes, so that no rule is imported for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from guichet_validate.addresses import LIST as ADDRESSES
from guichet_validate.checks.folders import LISTS
from guichet_validate.checks.rule import Rule
from guichet_validate.findings import Finding

UNUSED = Rule("list-unused", "information")

RULES = (UNUSED,)

# Two, for a pattern that starts with a fixed text is searched several times faster than their alternative.
_NAMED = (re.compile(rb'"list"\s*:\s*"([a-z0-9-]+)"'), re.compile(rb"lookup\(\s*'([a-z0-9-]+)'"))


def unused_lists(paths: Iterable[str | Path], definitions: Iterable[Path]) -> Iterator[Finding]:
    """Find the reference lists below the folders given that none of the definitions read there names.

    The streets from which addresses are suggested need no definition.
    """
    tables = [table for path in map(Path, paths) for table in sorted((path / LISTS).glob("*.csv"))]
    if not tables:
        return
    used: set[bytes] = set()
    for path in definitions:
        try:
            content = path.read_bytes()
        except OSError:
            continue  # that the file cannot be read is told elsewhere
        for named in _NAMED:
            used.update(named.findall(content))
    for table in tables:
        if table.stem.encode() not in used and table.stem != ADDRESSES:
            yield Finding(UNUSED.code, UNUSED.severity, "", {"list": table.stem}, str(table), 1, 1)
