"""The page of a procedure: what it is, what to bring, where to go, and how to begin."""

from datetime import datetime

import pytest

from guichet.accounts.models import User
from guichet.catalogue.services import PARIS, Availability, availability
from guichet.database import db
from guichet.publishing import services
from guichet.requests import drafts
from guichet_validate.loading import load


def test_it_says_what_who_when_and_on_what_ground(client):
    page = client.get("/procedures/acte-naissance").text
    for words in ("Acte de naissance", "Sainte-Aurore", "Faire la demande", "Délai de réponse", "5\u00a0jours"):
        assert words.replace("\u00a0", " ") in page.replace("\u00a0", " ")
    assert "Service de l’état civil" in page
    assert 'href="tel:0199002101"' in page
    assert "À quoi servent ces informations" in page
    assert "Mission d’intérêt public" in page
    assert "1 an" in page
    assert "{settings" not in page


def test_it_reads_in_english_too(client):
    page = client.get("/procedures/acte-naissance", headers={"Accept-Language": "en"}).text
    assert "Birth certificate" in page
    assert "Continue without an account" in page


def test_documents_to_prepare_are_listed(client):
    assert "Carte d’identité" in client.get("/procedures/acte-naissance").text


def test_a_procedure_for_information_shows_no_form(client):
    page = client.get("/procedures/pacs").text
    assert "Conclure un Pacs" in page
    assert "Commencer la demande" not in page
    assert '<form method="post"' not in page


def test_where_an_account_is_needed_beginning_is_a_post_that_asks_to_sign_in_and_comes_back(client):
    page = client.get("/procedures/mariage").text
    assert '<form method="post" action="/procedures/mariage/requests">' in page
    assert "La connexion à votre compte vous sera demandée" in page
    assert "sans compte" not in page


def test_where_none_is_needed_it_begins_with_an_account_or_without(client):
    page = client.get("/procedures/acte-naissance").text
    assert 'href="/login?next=/procedures/acte-naissance/requests"' in page
    assert 'href="/procedures/acte-naissance/requests/without-account"' in page
    assert "La connexion à votre compte vous sera demandée" not in page


def test_a_draft_is_offered_first(app, client, make_user, sign_in):
    user_id = make_user()
    with app.app_context():
        begun = drafts.begin(services.current("acte-naissance"), db.session.get_one(User, user_id), "fr")
        db.session.commit()
        draft_id = begun.id
    page = sign_in(user_id).get("/procedures/acte-naissance").text
    assert f'href="/requests/{draft_id}">Reprendre mon brouillon</a>' in page
    assert "Commencer une autre demande" in page
    assert "Reprendre" not in client.get("/procedures/acte-naissance").text


def procedure(**values):
    return load(
        {
            "x-definition": 1,
            "title": "Essai",
            "x-procedure": {"id": "essai", "version": "1.0.0", "state": "live", "languages": ["fr"], **values},
            "x-steps": [{"id": "un", "title": "Un", "fields": ["/lieu"]}],
            "type": "object",
            "properties": {"lieu": {"type": "string", "maxLength": 10}},
        }
    )


@pytest.mark.parametrize(
    ("values", "at", "expected"),
    [
        ({}, "2026-07-14T12:00", Availability.OPEN),
        ({"state": "closed"}, "2026-07-14T12:00", Availability.CLOSED),
        ({"state": "information"}, "2026-07-14T12:00", Availability.INFORMATION),
        ({"opens": "2026-07-14"}, "2026-07-13T23:59", Availability.NOT_YET),
        ({"opens": "2026-07-14"}, "2026-07-14T00:00", Availability.OPEN),
        ({"opens": "2026-07-14T08:30"}, "2026-07-14T08:29", Availability.NOT_YET),
        ({"opens": "2026-07-14T08:30"}, "2026-07-14T08:30", Availability.OPEN),
        ({"closes": "2026-07-14"}, "2026-07-14T23:59", Availability.OPEN),
        ({"closes": "2026-07-14"}, "2026-07-15T00:00", Availability.ENDED),
        ({"closes": "2026-07-14T12:00"}, "2026-07-14T12:00", Availability.OPEN),
        ({"closes": "2026-07-14T12:00"}, "2026-07-14T12:01", Availability.ENDED),
    ],
)
def test_windows_are_read_on_the_clocks_of_paris(values, at, expected):
    assert availability(procedure(**values), datetime.fromisoformat(at).replace(tzinfo=PARIS)) is expected


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "closed"}, "Cette démarche est fermée"),
        ({"opens": "2999-01-02"}, "Les demandes ouvriront le 2 janvier 2999"),
        ({"closes": "2020-01-02T12:00"}, "Les demandes sont closes depuis le 2 janvier 2020"),
    ],
)
def test_a_procedure_that_cannot_be_begun_says_why(client, monkeypatch, values, words):
    monkeypatch.setattr(services, "current", lambda _id: procedure(**values))
    page = client.get("/procedures/essai").text
    assert words in page
    assert "Commencer la demande" not in page


@pytest.mark.parametrize("procedure_id", ["nowhere", "..", "a" * 300, "acte-naissance%00"])
def test_an_unknown_procedure_is_not_found(client, procedure_id):
    assert client.get(f"/procedures/{procedure_id}").status_code == 404
