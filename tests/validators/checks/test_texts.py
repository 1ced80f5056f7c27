"""What is said of texts, and what is left alone: a rule of style that cries wolf is soon ignored."""

import json
import time
from pathlib import Path

import pytest

from guichet_validate.checks import check
from guichet_validate.fragments import Fragments
from guichet_validate.source import Source

SOUND = json.loads(
    (Path(__file__).parent.parent / "example-files/positive/hint-repeats-title/exemple.json").read_text("utf-8")
)
EN = {"en": {"title": "Subject"}}


def findings(document):
    return check(Source("exemple.json", json.dumps(document), document))


def codes(description=None, english=None, **changes):
    """The findings on one hint, in French or in English."""
    document = json.loads(json.dumps(SOUND))
    field = document["properties"]["objet"]
    field["description"] = description or "Ce que vous demandez."
    if english is not None:
        document["x-procedure"] |= {"languages": ["fr", "en"], "x-i18n": {"en": {"summary": "{/objet}"}}}
        document["x-i18n"] = {"en": {"title": "Example"}}
        document["x-privacy"]["x-i18n"] = {"en": {"purpose": "Handle requests"}}
        document["x-steps"][0]["x-i18n"] = {"en": {"title": "Your request"}}
        field["x-i18n"] = {"en": {"title": "Subject", "description": english}}
    return [finding.code for finding in findings(document | changes)]


@pytest.mark.parametrize(
    "text",
    [
        "Une ligne\u00a0: puis l’autre\u202f; est-ce clair\u202f? Oui\u202f!",
        "De 8:30 à 9:00, au 12 rue Royale.",
        "Voyez [les aides](https://www.service-public.fr/?x=1;y=2) de l’État.",
        "Le numéro SIRET, donné par l’INSEE.",
        "Un « mot » ou une — incise — et des points…".replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
        "**Attention** : lisez *tout*.".replace(" :", "\u00a0:"),
        "- premier point\n- second point\n\n1. un\n2. deux",
        "Vous habitez à droite du canal ? Non.".replace("à droite du", "au bord du").replace(" ?", "\u202f?"),
        "Comptez 50 % & plus.",
        "Surface < 20 m² et > 5 m².",
        "Téléphone au 06 39 98 12 34, écrivez à ana@example.fr.",
        "Prix\u00a0: 44,00 €. Réponse sous 10 jours.",
        "C’est un T3 (F3), RDC, 2e étage.",
        "Un ~ et un = ne dessinent rien.",
        "Pour xylophone et todolist.",
    ],
)
def test_a_well_written_french_text_has_no_finding(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Is it yours? Say so; it matters: really!",
        "Children above 3 years, incomes below 20,000.",
        "It’s written on the back of the card.",
        "You have the right to ask; a red card is enough.",
        "The bottom line: ask.",
    ],
)
def test_a_well_written_english_text_has_no_finding(text):
    assert codes(english=text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vraiment ?", "text-french-spaces"),
        ("Attention: lisez.", "text-french-spaces"),
        ("Un « mot ».", "text-french-spaces"),
        ("Un &eacute;l&eacute;phant.", "text-entity"),
        ("Un&#160;mot.", "text-entity"),
        ("| a | b |", "text-markdown"),
        ("> cité", "text-markdown"),
        ("![plan](https://example.fr/plan.png)", "text-markdown"),
        ("Un `code`.", "text-markdown"),
        ("Nom ----- Prénom", "text-drawing"),
        ("Nom ........ Prénom", "text-drawing"),
        ("Un -> deux", "text-drawing"),
        ("ÉCRIVEZ EN MAJUSCULES ici.", "text-capitals"),
        ("Bien ✅", "text-emoji"),
        ('Dit "oui".', "text-straight-quotes"),
        ("Le bouton à droite.", "text-position"),
        ("Les champs en rouge.", "text-position"),
        ("[Ici](https://example.fr).", "link-vague"),
        ("Écrivez à jean@sainte-aurore.fr.", "text-contact"),
        ("Appelez le 01 44 55 66 77.", "text-contact"),
        ("À faire : TODO.".replace(" :", "\u00a0:"), "text-unfinished"),
        (" ".join(["mot"] * 41) + ".", "text-sentence-long"),
    ],
)
def test_a_french_text_is_told(text, code):
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("See the box above.", "text-position"),
        ("The button on the right.", "text-position"),
        ("It's yours.", "text-straight-quotes"),
        ("[Click here](https://example.org).", "link-vague"),
        (" ".join(["word"] * 36) + ".", "text-sentence-long"),
        ("Ce que vous demandez.", "text-untranslated"),
    ],
)
def test_an_english_text_is_told(text, code):
    assert codes(english=text) == [code]


def test_contact_details_may_stand_where_people_look_for_them():
    offices = {"offices": [{"title": "État civil", "body": "Téléphone\u00a0: 01 44 55 66 77."}]}
    assert codes(**{"x-information": offices}) == []


def test_the_shipped_fragments_have_no_finding_of_their_own():
    document = json.loads(json.dumps(SOUND))
    document["properties"]["objet"].pop("description", None)
    for name in Fragments.standard().by_name:
        document["properties"][name] = {"title": f"Partie {name}", "$ref": f"guichet:fragments/{name}"}
        document["x-steps"][0]["fields"].append(f"/{name}")
    document["properties"]["person"]["x-prefill"] = {"from": ["household:"]}
    assert findings(document) == ()


HOSTILE = ("{", "&", "-", "A", "(", "«", "a ", "[a", "](", "](x", "AAAA A ", "a.", "@a.", "<a", "0 ", "![", "* ", "\n#")


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_are_judged_in_no_time(piece):
    """As many as a file holds: a pattern that goes back at each sign would take minutes."""
    body = (piece * 8000)[:7990] + "@"
    sections = [{"title": "Section", "body": body} for _ in range(60)]
    began = time.process_time()
    codes(**{"x-information": {"sections": sections}})
    assert time.process_time() - began < 2
