"""Tests that definitions carry."""

import copy
import json
from pathlib import Path

import pytest

from guichet_validate.loading import load
from guichet_validate.testing import merge_patch, run_test, run_tests

DEFINITIONS = Path(__file__).parents[2] / "definitions"
BIRTH = json.loads((DEFINITIONS / "etat-civil" / "acte-naissance.json").read_text(encoding="utf-8"))


def test_the_tests_of_the_birth_certificate_pass():
    results = run_tests(load(BIRTH))
    assert len(results) >= 33
    assert [(result.name, result.differences) for result in results if not result.passed] == []


@pytest.mark.parametrize(
    ("aspect", "wrong"),
    [
        ("valid", False),
        ("exit", "ne-ailleurs"),
        ("errors", [{"at": "/lien"}]),
        ("warnings", [{"at": "/lien"}]),
        ("hidden", ["/motifAutre"]),
        ("steps", ["demande"]),
        ("notices", ["papiers"]),
        ("asked", ["/mandat"]),
        ("computed", {"/totalExemplaires": 9}),
        ("prefilled", {"/lien": "enfants"}),
        ("fed", {"profile:/contacts/phone": "06"}),
    ],
)
def test_an_expectation_that_is_not_met_fails(aspect, wrong):
    document = copy.deepcopy(BIRTH)
    (first,) = [test for test in document["x-tests"] if test.get("valid") and "base" not in test][:1]
    document["x-tests"] = [{**first, aspect: wrong}]
    (result,) = run_tests(load(document))
    assert not result.passed
    assert [difference.aspect for difference in result.differences] == [aspect]


@pytest.mark.parametrize(
    "test",
    [
        {"name": "x", "base": "none", "valid": True},
        {"name": "x", "base": "x", "valid": True},
        {"name": "x", "date": "demain"},
        {"name": "x", "answers": []},
        {"name": "x", "profile": 3},
        {"name": "x", "household": None},
        {"name": "x", "library": [3]},
        {"name": "x", "library": [{"kind": "k", "expires": 2030}]},
    ],
)
def test_a_misshapen_test_fails_and_raises_nothing(make, test):
    (result,) = run_tests(make({"a": {"type": "string"}}, **{"x-tests": [test]}))
    assert not result.passed
    assert result.differences[0].aspect == "test"


def test_a_test_that_expects_a_refusal_of_valid_answers_is_told_that_they_are_valid(make):
    definition = make({"x": {"type": "string"}}, **{"x-tests": [{"name": "t", "answers": {"x": "a"}, "valid": False}]})
    (result,) = run_tests(definition)
    (difference,) = result.differences
    assert (difference.expected, difference.actual) == (False, True)


def test_answers_that_are_not_declared_make_a_test_invalid(make):
    tests = [
        {"name": "x", "answers": {"b": 1}, "valid": False, "errors": [{"at": "/b", "code": "additionalProperties"}]}
    ]
    assert run_tests(make({"a": {"type": "string"}}, **{"x-tests": tests}))[0].passed


def test_files_of_tests_are_completed_and_library_papers_too(make):
    node = {"$ref": "guichet:fragments/files", "x-document": {"reuse": True, "accepts": [{"id": "a", "kind": "k"}]}}
    tests = [
        {"name": "file", "answers": {"p": [{"as": "a"}]}, "valid": True, "asked": []},
        {"name": "library", "library": [{"kind": "k"}], "valid": True, "asked": []},
        {"name": "none", "valid": False, "asked": ["/p"], "errors": [{"at": "/p", "code": "required"}]},
    ]
    results = run_tests(make({"p": node}, required=["p"], **{"x-tests": tests}))
    assert [result.passed for result in results] == [True, True, True]


def test_a_chain_of_bases_may_be_long(make):
    first = {"name": "0", "answers": {"x": "un"}, "valid": True}
    tests = [first, *({"name": str(number), "base": str(number - 1), "valid": True} for number in range(1, 1500))]
    by_name = {test["name"]: test for test in tests}
    assert run_test(make({"x": {"type": "string"}}), tests[-1], by_name).passed


def test_a_base_passes_on_all_its_inputs_along_the_chain(make):
    computed = {"type": "string", "readOnly": True, "x-computed": "today + settings.s"}
    tests = [
        {"name": "a", "date": "2026-05-04", "settings": {"s": "!"}, "answers": {"x": "1", "y": "2"}},
        {"name": "b", "base": "a", "with": {"x": None}},
        {
            "name": "c",
            "base": "b",
            "with": {"y": "3"},
            "computed": {"/c": "2026-05-04!"},
            "prefilled": {"/x": None, "/y": "3"},
        },
    ]
    properties = {"x": {"type": "string"}, "y": {"type": "string"}, "c": computed}
    definition = make(properties, **{"x-settings": {"s": {"type": "string", "default": "?"}}, "x-tests": tests})
    assert [result.differences for result in run_tests(definition)] == [(), (), ()]


def test_merge_patch_is_rfc_7396():
    assert merge_patch({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"b": None}, "d": [2], "e": {"f": None}}) == {
        "a": {"c": 2},
        "d": [2],
        "e": {},
    }
    assert merge_patch([1], {"a": 1}) == {"a": 1}
    assert merge_patch({"a": 1}, "x") == "x"


def test_a_notice_counts_on_a_page_that_applies_while_its_condition_holds(make):
    box = {"type": "boolean"}
    holds = {"properties": {"a": {"const": True}}, "required": ["a"]}
    notices = [
        {"id": "toujours", "notice": {"body": "Bonjour."}},
        {"id": "coche", "if": holds, "notice": {"body": "Coché."}},
        {"notice": {"body": "Sans nom."}},
    ]
    definition = make(
        {"a": box, "b": box},
        steps={"un": ["/a", *notices], "deux": ["/b", {"id": "loin", "notice": {"body": "Loin."}}]},
        allOf=[{"if": holds, "else": {"properties": {"b": False}}}],
        **{
            "x-tests": [
                {"name": "rien", "answers": {}, "notices": ["toujours"]},
                {"name": "coché", "answers": {"a": True}, "notices": ["toujours", "coche", "loin"]},
                {"name": "faux", "answers": {"a": True}, "notices": ["toujours"]},
            ]
        },
    )
    assert [result.passed for result in run_tests(definition)] == [True, True, False]


def test_what_was_answered_earlier_is_taken_over(make):
    name = {"type": "string", "maxLength": 9, "x-prefill": {"from": ["request:last/nom", "request:autre/last/nom"]}}
    tests = [
        {"name": "autre", "earlier": {"autre": {"nom": "Durand"}}, "prefilled": {"/nom": "Durand"}},
        {"name": "dernier", "base": "autre", "earlier": {"last": {"nom": "Petit"}}, "prefilled": {"/nom": "Petit"}},
        {"name": "faux", "base": "autre", "prefilled": {"/nom": "Petit"}},
    ]
    assert [result.passed for result in run_tests(make({"nom": name}, **{"x-tests": tests}))] == [True, True, False]
