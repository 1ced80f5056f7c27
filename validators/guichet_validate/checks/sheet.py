"""One definition under examination: its document, its outline, and the findings collected so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from guichet_validate.checks.outline import Outline
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, strings
from guichet_validate.findings import Finding
from guichet_validate.fragments import Fragments
from guichet_validate.kinds import Kinds
from guichet_validate.source import Source

# Nobody reads more at once; a hostile file must not make a million of them.
MAX_FINDINGS = 1_000


class Sheet:
    """What every check reads and writes to.

    ``kinds`` are the known kinds of documents, ``None`` when nobody told them. ``outline`` is built by the caller
    right after the structure was judged; checks run in any order afterwards.
    """

    outline: Outline

    def __init__(self, source: Source, fragments: Fragments, kinds: Kinds | None) -> None:
        self.source = source
        self.document: Mapping[str, Any] = source.document
        self.fragments = fragments
        self.kinds = kinds
        self._findings: dict[tuple[str, str, str], Finding] = {}
        self._counts: Counter[str] = Counter()

    def report(self, rule: Rule, place: Place | str, **params: Any) -> None:
        """Add a finding; the same one twice counts once. Parameters are short texts and numbers."""
        pointer = place if isinstance(place, str) else place.pointer
        if isinstance(place, Place) and place.fragment is not None:
            params["fragment"] = place.fragment
        shown = {key: value if isinstance(value, int | float) else str(value)[:200] for key, value in params.items()}
        self.add(Finding(rule.code, rule.severity, pointer, shown))

    def add(self, finding: Finding) -> None:
        """Add a finding made elsewhere."""
        key = (finding.code, finding.pointer, repr(sorted(finding.params.items())))
        # Of each severity its own number: no crowd of hints can hide an error.
        if key not in self._findings and self._counts[finding.severity] < MAX_FINDINGS:
            self._counts[finding.severity] += 1
            self._findings[key] = finding

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self._findings.values())

    def findings(self) -> tuple[Finding, ...]:
        """The findings with file, line and column, in the order of the file."""
        placed = [self.source.place(finding) for finding in self._findings.values()]
        return tuple(sorted(placed, key=lambda finding: (finding.line or 0, finding.column or 0, finding.code)))

    @property
    def procedure(self) -> Mapping[str, Any]:
        return mapping(self.document.get("x-procedure"))

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(strings(self.procedure.get("languages"))))

    @property
    def has_form(self) -> bool:
        """Whether the document declares fields."""
        return bool(mapping(self.document.get("properties")))
