"""Answers are completed to valid ones that keep what was given, the same at every call, or not at all."""

import copy
import random
from dataclasses import replace

import pytest

from guichet_validate.engine import evaluate
from guichet_validate.generator.completing import complete
from guichet_validate.generator.filling import leaves
from guichet_validate.pointers import get, put, remove
from guichet_validate.testing import prepare

TEXT = {"type": "string", "maxLength": 40}
YES_NO = {"type": "boolean"}
ROW = {"type": "object", "properties": {"nom": TEXT}, "required": ["nom"]}
DAY = {"type": "string", "format": "date"}


def when(schema, **sides):
    return {"if": {"properties": schema, "required": list(schema)}, **sides}


def test_the_smallest_answers_are_valid_and_nothing_can_be_left_out(around):
    answers = complete(around.definition, {}, around.context)
    assert evaluate(around.definition, answers, around.context).valid
    for pointer, _ in leaves(around.definition.root, answers):
        less = copy.deepcopy(answers)
        remove(less, pointer)
        assert not evaluate(around.definition, less, around.context).valid, pointer


def test_the_fullest_answers_are_valid_and_answer_more(around):
    smallest = complete(around.definition, {}, around.context)
    fullest = complete(around.definition, {}, around.context, longest=True)
    assert evaluate(around.definition, fullest, around.context).valid
    assert len(list(leaves(around.definition.root, fullest))) > len(list(leaves(around.definition.root, smallest)))


@pytest.mark.parametrize("longest", [False, True])
def test_the_same_call_gives_the_same_answers(around, longest):
    first = complete(around.definition, {}, around.context, longest=longest)
    assert first == complete(around.definition, {}, around.context, longest=longest, around=around)


def test_nearly_any_part_of_a_golden_case_is_completed_and_kept(around):
    chance = random.Random(5)
    definition = around.definition
    tests = [test for test in definition.document["x-tests"] if test.get("valid") is True][:10]
    by_name = {test["name"]: test for test in definition.document["x-tests"]}
    missed = []
    for test in tests:
        prepared = prepare(definition, test, by_name)
        context = replace(prepared.context, lists=around.context.lists)
        whole = evaluate(definition, prepared.filled, context).answers
        given = {}
        for pointer, value in leaves(definition.root, whole):
            field = definition.field_at(pointer)
            if chance.random() < 0.3 and "/1/" not in pointer and field is not None and not field.computed:
                put(given, pointer, value)
        answers = complete(definition, given, context)
        if answers is None:
            missed.append(test["name"])
            continue
        assert evaluate(definition, answers, context).valid
        assert all(get(answers, pointer) == value for pointer, value in leaves(definition.root, given))
    # The work is bounded: now and then none are found.
    assert len(missed) <= len(tests) // 10, missed


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ({"type": "string", "format": "siret", "pattern": "^[0-9]{14}$"}, {}),
        ({"type": "string", "format": "siren", "pattern": "^[0-9]{3} ?[0-9]{3} ?[0-9]{3}$"}, {}),
        ({"type": "string", "format": "iban", "pattern": "^[A-Z]{2}[0-9A-Z]{13,32}$"}, {}),
        ({"type": "string", "format": "nir", "pattern": "^[0-9]{15}$"}, {}),
        ({"type": "string", "format": "rna", "pattern": "^W[0-9]{9}$"}, {}),
        ({"type": "string", "format": "plate-fr", "pattern": "^[A-Z]{2}-[0-9]{3}-[A-Z]{2}$"}, {}),
        ({"type": "string", "format": "datetime-local", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{5}$"}, {}),
        ({"type": "string", "pattern": "^[A-Z]{2}(-[0-9]{1,3}|x{4})$", "minLength": 6}, {}),
        ({"type": "string", "pattern": "^[^a-z]{3,200}$", "minLength": 150}, {}),
        ({"type": "string", "minLength": 30, "maxLength": 31}, {}),
        ({"type": "integer", "minimum": 7, "maximum": 1000, "multipleOf": 12}, {}),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 0.5}, {}),
        ({"type": "array", "maxItems": 3, "minItems": 2, "uniqueItems": True, "items": TEXT}, {}),
        ({"type": "array", "minItems": 2, "maxItems": 3, "items": ROW}, {"a": [{"nom": "Durand"}]}),
    ],
)  # fmt: skip
def test_a_required_answer_satisfies_its_schema(make, context, field, given):
    definition = make({"a": field}, required=["a"])
    answers = complete(definition, given, context())
    assert evaluate(definition, answers, context()).valid
    assert answers["a"]


RULES = {
    "two answers that must be the same": ({"a": TEXT, "b": TEXT}, "a == b", {"a": "Léa"}),
    "of age": ({"a": DAY, "b": TEXT}, "age(a) >= 18 && age(a) < 25", {}),
    "a delay to keep": ({"a": DAY, "b": TEXT}, "a >= plus(today, 'P15D') && weekday(a) < 6", {}),
    "an order": ({"a": DAY, "b": DAY}, "a < b && a > today", {}),
    "a sum": ({"a": {"type": "integer", "minimum": 0}, "b": {"type": "integer"}}, "a + b == 18 && a > 2", {}),
}


@pytest.mark.parametrize(("properties", "test", "given"), RULES.values(), ids=RULES)
def test_answers_that_a_rule_refuses_are_changed(make, context, properties, test, given):
    rule = {"id": "regle", "assert": test, "at": "/b", "message": "Non."}
    definition = make(properties, required=["a", "b"], **{"x-rules": [{**rule, "at": "/a"}, rule]})
    answers = complete(definition, given, context())
    assert evaluate(definition, answers, context()).valid
    assert all(answers[name] == value for name, value in given.items())


def test_a_setting_of_the_city_is_heeded(make, context):
    rule = {"id": "delai", "assert": "days(today, a) >= settings.delai", "at": "/a", "message": "Non."}
    settings = {"delai": {"title": "Délai", "type": "integer", "default": 21}}
    definition = make({"a": DAY}, required=["a"], **{"x-rules": [rule], "x-settings": settings})
    for known in ({}, {"settings": {"delai": 43}}):
        assert evaluate(definition, complete(definition, {}, context(**known)), context(**known)).valid


def test_what_drives_a_given_answer_is_chosen_so_that_it_stays(make, context):
    definition = make(
        {"a": YES_NO, "b": {"type": "string", "oneOf": [{"const": name} for name in "xyz"]}, "c": TEXT},
        required=["a"],
        allOf=[
            when({"a": {"const": True}}, then={"required": ["b"]}, **{"else": {"properties": {"b": False}}}),
            when({"b": {"const": "z"}}, then={"required": ["c"]}, **{"else": {"properties": {"c": False}}}),
        ],
    )
    assert complete(definition, {"c": "Durand"}, context()) == {"a": True, "b": "z", "c": "Durand"}


def test_a_computed_field_may_drive(make, context):
    definition = make(
        {"naissance": DAY, "majeur": {**YES_NO, "readOnly": True, "x-computed": "age(naissance) >= 18"}, "c": TEXT},
        required=["naissance"],
        allOf=[
            when({"majeur": {"const": True}}, then={"required": ["c"]}, **{"else": {"properties": {"c": False}}}),
        ],
    )
    answers = complete(definition, {"c": "Durand"}, context())
    assert answers["naissance"] <= "2008-05-04"
    assert "majeur" not in answers


def test_an_exit_is_avoided_and_a_narrowing_kept(make, context):
    definition = make(
        {"a": YES_NO, "n": {"type": "integer", "minimum": 0, "maximum": 50}},
        required=["a", "n"],
        allOf=[
            {**when({"a": {"const": False}}, then=False), "x-exit": {"id": "non", "title": "Non", "body": "Non."}},
            when({"a": {"const": True}}, then={"properties": {"n": {"minimum": 40}}}),
        ],
    )
    assert complete(definition, {}, context()) == {"a": True, "n": 40}


def test_a_choice_that_must_contain_something_contains_it(make, context):
    several = {"type": "array", "uniqueItems": True, "minItems": 1, "maxItems": 3}
    several["items"] = {"type": "string", "oneOf": [{"const": name} for name in ("x", "y", "z")]}
    definition = make(
        {"a": YES_NO, "b": several},
        required=["a", "b"],
        allOf=[when({"a": {"const": False}}, then={"properties": {"b": {"contains": {"const": "z"}}}})],
    )
    assert complete(definition, {"a": False}, context()) == {"a": False, "b": ["z"]}


def test_rows_are_added_until_a_rule_is_content(make, context):
    rows = {"type": "array", "maxItems": 5, "items": {"type": "object", "properties": {"n": TEXT}, "required": ["n"]}}
    rule = {"id": "trois", "assert": "size(r) >= 3", "at": "/r", "message": "Trois."}
    definition = make({"r": rows}, required=["r"], **{"x-rules": [rule]})
    assert len(complete(definition, {}, context())["r"]) >= 3


def test_a_reference_list_is_read_with_its_filter(make, context):
    lookup = {"list": "ecoles", "value": "code", "label": "nom", "filter": {"quartier": "/q"}}
    definition = make({"q": TEXT, "e": {"type": "string", "x-lookup": lookup}}, required=["q", "e"])
    lists = {"ecoles": [{"code": "a", "quartier": "Nord"}, {"code": "b", "quartier": "Sud"}]}
    assert complete(definition, {"q": "Sud"}, context(lists=lists))["e"] == "b"


def test_papers_are_of_a_kind_and_an_age_that_is_accepted(make, context):
    piece = {"$ref": "guichet:fragments/files"}
    piece["x-document"] = {
        "accepts": [{"id": "acte", "kind": "acte", "title": "Acte", "maxAge": "P3M", "notExpired": True}]
    }
    definition = make({"piece": piece}, required=["piece"])
    (paper,) = complete(definition, {}, context())["piece"]
    assert (paper["as"], paper["issued"]) == ("acte", "2026-05-04")
    assert paper["expires"] > "2026-05-04"


def test_what_is_to_stay_absent_stays_absent(make, context):
    definition = make(
        {"a": YES_NO, "b": TEXT},
        required=["a"],
        allOf=[when({"a": {"const": False}}, then={"required": ["b"]})],
    )
    assert complete(definition, {}, context(), absent=["/b"]) == {"a": True}
    assert complete(definition, {"a": False}, context(), absent=["/b"]) is None


@pytest.mark.parametrize(
    "given",
    [{"a": 3}, {"z": "unknown"}, {"a": True, "b": "off"}, {"a": "non"}],
    ids=["wrong type", "unknown key", "off its branch", "not offered"],
)
def test_what_cannot_be_kept_gives_none(make, context, given):
    definition = make(
        {"a": YES_NO, "b": TEXT},
        required=["a"],
        allOf=[when({"a": {"const": False}}, then={"required": ["b"]}, **{"else": {"properties": {"b": False}}})],
    )
    before = copy.deepcopy(given)
    assert complete(definition, given, context()) is None
    assert given == before


def test_the_work_is_bounded(make, context):
    rules = [{"id": f"r{number}", "assert": "a + b * c == 987654", "at": f"/{name}", "message": "Non."}
             for number, name in enumerate("abc")]  # fmt: skip
    whole = {"type": "integer", "minimum": 300, "maximum": 1_000_000}
    definition = make({"a": whole, "b": whole, "c": whole}, required=["a", "b", "c"], **{"x-rules": rules})
    assert complete(definition, {"a": 301}, context(), work=200) is None
