"""Answers to be read: on the review page, by agents, in mails and quoted in texts."""

import re

import pytest

from guichet_render import renderer
from guichet_render.language import Language

SHOWN = [
    ("/nom", "Durand"),
    ("/nombre", "12\u00a0jours"),
    ("/surface", "1\u202f234,5\u00a0m²"),
    ("/prix", "44,00\u00a0€"),
    ("/jour", "3\u00a0février 2015"),
    ("/heure", "8\u00a0h\u00a030"),
    ("/rendezVous", "1er\u00a0mai 2026 à 14\u00a0h"),
    ("/seul", "Un autre"),
    ("/detail", "Oui"),
    ("/longueListe", "février"),
    ("/plusieurs", "Danse, Judo"),
    ("/ecole", "École B"),
    ("/personnes/0/prenom", "Léo"),
    ("/declaration", "Oui"),
]


@pytest.mark.parametrize(("pointer", "shown"), SHOWN)
def test_a_quote_reads_as_people_write_it(gallery, context, good, pointer, shown):
    assert renderer("fr").fill(gallery, f"[{{{pointer}}}]", good, context) == f"[{shown}]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{settings.ville}", "Aurore"),
        ("{settings.tarif}", "44,00\u00a0€"),
        ("{settings.rien}", "{settings.rien}"),
        ("{/telephone}", "06 12 34 56 78"),
        ("{/inconnu}", "{/inconnu}"),
        ("{ /nom }", "{ /nom }"),
        ("{n}", "{n}"),
    ],
)
def test_other_quotes(gallery, context, good, text, shown):
    assert renderer("fr").fill(gallery, text, good, context) == shown


def test_a_quote_of_the_row_and_its_number(gallery, context, good):
    good["personnes"].append({"prenom": "Zoé"})
    fill = renderer("fr").fill
    assert fill(gallery, "{n} {@/prenom}", good, context, row="/personnes/1") == "2 Zoé"
    assert fill(gallery, "{n}", good, context, number=7) == "7"


def test_an_absent_answer_reads_as_its_title(gallery, context):
    assert renderer("en").fill(gallery, "{/nom}", {}, context) == "Name"


def test_the_label_of_a_request(gallery, context, judge, good):
    assert renderer("fr").summary(gallery, judge(good), context) == "Durand, 44,00\u00a0€, 3\u00a0février 2015"
    assert renderer("en").summary(gallery, judge(good), context) == "Durand, €44.00, 3\u00a0February 2015"


def test_messages_are_worded_by_the_definition(gallery, context, good):
    message = renderer("fr").message_text
    subject, body = message(gallery, "acknowledgement", good, context, number="GAL-1", url="https://v/1")
    assert subject == "Demande GAL-1 de {/nom}"  # a subject quotes no answer
    assert body == "Bonjour Durand, 44,00\u00a0€ le 3\u00a0février 2015. https://v/1"
    assert message(gallery, "refused", good, context, number="", url="", reason="trop tard") == (
        "Refus",
        "Motif\u00a0: trop tard",
    )
    assert message(gallery, "closed", good, context, number="", url="") is None


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_review_page_shows_every_step_with_a_link_back(gallery, context, judge, good, page, lang):
    view = renderer(lang).review(
        gallery, judge(good), context=context, step_url=lambda step: f"/steps/{step}", show_problems=True
    )
    read = page(view.answers)
    read.check()
    page(view.fields).check()
    assert [link["href"] for link in read.all("a") if "/steps/" in link["href"]] == [
        f"/steps/{step}" for step in ("lignes", "choix", "ensembles", "pieces")
    ]
    assert page(view.fields).by_name("/declaration")[0]["value"] == "true"
    assert (view.summary, view.problem_count) == ("", 0)


def test_the_review_page_leads_to_what_is_missing(gallery, context, judge, good, page):
    del good["nom"], good["declaration"], good["telephone"]
    view = renderer("fr").review(
        gallery, judge(good), context=context, step_url=lambda step: f"/steps/{step}", show_problems=True
    )
    assert [link["href"] for link in page(view.summary).all("a")] == ["#f-declaration", "/steps/lignes#f-nom"]
    assert "Non renseigné" in view.answers


def test_answers_are_read_by_step_group_and_row(gallery, context, judge, good, page):
    shown = renderer("fr").answers(gallery, judge(good), context=context, file_url=lambda name: f"/files/{name}")
    read = page(shown)
    read.check()
    assert re.findall(r"<h3>(.*?)</h3>", shown) == ["Lignes à Aurore", "Choix", "Ensembles", "Pièces", "Envoi"]
    assert re.findall(r"<h4>(.*?)</h4>", shown) == ["Adresse", "Personne 1\u00a0: Léo"]
    assert "carte.pdf" in shown
    assert "valable jusqu’au 12\u00a0mai 2030" in shown
    assert "Non renseigné" not in shown
    assert "Caché" not in shown


def test_plain_text_has_every_answer(gallery, context, judge, good):
    text = renderer("fr").plain_text(gallery, judge(good), context=context)
    assert "Prix payé\u00a0: 44,00\u00a0€\n" in text
    assert "Lequel\u202f? Un autre\n" in text
    assert "Pièce d’identité\u00a0: carte.pdf (Carte d’identité" in text
    assert "<" not in text


def test_information_tells_what_to_prepare(gallery, context, page):
    shown = renderer("fr").information(gallery, context=context)
    read = page(shown)
    read.check()
    assert "Le tarif est de <strong>44,00\u00a0€</strong>." in shown
    assert "Mairie de Aurore" in shown
    assert "Carte d’identité, en cours de validité" in shown
    assert "Acte de naissance, de moins de 3 mois" in shown
    assert [link["href"] for link in read.all("a")] == ["https://example.fr", "https://example.fr/"]
    assert "Mauvais lien" in shown


def test_a_stop_screen(gallery, context, judge, good, page):
    good["ouiNon"] = False
    evaluation = judge(good)
    view = renderer("fr").exit(gallery, evaluation.exit, context=context, answers=good)
    assert view.title == "Pas possible à Aurore"
    assert view.body == "<p>Voyez <strong>Durand</strong>.</p>"
    assert page(view.links).all("a")[0]["href"] == "https://example.fr"


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("fr", "2015-02-03", "3\u00a0février 2015"),
        ("fr", "2015-03-01", "1er\u00a0mars 2015"),
        ("fr", "2015-03-11", "11\u00a0mars 2015"),
        ("en", "2015-03-01", "1\u00a0March 2015"),
        ("fr", "2015-02-31", "2015-02-31"),
        ("fr", "", ""),
    ],
)
def test_days_in_words(lang, text, shown):
    assert Language(lang).day(text) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0\u00a0octets"),
        (1023, "1\u202f023\u00a0octets"),
        (1024, "1\u00a0ko"),
        (2097152, "2\u00a0Mo"),
        (1468006, "1,4\u00a0Mo"),
    ],
)
def test_sizes(count, shown):
    assert Language("fr").size(count) == shown
