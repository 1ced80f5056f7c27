"""The buttons inside a step: rows and files change places or go, and what belongs to them goes with them."""

import io
import json
from html import unescape
from pathlib import Path

import pytest

from guichet.database import db
from guichet.publishing import services as publishing
from guichet.requests.models import Request

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
FRAGMENT = {"X-Guichet-Fragment": "1"}
THREE = {"/nom": "Durand", **{f"/enfants/{row}/prenom": name for row, name in enumerate(("Léo", "Mia", "Zoé"))}}


@pytest.fixture
def walker(app, config, walk):
    """A citizen at a step whose repeat asks for a paper in each row."""
    document = json.loads((Path(__file__).parents[1] / "essai.json").read_text(encoding="utf-8"))
    document["x-procedure"]["version"] = "1.1.0"
    row = document["properties"]["enfants"]["items"]
    row["properties"]["acte"] = {
        **document["properties"]["photos"],
        "title": "Acte",
        "maxItems": 1,
        "x-document": {"accepts": [{"id": "acte", "kind": "acte", "title": "Acte", "maxAge": "P3M"}]},
    }
    document["x-tests"] = [{"name": "rien", "answers": {}, "valid": False}]
    path = config.data / "essai.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    walker = walk()
    with app.app_context():
        report = publishing.publish([path], actor="test")
        assert not report.refused
        db.session.commit()
    walker.start()
    return walker


@pytest.fixture
def stored(app, walker):
    """Return the draft as it stands in the database."""

    def read():
        with app.app_context():
            return db.session.get(Request, walker.id)

    return read


def names(draft):
    return [row.get("prenom") for row in draft.answers["enfants"]]


def papers(draft):
    return [row["acte"][0]["name"] if "acte" in row else None for row in draft.answers["enfants"]]


def with_papers(walker):
    """Two rows with a paper each, a third without."""
    walker.post(
        "vous",
        {
            **THREE,
            "/enfants/0/acte/-": (io.BytesIO(PDF), "leo.pdf"),
            "/enfants/1/acte/-": (io.BytesIO(PDF), "mia.pdf"),
        },
        "update",
    )


@pytest.mark.parametrize(
    ("action", "order", "focus"),
    [
        ("up:/enfants/2", ["Léo", "Zoé", "Mia"], "f-enfants-1-up"),
        ("up:/enfants/1", ["Mia", "Léo", "Zoé"], "f-enfants-0-down"),
        ("down:/enfants/0", ["Mia", "Léo", "Zoé"], "f-enfants-1-down"),
        ("down:/enfants/1", ["Léo", "Zoé", "Mia"], "f-enfants-2-up"),
    ],
)
def test_a_row_changes_places_with_what_was_just_typed_and_its_button_stays_in_reach(
    walker, stored, action, order, focus
):
    response = walker.post("vous", THREE, action)
    assert names(stored()) == order
    assert response.location.endswith(f"/steps/vous#{focus}")
    assert f'id="{focus}"' in walker.open("vous").text


@pytest.mark.parametrize("action", ["up:/enfants/0", "down:/enfants/2", "up:/enfants/7", "down:/nom", "up:/enfants"])
def test_a_row_never_leaves_its_repeat(walker, stored, action):
    assert walker.post("vous", THREE, action).status_code == 303
    assert names(stored()) == ["Léo", "Mia", "Zoé"]


def test_the_papers_of_a_row_move_with_it_and_can_still_be_opened(walker, stored):
    with_papers(walker)
    walker.post("vous", THREE, "down:/enfants/0")
    assert names(stored()) == ["Mia", "Léo", "Zoé"]
    assert papers(stored()) == ["mia.pdf", "leo.pdf", None]
    for row in stored().answers["enfants"][:2]:
        assert walker.client.get(f"{walker.base}/files/{row['acte'][0]['id']}").status_code == 200


def test_a_paper_sent_with_the_press_moves_with_its_row(walker, stored):
    walker.post("vous", {**THREE, "/enfants/2/acte/-": (io.BytesIO(PDF), "zoe.pdf")}, "up:/enfants/2")
    assert papers(stored()) == [None, "zoe.pdf", None]


def test_what_is_wrong_with_a_file_is_told_where_its_row_stands_now(walker):
    typed = {"/enfants/2/acte/-/issued#day": "3", "/enfants/2/acte/-": (io.BytesIO(b"MZ"), "zoe.pdf")}
    response = walker.post("vous", {**THREE, **typed}, "up:/enfants/2")
    assert response.status_code == 422
    assert 'href="#f-enfants-1-acte"' in response.text
    assert 'id="f-enfants-1-acte--issued" name="/enfants/1/acte/-/issued#day" value="3"' in response.text


def test_where_a_value_came_from_moves_with_its_row(app, walker, stored):
    walker.post("vous", THREE, "update")
    with app.app_context():
        draft = db.session.get(Request, walker.id)
        draft.origins = {"/enfants/0/prenom": "member", "/enfants/2/prenom": "member", "/nom": "profile"}
        db.session.commit()
    walker.post("vous", THREE, "down:/enfants/0")
    assert stored().origins == {"/enfants/1/prenom": "member", "/enfants/2/prenom": "member", "/nom": "profile"}
    walker.post("vous", {**THREE, "/enfants/0/prenom": "Mia", "/enfants/1/prenom": "Léo"}, "remove:/enfants/0")
    assert stored().origins == {"/enfants/0/prenom": "member", "/enfants/1/prenom": "member", "/nom": "profile"}


def test_an_error_already_shown_follows_its_row(walker):
    fields = {"/nom": "Durand", "/enfants/0/prenom": "Léo", "/enfants/1#row": "1", "/enfants/1/prenom": ""}
    shown = {**FRAGMENT, "X-Guichet-Wrong": "/enfants/1/prenom"}
    response = walker.post("vous", fields, "up:/enfants/1", shown)
    assert 'href="#f-enfants-0-prenom"' in response.text
    assert response.headers["X-Guichet-Focus"] == "f-enfants-0-down"


# ---- Taking a row away ----


def test_a_row_that_says_something_goes_only_when_that_is_confirmed(walker, stored):
    with_papers(walker)
    kept = {**THREE, "/enfants/1/prenom": "Mia-Rose"}
    response = walker.post("vous", kept, "ask:/enfants/1")
    assert names(stored()) == ["Léo", "Mia-Rose", "Zoé"]
    assert response.location.endswith("/steps/vous?ask=/enfants/1#f-enfants-1-ask")
    page = walker.client.get(response.location).text
    assert "Retirer «\u00a0Enfants n°\u00a02\u00a0»\u202f?" in unescape(page)
    assert 'id="f-enfants-1-ask"' in page
    assert "Ses réponses et les documents joints seront effacés." in page

    response = walker.post("vous", kept, "keep:/enfants/1")
    assert response.location.endswith("#f-enfants-1-remove")
    assert "-ask" not in walker.open("vous").text
    assert papers(stored()) == ["leo.pdf", "mia.pdf", None]

    gone = stored().answers["enfants"][1]["acte"][0]["id"]
    response = walker.post("vous", kept, "remove:/enfants/1")
    assert names(stored()) == ["Léo", "Zoé"]
    assert papers(stored()) == ["leo.pdf", None]
    assert response.location.endswith("#f-enfants-1")
    assert walker.client.get(f"{walker.base}/files/{gone}").status_code == 404


def test_a_fragment_asks_in_the_row_too(walker, stored):
    response = walker.post("vous", THREE, "ask:/enfants/0", FRAGMENT)
    assert 'value="remove:/enfants/0"' in response.text
    assert response.headers["X-Guichet-Focus"] == "f-enfants-0-ask"
    assert names(stored()) == ["Léo", "Mia", "Zoé"]


def test_an_empty_row_goes_at_once(walker, stored):
    blank = {"/nom": "Durand", "/enfants/0/prenom": "Léo", "/enfants/1#row": "1", "/enfants/1/prenom": "  "}
    response = walker.post("vous", blank, "ask:/enfants/1")
    assert stored().answers["enfants"] == [{"prenom": "Léo"}]
    assert response.location.endswith("#f-enfants-0")


def test_a_row_with_nothing_but_a_paper_is_asked_about(walker, stored):
    walker.post("vous", {"/nom": "D", "/enfants/0#row": "1", "/enfants/0/acte/-": (io.BytesIO(PDF), "a.pdf")}, "update")
    walker.post("vous", {"/nom": "D", "/enfants/0#row": "1"}, "ask:/enfants/0")
    assert papers(stored()) == ["a.pdf"]


def test_an_added_row_is_where_the_page_comes_back(walker):
    assert walker.post("vous", THREE, "add:/enfants").location.endswith("#f-enfants")
    response = walker.post("vous", {"/nom": "D", "/enfants/0/prenom": "Léo"}, "add:/enfants")
    assert response.location.endswith("#f-enfants-1")


def test_a_full_repeat_says_so(walker):
    walker.post("vous", THREE, "update")
    page = walker.open("vous").text
    assert "Vous avez atteint le maximum, 3." in page
    assert "add:/enfants" not in page


@pytest.mark.parametrize("query", ["?ask=/enfants/9", "?ask=/nom", "?ask=%22%3E%3Cb%3E", "?ask=" + "/0" * 3000])
def test_an_address_that_asks_about_nothing_asks_nothing(walker, query):
    walker.post("vous", THREE, "update")
    page = walker.open("vous", query)
    assert page.status_code == 200
    assert "-ask" not in page.text
