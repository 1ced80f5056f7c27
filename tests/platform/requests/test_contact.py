"""Beside every page of a form stands how to reach the service: telephone, mail, address, hours."""

import json
import re
import shutil
from html import unescape

import pytest

from guichet.publishing.city import service_of


def words_of(response):
    """The page's source, its spaces as they are typed."""
    return re.sub("[\u00a0\u202f]", " ", unescape(response.text))


FRENCH = (
    "Service de l’état civil",
    'href="tel:0199002101"',
    'href="mailto:etat-civil@sainte-aurore.example"',
    "Hôtel de ville<br>1 place de la Mairie<br>99210 Sainte-Aurore",
    "Du lundi au vendredi, de 8 h 30 à 17 h ; le samedi, de 9 h à 12 h",
)
ENGLISH = ("Civil registry", "Town hall<br>1 place de la Mairie", "Opening hours:", "Monday to Friday, 8.30 am to 5 pm")


@pytest.mark.parametrize("step", ["demande", "vous", "pieces", "review"])
def test_every_step_says_how_to_reach_the_service(walk, step):
    walker = walk()
    walker.start()
    walker.fill()
    page = words_of(walker.open(step))
    for words in FRENCH:
        assert words in page
    walker.client.set_cookie("guichet_language", "en")
    english = words_of(walker.open(step))
    for words in ENGLISH:
        assert words in english


def test_so_do_the_page_to_begin_and_the_one_that_stops(walk):
    walker = walk()
    assert FRENCH[3] in words_of(walker.client.get("/procedures/essai"))
    assert FRENCH[3] in words_of(walker.client.get("/procedures/essai/requests"))
    walker.start()
    stopped = walker.post("demande", {"/pour": "ailleurs", "/nombre": "1"})
    assert FRENCH[3] in words_of(stopped)


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"address": {"line1": "2 quai Vert", "line2": "Bât. B", "postcode": "99210", "city": "Aurore"}}, "own"),
        ({"office": None}, "none"),
    ],
)
def test_an_own_address_outdoes_that_of_the_office_and_nothing_stands_for_none(app, config, tmp_path, changed, place):
    folder = tmp_path / "own"
    folder.mkdir()
    shutil.copy(config.definitions / "city.json", folder)
    document = json.loads((folder / "city.json").read_text("utf-8"))
    document["services"]["etat-civil"] |= changed
    (folder / "city.json").write_text(json.dumps(document), encoding="utf-8")
    object.__setattr__(config, "definitions", folder)
    expected = {"own": ("Hôtel de ville", "2 quai Vert", "Bât. B", "99210 Aurore"), "none": ()}
    with app.test_request_context():
        assert service_of("etat-civil", "fr")["place"] == expected[place]
        assert service_of("inconnu", "fr") == {"title": "inconnu", "place": ()}
