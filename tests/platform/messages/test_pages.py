"""The pages of messages: one's own only, unread ones counted, and the demo mailbox in the demo only."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from guichet.database import db
from guichet.messages import services
from guichet.messages.models import Job, Mail, Message


@pytest.fixture
def ana(make_user):
    return make_user("ana@example.fr")


@pytest.fixture
def agent(make_user):
    return make_user("agent@example.fr", roles=["agent"], services=["voirie"])


def test_the_inbox_lists_messages_newest_first_and_counts_the_unread(ana, make_request, tell, sign_in):
    request_id = make_request(ana)
    tell(request_id, "acknowledgement")
    tell(request_id, "taken")
    page = sign_in(ana).get("/messages").text
    assert page.index("prise en charge") < page.index("bien reçue")
    assert "Messages (2)" in page
    assert page.count("Non lu") == 2


def test_opening_a_message_shows_it_and_notes_that_it_was_read(app, ana, make_request, tell, sign_in):
    request_id = make_request(ana)
    message_id = tell(request_id, "refused", reason="Première ligne.\nDeuxième <b>ligne</b>.")
    client = sign_in(ana)
    page = client.get(f"/messages/{message_id}").text
    assert "Première ligne.<br>Deuxième &lt;b&gt;ligne&lt;/b&gt;." in page
    assert f"/requests/{request_id}" in page
    inbox = client.get("/messages").text
    assert "Non lu" not in inbox
    assert "Messages (" not in inbox
    with app.app_context():
        first = db.session.get_one(Message, message_id).read_at
    client.get(f"/messages/{message_id}")
    with app.app_context():
        assert db.session.get_one(Message, message_id).read_at == first


def test_somebody_elses_message_is_not_found_and_stays_unread(app, ana, make_user, make_request, tell, sign_in):
    message_id = tell(make_request(ana))
    stranger = sign_in(make_user("paul@example.fr"))
    assert stranger.get(f"/messages/{message_id}").status_code == 404
    assert stranger.get(f"/messages/{uuid4()}").status_code == 404
    assert "bien reçue" not in stranger.get("/messages").text
    assert "bien reçue" not in stranger.get(f"/messages?after={message_id}").text
    with app.app_context():
        assert db.session.get_one(Message, message_id).read_at is None


def test_who_is_not_signed_in_is_sent_to_sign_in(client, ana, make_request, tell):
    for path in ("/messages", f"/messages/{tell(make_request(ana))}", "/agent/messages"):
        assert client.get(path).location.startswith("/login")


def test_an_empty_inbox_says_what_will_come(ana, sign_in):
    assert "pas encore de message" in sign_in(ana).get("/messages").text


def test_long_inboxes_come_in_pages_without_hole_or_double(monkeypatch, ana, make_request, tell, sign_in):
    monkeypatch.setattr(services, "PAGE", 3)
    request_id = make_request(ana)
    told = [str(tell(request_id, "question", occasion=str(number))) for number in range(8)]
    client, path, seen = sign_in(ana), "/messages", []
    while path:
        page = client.get(path).text
        seen += re.findall(r'href="/messages/([0-9a-f-]{36})"', page)
        older = re.search(r'href="(/messages\?after=[^"]+)"', page)
        path = older[1] if older else None
    assert seen == told[::-1]


def test_the_mail_given_up_is_shown_to_the_agents_of_its_service_and_can_be_sent_again(
    app, ana, agent, make_user, make_request, tell, sign_in, csrf
):
    tell(make_request(ana))
    with app.app_context():
        [job] = db.session.scalars(select(Job))
        job.state, job.fault, job.attempts, job.done_at = "failed", "smtp-550", 49, job.created_at
        job_id = job.id
        db.session.commit()
    elsewhere = sign_in(make_user("autre@example.fr", roles=["agent"], services=["etat-civil"]))
    assert "SIG-" not in elsewhere.get("/agent/messages").text
    assert elsewhere.post(f"/agent/messages/{job_id}/retry", data={"csrf_token": csrf(elsewhere)}).status_code == 404
    mine = sign_in(agent)
    page = mine.get("/agent/messages").text
    assert "SIG-" in page
    assert "smtp-550" in page
    assert "Un courriel n’a pas pu être remis" in mine.get("/agent/requests").text
    assert "pas pu être remis" not in elsewhere.get("/agent/requests").text
    assert "ana@example.fr" not in page
    again = mine.post(f"/agent/messages/{job_id}/retry", data={"csrf_token": csrf(mine)})
    assert again.location == "/agent/messages"
    with app.app_context():
        job = db.session.get_one(Job, job_id)
        assert (job.state, job.attempts, job.fault) == ("ready", 0, None)
    assert mine.post(f"/agent/messages/{job_id}/retry", data={"csrf_token": csrf(mine)}).status_code == 404


def test_a_citizen_does_not_see_the_mails_given_up(ana, sign_in):
    assert sign_in(ana).get("/agent/messages").status_code == 403


@pytest.mark.parametrize("path", ["/demo/courriels", "/demo/courriels/1", "/demo/courriels/1/html"])
def test_outside_the_demo_there_is_no_mailbox(path, client, make_mail):
    make_mail()
    assert client.get(path).status_code == 404


@pytest.fixture
def make_mail(app):
    def make(**values):
        given = {"message_id": uuid4().hex, "to": "ana@example.fr", "subject": "Objet", "text": "Texte", "html": "<p>"}
        with app.app_context():
            mail = Mail(**(given | values))
            db.session.add(mail)
            db.session.commit()
            return mail.id

    return make


class TestInTheDemo:
    """The mailbox of the demonstration."""

    @pytest.fixture
    def environ(self, environ):
        return environ | {"GUICHET_ENVIRONMENT": "demo"}

    def test_every_mail_is_listed_newest_first(self, client, make_mail):
        make_mail(subject="Ancien")
        make_mail(subject="Récent")
        page = client.get("/demo/courriels").text
        assert page.index("Récent") < page.index("Ancien")

    def test_an_empty_mailbox_says_how_to_fill_it(self, client):
        assert "Aucun courriel" in client.get("/demo/courriels").text

    @pytest.mark.parametrize("number", ["0", "9" * 30, "9" * 5000, "-1", "x"])
    def test_a_number_that_no_mail_has_is_no_fault(self, client, number):
        assert client.get(f"/demo/courriels/{number}").status_code == 404
        assert client.get(f"/demo/courriels/{number}/html").status_code == 404
        assert client.get(f"/demo/courriels?before={number}").status_code == 200

    def test_long_mailboxes_come_in_pages(self, client, make_mail, monkeypatch):
        monkeypatch.setattr("guichet.messages.mailbox.PAGE", 2)
        ids = [make_mail() for _ in range(5)]
        path, seen = "/demo/courriels", []
        while path:
            page = client.get(path).text
            seen += [int(found) for found in re.findall(r'href="/demo/courriels/(\d+)"', page)]
            older = re.search(r'href="(/demo/courriels\?before=\d+)"', page)
            path = older[1] if older else None
        assert seen == ids[::-1]

    def test_one_mail_is_shown_as_text_and_in_a_frame_that_may_do_nothing(self, client, make_mail):
        mail_id = make_mail(text="Bonjour <script>alert(1)</script>\nhttp://127.0.0.1/x")
        response = client.get(f"/demo/courriels/{mail_id}")
        assert "Bonjour &lt;script&gt;" in response.text
        assert re.search(rf'<iframe[^>]* sandbox="[^"]*"[^>]* src="/demo/courriels/{mail_id}/html"', response.text)
        assert "frame-src 'self'" in response.headers["Content-Security-Policy"]

    def test_the_letter_in_the_frame_runs_nothing_and_asks_for_nothing(self, client, make_mail):
        mail_id = make_mail(html="<style>p { color: red }</style><p>Bonjour</p>")
        response = client.get(f"/demo/courriels/{mail_id}/html")
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "unsafe" not in policy
        assert "style-src 'sha256-" in policy
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"

    def test_a_mail_that_does_not_exist_is_not_found(self, client):
        assert client.get("/demo/courriels/99").status_code == 404
        assert client.get("/demo/courriels/99/html").status_code == 404
