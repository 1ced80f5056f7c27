"""Where each answer comes from, as an agent reads it: in words, beside the answer, and counted above them all."""

import re

import pytest

from guichet_render import renderer
from guichet_render.outline import SOURCES
from guichet_validate.engine import evaluate
from guichet_validate.loading import load

ORIGINS = {
    "/nom": "franceconnect",
    "/telephone": "profile",
    "/personnes/0/prenom": "member",
    "/jour": "request",
    "/piece/0": "library",
}


@pytest.fixture
def shown(gallery, context, judge, good):
    def show(origins=ORIGINS, *, lang="fr", audience="agent"):
        return renderer(lang).answers(gallery, judge(good), context=context, audience=audience, origins=origins)

    return show


def beside(html):
    """{title of the answer: the sources beside it}."""
    pairs = re.findall(r"<dt>(.*?)</dt>\n<dd>.*?</dd>(?:\n<dd class=\"source\">(.*?)</dd>)?\n</div>", html, re.DOTALL)
    return {title: re.sub("<[^>]*>", "", told).strip() for title, told in pairs}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "fr",
            {
                "Nom": "✓ certifié par FranceConnect",
                "Téléphone": "← repris du profil",
                "Prénom": "← repris du foyer",
                "Jour voulu": "← repris d’une demande précédente",
                "Pièce d’identité": "← repris de la bibliothèque",
                "Total": "= calculé",
                "Heure": "saisi",
            },
        ),
        (
            "en",
            {"Name": "✓ certified by FranceConnect", "Jour voulu": "← from an earlier request", "Total": "= computed"},
        ),
    ],
)
def test_every_answer_has_its_source_in_words(shown, lang, expected):
    told = beside(shown(lang=lang))
    assert {title: told[title] for title in expected} == expected
    assert all(told.values())


def test_a_file_that_was_brought_is_not_typed(shown):
    assert beside(shown({}))["Pièce d’identité"] == "joint"


def test_they_are_counted_above_the_answers(shown, page):
    html = shown()
    page(html).check()
    counts = re.search(r'<p class="sources">(.*?)</p>', html, re.DOTALL)[1]
    said = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", counts)).strip()
    assert said.startswith(
        "D’où viennent les réponses : ✓ certifié par FranceConnect 1 = calculé 1 ← repris du profil 1"
    )
    assert f"saisi {html.count('from typed') - 1}" in said


def test_what_is_noted_of_rows_as_a_whole_holds_for_their_answers(shown):
    assert beside(shown({"/personnes": "request"}))["Prénom"] == "← repris d’une demande précédente"


def test_fields_that_are_read_as_one_tell_every_source(document, context, good):
    place = {"$ref": "guichet:fragments/place", "title": "Lieu"}
    document = {**document, "properties": {**document["properties"], "lieu": place}}
    document["x-steps"] = [{**document["x-steps"][0], "fields": ["/lieu", *document["x-steps"][0]["fields"]]}]
    definition = load(document)
    answers = {"lieu": {"lieu": "Le parc", "lat": 48.5, "lon": 2.1}}
    html = renderer("fr").answers(
        definition,
        evaluate(definition, answers, context),
        context=context,
        audience="agent",
        origins={"/lieu/lieu": "profile"},
    )
    assert beside(html)["Lieu"] == "← repris du profil saisi"


def test_a_citizen_is_told_none(shown):
    html = shown(audience="citizen")
    assert 'class="source' not in html
    assert "saisi" not in html


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_source_has_words_of_its_own(lang):
    words = {renderer(lang).language(f"source-{code}") for code in SOURCES}
    assert len(words) == len(SOURCES)


def test_an_origin_that_nobody_knows_is_no_certificate(shown):
    assert beside(shown({"/nom": "<b>"}))["Nom"] == "saisi"
