"""Sending a request: whole or not at all, once, with everything that proves what was sent."""

import datetime as dt
import re
import threading
import uuid
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from guichet.database import db
from guichet.documents.models import File, RequestDocument
from guichet.messages.models import Job, Message
from guichet.publishing.models import Procedure
from guichet.requests import drafts, events, services, submission
from guichet.requests.models import Event, Request

PARIS = ZoneInfo("Europe/Paris")
NUMBER = re.compile(r"ESS(-[0-9A-HJKMNP-TV-Z]{4}){4}-[0-9A-HJKMNP-TV-Z]")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def counts(app):
    with app.app_context():
        return {
            model.__name__: db.session.scalar(select(func.count()).select_from(model))
            for model in (Event, Message, Job, RequestDocument)
        }


def test_the_review_page_shows_every_answer_with_a_way_back(walk):
    walker = walk()
    walker.start()
    walker.fill()
    page = unescape(walker.open("review").text)
    assert "étape 4 sur 4" in page
    for shown in ("Pour vous", "Durand", "carte.pdf", "J’atteste l’exactitude"):
        assert shown in page
    assert page.count("Modifier l’étape") == 3


def test_sending_writes_everything_in_one_go(app, walk):
    walker = walk()
    walker.start()
    walker.fill()
    response = walker.send()
    assert response.location == f"{walker.base}/receipt"
    with app.app_context():
        sent = db.session.get(Request, walker.id)
        assert sent.status == "pending"
        assert NUMBER.fullmatch(sent.number)
        assert sent.summary == "Carte pour Durand"
        assert sent.answers["attestation"] is True
        assert sent.answers["total"] == 4
        assert sent.due_on == sent.submitted_at.astimezone(PARIS).date() + dt.timedelta(days=5)
        assert sent.evaluated["settings"] == {"maximum": 5}
        assert sent.evaluated["signedIn"] is True
        file = db.session.scalar(select(File))
        link = db.session.scalar(select(RequestDocument))
        assert (link.file_id, link.pointer, link.kind, link.alternative, link.sha256) == (
            file.id,
            "/piece/0",
            "carte-identite",
            "carte",
            file.sha256,
        )
        (event,) = events.history(sent.id)
        assert (event.kind, event.actor, event.actor_id) == ("submitted", "citizen", sent.user_id)
        assert event.codes["documents"] == [file.sha256]
        assert event.codes["definition"] == sent.digest
        message = db.session.scalar(select(Message))
        assert (message.kind, message.request_id, message.user_id) == ("acknowledgement", sent.id, sent.user_id)
        job = db.session.scalar(select(Job))
        assert "Durand" not in str(job.payload)


def test_the_receipt_gives_the_number_what_comes_next_and_the_delay(app, walk):
    walker = walk()
    walker.submit()
    page = unescape(walker.client.get(f"{walker.base}/receipt").text)
    number = NUMBER.search(page)[0]
    with app.app_context():
        assert db.session.get(Request, walker.id).number == number
    assert "sous 5 jours" in page
    assert "ana@example.fr" in page


def test_the_delay_promised_is_the_one_of_these_answers(app, walk):
    walker = walk()
    walker.start()
    walker.fill()
    walker.open("demande")
    walker.post("demande", {"/pour": "moi", "/nombre": "5"})
    walker.open("review")
    walker.send()
    assert "sous 10 jours" in unescape(walker.client.get(f"{walker.base}/receipt").text)
    with app.app_context():
        sent = db.session.get(Request, walker.id)
        assert sent.due_on == sent.submitted_at.astimezone(PARIS).date() + dt.timedelta(days=10)


def test_a_draft_has_no_receipt(walk):
    walker = walk()
    walker.start()
    assert walker.client.get(f"{walker.base}/receipt").location.endswith("/review")


def test_a_declaration_that_is_not_ticked_stops_it(app, walk):
    walker = walk()
    walker.start()
    walker.fill()
    response = walker.post("review", {}, action="submit")
    assert response.status_code == 422
    assert 'href="#f-attestation"' in response.text
    assert counts(app) == {"Event": 0, "Message": 0, "Job": 0, "RequestDocument": 0}


def test_problems_of_earlier_steps_are_listed_with_links_to_them(app, walk):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    walker.post("vous", {"/nom": ""}, action="previous")
    response = walker.send()
    assert response.status_code == 422
    summary = response.text.partition('id="error-summary"')[2].partition("</div>")[0]
    assert f"{walker.base}/steps/vous?back=review&amp;check=1#f-nom" in summary
    assert f"{walker.base}/steps/pieces?back=review&amp;check=1#f-piece" in summary
    led = walker.open("vous", "?check=1")
    assert "f-nom-error" in led.text
    assert counts(app)["Event"] == 0


def test_clicking_twice_sends_once_and_shows_the_same_receipt(app, walk):
    walker = walk()
    walker.start()
    walker.fill()
    seen = walker.version
    first = walker.send()
    once = counts(app)
    walker.version = seen
    for _ in range(2):
        again = walker.send()
        assert (again.status_code, again.location) == (303, first.location)
    assert walker.open("review").location == first.location
    assert counts(app) == once == {"Event": 1, "Message": 1, "Job": 1, "RequestDocument": 1}


def test_a_review_page_that_is_out_of_date_sends_nothing(app, walk):
    walker = walk()
    walker.start()
    walker.fill()
    seen = walker.version
    walker.post("vous", {"/nom": "Autre"})
    walker.version = seen
    response = walker.send()
    assert response.status_code == 409
    assert "Votre demande a changé depuis l’affichage de cette page" in response.text
    assert "Autre" in response.text
    assert counts(app)["Event"] == 0


@pytest.mark.parametrize("place", ["guichet.documents.services.link", "guichet.requests.submission.announce"])
def test_a_fault_on_the_way_leaves_the_draft_as_it_was(app, walk, monkeypatch, place):
    walker = walk()
    walker.start()
    walker.fill()

    def fail(*_arguments, **_options):
        raise RuntimeError

    monkeypatch.setattr(place, fail)
    assert walker.send().status_code == 500
    assert counts(app) == {"Event": 0, "Message": 0, "Job": 0, "RequestDocument": 0}
    with app.app_context():
        draft = db.session.get(Request, walker.id)
        assert (draft.status, draft.number, draft.submitted_at) == ("draft", None, None)


def test_many_at_once_send_once(app, walk):
    walker = walk()
    walker.start()
    walker.fill()
    with app.app_context():
        version = db.session.get(Request, walker.id).version
    cookies = walker.client.get_cookie("guichet_session").value
    locations = []
    barrier = threading.Barrier(8)

    def click():
        client = app.test_client()
        client.set_cookie("guichet_session", cookies)
        data = {"csrf_token": walker.token, "version": version, "/attestation": "true", "action": "submit"}
        barrier.wait()
        locations.append(client.post(f"{walker.base}/review", data=data).location)

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(locations) == {f"{walker.base}/receipt"}
    assert counts(app) == {"Event": 1, "Message": 1, "Job": 1, "RequestDocument": 1}


def test_a_sent_request_reads_as_it_was_filed_when_settings_change(app, walk):
    walker = walk()
    walker.submit()
    with app.app_context():
        db.session.get(Procedure, "essai").settings = {"maximum": 9}
        db.session.commit()
        filed = services.filed(db.session.get(Request, walker.id))
        assert filed.context.settings == {"maximum": 5}
        assert filed.evaluation.valid


def test_a_procedure_that_closed_meanwhile_is_told_and_nothing_is_sent(app, walk, monkeypatch):
    walker = walk()
    walker.start()
    walker.fill()
    monkeypatch.setattr("guichet.requests.sending.current", lambda _id: None)
    response = walker.send()
    assert response.status_code == 422
    assert "Cette démarche n’est plus ouverte en ligne" in response.text
    assert counts(app)["Event"] == 0


@pytest.mark.parametrize(
    ("procedure", "in_progress", "expected"),
    [
        ({}, 0, None),
        ({"opens": "2026-11-24"}, 0, "early"),
        ({"opens": "2026-11-23"}, 0, None),
        ({"opens": "2026-11-23T12:01"}, 0, "early"),
        ({"closes": "2026-11-23"}, 0, None),
        ({"closes": "2026-11-22"}, 0, "over"),
        ({"closes": "2026-11-23T12:00"}, 0, None),
        ({"closes": "2026-11-23T11:59"}, 0, "over"),
        ({"limit": {"perAccount": 2}}, 1, None),
        ({"limit": {"perAccount": 2}}, 2, "limit"),
    ],
)
def test_windows_and_limits_of_a_procedure(procedure, in_progress, expected):
    class Offered:
        state = "live"
        steps = ("demande",)
        access = "open"

    Offered.procedure = procedure
    noon_in_paris = dt.datetime(2026, 11, 23, 11, 0, tzinfo=dt.UTC)
    assert submission.obstacle(Offered, noon_in_paris, in_progress, identified=True) == expected


def test_starting_is_refused_beyond_the_limit(walk, monkeypatch):
    walker = walk()
    monkeypatch.setattr(submission, "obstacle", lambda *_arguments, **_named: "limit")
    response = walker.start()
    assert response.status_code == 200
    assert "Vous avez déjà une demande en cours pour cette démarche" in response.text


def test_a_definition_without_a_review_step_is_sent_from_the_review_page(app, walk, stored_definition):
    walker = walk()
    walker.procedure = stored_definition
    walker.start()
    assert walker.post("demande", {"/lieu": "12 rue Royale"}).location.endswith("/review")
    page = walker.open("review")
    assert "étape 2 sur 2" in page.text
    assert walker.post("review", {}, action="submit").location.endswith("/receipt")
    with app.app_context():
        assert db.session.get(Request, walker.id).answers == {"lieu": "12 rue Royale"}


@pytest.fixture
def stored_definition(app, tmp_path):
    import json

    from guichet.publishing import services as publishing

    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-definition": 1,
        "title": "Signaler",
        "description": "Dites-nous où.",
        "x-procedure": {
            "id": "signaler",
            "version": "1.0.0",
            "state": "live",
            "category": "cadre-de-vie",
            "service": "voirie",
            "online": "full",
            "access": "open",
            "languages": ["fr"],
            "reference": "SIG",
            "summary": "{/lieu}",
        },
        "x-privacy": {"purpose": "Traiter", "basis": "public-task", "retention": "P6M", "recipients": ["voirie"]},
        "x-steps": [{"id": "demande", "title": "Votre signalement", "fields": ["/lieu"]}],
        "type": "object",
        "additionalProperties": False,
        "required": ["lieu"],
        "properties": {"lieu": {"title": "Où ?", "type": "string", "minLength": 1, "maxLength": 200}},
        "x-tests": [{"name": "rue", "date": "2026-11-23", "answers": {"lieu": "12 rue Royale"}, "valid": True}],
    }
    path = tmp_path / "signaler.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with app.app_context():
        report = publishing.publish([path], actor="test")
        db.session.commit()
    assert not report.refused
    return "signaler"


def test_only_the_citys_requests_count_as_in_progress(app, walk):
    walker = walk()
    walker.start()
    with app.app_context():
        owner = db.session.get(Request, walker.id).user_id

        class Account:
            id = owner

        assert drafts.in_progress(Account, "essai") == 0
    walker.fill()
    walker.send()
    with app.app_context():
        assert drafts.in_progress(Account, "essai") == 1
        assert services.own(Account, uuid.uuid4()) is None


def test_a_request_is_written_in_the_language_it_is_sent_in(app, walk, monkeypatch):
    monkeypatch.setattr("guichet.requests.presentation.language_for", lambda _definition: "en")
    walker = walk()
    walker.submit()
    with app.app_context():
        assert db.session.get(Request, walker.id).language == "en"
        assert db.session.scalar(select(Message.language)) == "en"
