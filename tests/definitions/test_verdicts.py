"""The definitions are publishable, their tests hold in the engine, and stock validators give the same verdicts."""

import json

import jsonschema
import jsonschema_rs
import pytest

from guichet_validate.checks import check_paths
from guichet_validate.engine import evaluate
from guichet_validate.loading import load_file
from guichet_validate.testing import prepare, run_tests

# What JSON Schema cannot say, besides the rules of a definition: maximum age, end and kind of a paper, the dates they
# need, membership of a reference list, and, where formats are not asserted, calendar days and check digits.
BEYOND = {"maxAge", "notExpired", "as", "issued", "expires", "format", "lookup"}


def test_a_definition_is_publishable(definition):
    report = check_paths([definition], reference=True)
    assert report.files == (str(definition),)
    assert report.findings == ()


def test_all_of_them_together_are_publishable(procedures):
    folder = procedures[0].parents[1]
    assert sorted(check_paths([folder]).files) == sorted(str(path) for path in procedures)
    assert check_paths([folder]).findings == ()


def test_its_own_tests_hold(definition):
    results = run_tests(load_file(definition))
    assert [(result.name, result.differences) for result in results if not result.passed] == []


def cases(definition):
    """Each test's name and what the engine makes of it: the finished answers and the verdict."""
    tests = definition.document.get("x-tests", [])
    by_name = {test["name"]: test for test in tests}
    for test in tests:
        prepared = prepare(definition, test, by_name)
        yield test["name"], evaluate(definition, prepared.filled, prepared.context)


def verdict(definition, evaluation):
    """What a stock validator is to say of the finished answers: our verdict but for what it cannot know."""
    beyond = BEYOND | {rule["id"] for rule in rules(definition.document)}
    return evaluation.exit is None and all(problem.code in beyond for problem in evaluation.problems)


def rules(value):
    if isinstance(value, dict):
        yield from value.get("x-rules", ())
        for part in value.values():
            yield from rules(part)
    elif isinstance(value, list):
        for part in value:
            yield from rules(part)


@pytest.mark.parametrize("library", ["jsonschema", "jsonschema-rs"])
def test_a_stock_validator_gives_the_same_verdict(definition, library):
    loaded = load_file(definition)
    document = json.loads(json.dumps(loaded.document))
    stock = (
        jsonschema.Draft202012Validator(document)
        if library == "jsonschema"
        else jsonschema_rs.Draft202012Validator(document, validate_formats=False)
    )
    told = {name: stock.is_valid(dict(evaluation.answers)) for name, evaluation in cases(loaded)}
    assert told == {name: verdict(loaded, evaluation) for name, evaluation in cases(loaded)}


def test_the_published_document_stands_alone(definition):
    loaded = load_file(definition, base_url="https://demarches.sainte-aurore.example")
    assert "guichet:fragments/" not in json.dumps(loaded.document)
    assert loaded.document["$id"].endswith(f"/procedures/{definition.stem}/{loaded.version}.json")


def test_forty_fields_stand_on_four_pages(definition):
    if definition.stem != "forty-fields":
        return
    loaded = load_file(definition)
    assert len([field for field in loaded.fields.values() if not field.children or field.kind == "file"]) == 40
    assert len(loaded.steps) == 4
