"""One definition under examination: its document, its outline, and the findings collected so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.outline import Outline
from guichet_validate.checks.references import Resolver
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, strings
from guichet_validate.findings import Finding
from guichet_validate.fragments import Fragments
from guichet_validate.kinds import Kinds
from guichet_validate.lists import Lists
from guichet_validate.pointers import within
from guichet_validate.source import Source

if TYPE_CHECKING:
    from guichet_validate.checks.city import City
    from guichet_validate.checks.conditions import Branch
    from guichet_validate.checks.expressions.check import Reading
    from guichet_validate.checks.steps import Pages
    from guichet_validate.checks.texts import Spoken
    from guichet_validate.flow.targets import Target
    from guichet_validate.model import Definition
    from guichet_validate.testing import TestResult

# Nobody reads more at once; a hostile file must not make a million of them.
MAX_FINDINGS = 1_000
# Looking for what was meant takes time: so many names are helped, of that length, among so many.
MAX_HELPED, MAX_NAME, MAX_KNOWN = 50, 80, 500


class Sheet:
    """What every check reads and writes to.

    ``kinds`` are the known kinds of documents, ``lists`` the reference lists, ``city`` its other definitions; ``None``
    when nobody told them. ``reference`` asks for the verdict of a second validator. ``branches``, ``readings`` and
    ``pages`` are there once their concept was checked, as are ``texts``, what people read, and ``reads``, the templates
    of the answers that conditions and expressions read, ``definition`` and ``results`` once its tests were run, and
    ``reached``, what they reach.
    """

    # What the concepts tell each other.
    branches: list[Branch]
    readings: list[Reading]
    pages: Pages
    definition: Definition
    results: tuple[TestResult, ...]
    reached: frozenset[Target]

    def __init__(
        self,
        source: Source,
        fragments: Fragments,
        kinds: Kinds | None,
        lists: Lists | None = None,
        *,
        city: City | None = None,
        reference: bool = False,
    ) -> None:
        self.source = source
        self.document: Mapping[str, Any] = source.document
        self.fragments = fragments
        self.kinds = kinds
        self.lists = lists
        self.city = city
        # By object: what its expressions may name, with types.
        self.names: dict[str, dict[str, Any]] = {}
        self.reference = reference
        self.texts: list[Spoken] = []
        self.reads: set[str] = set()
        self._findings: dict[tuple[str, str, str], Finding] = {}
        self._counts: Counter[str] = Counter()
        self._helped = 0

    @cached_property
    def outline(self) -> Outline:
        """The fields; references that lead nowhere are reported on the way."""
        return Outline(self.document, Resolver(self.document, self.fragments, self.report))

    def close(self) -> None:
        """Let go of everything: parts that report to this sheet would keep it until somebody looks for cycles."""
        self.__dict__.clear()

    def report(self, rule: Rule, place: Place | str, **params: Any) -> None:
        """Add a finding; the same one twice counts once. Parameters are short texts and numbers."""
        pointer = place if isinstance(place, str) else place.pointer
        if isinstance(place, Place) and place.fragment is not None:
            params["fragment"] = place.fragment
        shown = {key: value if isinstance(value, int | float) else str(value)[:200] for key, value in params.items()}
        self.add(Finding(rule.code, rule.severity, pointer, shown))

    def closest(self, name: object, known: Iterable[object]) -> str:
        """The known name that was probably meant; ``none`` when there is none, as the catalogues read it."""
        texts = [text for text in known if isinstance(text, str) and len(text) <= MAX_NAME][:MAX_KNOWN]
        if not isinstance(name, str) or len(name) > MAX_NAME or self._helped >= MAX_HELPED:
            return "none"
        self._helped += 1
        close = get_close_matches(name, texts, n=1, cutoff=0.7)
        # Half a name is meant for the whole.
        longer = [text for text in texts if text.startswith(name)]
        return close[0] if close else longer[0] if len(longer) == 1 and name else "none"

    def add(self, finding: Finding) -> None:
        """Add a finding made elsewhere."""
        key = (finding.code, finding.pointer, repr(sorted(finding.params.items())))
        # Of each severity its own number: no crowd of hints can hide an error.
        if key not in self._findings and self._counts[finding.severity] < MAX_FINDINGS:
            self._counts[finding.severity] += 1
            self._findings[key] = finding

    def take_out(self, chosen: Callable[[Finding], bool]) -> int:
        """Forget the findings that are chosen; return how many they were."""
        before = len(self._findings)
        self._findings = {key: finding for key, finding in self._findings.items() if not chosen(finding)}
        return before - len(self._findings)

    def mentions(self, place: Place) -> bool:
        """Whether something is said of this place, or of a part of it."""
        return any(within(finding.pointer, place.pointer) for finding in self._findings.values())

    @property
    def is_full(self) -> bool:
        """Whether no further error would be taken in."""
        return self._counts["error"] >= MAX_FINDINGS

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self._findings.values())

    def unplaced(self) -> tuple[Finding, ...]:
        """The findings so far, as they were made."""
        return tuple(self._findings.values())

    def findings(self) -> tuple[Finding, ...]:
        """The findings with file, line and column, in the order of the file."""
        placed = [self.source.place(finding) for finding in self._findings.values()]
        return tuple(sorted(placed, key=lambda finding: (finding.line or 0, finding.column or 0, finding.code)))

    @property
    def procedure(self) -> Mapping[str, Any]:
        return mapping(self.document.get("x-procedure"))

    @cached_property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(strings(self.procedure.get("languages"))))

    @property
    def has_form(self) -> bool:
        """Whether the document declares fields."""
        return bool(mapping(self.document.get("properties")))
