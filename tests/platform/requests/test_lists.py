"""Reference lists on the portal: choices of a form, a refusal in words, and what a sent request keeps of them."""

import pytest

from guichet.publishing.lists import lists
from guichet.publishing.services import current
from guichet.requests import contexts
from guichet.requests.models import Request
from guichet_validate.context import Context
from guichet_validate.engine import evaluate
from guichet_validate.testing import prepare

CALM = {"/habiteIci": "true", "/qualite": "parent", "/periode": "prochaine", "/scolarise": "false"}


@pytest.fixture
def app(published_app):
    """The portal with the city's procedures."""
    return published_app


@pytest.fixture
def walker(walk):
    walker = walk()
    walker.procedure = "inscription-scolaire"
    walker.start()
    return walker


def test_a_form_offers_the_list_and_refuses_what_is_not_in_it(walker):
    walker.post("ecole", {"/rue#search": "tilleuls", "/rue#shown": "", "/rue": ""}, action="search:/rue")
    page = walker.open("ecole")
    assert "<span>Rue des Tilleuls</span>" in page.text
    refused = walker.post("ecole", {"/numero": "8", "/rue": "rivoli", "/heberge": "false", "/derogation": "false"})
    assert refused.status_code == 422
    assert "Choisissez une rue de la liste" in refused.text


def test_a_dependent_list_follows_what_was_answered_on_an_earlier_page(walker):
    walker.post("situation", CALM)
    walker.post("enfant", {"/niveau": "cm1"}, action="save")
    page = walker.post("ecole", {"/rue": "tilleuls", "/derogation": "true"}, action="update")
    page = walker.open("ecole")
    assert "École élémentaire Jules-Verne" in page.text
    assert "École maternelle Les Glycines" not in page.text
    assert "École élémentaire Marie-Curie" in page.text


def test_a_sent_request_keeps_the_rows_it_rests_on(app, config):
    with app.app_context():
        definition = current("inscription-scolaire")
        tests = definition.document["x-tests"]
        prepared = prepare(definition, tests[0], {})
        context = Context(now=prepared.context.now, lists=lists())
        first = evaluate(definition, prepared.filled, context)
        kept = contexts.kept_of(definition, context, first)
        assert [row["code"] for row in kept["lists"]["rues"]] == ["tilleuls"]
        assert [row["code"] for row in kept["lists"]["ecoles"]] == ["coquelicots"]
        filed = contexts.filed(Request(evaluated=kept))
        again = evaluate(definition, first.answers, filed)
        assert (again.answers, again.valid) == (first.answers, True)


def test_a_procedure_without_a_list_keeps_none(app):
    with app.app_context():
        definition = current("acte-naissance")
        context = Context.at_present(lists=lists())
        evaluation = evaluate(definition, {"demandeur": {"nom": "tilleuls"}}, context)
        assert contexts.kept_of(definition, context, evaluation)["lists"] == {}
