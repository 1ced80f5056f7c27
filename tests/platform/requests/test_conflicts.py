"""Two windows on one draft: no answer is lost without saying so, and each side can be chosen."""

import io
import re
from html import unescape

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def overtaken(walk):
    """Post a step in a window opened before another one saved the same step: (step, saved, typed, action)."""

    def post(step, saved, typed, action="next"):
        walker = walk()
        walker.start()
        seen = walker.version
        assert walker.post(step, saved, "update").status_code == 303
        walker.version = seen
        return walker, walker.post(step, typed, action)

    return post


def rows(response):
    """Return the rows of the comparison: (question, saved, typed)."""
    body = re.search(r"<tbody>(.*?)</tbody>", response.text, re.DOTALL)
    found = re.findall(r"<tr>(.*?)</tr>", body[1] if body else "", re.DOTALL)
    return [
        (
            unescape(re.search(r'<th scope="row">(.*?)</th>', row)[1]),
            *(unescape(text) for text in re.findall(r'<span class="text">(.*?)</span>', row, re.DOTALL)),
        )
        for row in found
    ]


def test_the_answers_that_differ_stand_side_by_side(overtaken, stored):
    walker, response = overtaken(
        "demande", {"/pour": "moi", "/nombre": "2"}, {"/pour": "autre", "/precision": "Ma voisine", "/nombre": "2"}
    )
    assert response.status_code == 409
    assert rows(response) == [
        ("Pour qui ?", "Pour vous", "Pour une autre personne"),
        ("Précisez", "(sans réponse)", "Ma voisine"),
    ]
    assert stored(walker).answers["pour"] == "moi"


def test_keeping_what_was_typed_presses_the_same_button_again(overtaken, stored):
    typed = {"/pour": "moi", "/nombre": "3"}
    walker, response = overtaken("demande", {"/pour": "moi", "/nombre": "2"}, typed)
    assert 'form="answers" name="action" value="next">Garder ce que j’ai saisi ici' in response.text
    assert walker.post("demande", typed).location.endswith("/steps/vous")
    assert stored(walker).answers["nombre"] == 3


def test_taking_what_is_saved_leaves_it_as_it_is(overtaken, stored):
    walker, response = overtaken("demande", {"/pour": "moi", "/nombre": "2"}, {"/pour": "moi", "/nombre": "3"})
    address = re.search(r'href="([^"]+)">Prendre ce qui est enregistré', response.text)[1]
    page = walker.client.get(address)
    assert 'value="2"' in page.text
    assert stored(walker).answers["nombre"] == 2


def test_rows_and_their_fields_are_named(overtaken):
    _, response = overtaken(
        "vous",
        {"/nom": "Durand", "/enfants/0/prenom": "Léo"},
        {"/nom": "Durand", "/enfants/0/prenom": "Léa", "/enfants/1/prenom": "Mia"},
        "save",
    )
    assert rows(response) == [
        ("Enfants n°\u00a01 – Prénom", "Léo", "Léa"),
        ("Enfants n°\u00a02 – Prénom", "(sans réponse)", "Mia"),
    ]
    assert 'name="action" value="save">Garder' in response.text


def test_what_is_typed_is_shown_as_text(overtaken):
    _, response = overtaken("vous", {"/nom": "Durand"}, {"/nom": "<b>Durand</b>"})
    assert "<b>Durand" not in response.text
    assert rows(response) == [("Nom", "Durand", "<b>Durand</b>")]


@pytest.mark.parametrize("action", ["next", "previous", "save", "update"])
def test_the_same_answers_posted_twice_are_no_conflict(overtaken, stored, action):
    same = {"/pour": "moi", "/nombre": "2"}
    walker, response = overtaken("demande", same, same, action)
    assert response.status_code == 303
    assert stored(walker).answers["nombre"] == 2


def test_an_older_window_on_a_step_that_nobody_changed_goes_on(walk, stored):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    seen = walker.version
    walker.post("demande", {"/pour": "moi", "/nombre": "3"})
    walker.version = seen
    assert walker.post("vous", {"/nom": "Durand", "/telephone": "01 99 00 00 00"}).status_code == 303
    assert stored(walker).answers["nombre"] == 3


def test_files_are_chosen_again_and_what_is_saved_stays(walk, stored, app):
    walker = walk()
    walker.start()
    seen = walker.version
    walker.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "carte.pdf")}, "update")
    walker.version = seen
    response = walker.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "autre.pdf")})
    assert response.status_code == 409
    assert "Choisissez de nouveau les fichiers" in response.text
    assert rows(response) == []
    assert [file["name"] for file in stored(walker).answers["piece"]] == ["carte.pdf"]
    assert len(list(app.extensions["guichet_storage"].list())) == 1


def test_an_added_row_asked_for_twice_is_one_row_more_and_no_conflict(overtaken, stored):
    walker, response = overtaken(
        "vous", {"/nom": "D", "/enfants/0/prenom": "Léo"}, {"/nom": "D", "/enfants/0/prenom": "Léo"}, "add:/enfants"
    )
    assert response.status_code == 303
    assert stored(walker).answers["enfants"] == [{"prenom": "Léo"}, {}]
