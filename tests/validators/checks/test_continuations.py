"""Earlier requests: what is taken from another procedure of the city must be there, and of the same type."""

import json
import shutil
from pathlib import Path

import pytest

from guichet_validate.checks import check_paths

CITY = Path(__file__).parent.parent / "example-files/positive/procedure-unknown"


@pytest.fixture
def city(tmp_path):
    return Path(shutil.copytree(CITY, tmp_path / "definitions"))


def codes(city, *sources, follows=("suite",)):
    """The findings on the definition that continues another, whose only answer is /objet."""
    file = city / "exemple.json"
    document = json.loads(file.read_text("utf-8"))
    document["x-procedure"]["follows"] = list(follows)
    document["properties"]["objet"]["x-prefill"] = {"from": list(sources)}
    document["properties"]["nombre"] = {"title": "Nombre", "type": "integer", "x-prefill": {"from": list(sources)}}
    document["x-steps"][0]["fields"].append("/nombre")
    file.write_text(json.dumps(document), encoding="utf-8")
    return [(finding.code, finding.pointer) for finding in check_paths([file]).findings]


FROM = ("/properties/objet/x-prefill/from/0", "/properties/nombre/x-prefill/from/0")


def test_an_answer_of_another_procedure_is_taken_by_a_field_of_its_type(city):
    assert codes(city, "request:suite/last/objet") == [("prefill-request-type", FROM[1])]


def test_an_answer_that_the_other_procedure_does_not_ask_is_told(city):
    assert codes(city, "request:suite/last/rue") == [("prefill-request-unknown", place) for place in FROM]


def test_a_procedure_that_the_city_does_not_have_is_told(city):
    found = codes(city, "request:ailleurs/last/objet", follows=["suite", "nulle-part"])
    places = ["/x-procedure/follows/1", *FROM]
    assert found == [("procedure-unknown", place) for place in places]


def test_a_file_that_cannot_be_read_says_nothing_of_the_one_that_names_it(city):
    (city / "suite.json").write_text("{", encoding="utf-8")
    assert codes(city, "request:suite/last/rue") == []


def test_alone_a_file_is_not_judged_by_what_it_cannot_see(city):
    (city / "documents.json").unlink()
    (city / "suite.json").unlink()
    assert codes(city, "request:suite/last/rue") == []
