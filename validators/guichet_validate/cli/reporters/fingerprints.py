"""Tell a finding from others between two runs, wherever its lines have moved to."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from guichet_validate.cli.reporters.places import reported_path
from guichet_validate.findings import Finding


def fingerprinted(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with a hexadecimal digest of its file, code, pointer and parameters; never of its line."""
    seen: Counter[str] = Counter()
    for finding in findings:
        place = reported_path(finding.file or "")
        parts = [place, finding.code, finding.pointer, sorted(finding.params.items())]
        told = json.dumps(parts, ensure_ascii=True, default=str)
        seen[told] += 1
        yield finding, hashlib.sha256(f"{told}{seen[told]}".encode()).hexdigest()
