"""Findings on the flow: each cause once, at its place in the file, and none on what works."""

import json
import time
from pathlib import Path

import pytest

from guichet_validate.checks import check, check_paths
from guichet_validate.source import read

EXAMPLE = Path(__file__).parent.parent / "example-files" / "positive" / "flow-field-never" / "exemple.json"
CITY = Path(__file__).parents[3] / "definitions"


def findings(change):
    """The flow's findings on the example once ``change`` was made to it: code, pointer."""
    document = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    change(document)
    found = check(read(json.dumps(document, ensure_ascii=False), "exemple.json"))
    return [(finding.code, finding.pointer) for finding in found if finding.code.startswith("flow-")]


def test_an_exit_that_stops_everybody_is_the_only_thing_told():
    def change(document):
        page = {"id": "tous", "title": "Non", "body": "La ville ne s’en occupe pas."}
        everybody = {"properties": {"nature": {"enum": ["banc", "lampe", "autre"]}}, "required": ["nature"]}
        document["allOf"].append({"x-exit": page, "if": everybody, "then": False})
        document["x-tests"] = [{"name": "un banc", "answers": {"objet": "Un banc", "nature": "banc"}, "exit": "tous"}]

    assert findings(change) == [("flow-exit-catches-everybody", "/allOf/2")]


def test_what_follows_from_a_field_that_never_appears_is_not_told_again():
    def change(document):
        document["allOf"][1]["if"]["properties"] = {"nature": {"const": "banc"}, "precision": {"const": "Bois"}}
        document["properties"]["suite"] = {"title": "Suite", "type": "string", "maxLength": 20}
        document["x-steps"][0]["fields"].append("/suite")
        shown = {"properties": {"detail": {"const": "Oui"}}, "required": ["detail"]}
        document["allOf"].append({"if": shown, "else": {"properties": {"suite": False}}})

    told = findings(change)
    assert ("flow-field-never", "/allOf/1/if") in told
    assert {code for code, _ in told} == {"flow-field-never"}


def test_a_box_that_must_be_ticked_may_show_what_follows():
    def change(document):
        document["properties"]["accord"] = {"title": "J’accepte", "type": "boolean", "const": True}
        document["required"].append("accord")
        document["x-steps"][0]["fields"].insert(0, "/accord")
        document["allOf"][1]["if"] = {"properties": {"accord": {"const": True}}, "required": ["accord"]}
        for test in document["x-tests"]:
            test.setdefault("answers", {})["accord"] = True

    assert findings(change) == []


def test_a_question_whose_other_answer_is_an_exit_may_show_what_follows():
    def change(document):
        document["properties"]["ici"] = {"title": "Est-ce ici", "type": "boolean"}
        document["required"].append("ici")
        document["x-steps"][0]["fields"].insert(0, "/ici")
        page = {"id": "ailleurs", "title": "Non", "body": "La ville ne s’en occupe pas."}
        elsewhere = {"properties": {"ici": {"const": False}}, "required": ["ici"]}
        document["allOf"].append({"x-exit": page, "if": elsewhere, "then": False})
        document["allOf"][1]["if"] = {"properties": {"ici": {"const": True}}, "required": ["ici"]}
        for test in document["x-tests"]:
            test.setdefault("answers", {})["ici"] = True

    assert findings(change) == []


@pytest.mark.parametrize("path", sorted(CITY.rglob("*/*.json")), ids=lambda path: path.stem)
def test_nothing_in_the_catalogue_of_the_city_is_unreachable_or_undecided(path):
    found = check_paths([path]).findings
    assert [finding for finding in found if finding.code.startswith(("flow-", "tests-cover"))] == []


QUESTIONS = {f"a{number}": {"title": f"Question {number}", "type": "boolean"} for number in range(230)}
SHOWN = {f"t{number}": {"title": f"Texte {number}", "type": "string", "maxLength": 5} for number in range(58)}


def conjunction(place, many, most):
    names = [f"a{(place * 4 + step) % most}" for step in range(many)]
    tests = {name: {"const": (place * 7 + step * step) % 3 == 0} for step, name in enumerate(names)}
    return {"properties": tests, "required": names}


def wide(document, place):
    document["properties"].update(QUESTIONS)
    return conjunction(place, 60, 230)


def rows(document, place):
    row = {"type": "object", "additionalProperties": False, "properties": dict(list(QUESTIONS.items())[:30])}
    document["properties"]["lignes"] = {"title": "Lignes", "type": "array", "maxItems": 50, "items": row}
    some = {"type": "array", "contains": conjunction(place, 10, 30)}
    return {"properties": {"lignes": some}, "required": ["lignes"]}


@pytest.mark.parametrize(("condition", "told"), [(wide, set()), (rows, {"flow-undecided"})])
def test_the_analysis_is_bounded_near_the_ceilings(condition, told):
    """58 conditions of sixty tests over 290 fields are decided; as many on the rows of a list are not, and soon."""

    def change(document):
        before = set(document["properties"])
        for place, target in enumerate(SHOWN):
            entry = {"if": condition(document, place), "else": {"properties": {target: False}}}
            document["allOf"].append(entry)
        document["properties"].update(SHOWN)
        pointers = [f"/{name}" for name in document["properties"] if name not in before]
        for start in range(0, len(pointers), 50):
            step = {"id": f"suite-{start}", "title": f"Suite {start}", "fields": pointers[start : start + 50]}
            document["x-steps"].append(step)

    start = time.process_time()
    assert {code for code, _ in findings(change)} == told
    # Work is counted, never timed; this only says that the counts are not absurd.
    assert time.process_time() - start < 5
