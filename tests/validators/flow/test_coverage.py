"""What the tests of a definition reach, and what counts as reached."""

import pytest

from guichet_validate.engine import evaluate
from guichet_validate.flow import Target, coverage, observe, targets

KIND = {"type": "string", "oneOf": [{"const": letter, "title": letter} for letter in "xy"]}
BRANCH = {
    "if": {"properties": {"a": {"const": "x"}}, "required": ["a"]},
    "then": {"required": ["b"]},
    "else": {"properties": {"b": False}},
}
FILES = {
    "$ref": "guichet:fragments/files",
    "title": "Pièce",
    "x-document": {"accepts": [{"id": "carte", "title": "Carte"}, {"id": "passeport", "title": "Passeport"}]},
}


@pytest.fixture
def definition(make):
    return lambda tests: make(
        {"a": KIND, "b": {"type": "integer"}, "piece": FILES},
        required=["a"],
        allOf=[BRANCH],
        **{
            "x-rules": [{"id": "r", "assert": "b > 3", "at": "/b", "level": "error", "message": "Non."}],
            "x-tests": tests,
        },
    )


def test_every_target_is_listed_once(definition):
    every = targets(definition([]))
    assert len(every) == len(set(every))
    assert {target.kind for target in every} >= {
        "branch",
        "field",
        "document",
        "alternative",
        "required",
        "rule",
        "step",
    }


def test_without_tests_nothing_is_covered(definition):
    found = coverage(definition([]))
    assert found.percent == 0
    assert found.missing == found.all


def test_coverage_counts_both_ways_of_branches_and_rules(definition):
    found = coverage(
        definition(
            [
                {"name": "x", "answers": {"a": "x", "b": 4, "piece": [{"as": "carte"}]}, "valid": True},
                {"name": "peu", "base": "x", "with": {"b": 2}, "valid": False},
            ]
        )
    )
    assert found.of("branch") == (1, 2)
    assert found.of("rule") == (2, 2)
    assert found.of("document") == (1, 1)
    assert found.of("alternative") == (1, 2)
    assert [target.side for target in found.missing] == ["fails", "passeport"]


def test_what_a_missing_or_wrong_answer_leaves_open_is_not_reached(definition, context):
    built = definition([])
    for answers in ({}, {"a": "autre"}):
        found = observe(built, evaluate(built, answers, context()))
        assert not any(target.kind == "branch" for target in found)


def test_a_required_answer_may_be_missing_itself(definition, context):
    built = definition([])
    found = observe(built, evaluate(built, {"a": "x"}, context()))
    assert {Target("required", "/b"), Target("field", "/b"), Target("branch", "/allOf/0", "holds")} <= found


def test_behind_an_exit_nothing_is_reached(make, context):
    leave = {"x-exit": {"id": "non", "title": "Non", "body": "Non."}, "if": BRANCH["if"], "then": False}
    built = make({"a": KIND, "b": {"type": "integer"}}, allOf=[leave, BRANCH])
    assert observe(built, evaluate(built, {"a": "x", "b": 1}, context())) == {Target("exit", "/allOf/0", "taken")}
