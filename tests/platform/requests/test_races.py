"""Who writes to one request at the same moment: one wins, the history has a legal order, nobody loses what they typed.

A few rounds here; the long tests run a thousand of each, on both databases.
"""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect, select

from guichet.database import db
from guichet.messages.models import Message
from guichet.requests import events
from guichet.requests.models import Request
from guichet.requests.states import TRANSITIONS, Actor, Kind, Status

ROUNDS = 6
MANY = 1_000
CLICKS = 50
REASON = "Il manque la deuxième page."
WORDS = "Je vous envoie la suite demain."
SEE_OTHER, CONFLICT = 303, 409


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@dataclass
class Person:
    """Somebody signed in, who may use several windows at once."""

    client: FlaskClient
    token: str

    def post(self, path, **fields):
        """Return a call that posts these fields from a window of its own."""
        window = self.client.application.test_client()
        window.set_cookie("guichet_session", self.client.get_cookie("guichet_session").value)
        return lambda: window.post(path, data={"csrf_token": self.token, **fields})


@pytest.fixture
def citizen(walk):
    """Ana, who has sent one request; the rounds copy it."""
    walker = walk()
    walker.submit()
    return walker


@pytest.fixture
def people(citizen, agent, csrf):
    """Ana and two agents of the service."""
    first, second = agent(), agent(email="dominique@ville.example")
    return Person(citizen.client, citizen.token), Person(first, csrf(first)), Person(second, csrf(second))


def copied(app, sent, status, number):
    """Return the id of a copy of a sent request in that status, with the history that leads there."""
    with app.app_context():
        original = db.session.get(Request, sent)
        values = {column.key: getattr(original, column.key) for column in inspect(Request).columns}
        values |= {"id": uuid.uuid4(), "number": f"copy-{number}-{uuid.uuid4().hex[:12]}", "status": status.value}
        copy = Request(**values)
        db.session.add(copy)
        db.session.flush()
        events.record(copy.id, "submitted", Actor(Kind.CITIZEN, copy.user_id), first=True)
        if status is Status.PROCESSING:
            db.session.flush()
            events.record(copy.id, "taken", Actor(Kind.AGENT, 1))
        db.session.commit()
        return copy.id, copy.version


def at_once(*calls):
    """Make the calls at the same moment; return their responses in order."""
    barrier, responses = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        barrier.wait()
        responses[place] = call()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return responses


def told(app, request_id):
    """Return the status of a request and what happened to it, after checking that this could happen in that order."""
    by_event = {transition.event: transition for transition in TRANSITIONS.values()}
    with app.app_context():
        found = db.session.get(Request, request_id)
        chain = events.history(request_id)
        assert events.intact(chain)
        status = Status.DRAFT
        for event in chain:
            if event.kind in by_event:
                transition = by_event[event.kind]
                assert status in transition.sources, [one.kind for one in chain]
                assert event.actor == transition.actor
                status = transition.target
        assert found.status == status
        return status, [event.kind for event in chain]


def one_winner(responses):
    """Return the place of the only response that did what was asked; the others are told so."""
    codes = [response.status_code for response in responses]
    assert sorted(codes) == [SEE_OTHER, *[CONFLICT] * (len(codes) - 1)], codes
    return codes.index(SEE_OTHER)


def two_decide(app, citizen, people, number):
    _, first, second = people
    request_id, version = copied(app, citizen.id, Status.PROCESSING, number)
    path = f"/agent/requests/{request_id}"
    responses = at_once(
        first.post(f"{path}/close", version=version), second.post(f"{path}/refuse", version=version, reason=REASON)
    )
    winner = one_winner(responses)
    assert told(app, request_id) == (
        (Status.CLOSED, Status.REFUSED)[winner],
        ["submitted", "taken", ("closed", "refused")[winner]],
    )
    if winner == 0:
        assert REASON in responses[1].text


def two_take_up(app, citizen, people, number):
    _, first, second = people
    request_id, version = copied(app, citizen.id, Status.PENDING, number)
    path = f"/agent/requests/{request_id}/take"
    one_winner(at_once(first.post(path, version=version), second.post(path, version=version)))
    assert told(app, request_id) == (Status.PROCESSING, ["submitted", "taken"])


def cancelled_or_taken(app, citizen, people, number):
    ana, first, _ = people
    request_id, version = copied(app, citizen.id, Status.PENDING, number)
    responses = at_once(
        ana.post(f"/requests/{request_id}/cancel", version=version),
        first.post(f"/agent/requests/{request_id}/take", version=version),
    )
    winner = one_winner(responses)
    status, kinds = told(app, request_id)
    assert (status, kinds[-1]) == ((Status.CANCELLED, "cancelled"), (Status.PROCESSING, "taken"))[winner]
    assert len(kinds) == 2


def edited_or_taken(app, citizen, people, number):
    ana, first, _ = people
    citizen.submit()
    request_id, base = citizen.id, citizen.base
    begun = citizen.client.post(f"{base}/amend", data={"csrf_token": citizen.token})
    citizen.base = begun.location.partition("/steps/")[0].removesuffix("/review")
    citizen.open("vous")
    assert citizen.post("vous", {"/nom": "Martin", "/telephone": "01 99 00 00 00"}).status_code == SEE_OTHER
    citizen.open("review")
    with app.app_context():
        version = db.session.get(Request, request_id).version
    fields = {"version": citizen.version, "/attestation": "true", "action": "submit"}
    responses = at_once(
        ana.post(f"{citizen.base}/review", **fields),
        first.post(f"/agent/requests/{request_id}/take", version=version),
    )
    winner = one_winner(responses)
    status, kinds = told(app, request_id)
    assert (status, kinds) == ((Status.PENDING, ["submitted", "edited"]), (Status.PROCESSING, ["submitted", "taken"]))[
        winner
    ]
    with app.app_context():
        assert db.session.get(Request, request_id).answers["nom"] == ("Martin", "Durand")[winner]
    if winner == 1:
        assert "Martin" in responses[0].text


def written_or_decided(app, citizen, people, number):
    ana, first, _ = people
    request_id, version = copied(app, citizen.id, Status.PROCESSING, number)
    responses = at_once(
        ana.post(f"/requests/{request_id}/messages", seen=0, text=WORDS),
        first.post(f"/agent/requests/{request_id}/refuse", version=version, reason=REASON),
    )
    winner = one_winner(responses)
    assert told(app, request_id) == (
        (Status.PROCESSING, Status.REFUSED)[winner],
        ["submitted", "taken", ("wrote", "refused")[winner]],
    )
    assert (WORDS, REASON)[1 - winner] in responses[1 - winner].text


def sent_many_times(app, citizen, people, number):
    ana, _, _ = people
    citizen.start(anew="true")
    citizen.fill()
    fields = {"version": citizen.version, "/attestation": "true", "action": "submit"}
    responses = at_once(*[ana.post(f"{citizen.base}/review", **fields) for _ in range(CLICKS)])
    assert {response.location for response in responses} == {f"{citizen.base}/receipt"}
    assert told(app, citizen.id) == (Status.PENDING, ["submitted"])
    with app.app_context():
        assert len(db.session.scalars(select(Message).where(Message.request_id == citizen.id)).all()) == 1


RACES = [two_decide, two_take_up, cancelled_or_taken, edited_or_taken, written_or_decided]


@pytest.mark.parametrize("race", RACES)
def test_exactly_one_wins(app, citizen, people, race):
    for number in range(ROUNDS):
        race(app, citizen, people, number)


def test_fifty_clicks_send_once(app, citizen, people):
    sent_many_times(app, citizen, people, 0)


@pytest.mark.long(minutes=15)
@pytest.mark.parametrize("race", RACES)
def test_exactly_one_wins_a_thousand_times(app, citizen, people, race):
    for number in range(MANY):
        race(app, citizen, people, number)


@pytest.mark.long(minutes=60)
def test_fifty_clicks_send_once_a_thousand_times(app, citizen, people):
    for number in range(MANY):
        sent_many_times(app, citizen, people, number)
