"""Answers to be read: on the review page, by agents, in mails and quoted in texts."""

import dataclasses
import datetime as dt
import json
import re

import pytest

from guichet_render import renderer
from guichet_render.language import Language
from guichet_render.registry import WIDGETS
from guichet_validate.context import PARIS
from guichet_validate.engine import evaluate
from guichet_validate.loading import load

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
    places = [button["value"].removeprefix("modify:") for button in read.by_name("action")]
    assert [place for place in places if "/" not in place] == ["lignes", "choix", "ensembles", "pieces"]
    assert {"/nom", "/personnes/0/prenom", "/piece"} < set(places)
    # What is computed or fixed has no way to change it.
    assert not {"/total", "/fige", "/declaration"} & set(places)
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


# ---- Quotes in choices ----


def quoting(document, **changes):
    """The gallery with quotes in the titles of its choices, which some tests tie in a circle."""
    changed = json.loads(json.dumps(document))
    fields = changed["properties"]
    for name in ("seul", "longueListe"):
        first = fields[name]["oneOf"][0]
        first["title"], first["description"] = "À {settings.ville} pour {/nom}", "Près de {settings.ville}."
    fields["plusieurs"]["items"]["oneOf"][0]["title"] = "À {settings.ville}"
    for paper in fields["piece"]["x-document"]["accepts"]:
        paper["title"] += " de {settings.ville}"
    for name, title in changes.items():
        fields[name]["oneOf"][0]["title"] = title
    return load(changed)


@pytest.mark.parametrize("ville", ["Aurore", "<b>Ailleurs"])
def test_quotes_in_the_titles_of_choices_are_filled_wherever_choices_are_shown(document, good, context, page, ville):
    definition = quoting(document)
    here = dataclasses.replace(context, settings={"ville": ville})
    good["seul"] = definition.fields["/seul"].choices[0].value
    good["longueListe"] = definition.fields["/longueListe"].choices[0].value
    good["plusieurs"] = [definition.fields["/plusieurs"].choices[0].value]
    evaluation = evaluate(definition, good, here)
    drawn = renderer("fr")
    link = {"step_url": lambda step_id: f"/steps/{step_id}", "file_url": lambda identifier: f"/files/{identifier}"}
    steps = [
        page(drawn.step(definition, step.id, evaluation, context=here, show_problems=False, **link).fields).text
        for step in definition.steps
    ]
    read = page(drawn.answers(definition, evaluation, context=here)).text
    review = page(drawn.review(definition, evaluation, context=here, show_problems=False, **link).answers).text
    plain = drawn.plain_text(definition, evaluation, context=here)
    for text in (" ".join(steps), read, review, plain):
        assert "{settings" not in text
        assert f"À {ville} pour Durand" in text
        assert f"Carte d’identité de {ville}" in text
    assert f"Près de {ville}." in " ".join(steps)
    assert f"(pour\u00a0: Acte de naissance de {ville})" in " ".join(steps)
    assert drawn.fill(definition, "{/seul}", good, here) == f"À {ville} pour Durand"


def test_titles_that_quote_each_other_end(document, good, context):
    definition = quoting(document, seul="Avec {/longueListe}", longueListe="Avec {/seul}")
    answers = {
        **good,
        "seul": definition.fields["/seul"].choices[0].value,
        "longueListe": definition.fields["/longueListe"].choices[0].value,
    }
    assert renderer("fr").fill(definition, "{/seul}", answers, context) == "Avec Avec {/seul}"


# ---- Dates near today ----


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_example_of_a_birth_lies_far_back_and_any_other_is_of_the_next_month(document, context, page, lang):
    changed = json.loads(json.dumps(document))
    changed["properties"]["jour"].pop("examples", None)
    definition = load(changed)
    for moment, near in ((context.now, "27 6 2026"), (dt.datetime(2026, 12, 31, tzinfo=PARIS), "27 1 2027")):
        here = dataclasses.replace(context, now=moment)
        evaluation = evaluate(definition, {"jour": "2026-02-31", "personnes": [{"prenom": "Léo"}]}, here)
        words = [
            page(
                renderer(lang)
                .step(definition, step.id, evaluation, context=here, show_problems=True, step_url=str)
                .fields
            ).text
            for step in definition.steps
        ]
        told = " ".join(words)
        hint, error = ("Par exemple", "par exemple") if lang == "fr" else ("For example", "for example")
        assert f"{hint} {near}" in told
        assert f"{error} {near}" in told
        assert f"{hint} 27 3 1985" in told
        assert "{sample}" not in told


@pytest.mark.parametrize(
    ("name", "node", "birth"),
    [
        ("jour", {}, False),
        ("jour", {"x-ui": {"autocomplete": "bday"}}, True),
        ("jour", {"x-prefill": {"from": ["member:/birthDate"]}}, True),
        ("jour", {"x-prefill": {"from": ["franceconnect:birthdate"]}}, True),
        ("dateNaissance", {}, True),
        ("birthDate", {}, True),
        ("naissanceDeclaree", {"x-prefill": {"from": ["profile:/addresses/main/since"]}}, False),
    ],
)
def test_a_birth_is_told_by_purpose_source_or_name(document, name, node, birth):
    changed = json.loads(json.dumps(document))
    changed["properties"][name] = {"title": "Jour", "type": "string", "format": "date", **node}
    if name != "jour":
        changed["x-steps"][0]["fields"].append(f"/{name}")
    assert WIDGETS["date"].facts(load(changed).fields[f"/{name}"], renderer("fr").language)["birth"] is birth


def test_a_list_filtered_in_a_row_offers_what_that_row_allows(context):
    level = {"title": "Niveau", "type": "string", "maxLength": 20}
    spec = {"list": "ecoles", "value": "code", "label": "nom", "filter": {"niveau": "@/niveau"}}
    school = {"title": "École", "type": "string", "maxLength": 20, "x-lookup": spec}
    row = {"type": "object", "additionalProperties": False, "properties": {"niveau": level, "ecole": school}}
    definition = load(
        {
            "x-definition": 1,
            "title": "Essai",
            "x-procedure": {"id": "essai", "version": "1.0.0", "languages": ["fr"]},
            "x-steps": [{"id": "seule", "title": "Seule", "fields": ["/enfants"]}],
            "type": "object",
            "properties": {"enfants": {"title": "Enfants", "type": "array", "maxItems": 3, "items": row}},
        }
    )
    rows = [{"code": "a", "nom": "École A", "niveau": "bas"}, {"code": "b", "nom": "École B", "niveau": "haut"}]
    known = dataclasses.replace(context, lists={"ecoles": rows})
    answers = {"enfants": [{"niveau": "haut", "ecole": "b"}, {"niveau": "bas"}]}
    evaluation = evaluate(definition, answers, known)
    page = renderer("fr").step(definition, "seule", evaluation, context=known, show_problems=False, step_url=str).fields
    first, second = str(page).split("Enfants", 1)[1].split("/enfants/1/", 1)
    assert "École B" in first
    assert "École A" not in first
    assert "École A" in second
    assert "École B" not in second


def test_a_text_longer_than_a_catalogue_takes_is_told_whole(gallery, context, judge, good):
    good["recit"] = "a\ue000b " * 2_000
    for lang in ("fr", "en"):
        assert good["recit"].strip() in renderer(lang).plain_text(gallery, judge(good), context=context)


@pytest.mark.parametrize("value", [10**400, 1e308, -1e308, 5e-324])
def test_an_enormous_number_is_drawn_as_it_is(gallery, context, judge, good, value):
    good["surface"] = good["nombre"] = value
    good["piece"][0]["size"] = int(value)
    assert renderer("fr").answers(gallery, judge(good), context=context)


def test_a_date_given_as_an_example_reads_as_it_is_typed(document, context, page):
    changed = json.loads(json.dumps(document))
    changed["properties"]["jour"]["examples"] = ["2019-09-04"]
    definition = load(changed)
    evaluation = evaluate(definition, {"jour": "2026-02-31"}, context)
    view = renderer("fr").step(definition, "lignes", evaluation, context=context, show_problems=True, step_url=str)
    told = page(view.fields).text
    assert "Par exemple 4 9 2019" in told
    assert "par exemple 4 9 2019" in told


@pytest.mark.parametrize("told", [True, False])
def test_a_limit_that_the_city_sets_stands_instead_of_its_ceiling(document, context, page, told):
    changed = json.loads(json.dumps(document))
    changed["x-settings"] = {"most": {"title": "Au plus", "type": "integer", "minimum": 1, "maximum": 4, "default": 2}}
    rows = changed["properties"]["personnes"]
    rows["maxItems"] = 4
    if told:
        rows["description"] = "{settings.most} personnes."
    definition = load(changed)
    step = next(step.id for step in definition.steps if "/personnes" in step.fields)
    view = renderer("fr").step(
        definition, step, evaluate(definition, {}, context), context=context, show_problems=False, step_url=str
    )
    text = page(view.fields).text
    assert ("2 personnes." in text, "4 au plus." in text) == (told, not told)


def test_a_computed_number_has_its_unit(document, context, page):
    changed = json.loads(json.dumps(document))
    changed["properties"]["nombre"] |= {"readOnly": True, "x-computed": "12"}
    changed["properties"]["nombre"]["x-ui"] = {"suffix": "jours"}
    changed["required"] = [name for name in changed["required"] if name != "nombre"]
    definition = load(changed)
    evaluation = evaluate(definition, {}, context)
    step = next(step.id for step in definition.steps if "/nombre" in step.fields)
    view = renderer("fr").step(definition, step, evaluation, context=context, show_problems=False, step_url=str)
    assert "12\u00a0jours" in page(view.fields).text
