"""The files of the folder agree with each other: names, categories, services, kinds of documents."""

import json
import re

import pytest

from guichet_validate.lists import load_lists
from guichet_validate.loading import load_file

WITH_A_FORM = {
    "acte-naissance",
    "attestation-accueil",
    "carte-identite-passeport",
    "declaration-prealable",
    "encombrants",
    "inscription-scolaire",
    "liste-electorale",
    "livret-famille",
    "mariage",
    "objet-trouve",
    "occupation-domaine-public",
    "place-pmr",
    "restauration-scolaire",
}
KIND_VALIDITY = re.compile(r"^(unlimited|end-of-year|end-of-school-year|P[0-9]+[YM])$")


def read(path):
    return json.loads(path.read_text("utf-8"))


def nodes(value):
    """Every object of a document, at every depth."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


def test_these_procedures_are_there_and_have_a_form(procedures):
    assert {path.stem for path in procedures if load_file(path).steps} == WITH_A_FORM


def test_a_definition_loads_and_bears_the_name_of_its_file(definition):
    assert load_file(definition).id == definition.stem


def test_its_category_its_service_and_those_who_receive_it_are_the_citys(definition, city):
    document = read(definition)
    procedure = document["x-procedure"]
    assert procedure["category"] in [category["id"] for category in city["categories"]]
    assert {procedure["service"], *document["x-privacy"]["recipients"]} <= city["services"].keys()


def test_a_form_says_its_sources_reviews_and_acknowledges(procedure):
    document = read(procedure)
    if "x-steps" not in document:
        assert document["x-procedure"]["state"] == "information"
        assert document["x-procedure"]["online"] == "none"
        return
    assert document["x-procedure"]["legal"]
    assert document["x-steps"][-1]["review"] is True
    assert "acknowledgement" in document["x-messages"]
    assert len(document["x-tests"]) >= 8


def test_each_kind_of_document_is_registered(definition, kinds):
    asked = {alternative["kind"] for node in nodes(read(definition)) for alternative in node.get("accepts", ())}
    assert asked <= kinds.keys()


def test_each_registered_kind_is_asked_for_somewhere(procedures, kinds):
    asked = {
        alternative["kind"]
        for path in procedures
        for node in nodes(read(path))
        for alternative in node.get("accepts", ())
    }
    assert kinds.keys() - asked == set()


def test_each_kind_has_a_validity_and_a_service_that_verifies_it(kinds, city):
    for name, kind in kinds.items():
        assert KIND_VALIDITY.match(kind["validity"]), name
        assert kind["service"] in city["services"], name
        assert kind["sensitive"] in (True, False), name


def test_the_lists_agree_with_each_other_and_each_is_used(procedures):
    lists = load_lists(procedures[0].parents[1] / "lists")
    schools = {row["code"]: row["cycle"] for row in lists["ecoles"].rows}
    for street in lists["rues"].rows:
        for cycle in ("maternelle", "elementaire"):
            assert street[cycle] == "" or schools[street[cycle]] == cycle, street
    streets = lists.pop("adresses")  # addresses are suggested from it, whatever the definition
    assert streets.columns == ("voie", "codePostal", "commune")
    for found in lists.values():
        codes = [row["code"] for row in found.rows]
        assert len(codes) == len(set(codes))
    assert {name for path in procedures for name in load_file(path).lists} == lists.keys()


def test_tracking_numbers_have_different_beginnings(procedures):
    beginnings = [read(path)["x-procedure"].get("reference") for path in procedures]
    given = [beginning for beginning in beginnings if beginning]
    assert len(given) == len(set(given))


def test_each_service_has_an_office(city):
    offices = [office["id"] for office in city["offices"]]
    for name, service in city["services"].items():
        assert service["office"] in offices, name
        assert service["email"].endswith(".example"), name


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("mode", "paper", "wash", "ink"),
    [("light", "#ffffff", "#f4f2ed", "#16202e"), ("dark", "#141a22", "#1b232d", "#e9edf3")],
)
def test_the_colours_of_the_city_are_legible(city, mode, paper, wash, ink):
    colours = city["colours"][mode]
    for background in (paper, wash, colours["cityWash"]):
        assert contrast(colours["city"], background) >= 4.5
    assert contrast(colours["cityInk"], colours["city"]) >= 4.5
    assert contrast(ink, colours["cityWash"]) >= 4.5
    assert contrast(colours["accent"], paper) >= 4.5
