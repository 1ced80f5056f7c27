"""The agents' side: what they see, what they may do, who wins, and what is noted of it."""

import datetime as dt
import re
import threading
import time
from html import unescape

import pytest
from sqlalchemy import select

from guichet.database import db
from guichet.documents.models import File
from guichet.i18n import PARIS
from guichet.messages.models import Message
from guichet.requests import events
from guichet.requests.models import NO_DUE_DATE, Request


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def sent(walk):
    walker = walk()
    walker.submit()
    return walker


class Desk:
    """One agent in front of one request."""

    def __init__(self, client, token, request_id):
        self.client = client
        self.token = token
        self.base = f"/agent/requests/{request_id}"
        self.version = "2"

    def see(self):
        response = self.client.get(self.base)
        drawn = re.search(r'name="version" value="(\d+)"', response.text)
        self.version = drawn[1] if drawn else "0"
        return response

    def act(self, action, **fields):
        data = {"csrf_token": self.token, "version": self.version, **fields}
        return self.client.post(f"{self.base}/{action}", data=data)


@pytest.fixture
def desk(agent, csrf, sent):
    def sit(*services, email="camille@ville.example"):
        client = agent(*services, email=email)
        return Desk(client, csrf(client), sent.id)

    return sit


def request_of(app, sent):
    with app.app_context():
        return db.session.get(Request, sent.id)


def kinds(app, sent):
    with app.app_context():
        chain = events.history(sent.id)
        assert events.intact(chain)
        return [event.kind for event in chain]


def test_the_queue_lists_what_the_services_of_the_agent_have_in_hand(app, desk, sent):
    page = unescape(desk("etat-civil").client.get("/agent/requests").text)
    for shown in (request_of(app, sent).number, "Carte d’essai", "Carte pour Durand", "En attente", "dans 5 jours"):
        assert shown in page
    elsewhere = desk("voirie", email="voirie@ville.example").client.get("/agent/requests").text
    assert "Aucune demande à traiter." in elsewhere


def test_a_citizen_has_no_queue(sent):
    assert sent.client.get("/agent/requests").status_code == 403
    assert sent.client.get(f"/agent/requests/{sent.id}").status_code == 403


@pytest.mark.parametrize("path", ["", "/take", "/close", "/refuse", "/files/00000000-0000-0000-0000-000000000000"])
def test_an_agent_of_another_service_finds_nothing(app, desk, path):
    other = desk("voirie", email="voirie@ville.example")
    data = {"csrf_token": other.token, "version": "2", "reason": "x"}
    method = other.client.get if path in {"", "/files/00000000-0000-0000-0000-000000000000"} else other.client.post
    assert method(other.base + path, data=data).status_code == 404


def test_a_file_is_handed_to_the_service_only(app, desk, sent):
    with app.app_context():
        file = db.session.scalars(select(File)).one().id
    assert (
        desk("voirie", email="voirie@ville.example").client.get(f"/agent/requests/{sent.id}/files/{file}").status_code
        == 404
    )
    own = desk()
    response = own.client.get(f"{own.base}/files/{file}")
    assert response.headers["Content-Disposition"] == "attachment; filename=carte.pdf"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with app.app_context():
        last = events.history(sent.id)[-1]
        assert (last.kind, last.actor, last.codes) == ("read", "agent", {"file": str(file)})


def test_every_read_is_noted_and_shown_to_the_citizen(app, desk, sent):
    own = desk()
    own.see()
    own.see()
    assert kinds(app, sent) == ["submitted", "read", "read"]
    history = unescape(sent.client.get(f"{sent.base}/history").text)
    assert history.count("Demande consultée par un agent") == 2


def test_a_draft_is_nobodys_business(desk, sent):
    sent.start(anew="true")
    own = desk()
    assert own.client.get(f"/agent/requests/{sent.id}").status_code == 404
    assert "En brouillon" not in own.client.get("/agent/requests").text


def test_the_request_page_shows_answers_documents_and_history(desk):
    page = unescape(desk().see().text)
    for shown in ("Pour vous", "Durand", "carte.pdf", "ana@example.fr", "Demande envoyée", "Prendre en charge"):
        assert shown in page


def test_taking_up_closing_and_the_messages_of_both(app, desk, sent):
    own = desk()
    own.see()
    assert own.act("take").status_code == 303
    page = unescape(own.see().text)
    assert "Clore la demande" in page
    assert "Prendre en charge" not in page
    assert own.act("close", unverified="true").status_code == 303
    request = request_of(app, sent)
    assert (request.status, request.decided_at is not None) == ("closed", True)
    with app.app_context():
        told = db.session.scalars(select(Message.kind).order_by(Message.created_at)).all()
    assert told == ["acknowledgement", "taken", "closed"]
    assert [kind for kind in kinds(app, sent) if kind != "read"] == ["submitted", "taken", "closed"]
    assert "Aucune demande à traiter." in own.client.get("/agent/requests").text
    assert "Clore la demande" not in own.see().text


def test_refusing_needs_a_reason_that_the_citizen_reads(app, desk, sent):
    own = desk()
    own.see()
    own.act("take")
    own.see()
    for empty in ("", "   ", "\n"):
        response = own.act("refuse", reason=empty)
        assert response.status_code == 422
        assert "Indiquez le motif du refus" in response.text
    long = own.act("refuse", reason="x" * 2001)
    assert long.status_code == 422
    assert "x" * 2001 in long.text
    assert request_of(app, sent).status == "processing"
    own.see()
    assert own.act("refuse", reason="La pièce est illisible.").status_code == 303
    assert request_of(app, sent).reason == "La pièce est illisible."
    assert "La pièce est illisible." in sent.client.get(sent.base).text
    with app.app_context():
        last = [event for event in events.history(sent.id) if event.kind == "refused"]
        assert "illisible" not in str(last[0].codes)
        body = db.session.scalar(select(Message.body).where(Message.kind == "refused"))
    assert "La pièce est illisible." in body


@pytest.mark.parametrize("action", ["close", "refuse"])
def test_a_request_is_decided_only_once_taken_up(app, desk, sent, action):
    own = desk()
    own.see()
    response = own.act(action, reason="x")
    assert response.status_code == 409
    assert request_of(app, sent).status == "pending"


def test_the_second_agent_is_told_and_keeps_what_was_typed(app, desk, sent):
    first, second = desk(), desk(email="second@ville.example")
    first.see()
    first.act("take")
    first.see()
    second.see()
    first.act("close", unverified="true")
    response = second.act("refuse", reason="Mon motif bien pesé")
    assert response.status_code == 409
    assert "Cette demande vient de changer" in response.text
    assert "Mon motif bien pesé" in response.text
    assert "Clos" in response.text
    assert request_of(app, sent).status == "closed"


def test_racing_agents_have_one_winner(app, desk, sent):
    desks = [desk(email=f"agent{number}@ville.example") for number in range(4)]
    for one in desks:
        one.see()
    results = []
    barrier = threading.Barrier(len(desks))

    def take(one):
        barrier.wait()
        results.append(one.act("take").status_code)

    threads = [threading.Thread(target=take, args=(one,)) for one in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [303, 409, 409, 409]
    assert kinds(app, sent).count("taken") == 1


def test_the_queue_is_sorted_by_due_day_and_says_what_is_late(app, agent, sent):
    today = dt.datetime.now(PARIS).date()
    days = {"retard": -3, "jour": 0, "demain": 1, "loin": 30}
    with app.app_context():
        first = db.session.get(Request, sent.id)
        first.due_on = NO_DUE_DATE
        for name, offset in days.items():
            db.session.add(filed_like(first, name, today + dt.timedelta(days=offset)))
        db.session.commit()
    page = unescape(agent().get("/agent/requests").text)
    words = ["en retard de 3 jours", "aujourd’hui", "demain", "dans 30 jours", "aucune"]
    places = [page.index(word) for word in words]
    assert places == sorted(places)
    assert '<td class="late">en retard de 3 jours' in page


def filed_like(first, name, due_on):
    return Request(
        number=f"ESS-{name}",
        procedure_id="essai",
        digest=first.digest,
        service="etat-civil",
        status="pending",
        version=2,
        user_id=first.user_id,
        language="fr",
        summary=name,
        answers=first.answers,
        created_at=first.created_at,
        updated_at=first.updated_at,
        submitted_at=first.submitted_at,
        due_on=due_on,
    )


def test_the_queue_is_filtered_and_comes_page_by_page(app, agent, sent):
    with app.app_context():
        first = db.session.get(Request, sent.id)
        for number in range(60):
            db.session.add(filed_like(first, f"dossier-{number:02d}", first.due_on + dt.timedelta(days=number // 7)))
        db.session.commit()
    client = agent()
    page = client.get("/agent/requests").text
    following = unescape(page.partition('rel="next" href="')[2].partition('"')[0])
    rest = client.get(following).text
    shown = re.findall(r"dossier-\d\d", page)[::2] + re.findall(r"dossier-\d\d", rest)[::2]
    assert len(set(shown)) == 60
    assert "Aucune demande" in client.get("/agent/requests?status=processing").text
    assert "dossier-00" in client.get("/agent/requests?status=pending&procedure=essai").text
    assert "Aucune demande" in client.get("/agent/requests?procedure=inconnue").text


@pytest.mark.parametrize(
    "query",
    [
        "status=draft",
        "status=x",
        "after=x",
        "after=2026-01-01_x",
        "after=__",
        "after=2026-01-01_2026-01-01T00:00:00_00000000-0000-4000-8000-000000000001",
        "after=2026-01-01_9999-12-31T23:59:59-01:00_00000000-0000-4000-8000-000000000001",
        "procedure=",
    ],
)
def test_odd_filters_are_no_fault(agent, essai, query):
    assert agent().get(f"/agent/requests?{query}").status_code == 200


def test_requests_due_on_the_same_day_come_in_the_order_of_arrival_over_every_page(app, agent, sent):
    with app.app_context():
        first = db.session.get(Request, sent.id)
        names = [f"dossier-{number:02d}" for number in range(60)]
        for number, name in enumerate(names):
            filed = filed_like(first, name, NO_DUE_DATE)
            filed.submitted_at = first.submitted_at + dt.timedelta(minutes=number)
            db.session.add(filed)
        db.session.commit()
    client = agent()
    page = client.get("/agent/requests").text
    following = unescape(page.partition('rel="next" href="')[2].partition('"')[0])
    shown = re.findall(r"dossier-\d\d", page + client.get(following).text)
    assert list(dict.fromkeys(shown)) == names


def test_the_queue_costs_the_same_number_of_queries_whatever_its_length(app, agent, sent, counted):
    client = agent()
    client.get("/agent/requests")
    few = counted(lambda: client.get("/agent/requests"))
    with app.app_context():
        first = db.session.get(Request, sent.id)
        for number in range(40):
            db.session.add(filed_like(first, f"dossier-{number:02d}", first.due_on))
        db.session.commit()
    assert counted(lambda: client.get("/agent/requests")) == few


@pytest.fixture
def counted(app):
    from sqlalchemy import event

    def count(action):
        seen = []
        with app.app_context():
            engine = db.engine

        def note(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            action()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    return count


def test_moments_are_those_of_paris(desk, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    page = unescape(desk().see().text)
    assert dt.datetime.now(PARIS).strftime("%-d") in page
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
