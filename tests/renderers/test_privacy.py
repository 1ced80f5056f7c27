"""«Pourquoi cette question ?» at a field, and the answers that a privacy notice lists."""

import copy
import re

import pytest

from guichet_render import moulds, renderer
from guichet_render.drawing import Drawing
from guichet_validate.engine import evaluate
from guichet_validate.loading import load

PRIVACY = {
    "nom": {"purpose": "Vous écrire", "x-i18n": {"en": {"purpose": "Write to you"}}},
    "jour": {"sensitive": True, "erase": True},
    "seul": {"purpose": "Choisir la salle pour {/nom}.", "x-i18n": {"en": {"purpose": "Choose the room for {/nom}."}}},
    "personnes": {"purpose": "Compter les places", "x-i18n": {"en": {"purpose": "Count the places"}}},
    "piece": {"sensitive": True},
    "nombre": {"erase": True},
    "declaration": {"purpose": "Garder la preuve", "x-i18n": {"en": {"purpose": "Keep the proof"}}},
    "fige": {"purpose": "Retrouver le dossier", "x-i18n": {"en": {"purpose": "Find the file"}}},
}


@pytest.fixture
def private(document):
    """Load the gallery with fields that say why they are asked; `changes` are further ones."""

    def made(**changes):
        changed = copy.deepcopy(document)
        changed["x-privacy"] = {"purpose": "Inscrire <tous>", "x-i18n": {"en": {"purpose": "Enrol <all>"}}}
        for name, node in {**PRIVACY, **changes}.items():
            changed["properties"][name]["x-privacy"] = node
        changed["properties"]["personnes"]["items"]["properties"]["prenom"]["x-privacy"] = {"sensitive": True}
        return load(changed)

    return made


@pytest.fixture
def drawn(private, context, good, page):
    """Draw every step and return the pages by the name of the step."""

    def draw(lang="fr", answers=None, definition=None, **more):
        definition = definition or private()
        evaluation = evaluate(definition, good if answers is None else answers, context)
        return {
            step.id: page(
                renderer(lang)
                .step(definition, step.id, evaluation, context=context, show_problems=False, step_url=str, **more)
                .fields
            )
            for step in definition.steps
        }

    return draw


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "fr",
            [
                ("lignes", "Pourquoi cette question\u202f?, Nom", "Vous écrire."),
                ("lignes", "Pourquoi cette question\u202f?, Jour", "Inscrire <tous>."),
                ("lignes", "Pourquoi cette question\u202f?, Jour", "Donnée sensible\u00a0:"),
                ("lignes", "Pourquoi cette question\u202f?, Jour", "Elle est effacée à la fin de la demande."),
                ("choix", "Pourquoi cette question\u202f?", "Choisir la salle pour Durand."),
                ("ensembles", "Pourquoi cette question\u202f?", "Compter les places."),
                ("pieces", "Pourquoi cette question\u202f?", "Donnée sensible"),
                ("envoi", "Pourquoi cette question\u202f?", "Garder la preuve."),
            ],
        ),
        (
            "en",
            [
                ("lignes", "Why do we ask?, Name", "Write to you."),
                ("lignes", "Why do we ask?", "Enrol <all>."),
                ("choix", "Why do we ask?", "Choose the room for Durand."),
                ("envoi", "Why do we ask?", "Keep the proof."),
            ],
        ),
    ],
)
def test_a_field_says_why_it_is_asked(drawn, lang, said):
    pages = drawn(lang)
    for step, summary, sentence in said:
        assert summary in pages[step].text
        assert sentence in pages[step].text
    for read in pages.values():
        read.check()


def test_only_what_has_a_purpose_or_is_sensitive_says_so(drawn):
    counted = {step: read.text.count("Pourquoi cette question") for step, read in drawn().items()}
    # The name and the day; not the number, which is only erased, nor what cannot be answered.
    assert counted == {"lignes": 2, "choix": 1, "ensembles": 2, "pieces": 1, "envoi": 1}
    assert [attributes.get("class") for attributes in drawn()["choix"].all("details")] == ["why"]


def test_the_rest_of_the_page_is_drawn_as_without_it(document, private, context, good):
    def fields(definition):
        evaluation = evaluate(definition, good, context)
        return [
            str(
                renderer("fr")
                .step(definition, step.id, evaluation, context=context, show_problems=False, step_url=str)
                .fields
            )
            for step in definition.steps
        ]

    plain, told = fields(load(document)), fields(private())
    assert "Pourquoi cette question" not in "".join(plain)
    assert told != plain
    assert [re.sub(r'\n<details class="why">.*?</details>', "", one) for one in told] == plain


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_its_mould_writes_what_the_template_writes(monkeypatch, private, context, good, lang):
    definition = private()
    hostile = '"><b>\ue000why0\ue001 {{ x }} &amp;'

    def pages():
        for answers in (good, {}, {**good, "nom": hostile, "seul": hostile, "jour": hostile}):
            evaluation = evaluate(definition, answers, context)
            for step in definition.steps:
                yield (
                    renderer(lang)
                    .step(definition, step.id, evaluation, context=context, show_problems=True, step_url=str)
                    .fields
                )

    poured = list(pages())
    assert list(pages()) == poured
    assert any("&lt;b&gt;" in one for one in poured)
    monkeypatch.setattr(Drawing, "_is_plain", lambda *_, **__: False)
    assert list(pages()) == poured
    monkeypatch.setattr(moulds, "draw", lambda macro, face, view, split: macro(face, view))
    assert list(pages()) == poured


def test_a_notice_lists_them_by_their_names(private, context, good):
    definition = private()
    listed = {one.name: one for one in renderer("fr").protected(definition, context=context)}
    name = next(one for one in listed.values() if one.purpose == "Vous écrire")
    assert (name.name, name.sensitive, name.erased) == ("Nom", False, False)
    assert any(one.erased and one.sensitive and not one.purpose for one in listed.values())
    assert any("Prénom" in one and one != "Prénom" for one in listed)  # after the title of its repeat
    assert renderer("en").purpose(definition, context=context) == "Enrol <all>"
    evaluation = evaluate(definition, good, context)
    assert renderer("fr").protected(definition, context=context, evaluation=evaluation)
    off = evaluation._replace(off=frozenset({*evaluation.off, "/nom", "/personnes"}))
    now = {one.name for one in renderer("fr").protected(definition, context=context, evaluation=off)}
    assert set(listed) - now == {name.name, *(one for one in listed if "ersonne" in one)}
