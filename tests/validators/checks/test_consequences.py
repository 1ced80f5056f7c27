"""One mistake is told once, at its root, with what was probably meant."""

import json
from pathlib import Path

import pytest

from guichet_validate.checks import check
from guichet_validate.checks.phrasing import phrase
from guichet_validate.source import read

TEXT = (Path(__file__).parents[3] / "definitions" / "voirie" / "place-pmr.json").read_text("utf-8")


def found(old, new):
    assert old in TEXT
    return check(read(TEXT.replace(old, new, 1), "place-pmr.json"))


@pytest.mark.parametrize(
    ("old", "new", "code", "meant"),
    [
        ('"maxLength": 500,', '"maxLenght": 500,', "keyword-unknown", "maxLength"),
        ('"x-computed": "placePrivee', '"x-calcule": "placePrivee', "keyword-unknown", "none"),
        ('"/vehicule",\n', '"/vehicul",\n', "step-field-unknown", "/vehicule"),
        ('"/vehicule",\n', '"vehicule",\n', "shape-wrong", None),
        ('{ "const": "tiers" }', '{ "const": "tier" }', "condition-value-impossible", "tiers"),
        ("distancePlace == 'proche'", "distance == 'proche'", "expression-unknown-name", "distancePlace"),
        ('"member:/familyName"', '"member:/familyname"', "profile-path-unknown", "/familyName"),
        ('"profile:/addresses/main"', '"profile:/adresses/main"', "profile-path-unknown", "/addresses/main/city"),
        ('    "habiteIci",\n', '    "habiteici",\n', "required-unknown", "habiteIci"),
        ("{settings.distanceMax}", "{settings.distanceMaxi}", "text-quote-unknown", "settings.distanceMax"),
        ('"#/$defs/beneficiaire"', '"#/$defs/beneficiare"', "reference-unresolved", "#/$defs/beneficiaire"),
        ('"guichet:fragments/address"', '"guichet:fragments/adresse"', "fragment-unknown", None),
        ('"title": "Vous êtes",\n', "", "field-title-missing", None),
        ('"valid": false,\n      "exit": "sans-carte"', '"valid": true,\n      "exit": null', "test-failed", None),
        ('"title": "Vous êtes",', '"title": "Vous êtes", "required": true,', "keyword-for-other-type", None),
    ],
)
def test_a_mistake_is_told_once(old, new, code, meant):
    (finding,) = found(old, new)
    assert (finding.code, finding.params.get("close")) == (code, meant)
    if meant not in (None, "none"):
        assert meant in phrase(finding, "fr").hint


@pytest.mark.parametrize(
    ("wrong", "slip"),
    [
        ("(distancePlace == 'proche'", "unclosed"),
        ("distancePlace == 'proche')", "unopened"),
        ("distancePlace = 'proche'", "equals"),
        ("distancePlace == 'proche' and true", "words"),
        ("distancePlace == 'proche", "quote"),
        ("distancePlace == 'a and = (' +", "other"),
    ],
)
def test_what_is_wrong_with_an_expression_is_named(wrong, slip):
    (finding,) = found("distancePlace == 'proche' && placeUtilisable == true", wrong)
    assert (finding.code, finding.params["slip"]) == ("expression-syntax", slip)


def test_a_second_mistake_is_told_beside_the_first():
    document = json.loads(TEXT)
    document["properties"]["commentaire"]["maxLenght"] = document["properties"]["commentaire"].pop("maxLength")
    del document["properties"]["raisonInutilisable"]["maxLength"]
    codes = sorted(finding.code for finding in check(read(json.dumps(document), "place-pmr.json")))
    assert codes == ["keyword-unknown", "string-unbounded"]
