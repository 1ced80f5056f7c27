"""The evaluation of answers: pruning, computing, requiring, whole validation, steps, exits."""

import json

import pytest

from guichet_validate.engine import evaluate, refuse_unknown
from guichet_validate.findings import DefinitionError

TEXT = {"type": "string", "maxLength": 20}
YES = {"type": "boolean"}


def when(name, value, **then):
    return {"if": {"properties": {name: {"const": value}}, "required": [name]}, **then}


def switch(name, value, *fields, required=True):
    """One entry per field: asked when ``name`` is ``value``, else absent."""
    return [
        when(
            name,
            value,
            **({"then": {"required": [field]}} if required else {}),
            **{"else": {"properties": {field: False}}},
        )
        for field in fields
    ]


# --------------------------------------------------------------------------------------------------------- pruning
def test_an_answer_off_the_active_branch_is_pruned_and_said(make, context):
    definition = make({"a": YES, "b": TEXT}, allOf=switch("a", True, "b"))
    evaluation = evaluate(definition, {"a": False, "b": "périmé"}, context())
    assert evaluation.answers == {"a": False}
    assert (evaluation.off, evaluation.pruned, evaluation.valid) == ({"/b"}, ("/b",), True)


def test_answers_given_are_not_changed(make, context):
    definition = make({"a": YES, "b": TEXT}, allOf=switch("a", True, "b"))
    answers = {"a": False, "b": "x"}
    evaluate(definition, answers, context())
    assert answers == {"a": False, "b": "x"}


def test_pruning_cascades_to_the_fixed_point_whatever_the_order_of_entries(make, context):
    entries = [*switch("c", "x", "d"), *switch("b", "x", "c"), *switch("a", True, "b")]
    definition = make({"a": YES, "b": TEXT, "c": TEXT, "d": TEXT}, allOf=entries)
    evaluation = evaluate(definition, {"a": False, "b": "x", "c": "x", "d": "x"}, context())
    assert evaluation.answers == {"a": False}
    assert evaluation.off == {"/b", "/c", "/d"}


def test_rows_decide_for_themselves(make, context):
    row = {
        "type": "object",
        "additionalProperties": False,
        "required": ["a"],
        "properties": {"a": YES, "b": TEXT},
        "allOf": switch("a", True, "b"),
    }
    definition = make({"rows": {"type": "array", "items": row}})
    evaluation = evaluate(definition, {"rows": [{"a": True, "b": "x"}, {"a": False, "b": "x"}, {"a": True}]}, context())
    assert evaluation.answers == {"rows": [{"a": True, "b": "x"}, {"a": False}, {"a": True}]}
    assert evaluation.off == {"/rows/1/b"}
    assert [problem.pointer for problem in evaluation.problems] == ["/rows/2/b"]
    assert "/rows/2/b" in evaluation.required


def test_blank_rows_that_a_form_must_show_know_what_is_off(make, context):
    row = {"type": "object", "required": ["a"], "properties": {"a": YES, "b": TEXT}, "allOf": switch("a", True, "b")}
    definition = make({"rows": {"type": "array", "minItems": 2, "items": row}}, required=["rows"])
    evaluation = evaluate(definition, {}, context())
    assert evaluation.off == {"/rows/0/b", "/rows/1/b"}
    assert {"/rows", "/rows/0/a", "/rows/1/a"} <= evaluation.required


def test_an_object_left_empty_by_pruning_is_absent(make, context):
    inner = {"type": "object", "additionalProperties": False, "properties": {"b": TEXT}}
    entry = when("a", True, **{"else": {"properties": {"o": {"properties": {"b": False}}}}})
    definition = make({"a": YES, "o": inner}, allOf=[entry])
    evaluation = evaluate(definition, {"a": False, "o": {"b": "x"}}, context())
    assert evaluation.answers == {"a": False}
    assert evaluation.off == {"/o/b"}


def test_an_object_that_is_absent_still_hides_its_own_fields(make, context):
    inner = {"type": "object", "properties": {"a": YES, "b": TEXT}, "allOf": switch("a", True, "b")}
    assert evaluate(make({"o": inner}), {}, context()).off == {"/o/b"}


def test_what_stands_inside_something_off_is_not_named_again(make, context):
    inner = {"type": "object", "properties": {"x": YES, "y": TEXT}, "allOf": switch("x", True, "y")}
    definition = make({"a": YES, "o": inner}, allOf=switch("a", True, "o"))
    assert evaluate(definition, {"o": {"x": False}}, context()).off == {"/o"}


def test_a_default_is_not_seen_by_conditions_until_posted(make, context):
    definition = make({"a": {**YES, "default": True}, "b": TEXT}, allOf=switch("a", True, "b"))
    assert evaluate(definition, {}, context()).off == {"/b"}


def test_the_pruned_answers_please_a_stock_validator(make, context):
    definition = make({"a": YES, "b": TEXT}, allOf=switch("a", True, "b"))
    evaluation = evaluate(definition, {"a": False, "b": "x", "unknown": 1}, context())
    assert definition.plan.validator.is_valid(evaluation.answers)


# ------------------------------------------------------------------------------------------------- computed fields
COMPUTED = {"type": "integer", "readOnly": True}


def test_a_computed_field_is_computed_before_what_reads_it(make, context):
    properties = {
        "n": {"type": "integer"},
        "double": {**COMPUTED, "x-computed": "n * 2"},
        "quadruple": {**COMPUTED, "x-computed": "double * 2"},
        "motif": TEXT,
    }
    entry = {
        "if": {"properties": {"quadruple": {"minimum": 10}}, "required": ["quadruple"]},
        "then": {"required": ["motif"]},
        "else": {"properties": {"motif": False}},
    }
    definition = make(properties, allOf=[entry])
    evaluation = evaluate(definition, {"n": 3, "double": 999, "motif": "x"}, context())
    assert evaluation.answers == {"n": 3, "double": 6, "quadruple": 12, "motif": "x"}
    assert evaluation.computed == {"/double": 6, "/quadruple": 12}
    assert evaluate(definition, {"n": 1, "motif": "x"}, context()).off == {"/motif"}


def test_a_computed_field_that_fails_is_absent_without_a_problem(make, context):
    definition = make({"n": {"type": "integer"}, "c": {**COMPUTED, "x-computed": "10 / n"}}, required=["c"])
    evaluation = evaluate(definition, {"n": 0}, context())
    assert evaluation.answers == {"n": 0}
    assert evaluation.valid


def test_a_computed_field_reads_rows_that_were_pruned(make, context):
    row = {
        "type": "object",
        "properties": {"a": YES, "n": {"type": "integer"}, "m": {**COMPUTED, "x-computed": "row.n + 1"}},
        "allOf": switch("a", True, "n"),
    }
    total = {**COMPUTED, "x-computed": "sum(rows_.map(r, r.m))"}
    properties = {"rows_": {"type": "array", "items": row}, "total": total}
    definition = make(properties)
    evaluation = evaluate(definition, {"rows_": [{"a": True, "n": 4}, {"a": False, "n": 50}]}, context())
    assert evaluation.answers["rows_"] == [{"a": True, "n": 4, "m": 5}, {"a": False}]
    assert evaluation.answers["total"] == 5


def test_a_condition_on_a_setting_goes_through_a_computed_field(make, context):
    properties = {"ouvert": {"type": "boolean", "readOnly": True, "x-computed": "settings.ouvert"}, "b": TEXT}
    settings = {"ouvert": {"type": "boolean", "default": False}}
    definition = make(properties, allOf=switch("ouvert", True, "b"), **{"x-settings": settings})
    assert evaluate(definition, {}, context()).off == {"/b"}
    assert evaluate(definition, {}, context(settings={"ouvert": True})).off == frozenset()


@pytest.mark.parametrize(
    ("properties", "entries"),
    [
        ({"a": {**COMPUTED, "x-computed": "b"}, "b": {**COMPUTED, "x-computed": "a"}}, []),
        ({"a": {**COMPUTED, "x-computed": "a + 1"}}, []),
        ({"a": TEXT, "b": TEXT}, [*switch("a", "x", "b"), *switch("b", "x", "a")]),
        ({"a": {**COMPUTED, "x-computed": "size(b) > 0 ? 1 : 2"}, "b": {"type": "array", "items": {"type": "string"}}},
         switch("a", 1, "b")),
    ],
)  # fmt: skip
def test_a_cycle_is_a_finding(make, properties, entries):
    with pytest.raises(DefinitionError) as caught:
        make(properties, allOf=entries)
    assert "cycle" in {finding.code for finding in caught.value.findings}


# ------------------------------------------------------------------------------------------- requirements, problems
ADDRESS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["rue", "lieu"],
    "properties": {
        "rue": TEXT,
        "lieu": {
            "type": "object",
            "additionalProperties": False,
            "required": ["ville"],
            "properties": {"ville": TEXT, "pays": TEXT},
        },
    },
}


def test_a_missing_object_is_reported_at_its_missing_required_leaves(make, context, told):
    definition = make({"adresse": ADDRESS}, required=["adresse"])
    evaluation = evaluate(definition, {}, context())
    assert told(evaluation.problems) == [("/adresse/rue", "required"), ("/adresse/lieu/ville", "required")]
    assert evaluation.answers == {}
    assert told(evaluate(definition, {"adresse": {"rue": "x"}}, context()).problems) == [
        ("/adresse/lieu/ville", "required")
    ]


def test_an_optional_object_asks_for_nothing_until_something_is_in_it(make, context, told):
    definition = make({"adresse": ADDRESS})
    assert evaluate(definition, {}, context()).required == frozenset()
    begun = evaluate(definition, {"adresse": {"rue": "x"}}, context())
    assert told(begun.problems) == [("/adresse/lieu/ville", "required")]
    assert begun.required == {"/adresse/rue", "/adresse/lieu", "/adresse/lieu/ville"}


def test_conditional_requirements_inside_a_missing_object_are_reported(make, context, told):
    inner = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": YES, "b": TEXT},
        "allOf": [{"if": {"not": {"required": ["a"]}}, "then": {"required": ["b"]}}],
    }
    definition = make({"o": inner}, required=["o"])
    assert told(evaluate(definition, {}, context()).problems) == [("/o/a", "required"), ("/o/b", "required")]


def test_a_required_object_with_nothing_required_inside_is_met_by_an_empty_one(make, context):
    definition = make({"o": {"type": "object", "properties": {"x": TEXT}}}, required=["o"])
    evaluation = evaluate(definition, {}, context())
    assert evaluation.valid
    assert evaluation.answers == {"o": {}}
    assert definition.plan.validator.is_valid(evaluation.answers)


def test_a_missing_array_is_reported_at_itself(make, context, told):
    row = {"type": "object", "required": ["x"], "properties": {"x": TEXT}}
    choices = {"type": "array", "minItems": 1, "items": {"type": "string", "oneOf": [{"const": "x"}]}}
    definition = make({"rows": {"type": "array", "minItems": 1, "items": row}, "c": choices}, required=["rows", "c"])
    assert told(evaluate(definition, {}, context()).problems) == [("/rows", "required"), ("/c", "required")]


SIRET = {"type": "string", "format": "siret", "pattern": "^[0-9]{14}$"}
FILES = {"$ref": "guichet:fragments/files"}


@pytest.mark.parametrize(
    ("node", "value", "code", "params"),
    [
        ({"type": "integer"}, "douze", "type", {"type": "integer"}),
        ({"type": "integer", "minimum": 2}, 1, "minimum", {"limit": 2}),
        ({"type": "string", "maxLength": 3}, "abcd", "maxLength", {"limit": 3}),
        ({"type": "string", "format": "date"}, "2026-02-30", "format", {"format": "date"}),
        (SIRET, "12345678901234", "format", {"format": "siret"}),
        (SIRET, "x", "pattern", {}),
        ({"type": "string", "oneOf": [{"const": "a"}, {"const": "b"}]}, "c", "oneOf", {}),
        ({"type": "string", "oneOf": [{"const": "a"}]}, 12, "type", {"type": "string"}),
        ({"type": "boolean", "const": True}, False, "const", {}),
        ({"type": "number", "multipleOf": 0.01}, 1.005, "multipleOf", {"limit": 0.01}),
        ({"type": "array", "maxItems": 1, "items": {"type": "string"}}, ["a", "b"], "maxItems", {"limit": 1}),
        ({"type": "array", "uniqueItems": True, "items": {"type": "string"}}, ["a", "a"], "uniqueItems", {}),
        ({"type": "array", "items": {"type": "string", "oneOf": [{"const": "a"}]}}, ["z"], "oneOf", {}),
        ({"type": "array", "contains": {"const": "a"}, "items": {"type": "string"}}, ["b"], "contains", {}),
        (FILES, [{"id": "x", "name": "n", "type": "t", "size": 1}], "format", {"format": "uuid"}),
        (FILES, [{"name": "n"}], "type", {"type": "file"}),
        ({"$ref": "guichet:fragments/address"}, "ici", "type", {"type": "object"}),
        ({"type": "string", "maxLength": 9}, None, "type", {"type": "string"}),
    ],
)
def test_a_wrong_answer_is_one_problem_at_its_field_without_its_value(make, context, node, value, code, params):
    evaluation = evaluate(make({"x": node}), {"x": value}, context())
    (problem,) = evaluation.problems
    assert (problem.pointer, problem.code, problem.params) == ("/x", code, params)
    assert json.dumps(dict(problem.params))


def test_narrowing_applies_only_when_its_condition_holds(make, context, told):
    entry = when("a", True, then={"properties": {"b": {"const": "x"}}})
    definition = make({"a": YES, "b": TEXT}, allOf=[entry])
    assert told(evaluate(definition, {"a": True, "b": "y"}, context()).problems) == [("/b", "const")]
    assert evaluate(definition, {"a": False, "b": "y"}, context()).valid


def test_problems_stand_in_the_order_of_the_form(make, context):
    row = {"type": "object", "required": ["x", "y"], "properties": {"x": TEXT, "y": TEXT}}
    properties = {"z": TEXT, "rows": {"type": "array", "items": row}, "a": TEXT}
    definition = make(properties, steps={"un": ["/a", "/rows"], "deux": ["/z"]}, required=["z", "a"])
    evaluation = evaluate(definition, {"rows": [{"y": "1"}, {}]}, context())
    expected = ["/a", "/rows/0/x", "/rows/1/x", "/rows/1/y", "/z"]
    assert [problem.pointer for problem in evaluation.problems] == expected


def test_unknown_keys_are_dropped_and_can_be_refused(make, context, told):
    row = {"type": "object", "properties": {"x": TEXT}}
    definition = make({"rows": {"type": "array", "items": row}, "o": ADDRESS})
    answers = {"rows": [{"x": "1", "w": 1}], "o": {"rue": "r", "v": 2}, "u/n": 3}
    assert evaluate(definition, answers, context()).answers == {"rows": [{"x": "1"}], "o": {"rue": "r"}}
    codes = {("/rows/0/w", "additionalProperties"), ("/o/v", "additionalProperties"), ("/u~1n", "additionalProperties")}
    assert set(told(refuse_unknown(definition, answers))) == codes


# --------------------------------------------------------------------------------------------------- steps, exits
def test_problems_of_later_steps_are_kept_for_later(make, context, told):
    definition = make({"a": TEXT, "b": TEXT}, steps={"un": ["/a"], "deux": ["/b"]}, required=["a", "b"])
    assert told(evaluate(definition, {}, context(), through="un").problems) == [("/a", "required")]
    assert told(evaluate(definition, {"a": "x"}, context(), through="un").problems) == []
    assert told(evaluate(definition, {}, context(), through="deux").problems) == [
        ("/a", "required"),
        ("/b", "required"),
    ]
    assert told(evaluate(definition, {}, context()).problems) == [("/a", "required"), ("/b", "required")]
    with pytest.raises(ValueError, match="step"):
        evaluate(definition, {}, context(), through="trois")


def test_a_step_with_nothing_applicable_is_skipped(make, context):
    group = {"type": "object", "properties": {"c": TEXT}}
    helper = {**COMPUTED, "x-computed": "1", "x-ui": {"widget": "hidden"}}
    definition = make(
        {"a": YES, "b": TEXT, "g": group, "h": helper},
        steps={"un": ["/a"], "deux": ["/b"], "trois": ["/g"], "quatre": ["/h"]},
        allOf=[
            *switch("a", True, "b"),
            when("a", True, **{"else": {"properties": {"g": {"properties": {"c": False}}}}}),
        ],
    )
    assert evaluate(definition, {"a": False}, context()).steps == ("un",)
    assert evaluate(definition, {"a": True}, context()).steps == ("un", "deux", "trois")


def test_a_notice_alone_makes_no_step_and_knows_when_it_applies(make, context):
    notice = {
        "notice": {"title": "Avis", "tone": "info"},
        "if": {"properties": {"a": {"const": True}}, "required": ["a"]},
    }
    definition = make({"a": YES, "b": TEXT}, steps={"un": ["/a"], "deux": [notice]})
    assert evaluate(definition, {"a": True}, context()).steps == ("un",)
    (entry,) = definition.steps[1].entries
    assert entry.applies({"a": True})
    assert not entry.applies({})


EXIT = {
    "x-exit": {"id": "trop-jeune", "title": "Trop jeune", "body": "Revenez."},
    "if": {"properties": {"age": {"maximum": 17}}, "required": ["age"]},
    "then": False,
}


def test_an_exit_is_no_problem_and_forbids_submission(make, context, told):
    definition = make({"age": {"type": "integer"}, "b": TEXT}, allOf=[EXIT], required=["age"])
    evaluation = evaluate(definition, {"age": 12}, context())
    assert (evaluation.exit.id, told(evaluation.problems), evaluation.valid) == ("trop-jeune", [], False)
    assert evaluate(definition, {"age": 18}, context()).exit is None
    assert evaluate(definition, {}, context()).exit is None


def test_an_exit_waits_for_the_step_of_what_it_reads(make, context):
    properties = {"b": TEXT, "age": {"type": "integer"}}
    definition = make(properties, steps={"un": ["/b"], "deux": ["/age"]}, allOf=[EXIT])
    assert evaluate(definition, {"age": 12}, context(), through="un").exit is None
    assert evaluate(definition, {"age": 12}, context(), through="deux").exit.id == "trop-jeune"


def test_an_exit_waits_for_the_step_of_what_its_computed_fields_read(make, context):
    birth = {"type": "string", "format": "date"}
    young = {"type": "boolean", "readOnly": True, "x-computed": "age(naissance) < 18"}
    leaves = {**EXIT, "if": {"properties": {"mineur": {"const": True}}, "required": ["mineur"]}}
    properties = {"b": TEXT, "naissance": birth, "mineur": young}
    definition = make(properties, steps={"un": ["/b"], "deux": ["/naissance"]}, allOf=[leaves])
    answers = {"naissance": "2020-01-01"}
    assert evaluate(definition, answers, context(), through="un").exit is None
    assert evaluate(definition, answers, context(), through="deux").exit.id == "trop-jeune"


# --------------------------------------------------------------------------------------------------------- locked
def test_a_locked_value_is_put_back(make, context):
    locked = {**TEXT, "x-prefill": {"from": ["franceconnect:family_name"], "lock": ["franceconnect:family_name"]}}
    definition = make({"vous": {"type": "object", "properties": {"nom": locked}}})
    known = context(franceconnect={"family_name": "DURAND"})
    assert evaluate(definition, {"vous": {"nom": "Autre"}}, known).answers == {"vous": {"nom": "DURAND"}}
    assert evaluate(definition, {"vous": {"nom": "Autre"}}, context()).answers == {"vous": {"nom": "Autre"}}
