"""Each rule of the checker has one accepted and one rejected example; both are checked as a person would."""

from functools import cache
from pathlib import Path

import pytest

from guichet_validate.checks import check_paths
from guichet_validate.checks.catalogue import RULES
from guichet_validate.checks.phrasing import LANGUAGES, catalogue, phrase, say
from guichet_validate.source import MAX_BYTES

EXAMPLES = Path(__file__).parent.parent / "example-files"
# A file of half a megabyte, and a file that is not there, are made when they are needed.
MADE = {"json-too-large", "file-not-readable"}


@cache
def checked(kind, code):
    return check_paths([EXAMPLES / kind / code], reference=True)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in MADE], ids=lambda rule: rule.code)
def test_the_rejected_example_breaks_this_rule_and_no_other(rule):
    findings = checked("negative", rule.code).findings
    assert {(finding.code, finding.severity) for finding in findings} == {(rule.code, rule.severity)}
    assert all(finding.file and finding.line and finding.column for finding in findings)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in MADE], ids=lambda rule: rule.code)
def test_the_accepted_example_has_no_finding(rule):
    report = checked("positive", rule.code)
    assert report.files
    assert report.findings == ()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in MADE], ids=lambda rule: rule.code)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_is_phrased_with_a_hint(rule, lang):
    for finding in checked("negative", rule.code).findings:
        said = phrase(finding, lang)
        assert said.message != finding.code
        assert said.hint
        texts = catalogue(lang, finding.code)
        message = texts.get_message(finding.code)
        for pattern in (message.value, message.attributes["hint"]):
            # What the text names, the finding tells: the library notes each variable that is missing.
            assert (
                texts.format_pattern(pattern, {**finding.params, "close": finding.params.get("close", "none")})[1] == []
            )


def test_a_file_that_is_too_large_is_refused(tmp_path):
    large = tmp_path / "exemple.json"
    large.write_text('{"a": "' + "a" * MAX_BYTES + '"}', encoding="utf-8")
    assert [finding.code for finding in check_paths([large]).findings] == ["json-too-large"]


def test_a_file_that_is_not_there_is_a_finding(tmp_path):
    report = check_paths([tmp_path / "absent.json"])
    assert [finding.code for finding in report.findings] == ["file-not-readable"]
    assert phrase(report.findings[0], "en").message.startswith("This file cannot be read")


def test_no_example_lacks_its_rule():
    codes = {rule.code for rule in RULES}
    assert {path.name for kind in ("positive", "negative") for path in (EXAMPLES / kind).iterdir()} == codes - MADE


def test_codes_are_distinct_and_every_code_has_its_texts():
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for lang in LANGUAGES:
        assert [code for code in codes if not say(code, {}, lang) or not say(f"{code}.hint", {}, lang)] == []
