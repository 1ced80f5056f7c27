"""Two sets of answers to one step, compared as people read them."""

import copy

import pytest

from guichet_render import renderer
from guichet_render.differences import Difference


@pytest.fixture
def compare(gallery, context):
    """Compare two sets of answers to a step: (step, saved, typed, lang="fr") to (title, saved, typed)."""

    def differing(step, saved, typed, lang="fr"):
        return renderer(lang).differences(gallery, step, saved, typed, context)

    return differing


def changed(answers, **values):
    return {**copy.deepcopy(answers), **values}


def test_the_same_answers_do_not_differ(compare, good):
    for step in ("lignes", "choix", "ensembles", "pieces", "envoi"):
        assert compare(step, good, copy.deepcopy(good)) == []


def test_answers_read_as_people_write_them(compare, good):
    typed = changed(good, prix=100, jour="2016-05-01", recit="Deux\nlignes")
    assert compare("lignes", good, typed) == [
        Difference("Récit", "Une ligne\nune autre", "Deux\nlignes"),
        Difference("Prix payé", "44,00\u00a0€", "1,00\u00a0€"),
        Difference("Jour voulu", "3\u00a0février 2015", "1er\u00a0mai 2016"),
    ]


def test_only_the_questions_of_the_step_are_compared(compare, good):
    assert compare("choix", good, changed(good, nom="Autre")) == []


def test_choices_are_told_by_their_titles_and_a_missing_one_by_nothing(compare, good):
    typed = changed(good, ouiNon=False)
    del typed["plusieurs"]
    assert [(one.saved, one.typed) for one in compare("choix", good, typed)] == [("Oui", "Non"), ("Danse, Judo", "")]


def test_true_and_one_differ(compare):
    assert compare("choix", {"ouiNon": True}, {"ouiNon": 1}) != []


def test_rows_more_or_less_are_told_field_by_field(compare, good):
    typed = changed(good, personnes=[])
    assert [one.typed for one in compare("ensembles", good, typed)] == ["", "", ""]
    assert compare("ensembles", good, changed(good, personnes=[*good["personnes"], {}])) == []


def test_what_nobody_types_is_left_out(compare, good):
    assert compare("ensembles", changed(good, total=1, fige="A"), changed(good, total=2, fige="B")) == []


def test_files_are_told_by_their_names_and_what_they_are(compare, good):
    typed = copy.deepcopy(good)
    typed["piece"][0]["expires"] = "2031-05-12"
    (found,) = compare("pieces", good, typed)
    assert found.saved.startswith("carte.pdf (")
    assert found.saved != found.typed
    assert compare("pieces", good, changed(good, piece=None))[0].typed == ""


def test_a_step_that_is_not_there_differs_in_nothing(compare, good):
    assert compare("ailleurs", good, {}) == []
