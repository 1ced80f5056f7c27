"""Acceptances: what an author keeps knowingly is not reported, and nothing else is kept quiet."""

import copy
import json
from pathlib import Path

import pytest

from guichet_validate.checks import check
from guichet_validate.source import Source

EXAMPLE = Path(__file__).parent.parent / "example-files/negative/hint-repeats-title/exemple.json"
BECAUSE = "Le service tient à cette formule."


def codes(*accept, **changes):
    document = json.loads(EXAMPLE.read_text("utf-8")) | copy.deepcopy(changes)
    document["x-checks"] = {"accept": [{"because": BECAUSE, **entry} for entry in accept]}
    return [finding.code for finding in check(Source("exemple.json", json.dumps(document), document))]


@pytest.mark.parametrize("at", [None, "/properties", "/properties/objet", "/properties/objet/description"])
def test_a_finding_is_accepted_at_its_place_or_above(at):
    assert codes({"code": "hint-repeats-title", **({"at": at} if at else {})}) == []


@pytest.mark.parametrize("at", ["/properties/obj", "/x-steps", "/properties/objet/title"])
def test_a_finding_elsewhere_is_reported_and_the_acceptance_too(at):
    assert sorted(codes({"code": "hint-repeats-title", "at": at})) == ["acceptance-unused", "hint-repeats-title"]


def test_an_error_is_reported_whatever_is_accepted():
    reported = codes({"code": "keyword-missing"}, {"code": "hint-repeats-title"}, type=None)
    assert "type-wrong" in reported or "value-not-allowed" in reported
    assert "acceptance-of-error" in reported
    assert "hint-repeats-title" not in reported


def test_nothing_is_said_of_unused_acceptances_while_rules_have_not_run():
    assert "acceptance-unused" not in codes({"code": "test-failed"}, {"code": "tests-missing"}, title=1)


@pytest.mark.parametrize("junk", [None, 1, "accept", [], {"accept": 3}, {"accept": [1, {}, {"code": []}]}])
def test_junk_is_a_finding_and_no_more(junk):
    document = json.loads(EXAMPLE.read_text("utf-8")) | {"x-checks": junk}
    assert check(Source("exemple.json", json.dumps(document), document))
