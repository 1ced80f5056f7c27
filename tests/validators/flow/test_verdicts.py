"""What is proved, never, or undecided: the defects that checkers of forms are known to miss, seeded one by one."""

import pytest

from guichet_validate.engine import evaluate
from guichet_validate.flow.dead_ends import dead_ends
from guichet_validate.flow.observing import Observer
from guichet_validate.flow.targets import Target
from guichet_validate.flow.verdicts import Analysis, analyse
from guichet_validate.testing import run_tests

YES = {"type": "boolean"}
WORD = {"type": "string", "maxLength": 20}
KIND = {"type": "string", "oneOf": [{"const": letter, "title": letter} for letter in "xyz"]}
COUNT = {"type": "integer", "minimum": 1, "maximum": 100}


def when(**tests):
    return {"properties": tests, "required": list(tests)}


def switch(condition, *names):
    return {"if": condition, "else": {"properties": dict.fromkeys(names, False)}}


def leave(condition, name):
    return {"x-exit": {"id": name, "title": name, "body": name}, "if": condition, "then": False}


def never(definition):
    return {(target.kind, target.pointer, target.side) for target in analyse(definition).of("never")}


def test_a_field_whose_condition_contradicts_itself_never_appears(make):
    definition = make({"a": KIND, "b": WORD}, allOf=[switch(when(a={"const": "x", "enum": ["y"]}), "b")])
    assert {("branch", "/allOf/0", "holds"), ("field", "/b", "")} <= never(definition)


def test_a_contradiction_across_two_branches_is_found(make):
    chain = [switch(when(a={"const": "x"}), "b"), switch(when(a={"const": "y"}, b={"const": True}), "c")]
    definition = make({"a": KIND, "b": YES, "c": WORD}, required=["a"], allOf=chain)
    assert {("branch", "/allOf/1", "holds"), ("field", "/c", "")} == never(definition)


def test_a_comparison_outside_the_declared_range_never_holds(make):
    definition = make({"a": COUNT, "b": WORD}, allOf=[switch(when(a={"exclusiveMinimum": 100}), "b")])
    assert ("branch", "/allOf/0", "holds") in never(definition)


def test_a_condition_on_every_choice_of_a_required_field_always_holds(make):
    entries = [switch(when(a={"enum": ["x", "y", "z"]}), "b")]
    assert never(make({"a": KIND, "b": WORD}, required=["a"], allOf=entries)) == {("branch", "/allOf/0", "fails")}
    # Somebody may leave an optional question without an answer.
    assert never(make({"a": KIND, "b": WORD}, allOf=entries)) == set()


def test_a_step_without_a_field_that_can_appear_never_applies(make):
    steps = {"un": ["/a"], "deux": ["/b"]}
    definition = make({"a": COUNT, "b": WORD}, steps=steps, allOf=[switch(when(a={"maximum": 0}), "b")])
    assert ("step", "/x-steps/1", "") in never(definition)


def test_an_exit_behind_another_that_stops_the_same_people_is_never_taken(make):
    exits = [leave(when(a={"enum": ["x", "y"]}), "premier"), leave(when(a={"const": "x"}), "second")]
    assert never(make({"a": KIND}, allOf=exits)) == {("exit", "/allOf/1", "taken")}


def test_exits_that_together_stop_everybody_let_nobody_pass(make):
    exits = [leave(when(a={"const": True}), "oui"), leave(when(a={"const": False}), "non")]
    found = never(make({"a": YES, "b": WORD}, required=["a"], allOf=exits))
    assert found == {("exit", "/allOf/0", "avoided"), ("exit", "/allOf/1", "avoided")}


def test_a_requirement_of_a_field_that_is_off_then_is_never_met(make):
    group = {"type": "object", "additionalProperties": False, "properties": {"rue": WORD}}
    entries = [
        switch(when(a={"const": "x"}), "lieu"),
        {"if": when(a={"const": "y"}), "then": {"properties": {"lieu": {"type": "object", "required": ["rue"]}}}},
    ]
    assert never(make({"a": KIND, "lieu": group}, allOf=entries)) == {("required", "/lieu/rue", "")}


def test_a_row_is_searched_as_part_of_its_list(make):
    row = {"type": "object", "additionalProperties": False, "required": ["p"], "properties": {"p": YES, "q": WORD}}
    row["allOf"] = [switch(when(p={"const": True}), "q")]
    lines = {"type": "array", "maxItems": 3, "items": row}
    some = {"type": "array", "contains": when(p={"const": True})}
    entries = [{"if": when(a={"const": True}), "then": {"properties": {"lignes": {"not": some}}}}]
    assert never(make({"a": YES, "lignes": lines}, allOf=entries)) == set()
    entries = [{"if": {"not": {"required": ["zzz"]}}, "then": {"properties": {"lignes": {"not": some}}}}]
    assert ("field", "/lignes/*/q", "") in never(make({"a": YES, "lignes": lines}, allOf=entries))


@pytest.mark.parametrize(
    "expression",
    [
        "age(ne) < 18",
        "weekday(today) == 7",
        "account.assurance == 'high'",
        "settings.places > 3 && quantite * 2 > settings.places",
        "size(lignes) > 2",
        "days(today, ne) > 40",
    ],
)
def test_a_computed_driver_is_confirmed_by_inputs_that_make_it_so(make, expression):
    row = {"type": "object", "additionalProperties": False, "properties": {"p": WORD}}
    definition = make(
        {
            "ne": {"type": "string", "format": "date"},
            "quantite": COUNT,
            "lignes": {"type": "array", "maxItems": 5, "items": row},
            "c": {"type": "boolean", "readOnly": True, "x-computed": expression},
            "b": WORD,
        },
        required=["ne", "quantite"],
        allOf=[switch(when(c={"const": True}), "b")],
        **{"x-settings": {"places": {"title": "Places", "type": "integer", "minimum": 0, "maximum": 9, "default": 4}}},
    )
    flow = analyse(definition)
    assert flow.of("undecided") == ()
    assert flow.of("never") == ()


@pytest.mark.parametrize(
    ("assertion", "side"),
    [
        ("n >= 1", "broken"),
        ("n * 2 + 1 > 2", "broken"),
        ("n > 5 && n < 3", "held"),
        ("a == 'x' && a == 'y'", "held"),
        ("a == 'x' || a == 'y' || a == 'z'", "broken"),
        ("settings.places + n > 0", "broken"),
        ("a in ['x', 'y', 'z']", "broken"),
        ("size(m) <= 2", "broken"),
    ],
)
def test_a_rule_that_cannot_go_both_ways_is_told_by_types_and_limits(make, assertion, side):
    several = {"type": "array", "uniqueItems": True, "maxItems": 2, "items": KIND}
    definition = make(
        {"a": KIND, "n": COUNT, "m": several},
        required=["a", "n", "m"],
        **{
            "x-rules": [{"id": "r", "assert": assertion, "at": "/n", "level": "error", "message": "Non."}],
            "x-settings": {"places": {"title": "Places", "type": "integer", "minimum": 0, "maximum": 9, "default": 4}},
        },
    )
    assert never(definition) == {("rule", "/x-rules/0", side)}


def test_a_choice_is_the_number_it_is_however_that_is_written(make):
    rate = {"type": "number", "oneOf": [{"const": number, "title": str(number)} for number in (1, 2, 3)]}
    rules = [{"id": "r", "assert": "a == 3.0", "at": "/a", "level": "error", "message": "Non."}]
    assert never(make({"a": rate}, required=["a"], **{"x-rules": rules})) == set()


def test_multiples_are_the_numbers_that_people_write(make):
    tenth = {"type": "number", "minimum": 0, "maximum": 1, "multipleOf": 0.1}
    flow = analyse(make({"a": tenth, "b": WORD}, allOf=[switch(when(a={"const": 0.3}), "b")]))
    assert flow.verdicts[Target("field", "/b")] == "proved"
    never_met = make({"a": tenth, "b": WORD}, allOf=[switch(when(a={"const": 0.35}), "b")])
    assert ("field", "/b", "") in never(never_met)


def test_longer_lists_than_are_tried_are_no_proof(make):
    options = [{"const": f"o{number}", "title": f"O {number}"} for number in range(70)]
    many = {"type": "array", "uniqueItems": True, "maxItems": 70, "items": {"type": "string", "oneOf": options}}
    flow = analyse(make({"a": many, "b": WORD}, allOf=[switch(when(a={"minItems": 60}), "b")]))
    assert flow.verdicts[Target("field", "/b")] == "undecided"


def test_the_presence_of_a_group_in_a_row_may_be_tested(make):
    group = {"type": "object", "additionalProperties": False, "required": ["ville"], "properties": {"ville": KIND}}
    row = {"type": "object", "additionalProperties": False, "properties": {"lieu": group, "q": WORD}}
    row["allOf"] = [switch({"required": ["lieu"]}, "q")]
    flow = analyse(make({"lignes": {"type": "array", "maxItems": 3, "items": row}}))
    assert flow.verdicts[Target("field", "/lignes/*/q")] == "proved"


def test_a_rule_at_nothing_is_no_reason_to_fail(make):
    rules = [{"id": "r", "assert": "n >= 1", "at": "/total", "level": "error", "message": "Non."}]
    flow = analyse(make({"n": COUNT}, **{"x-rules": rules}))
    assert "proved" not in {flow.verdicts[Target("rule", "/x-rules/0", side)] for side in ("held", "broken")}


@pytest.mark.parametrize("assertion", ["n > 5", "a != 'x' || n < 90", "b == true", "normalise(mot) != normalise(nom)"])
def test_a_rule_that_goes_both_ways_has_a_witness_for_each(make, assertion):
    definition = make(
        {"a": KIND, "n": COUNT, "b": YES, "mot": WORD, "nom": WORD},
        required=["a", "n"],
        **{"x-rules": [{"id": "r", "assert": assertion, "at": "/n", "level": "error", "message": "Non."}]},
    )
    flow = analyse(definition)
    assert {flow.verdicts[Target("rule", "/x-rules/0", side)] for side in ("held", "broken")} == {"proved"}


def test_narrowings_that_leave_no_value_are_a_dead_end(make):
    entries = [
        {"if": when(a={"const": True}), "then": {"properties": {"k": {"enum": ["x", "y"]}}}},
        {"if": when(n={"minimum": 50}), "then": {"properties": {"k": {"const": "z"}}}},
    ]
    definition = make({"a": YES, "n": COUNT, "k": KIND}, required=["a", "n", "k"], allOf=entries)
    analysis = Analysis(definition, ())
    assert [(template, answers["/a"]) for template, answers in dead_ends(analysis)] == [("/k", True)]
    optional = make({"a": YES, "n": COUNT, "k": KIND}, required=["a", "n"], allOf=entries)
    assert list(dead_ends(Analysis(optional, ()))) == []


def test_each_witness_reaches_its_target_again(make):
    entries = [switch(when(a={"const": "x"}), "b"), leave(when(n={"minimum": 90}), "trop")]
    definition = make({"a": KIND, "n": COUNT, "b": WORD}, required=["a", "n"], allOf=entries)
    observer = Observer(definition)
    flow = analyse(definition)
    assert len(flow.of("proved")) == len(flow.verdicts)
    for target, witness in flow.witnesses.items():
        assert target in observer.observe(evaluate(definition, witness.answers, witness.context))


def test_the_tests_of_a_definition_are_its_first_witnesses(make):
    tests = [{"name": "avec x", "answers": {"a": "x", "b": "mot"}, "valid": True}]
    definition = make({"a": KIND, "b": WORD}, allOf=[switch(when(a={"const": "x"}), "b")], **{"x-tests": tests})
    flow = analyse(definition, run_tests(definition))
    assert flow.witnesses[Target("branch", "/allOf/0", "holds")].test == "avec x"


def test_verdicts_are_the_same_each_time(make):
    rule = {
        "id": "r",
        "assert": "mot.matches('^B[0-9]{3}-[0-9]{2}$')",
        "at": "/mot",
        "level": "error",
        "message": "Non.",
    }
    definition = make({"mot": WORD}, **{"x-rules": [rule]})
    first, second = analyse(definition), analyse(definition)
    assert first.verdicts == second.verdicts
    assert first.verdicts[Target("rule", "/x-rules/0", "held")] == "undecided"


def test_a_search_that_is_too_large_stops_and_says_so(make):
    names = [f"a{number}" for number in range(60)]
    parity = {"not": when(**{name: {"const": number % 2 == 0} for number, name in enumerate(names)})}
    definition = make({**dict.fromkeys(names, YES), "b": WORD}, required=names, allOf=[switch(parity, "b")])
    analysis = Analysis(definition, ())
    verdicts = analysis.flow().verdicts
    assert analysis.left >= 0
    assert verdicts[Target("branch", "/allOf/0", "fails")] in ("proved", "undecided")
