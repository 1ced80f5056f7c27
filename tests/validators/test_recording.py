"""A recorded test says what came out, passes, and catches what would come out otherwise."""

import json
from pathlib import Path

import pytest

from guichet_validate.formatting import formatted, reformatted, with_test
from guichet_validate.kinds import load_kinds
from guichet_validate.lists import ReferenceList
from guichet_validate.loading import load
from guichet_validate.recording import NameTakenError, needed_rows, recorded
from guichet_validate.testing import merged, run_test, run_tests

ROOT = Path(__file__).parents[2] / "definitions"
KINDS = load_kinds(ROOT / "documents.json")
DOCUMENTS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(ROOT.glob("*/*.json"))}
CASES = [(name, test) for name, document in DOCUMENTS.items() for test in document.get("x-tests", ())]


def by_name(document):
    return {test["name"]: test for test in document["x-tests"]}


@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if document.get("x-tests")])
def test_every_golden_case_can_be_recorded_again(name):
    document = DOCUMENTS[name]
    tests = by_name(document)
    definition = load(document, library=KINDS)
    for test in document["x-tests"]:
        entry = recorded(definition, f"again: {test['name']}", merged(test, tests))
        assert run_test(definition, entry, tests).passed
        assert "base" in entry or len(json.dumps(entry["answers"])) < 100, "the written one is there to lean on"
        assert entry["valid"] is test.get("valid", entry["valid"])
        assert entry.get("exit") == test.get("exit", entry.get("exit"))


@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if document.get("x-tests")])
def test_without_others_a_recorded_test_stands_alone(name):
    document = DOCUMENTS[name]
    tests = by_name(document)
    definition = load({**document, "x-tests": []}, library=KINDS)
    for test in document["x-tests"]:
        entry = recorded(definition, test["name"], merged(test, tests))
        assert "base" not in entry
        assert run_test(definition, entry, {}).passed


def test_the_rows_of_a_test_are_those_its_evaluation_finds(make):
    def table(name, *rows):
        return ReferenceList(name, tuple(rows[0]), rows, "")

    def found(expression):
        return {"title": "Trouvé", "type": "string", "readOnly": True, "x-computed": expression}

    fields = {
        "rue": {"title": "Rue", "type": "string", "maxLength": 20},
        "secteur": found("lookup('rues', 'nom', rue, 'secteur')"),
        "ecole": found("lookup('ecoles', 'secteur', secteur, 'nom')"),
    }
    crowd = [{"nom": f"r{number}", "secteur": "nord", "ancienne": "Lilas"} for number in range(60)]
    lists = {
        "rues": table("rues", *crowd, {"nom": "Lilas", "secteur": "sud", "ancienne": ""}),
        "ecoles": table("ecoles", {"secteur": "nord", "nom": "Curie"}, {"secteur": "sud", "nom": "Valadon"}),
        "marches": table("marches", {"nom": "Lilas"}),
    }
    inputs = {"answers": {"rue": "Lilas"}}
    rows = needed_rows(make(fields), inputs, lists)
    assert rows == {"rues": [dict(lists["rues"].rows[-1])], "ecoles": [{"secteur": "sud", "nom": "Valadon"}]}
    entry = recorded(make(fields), "essai", {**inputs, "lists": rows})
    assert entry["computed"] == {"/secteur": "sud", "/ecole": "Valadon"}


def two(**keywords):
    return {
        "nature": {
            "title": "Nature",
            "type": "string",
            "oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}],
        },
        "detail": {"title": "Détail", "type": "string", "maxLength": 40},
        **keywords,
    }


SWITCH = {
    "if": {"properties": {"nature": {"const": "b"}}, "required": ["nature"]},
    "then": {"required": ["detail"]},
    "else": {"properties": {"detail": False}},
}


def test_what_came_out_is_written_and_nothing_that_cannot_differ(make):
    definition = make(two(), required=["nature"], allOf=[SWITCH])
    assert recorded(definition, "b", {"answers": {"nature": "b"}}) == {
        "name": "b",
        "answers": {"nature": "b"},
        "valid": False,
        "errors": [{"at": "/detail", "code": "required"}],
        "steps": ["seule"],
        "hidden": [],
    }
    assert recorded(make(two()), "a", {"answers": {"nature": "a"}}) == {
        "name": "a",
        "answers": {"nature": "a"},
        "valid": True,
        "steps": ["seule"],
    }


def test_an_answer_that_is_not_declared_is_an_error(make):
    entry = recorded(make(two()), "x", {"answers": {"autre": 1}})
    assert entry["valid"] is False
    assert entry["errors"] == [{"at": "/autre", "code": "additionalProperties"}]


def test_defaults_are_left_out_and_other_inputs_are_kept(make):
    inputs = {"answers": {}, "date": "2026-01-15", "profile": {}, "household": [], "settings": {"x": 1}}
    entry = recorded(make(two()), "x", inputs)
    assert entry.keys() == {"name", "answers", "settings", "valid", "steps"}


def test_a_small_difference_leans_on_the_nearest_test(make):
    long = {"nature": "b", "detail": "un texte assez long pour peser"}
    tests = [
        {"name": "loin", "answers": {"nature": "a"}},
        {"name": "près", "answers": long, "profile": {"identity": {"familyName": "Durand"}}, "valid": True},
    ]
    definition = make(two(), **{"x-tests": tests})
    entry = recorded(definition, "ici", {"answers": {**long, "nature": "a"}, "profile": tests[1]["profile"]})
    assert entry["base"] == "près"
    assert entry["with"] == {"nature": "a"}
    assert "profile" not in entry
    alone = recorded(definition, "sans profil", {"answers": long})
    assert alone.get("profile", {}) == {}
    assert run_test(definition, alone, {test["name"]: test for test in tests}).passed


@pytest.mark.parametrize("answers", [{"nature": None}, {"nature": {"a": None}}, {"nature": 1}, {"nature": True}])
def test_what_a_merge_patch_cannot_say_is_written_in_full(make, answers):
    tests = [
        {"name": "base", "answers": {"nature": {"a": 1}, "detail": "x" * 60}},
        {"name": "1", "answers": {"nature": 1}},
    ]
    definition = make(two(), **{"x-tests": tests})
    entry = recorded(definition, "x", {"answers": answers})
    assert json.dumps(merged(entry, {test["name"]: test for test in tests})["answers"]) == json.dumps(answers)


def test_particulars_of_a_file_are_left_out_unless_they_matter(make):
    file = {"id": "00000000-0000-4000-8000-000000000007", "name": "a.pdf", "type": "application/pdf", "size": 5}
    node = {"$ref": "guichet:fragments/files"}
    definition = make({"piece": node})
    assert recorded(definition, "x", {"answers": {"piece": [{**file, "as": "carte"}]}})["answers"] == {
        "piece": [{"as": "carte"}]
    }
    heavy = recorded(definition, "x", {"answers": {"piece": [{**file, "size": 9_000_000}]}})
    assert heavy["answers"]["piece"][0]["size"] == 9_000_000
    assert heavy["errors"] == [{"at": "/piece", "code": "maximum"}] or heavy["valid"] is False


def test_what_the_profile_fills_and_receives_is_recorded(make):
    definition = make({"email": {"$ref": "guichet:fragments/email"}})
    filled = recorded(definition, "x", {"profile": {"contacts": {"email": "ana@example.fr"}}})
    assert filled["prefilled"] == {"/email": "ana@example.fr"}
    assert "fed" not in filled
    fed = recorded(definition, "x", {"answers": {"email": "ana@example.fr"}, "account": {"signedIn": True}})
    assert fed["fed"] == {"profile:/contacts/email": "ana@example.fr"}


def test_a_name_that_is_taken_is_refused_with_its_place(make):
    definition = make(two(), **{"x-tests": [{"name": "un"}, {"name": "deux"}]})
    with pytest.raises(NameTakenError) as raised:
        recorded(definition, "deux", {"answers": {}})
    assert raised.value.index == 1


@pytest.mark.parametrize("inputs", [{"profile": []}, {"date": "demain"}, {"library": {}}, {"account": 1}])
def test_misshapen_inputs_are_refused(make, inputs):
    with pytest.raises(ValueError, match=r"."):
        recorded(make(two()), "x", {"answers": {}, **inputs})


ENTRY = {"name": "neuf", "answers": {"nature": "a"}, "valid": True}


@pytest.mark.parametrize("tests", [None, [], [{"name": "un", "answers": {}}]])
@pytest.mark.parametrize("indent", [None, 4, "canonical"])
def test_a_test_is_put_in_and_nothing_else_moves(make_document, tests, indent):
    document = make_document(two(), **({} if tests is None else {"x-tests": tests}), **{"$defs": {}})
    text = formatted(document) if indent == "canonical" else json.dumps(document, indent=indent) + "\n"
    after = with_test(text, ENTRY)
    assert json.loads(after) == {**document, "x-tests": [*(tests or []), ENTRY]}
    assert run_tests(load(json.loads(after)))[-1].name == "neuf"
    if indent == "canonical":
        assert reformatted(after) == after
    else:
        kept = [line.strip().rstrip(",") for line in text.replace("[]", "[\n]").splitlines()]
        remaining = iter(line.strip().rstrip(",") for line in after.splitlines())
        assert indent is None or all(line in remaining for line in kept)


def test_a_definition_whose_tests_are_no_list_takes_none(make_document):
    with pytest.raises(ValueError, match="no list"):
        with_test(formatted(make_document(two(), **{"x-tests": {}})), ENTRY)
