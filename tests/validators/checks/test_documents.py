"""Whom a paper belongs to."""

import json

import pytest

from guichet_validate.checks import check_paths
from guichet_validate.checks.documents import HOLDER_UNKNOWN

NAME = {"title": "Nom", "type": "string", "maxLength": 50}


def piece(holder):
    return {
        "title": "Pièce",
        "$ref": "guichet:fragments/files",
        "x-document": {
            "holder": holder,
            "accepts": [{"id": "carte", "kind": "carte-identite", "title": "Carte"}],
        },
    }


def person(**fields):
    return {"title": "Personne", "type": "object", "additionalProperties": False, "properties": {"nom": NAME, **fields}}


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"qui": person(piece=piece("@"))}, True),
        ({"gens": {"title": "Gens", "type": "array", "maxItems": 3, "items": person(piece=piece("@"))}}, True),
        ({"qui": person(), "piece": piece("/qui")}, True),
        ({"nom": NAME, "piece": piece("@")}, False),
        ({"qui": person(piece=piece("@/nom/suite"))}, False),
        ({"nom": NAME, "piece": piece("/personne")}, False),
    ],
)
def test_the_holder_is_a_person_of_the_form_or_the_group_around_the_paper(tmp_path, fields, known):
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-definition": 1,
        "title": "Essai",
        "x-procedure": {
            "id": "essai",
            "version": "1.0.0",
            "state": "live",
            "category": "etat-civil",
            "service": "etat-civil",
            "online": "full",
            "access": "open",
            "languages": ["fr"],
            "reference": "ESS",
            "summary": "Essai",
        },
        "x-privacy": {"purpose": "P", "basis": "public-task", "retention": "P1Y", "recipients": ["etat-civil"]},
        "x-steps": [{"id": "tout", "title": "Tout", "fields": [f"/{name}" for name in fields]}],
        "type": "object",
        "additionalProperties": False,
        "properties": fields,
        "x-tests": [{"name": "rien", "answers": {}, "valid": True}],
    }
    path = tmp_path / "essai.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    codes = {finding.code for finding in check_paths([path]).findings if finding.severity == "error"}
    assert codes == (set() if known else {HOLDER_UNKNOWN.code})
