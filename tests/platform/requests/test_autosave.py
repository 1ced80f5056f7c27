"""Saving while the person types: kept like any answer, never counted as a step done, nothing dropped in silence."""

import io
from html import unescape

import pytest
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.profile.models import Profile

FRAGMENT = {"X-Guichet-Fragment": "1"}
NBSP = "\u00a0"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def autosave(walker, step, fields, unread=False):
    return walker.post(step, fields, "autosave:unread" if unread else "autosave", FRAGMENT)


def test_what_is_typed_is_kept_and_the_moment_is_said(walk, stored):
    walker = walk()
    walker.start()
    response = autosave(walker, "demande", {"/pour": "moi", "/nombre": "2"})
    assert response.status_code == 200
    assert response.mimetype == "text/plain"
    assert response.text.startswith("Enregistré à ")
    assert response.text.endswith(tuple("0123456789"))
    draft = stored(walker)
    assert draft.answers == {"pour": "moi", "nombre": 2, "total": 4}
    assert response.headers["X-Guichet-Version"] == str(draft.version)
    assert 'value="2"' in walker.open("demande").text
    assert "Enregistré le" in walker.open("demande").text


def test_the_step_is_neither_posted_nor_reproached(walk, stored):
    walker = walk()
    walker.start()
    response = autosave(walker, "demande", {"/pour": "", "/nombre": "beaucoup"})
    assert response.status_code == 200
    assert stored(walker).posted == []
    assert stored(walker).answers == {"nombre": "beaucoup"}
    assert "error" not in walker.open("demande").text


def test_an_empty_row_stays_while_it_is_being_filled(walk, stored):
    walker = walk()
    walker.start()
    autosave(walker, "vous", {"/nom": "D", "/enfants/0#row": "1", "/enfants/0/prenom": ""})
    assert stored(walker).answers == {"nom": "D", "enfants": [{}]}


def test_resuming_leads_to_the_step_that_was_being_typed(walk):
    walker = walk()
    walker.start()
    walker.fill(until="vous")
    autosave(walker, "vous", {"/nom": "Du"})
    assert walker.client.get(walker.base).location.endswith("/steps/vous")


def test_what_was_emptied_is_not_filled_in_again(app, walk, stored):
    walker = walk()
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == "ana@example.fr"))
        db.session.add(Profile(user_id=user.id, data={"contacts": {"phone": "01 99 00 00 00"}}, household=[]))
        db.session.commit()
    walker.start()
    autosave(walker, "vous", {"/nom": "Durand", "/telephone": ""})
    assert "01 99 00 00 00" not in walker.open("vous").text
    assert "telephone" not in stored(walker).answers


def test_files_are_left_to_the_buttons(app, walk, stored):
    walker = walk()
    walker.start()
    autosave(walker, "pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "carte.pdf")})
    assert "piece" not in stored(walker).answers
    assert "guichet_storage" not in app.extensions  # nothing was ever stored


def test_answers_that_fall_away_are_told_with_the_fields_redrawn(walk, stored):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "autre", "/precision": "Ma voisine", "/nombre": "2"})
    response = autosave(walker, "demande", {"/pour": "moi", "/precision": "Ma voisine", "/nombre": "2"})
    page = unescape(response.text)
    assert f"Ces réponses ne sont plus demandées et ont été retirées{NBSP}: Précisez." in page
    assert 'name="/precision"' not in page
    assert "error" not in page
    assert "precision" not in stored(walker).answers
    assert "ne sont plus demandées" not in unescape(walker.open("demande").text)


def test_answers_that_fall_away_as_the_page_goes_are_told_on_the_next(walk):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "autre", "/precision": "Ma voisine", "/nombre": "2"})
    response = autosave(walker, "demande", {"/pour": "moi", "/precision": "Ma voisine", "/nombre": "2"}, unread=True)
    assert response.mimetype == "text/plain"
    assert f"ont été retirées{NBSP}: Précisez." in unescape(walker.open("vous").text)


def test_a_conflict_is_said_and_saves_nothing(walk, stored):
    walker = walk()
    walker.start()
    seen = walker.version
    walker.post("demande", {"/pour": "moi", "/nombre": "2"})
    walker.version = seen
    response = autosave(walker, "demande", {"/pour": "moi", "/nombre": "4"})
    assert response.status_code == 409
    assert response.mimetype == "text/plain"
    assert response.text.startswith("Cette étape a été modifiée dans une autre fenêtre.")
    assert stored(walker).answers["nombre"] == 2


def test_a_request_sent_meanwhile_is_said(walk, stored):
    walker = walk()
    walker.submit()
    response = autosave(walker, "vous", {"/nom": "Autre"})
    assert response.status_code == 409
    assert response.text.startswith("Cette demande a été envoyée depuis une autre fenêtre.")
    assert stored(walker).answers["nom"] == "Durand"


def test_the_fragment_brings_what_the_answers_change_around_the_fields(walk):
    walker = walk()
    walker.start()
    response = walker.post("demande", {"/pour": "autre", "/nombre": "1"}, "update", FRAGMENT)
    around = unescape(response.text.partition('data-into="saved"')[2])
    assert "Enregistré à" in around
    assert "étape 1 sur 4" in around
    assert "Pièce d’identité" in around
