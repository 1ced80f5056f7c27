"""Leave out what only follows from another finding: one mistake is told once, at its root."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet
    from guichet_validate.findings import Finding

_REFERENCES = frozenset({"reference-unresolved", "fragment-unknown"})
# What is said of names and members that stand behind a reference.
_BEHIND = frozenset(
    {
        "condition-unknown-field",
        "condition-test-misfit",
        "definition-unused",
        "document-holder-unknown",
        "expression-member",
        "expression-unknown-name",
        "feed-name-unknown",
        "lookup-filter-unknown",
        "prefill-household-misplaced",
        "rule-at-unknown",
        "rule-reads-nothing",
        "step-field-unknown",
        "test-pointer-unknown",
        "text-quote-unknown",
    }
)
# What a field lacks when the keyword that says it is misspelled.
_LACKS = frozenset(
    {
        "array-unbounded",
        "computed-not-read-only",
        "field-title-missing",
        "hidden-not-computed",
        "items-missing",
        "read-only-not-computed",
        "several-not-unique",
        "string-unbounded",
    }
)
_MISSING = frozenset({"field-title-missing", "keyword-missing"})
# By code: what tells the same of the same value in other words.
_SAME_VALUE = {
    "shape-wrong": frozenset({"step-field-unknown", "rule-at-unknown", "test-pointer-unknown", "reference-unresolved"}),
    "keyword-for-other-type": frozenset({"type-wrong"}),
    "expression-unknown-name": frozenset({"rule-reads-nothing"}),
    "expression-syntax": frozenset({"rule-reads-nothing"}),
}


def take_out(sheet: Sheet) -> None:
    """Take out the findings that go away by themselves once another one is mended."""
    findings = sheet.unplaced()
    behind = any(finding.code in _REFERENCES for finding in findings)
    broken = {_above(finding) for finding in findings if finding.code in _REFERENCES}
    misspelled = {_above(finding) for finding in findings if finding.code == "keyword-unknown"}
    missing = {
        (finding.pointer, finding.params.get("keyword", "title")) for finding in findings if finding.code in _MISSING
    }
    said = {
        (other, finding.pointer)
        for finding in findings
        if finding.code in _SAME_VALUE
        for other in _SAME_VALUE[finding.code]
    }

    def follows(finding: Finding) -> bool:
        if (behind and finding.code in _BEHIND) or (finding.code, finding.pointer) in said:
            return True
        if finding.code == "translation-key-unknown":
            # …/x-i18n/LANGUAGE/KEY beside the text that is missing.
            return (finding.pointer.rsplit("/", 3)[0], finding.params.get("key")) in missing
        lacking = finding.code in _LACKS and finding.pointer in misspelled | broken
        return lacking or (finding.code == "keyword-missing" and finding.pointer in misspelled and _near(finding))

    def _near(missing: Finding) -> bool:
        return any(
            other.code == "keyword-unknown"
            and _above(other) == missing.pointer
            and other.params.get("close") == missing.params.get("keyword")
            for other in findings
        )

    sheet.take_out(follows)


def _above(finding: Finding) -> str:
    return finding.pointer.rpartition("/")[0]
