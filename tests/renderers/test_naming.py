"""Fields named in a list of all of them: whose each one is."""

import pytest

from guichet_render import renderer
from guichet_validate.loading import load

PAPER = {
    "title": "Carte de {@/nom}",
    "$ref": "guichet:fragments/files",
    "x-document": {"accepts": [{"id": "carte", "kind": "carte-identite", "title": "Carte d’identité"}]},
}
PERSON = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"nom": {"title": "Nom", "type": "string", "maxLength": 50}, "carte": PAPER},
}


@pytest.fixture(scope="module")
def couple():
    return load(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "x-definition": 1,
            "title": "Couple",
            "x-procedure": {
                "id": "couple",
                "version": "1.0.0",
                "state": "live",
                "category": "etat-civil",
                "service": "etat-civil",
                "online": "full",
                "access": "open",
                "languages": ["fr"],
                "reference": "COU",
                "summary": "{/un/nom}",
            },
            "x-privacy": {"purpose": "P", "basis": "public-task", "retention": "P1Y", "recipients": ["etat-civil"]},
            "x-steps": [{"id": "tout", "title": "Tout", "fields": ["/un", "/deux", "/temoins", "/bail"]}],
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "un": {"title": "Vous", "$ref": "#/$defs/personne"},
                "deux": {"title": "L’autre", "$ref": "#/$defs/personne"},
                "temoins": {
                    "title": "Témoins",
                    "type": "array",
                    "maxItems": 4,
                    "items": {"$ref": "#/$defs/personne"},
                    "x-ui": {"itemLabel": "Témoin {n}\u00a0: {@/nom}"},
                },
                "bail": {**PAPER, "title": "Bail"},
            },
            "$defs": {"personne": PERSON},
        }
    )


ANSWERS = {"un": {"nom": "Ana"}, "temoins": [{"nom": "Léa"}, {"nom": "Tom"}]}


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("/bail", "Bail"),
        ("/un/carte", "Vous – Carte de Ana"),
        ("/deux/carte", "L’autre – Carte de Nom"),
        ("/temoins/1/carte", "Témoin 2\u00a0: Tom – Carte de Tom"),
        ("/temoins", "Témoins"),
        ("/rien", ""),
        ("/rien/0/carte", ""),
    ],
)
def test_a_field_is_named_after_the_group_or_row_around_it(couple, context, pointer, name):
    assert renderer("fr").name(couple, pointer, ANSWERS, context) == name


def test_a_paper_asked_of_several_people_is_told_once_with_all_of_them(couple, context, page):
    told = page(renderer("fr").information(couple, context=context))
    told.check()
    assert "Carte de Nom – Vous, L’autre, Témoins (selon vos réponses)" in told.text
    assert told.text.count("Carte de Nom") == 1
    assert "Bail (selon vos réponses)" in told.text
