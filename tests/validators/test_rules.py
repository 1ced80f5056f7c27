"""Cross-field rules: where they are asserted, when they are silent, what they report."""

import pytest

from guichet_validate.engine import evaluate

DAY = {"type": "string", "format": "date"}
NUMBER = {"type": "integer", "maximum": 1000}


def rule(assertion, at, **keywords):
    return {"id": "regle", "assert": assertion, "at": at, "message": "Non.", **keywords}


def test_only_true_satisfies_a_rule(make, context, told):
    definition = make({"d": DAY, "f": DAY}, **{"x-rules": [rule("f >= d", "/f")]})
    answers = {"d": "2026-05-02", "f": "2026-05-01"}
    (problem,) = evaluate(definition, answers, context()).problems
    assert (problem.pointer, problem.code, problem.rule, problem.row) == ("/f", "regle", "regle", None)
    assert evaluate(definition, {**answers, "f": "2026-05-02"}, context()).valid
    # The other date is not required, and absent: a comparison with null fails.
    assert told(evaluate(definition, {"f": "2026-05-01"}, context()).problems) == [("/f", "regle")]


def test_a_rule_is_silent_while_the_answer_at_its_place_is_absent(make, context):
    definition = make({"d": DAY, "f": DAY}, **{"x-rules": [rule("f >= d", "/f")]})
    assert evaluate(definition, {"d": "2026-05-02"}, context()).valid


@pytest.mark.parametrize("answers", [{"f": "2026-05-01"}, {"d": "bientôt", "f": "2026-05-01"}])
def test_a_rule_is_silent_while_what_it_reads_is_missing_though_required_or_wrong(make, context, told, answers):
    definition = make({"d": DAY, "f": DAY}, required=["d"], **{"x-rules": [rule("f >= d", "/f")]})
    assert all(pointer == "/d" for pointer, _ in told(evaluate(definition, answers, context()).problems))


def test_it_is_silent_too_when_a_computed_field_between_reads_what_is_wrong(make, context, told):
    row = {"type": "object", "required": ["n"], "properties": {"n": NUMBER, "x": NUMBER}}
    total = {"type": "integer", "readOnly": True, "x-computed": "sum(rows_.map(r, r.n))"}
    properties = {"rows_": {"type": "array", "items": row}, "total": total}
    definition = make(properties, **{"x-rules": [rule("total < 5", "/rows_")]})
    assert told(evaluate(definition, {"rows_": [{"n": 9}]}, context()).problems) == [("/rows_", "regle")]
    assert told(evaluate(definition, {"rows_": [{"n": 9}, {}]}, context()).problems) == [("/rows_/1/n", "required")]
    # What it does not read may be wrong.
    wrong = evaluate(definition, {"rows_": [{"n": 9, "x": "?"}]}, context())
    assert told(wrong.problems) == [("/rows_", "regle"), ("/rows_/0/x", "type")]


def test_when_limits_a_rule(make, context):
    definition = make({"a": {"type": "boolean"}, "n": NUMBER}, **{"x-rules": [rule("n > 5", "/n", when="a")]})
    assert evaluate(definition, {"n": 1}, context()).valid
    assert evaluate(definition, {"a": False, "n": 1}, context()).valid
    assert not evaluate(definition, {"a": True, "n": 1}, context()).valid


def test_a_warning_does_not_forbid_submission(make, context, told):
    definition = make({"n": NUMBER}, **{"x-rules": [rule("n > 5", "/n", level="warning")]})
    evaluation = evaluate(definition, {"n": 1}, context())
    assert evaluation.valid
    assert told(evaluation.warnings) == [("/n", "regle")]
    assert evaluation.warnings[0].level == "warning"


LINES = {"type": "object", "properties": {"n": NUMBER}}
PROJECT = {"type": "object", "properties": {"max": NUMBER, "lignes": {"type": "array", "items": LINES}}}


def test_each_may_nest_and_reports_the_row(make, context):
    rules = [rule("row.n <= parent.max && row.n <= limite", "@/n", each="/projets/*/lignes")]
    properties = {"limite": NUMBER, "projets": {"type": "array", "items": PROJECT}}
    definition = make(properties, **{"x-rules": rules})
    answers = {
        "limite": 9,
        "projets": [{"max": 5, "lignes": [{"n": 5}, {"n": 6}]}, {"max": 50, "lignes": [{}, {"n": 10}]}],
    }
    problems = evaluate(definition, answers, context()).problems
    assert [(problem.pointer, problem.row) for problem in problems] == [
        ("/projets/0/lignes/1/n", "/projets/0/lignes/1"),
        ("/projets/1/lignes/1/n", "/projets/1/lignes/1"),
    ]


def test_a_rule_of_an_object_schema_holds_wherever_it_is_used(make, context, told):
    pair = {
        "type": "object",
        "properties": {"a": NUMBER, "b": NUMBER},
        "x-rules": [rule("row.a <= row.b", "@/b")],
    }
    definition = make(
        {"un": {"$ref": "#/$defs/pair"}, "rows": {"type": "array", "items": {"$ref": "#/$defs/pair"}}},
        **{"$defs": {"pair": pair}},
    )
    answers = {"un": {"a": 2, "b": 1}, "rows": [{"a": 1, "b": 1}, {"a": 3, "b": 1}]}
    assert told(evaluate(definition, answers, context()).problems) == [("/un/b", "regle"), ("/rows/1/b", "regle")]
    assert evaluate(definition, {}, context()).valid


def test_rows_of_one_list_do_not_silence_those_of_another(make, context, told):
    row = {"type": "object", "properties": {"n": NUMBER}}
    properties = {"a": {"type": "array", "items": row}, "b": {"type": "array", "items": row}}
    definition = make(properties, **{"x-rules": [rule("row.n <= 5", "@/n", each="/a")]})
    answers = {"a": [{"n": "?"}, {"n": 9}], "b": [{"n": 1}, {"n": "?"}]}
    assert ("/a/1/n", "regle") in told(evaluate(definition, answers, context()).problems)
    assert ("/a/0/n", "regle") not in told(evaluate(definition, answers, context()).problems)


def test_a_rule_belongs_to_the_last_step_of_what_it_reads(make, context, told):
    definition = make(
        {"a": NUMBER, "b": NUMBER}, steps={"un": ["/a"], "deux": ["/b"]}, **{"x-rules": [rule("a < b", "/a")]}
    )
    answers = {"a": 5, "b": 1}
    assert definition.rules[0].reads == {"/a", "/b"}
    assert evaluate(definition, answers, context(), through="un").valid
    assert told(evaluate(definition, answers, context(), through="deux").problems) == [("/a", "regle")]
