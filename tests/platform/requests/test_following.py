"""Following a request: «Mes demandes», the request, its history, tracking by number, cancelling."""

import datetime as dt
from html import unescape

import pytest

from guichet.database import db
from guichet.documents.models import File
from guichet.requests import numbers, states
from guichet.requests.models import Request
from guichet.requests.states import Actor, Kind


@pytest.fixture
def sent(walk):
    walker = walk()
    walker.submit()
    return walker


@pytest.fixture
def number(app, sent):
    with app.app_context():
        return db.session.get(Request, sent.id).number


def test_my_requests_group_what_is_in_progress_and_what_is_done(app, sent):
    sent.start(anew="true")
    page = unescape(sent.client.get("/requests").text)
    running, _, done = page.partition("Effectuées")
    assert "En brouillon" in running
    assert "En attente" in running
    assert "Vous n’avez pas encore de demande terminée." in done
    assert "Carte pour Durand" in running
    assert 'aria-label="Reprendre le brouillon' in running
    assert 'aria-label="Détail des actions de la demande' in running


def test_a_draft_is_deleted_from_my_requests(sent):
    sent.start(anew="true")
    assert f"{sent.base}/abandon" in sent.client.get("/requests").text


def test_done_requests_come_page_by_page(app, walk):
    walker = walk()
    walker.start()
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    with app.app_context():
        draft = db.session.get(Request, walker.id)
        for place in range(30):
            db.session.add(
                Request(
                    number=f"N-{place:02d}",
                    procedure_id="essai",
                    digest=draft.digest,
                    service="etat-civil",
                    status="closed",
                    user_id=draft.user_id,
                    language="fr",
                    summary=f"Carte numéro {place:02d}",
                    created_at=moment,
                    updated_at=moment + dt.timedelta(days=place // 2),
                    submitted_at=moment,
                )
            )
        db.session.commit()
    first = walker.client.get("/requests").text
    assert first.count("Carte numéro") == 25
    older = unescape(first.partition('rel="next" href="')[2].partition('"')[0])
    second = walker.client.get(older).text
    assert second.count("Carte numéro") == 5
    for place in range(30):
        assert (f"Carte numéro {place:02d}" in first) != (f"Carte numéro {place:02d}" in second)


@pytest.mark.parametrize("before", ["", "x", "2026-13-01_x", "_", "2026-01-01_00000000-0000-0000-0000-000000000000"])
def test_a_broken_page_mark_is_no_fault(walk, before):
    assert walk().client.get("/requests", query_string={"before": before}).status_code == 200


def test_one_request_says_what_is_awaited_where_it_stands_and_what_was_asked(sent, number):
    page = unescape(sent.client.get(sent.base).text)
    for shown in (number, "Rien n’est attendu de vous", "Demande envoyée", "Réponse de la mairie", "Pour vous"):
        assert shown in page
    assert "au plus tard le" in page
    assert f"{sent.base}/cancel" in page


def test_a_file_comes_back_as_an_attachment_no_browser_opens(app, sent):
    with app.app_context():
        file = db.session.query(File).one()
        path = f"{sent.base}/files/{file.id}"
    response = sent.client.get(path)
    assert response.status_code == 200
    assert response.data.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == "attachment; filename=carte.pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.mimetype == "application/pdf"


def test_a_file_that_changed_on_the_disk_is_not_handed_out(app, sent):
    with app.app_context():
        file = db.session.query(File).one()
        app.extensions["guichet_storage"].put(file.id, b"other bytes")
        path = f"{sent.base}/files/{file.id}"
    assert sent.client.get(path).status_code == 503


def test_a_file_of_another_request_does_not_exist(app, sent, walk):
    with app.app_context():
        file = db.session.query(File).one()
    paul = walk("paul@example.fr")
    paul.submit()
    assert paul.client.get(f"{paul.base}/files/{file.id}").status_code == 404
    assert paul.client.get(f"{sent.base}/files/{file.id}").status_code == 404


@pytest.mark.behaviour("withdrawn by the citizen while pending")
def test_cancelling_asks_first_then_withdraws_and_tells(app, sent):
    assert "Annuler cette demande" in sent.open("cancel").text
    response = sent.post("cancel")
    assert response.location == sent.base
    page = sent.client.get(sent.base).text
    assert "Votre demande est annulée." in page
    assert "Annulée" in page
    history = sent.client.get(f"{sent.base}/history").text
    assert "Demande annulée" in history
    assert sent.client.get(f"{sent.base}/cancel").status_code == 409


def test_cancelling_loses_against_taking_up_and_says_so(app, sent):
    sent.open("cancel")
    with app.app_context():
        request = db.session.get(Request, sent.id)
        states.move(request, "take", Actor(Kind.AGENT, None), seen_version=request.version)
        db.session.commit()
    response = sent.post("cancel")
    assert response.status_code == 409
    assert "Cette demande ne peut plus être annulée" in response.text
    with app.app_context():
        assert db.session.get(Request, sent.id).status == "processing"


def test_a_cancel_form_that_is_out_of_date_changes_nothing(app, sent):
    sent.version = 1
    assert sent.post("cancel").status_code == 409
    with app.app_context():
        assert db.session.get(Request, sent.id).status == "pending"


def test_anybody_with_the_number_sees_where_it_stands_and_nothing_personal(client, number):
    response = client.get("/tracking", query_string={"number": number.lower().replace("-", " ")})
    page = unescape(response.text)
    assert response.status_code == 200
    phone = "01 99 00 21 01".replace(" ", "\u00a0")
    for shown in ("Carte d’essai", "En attente", "Demande envoyée", number, phone, "Rien n’est attendu"):
        assert shown in page
    for personal in ("Durand", "Ana", "ana@example.fr", "Carte pour", "carte.pdf", "Pour vous"):
        assert personal not in page
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page


def test_the_reason_of_a_refusal_is_not_on_the_tracking_page(app, client, sent, number):
    with app.app_context():
        request = db.session.get(Request, sent.id)
        states.move(request, "take", Actor(Kind.AGENT, None), seen_version=request.version)
        states.move(
            request, "refuse", Actor(Kind.AGENT, None), seen_version=request.version, reason="Mme Durand est partie"
        )
        db.session.commit()
    page = unescape(client.get("/tracking", query_string={"number": number}).text)
    assert "Refusé" in page
    assert "Mme Durand" not in page
    assert "Le motif est dans votre compte" in page
    assert "Mme Durand est partie" in sent.client.get(sent.base).text


def test_a_number_that_does_not_exist_gets_a_clear_answer(client, essai):
    response = client.get("/tracking", query_string={"number": numbers.new("ESS")})
    assert response.status_code == 404
    assert "Aucune demande ne porte ce numéro." in response.text


def test_a_mistyped_number_is_told_so(client, number):
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    response = client.get("/tracking", query_string={"number": wrong})
    assert response.status_code == 404
    assert "Vérifiez le numéro" in response.text


@pytest.mark.parametrize("typed", ["ACN", "<script>alert(1)</script>", "é" * 500, "\x00", "%00", "0" * 10_000])
def test_anything_else_is_no_number(client, typed):
    response = client.get("/tracking", query_string={"number": typed})
    assert response.status_code == 404
    assert "Saisissez le numéro complet" in response.text
    assert "<script>alert" not in response.text


def test_the_tracking_form_alone_is_no_error(client):
    response = client.get("/tracking")
    assert response.status_code == 200
    assert "Erreur" not in response.text


def test_a_draft_cannot_be_tracked(client, walk):
    walker = walk()
    walker.start()
    assert client.get("/tracking", query_string={"number": str(walker.id)}).status_code == 404


def test_pages_exist_in_english_too(sent, number):
    sent.client.set_cookie("guichet_language", "en")
    assert "My requests" in sent.client.get("/requests").text
    assert "Where does the request stand?" in sent.client.get(sent.base).text
    assert "Track a request" in sent.client.get("/tracking").text
