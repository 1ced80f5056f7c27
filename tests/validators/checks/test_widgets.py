"""Widgets that ask something of their field: each reason is told, and nothing is told where the field has it."""

import json

import pytest

from guichet_validate.checks import check
from guichet_validate.checks.phrasing import LANGUAGES, phrase
from guichet_validate.source import read

WORDS = {"type": "string", "title": "Lieu", "maxLength": 100}
LAT = {"type": "number", "title": "Latitude", "minimum": -90, "maximum": 90}
LON = {"type": "number", "title": "Longitude", "minimum": -180, "maximum": 180}


def place(properties, required=()):
    return {
        "title": "Où",
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
        "x-ui": {"widget": "point"},
    }


def reasons(field):
    document = {"type": "object", "additionalProperties": False, "properties": {"champ": field}}
    found = [finding for finding in check(read(json.dumps(document), "x.json")) if finding.code == "widget-unsuited"]
    for finding in found:
        assert finding.pointer == "/properties/champ/x-ui/widget"
        for lang in LANGUAGES:
            said = phrase(finding, lang)
            assert said.message
            assert said.hint
            assert "{" not in said.message + said.hint
    return [finding.params["reason"] for finding in found]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ({"type": "string", "maxLength": 40, "x-ui": {"widget": "iban"}}, ["format"]),
        ({"type": "string", "format": "siren", "pattern": "^[0-9]{9}$", "x-ui": {"widget": "siret"}}, ["format"]),
        ({"type": "string", "format": "siret", "pattern": "^[0-9]{14}$", "x-ui": {"widget": "siret"}}, []),
        ({"type": "string", "format": "date", "x-ui": {"widget": "picker"}}, []),
        ({"type": "string", "maxLength": 10, "x-ui": {"widget": "date"}}, ["format"]),
        ({"type": "string", "maxLength": 100, "x-ui": {"widget": "signature"}}, []),
        ({"type": "boolean", "x-ui": {"widget": "declaration"}}, ["const"]),
        ({"type": "boolean", "const": True, "x-ui": {"widget": "declaration"}}, []),
        (place({"lieu": WORDS, "lat": LAT, "lon": LON}, ["lieu"]), []),
        (place({"lieu": WORDS, "lat": LAT}), ["point"]),
        (place({"lat": LAT, "lon": LON}), ["point"]),
        (place({"lieu": WORDS, "lat": {**LAT, "type": "string"}, "lon": LON}), ["point"]),
        (place({"lieu": WORDS, "lat": LAT, "lon": LON}, ["lieu", "lat"]), ["words"]),
        # Another type has a rule of its own.
        ({"type": "integer", "maximum": 9, "x-ui": {"widget": "point"}}, []),
    ],
)
def test_what_a_widget_lacks_is_told(field, expected):
    assert reasons({"title": "Champ", **field}) == expected
