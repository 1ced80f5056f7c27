"""The delay promised for some answers."""

import pytest

from guichet_validate.findings import DefinitionError
from guichet_validate.loading import load
from guichet_validate.testing import run_tests

PROTECTED = {"properties": {"protege": {"const": True}}, "required": ["protege"]}
LARGE = {"properties": {"surface": {"minimum": 100}}, "required": ["surface"]}


@pytest.fixture
def promising(make_document):
    """Make a document that promises these delays."""

    def _promising(**procedure):
        properties = {"protege": {"type": "boolean"}, "surface": {"type": "integer"}}
        made = make_document(properties)
        return {**made, "x-procedure": {**made["x-procedure"], **procedure}}

    return _promising


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "P1M"),
        ({"protege": False}, "P1M"),
        ({"protege": True}, "P2M"),
        ({"surface": 99}, "P1M"),
        ({"surface": 100}, "P3M"),
        ({"protege": True, "surface": 100}, "P2M"),
    ],
)
def test_the_first_delay_whose_condition_holds_takes_the_place_of_the_usual_one(promising, answers, expected):
    delays = [{"if": PROTECTED, "delay": "P2M"}, {"if": LARGE, "delay": "P3M"}]
    assert load(promising(delay="P1M", delays=delays)).delay_for(answers) == expected


def test_nothing_is_promised_without_a_delay(promising):
    assert load(promising()).delay_for({"protege": True}) is None


@pytest.mark.parametrize("entry", [None, {}, {"if": PROTECTED}, {"if": "protege", "delay": "P2M"}, {"delay": "P2M"}])
def test_a_misshapen_delay_is_a_finding(promising, entry):
    with pytest.raises(DefinitionError) as raised:
        load(promising(delay="P1M", delays=[entry]))
    assert raised.value.findings[0].pointer.startswith("/x-procedure/delays/0")


@pytest.mark.parametrize(("expected", "passed"), [("P2M", True), ("P1M", False), (None, False)])
def test_a_test_may_expect_the_delay(promising, expected, passed):
    made = promising(delay="P1M", delays=[{"if": PROTECTED, "delay": "P2M"}])
    test = {"name": "secteur protégé", "answers": {"protege": True}, "delay": expected}
    (result,) = run_tests(load({**made, "x-tests": [test]}))
    assert result.passed is passed
