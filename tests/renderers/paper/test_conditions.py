"""Conditions of a definition, in the words of who fills in a form with a pen."""

import pytest

from guichet_render import renderer
from guichet_render.paper import paper
from guichet_render.paper.conditions import Conditions


@pytest.fixture
def words(published, city_context):
    def said(procedure, pointer, lang="fr"):
        reader = renderer(lang).reader(published[procedure], {}, city_context)
        return Conditions(reader).of[pointer].filled

    return said


@pytest.mark.parametrize(
    ("procedure", "pointer", "expected"),
    [
        (
            "inscription-scolaire",
            "/dateEntree",
            "vous avez répondu «\u00a0L’année scolaire en cours\u00a0» à «\u00a0Pour quand l’inscrivez-vous",
        ),
        (
            "inscription-scolaire",
            "/justificatifDomicile",
            "vous avez répondu «\u00a0Non\u00a0» à «\u00a0La famille est-elle hébergée chez quelqu’un\u202f?\u00a0»",
        ),
        (
            "mariage",
            "/livretFamille",
            "vous avez répondu «\u00a0Oui\u00a0» à «\u00a0",
        ),
    ],
)
def test_a_switch_is_said_by_question_and_answer(words, procedure, pointer, expected):
    (said,) = words(procedure, pointer)
    assert said.startswith(expected)


def test_several_choices_are_ticked_and_two_conditions_are_joined(words):
    (said,) = words("declaration-prealable", "/dp9")
    assert said.startswith("vous avez coché «\u00a0")
    (both,) = words("declaration-prealable", "/zoneUrbaine")
    assert " et votre situation le demande" in both or " et vous êtes dans ce cas" in both


def test_another_language_says_it_too(words):
    (said,) = words("inscription-scolaire", "/justificatifDomicile", "en")
    assert said.startswith("you answered “No” to “")


def test_every_condition_of_every_definition_is_put_in_words(procedure_id, lang, published, city_context):
    definition = published[procedure_id]
    conditions = Conditions(renderer(lang).reader(definition, {}, city_context))
    said = [text for when in conditions.of.values() for text in (*when.filled, *when.required)]
    said += [stop.when for stop in conditions.stops]
    vague = renderer(lang).language("paper-if-other")
    assert [text for text in said if not text or text == vague or "{" in text] == []


def test_an_exit_says_where_to_stop(published, facts, city_context, tagged):
    read = tagged(paper("fr").form(published["acte-naissance"], context=city_context, facts=facts).pdf)
    assert "Arrêtez-vous ici si vous avez répondu «\u00a0Non\u00a0» à «\u00a0Les personnes concernées" in read.text
