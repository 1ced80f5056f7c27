"""A delay that runs out without an answer decides as the definition says: once, and never against an agent."""

import datetime as dt
import json
import threading
import uuid
from html import unescape
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.messages.models import Message
from guichet.publishing import services as publishing
from guichet.requests import events, silence
from guichet.requests.models import Request
from guichet.tasks.tidying import tidy
from guichet_validate.context import PARIS

ANA, CAMILLE = "ana@example.fr", "camille@ville.example"
START = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
LAST = dt.date(2026, 3, 7)  # five days later
END = dt.datetime(2026, 3, 8, tzinfo=PARIS)
ESSAI = Path(__file__).parents[1] / "essai.json"
MEANT = {"accept": ("closed", "silenceAccepted"), "refuse": ("refused", "silenceRefused")}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def meaning():
    return "accept"


@pytest.fixture
def essai(app, meaning, tmp_path):
    """The short procedure, silence meaning something."""
    document = json.loads(ESSAI.read_text("utf-8"))
    document["x-procedure"]["silence"] = meaning
    path = tmp_path / "essai.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    with app.app_context():
        assert not publishing.publish([path], actor="test").refused
        db.session.commit()
    return "essai"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


@pytest.fixture
def sent(clock, walk):
    walker = walk()
    walker.submit()
    return walker


@pytest.fixture
def back(app, sign_in, csrf):
    """Call with an address: who has it signs in again, for no session lasts as long as these delays."""

    def come(email):
        with app.app_context():
            user_id = db.session.scalar(select(User.id).where(User.email == email))
        client = sign_in(user_id)
        return client, csrf(client)

    return come


def apply(app):
    with app.app_context():
        return silence.apply()


def stored(app, walker):
    with app.app_context():
        return db.session.get(Request, walker.id)


def kinds(app, walker):
    with app.app_context():
        chain = events.history(walker.id)
        assert events.intact(chain)
        return [one.kind for one in chain if one.kind != "read"]


def take(app, walker, desk, token):
    data = {"csrf_token": token, "version": stored(app, walker).version}
    assert desk.post(f"/agent/requests/{walker.id}/take", data=data).status_code == 303


@pytest.mark.parametrize("meaning", MEANT)
@pytest.mark.parametrize("status", ["pending", "processing"])
def test_silence_decides_when_the_last_day_is_over(app, clock, sent, agent, back, mails, meaning, status):
    agent()
    if status == "processing":
        take(app, sent, *back(CAMILLE))
    before = len(mails())
    assert stored(app, sent).status == status
    clock.move_to(END - dt.timedelta(seconds=1))
    assert apply(app) == 0
    assert stored(app, sent).status == status
    clock.move_to(END + dt.timedelta(days=3))
    assert apply(app) == 1
    target, event = MEANT[meaning]
    found = stored(app, sent)
    assert (found.status, found.decided_at, found.due_on) == (target, END, LAST)
    assert kinds(app, sent)[-1] == event
    letters = mails()
    assert len(letters) == before + 1
    assert "7 mars 2026" in letters[-1].text
    # Again: nothing more.
    assert apply(app) == 0
    assert len(mails()) == before + 1
    page = unescape(back(ANA)[0].get(sent.base).text)
    assert ("Votre demande est acceptée" if meaning == "accept" else "Votre demande est refusée") in page
    assert "7 mars 2026" in page
    assert ("attestation" if meaning == "accept" else "raisons de ce refus") in page
    page = unescape(back(CAMILLE)[0].get(f"/agent/requests/{sent.id}").text)
    assert ("Acceptée par silence" if meaning == "accept" else "Refusée par silence") in page
    assert "le portail" in page


@pytest.mark.parametrize("meaning", ["none"])
def test_where_silence_means_nothing_the_request_is_only_late(app, clock, sent, agent):
    clock.move_to(END + dt.timedelta(days=30))
    assert apply(app) == 0
    assert stored(app, sent).status == "pending"
    assert "silence" not in unescape(agent().get("/agent/requests").text)


def test_the_time_that_the_citizen_takes_does_not_count(app, clock, sent, agent, back):
    agent()
    desk, token = back(CAMILLE)
    take(app, sent, desk, token)
    version = stored(app, sent).version
    asked = {"csrf_token": token, "version": version, "seen": 0, "text": "Où ?", "action": "ask"}
    assert desk.post(f"/agent/requests/{sent.id}/messages", data=asked).status_code == 303
    clock.move_to(START + dt.timedelta(days=60))
    assert apply(app) == 0
    person, token = back(ANA)
    answer = {"csrf_token": token, "seen": 1, "text": "Ici."}
    assert person.post(f"{sent.base}/messages", data=answer).status_code == 303
    assert apply(app) == 0
    assert stored(app, sent).due_on == LAST + dt.timedelta(days=60)
    clock.move_to(END + dt.timedelta(days=60))
    assert apply(app) == 1


def test_agents_are_told_seven_days_before(app, clock, sent, agent, back):
    desk = agent()
    with app.app_context():
        db.session.get(Request, sent.id).due_on = START.date() + dt.timedelta(days=8)
        db.session.commit()
    assert "Le silence va décider" not in unescape(desk.get("/agent/requests").text)
    clock.shift(dt.timedelta(days=1))
    desk, _ = back(CAMILLE)
    queue = unescape(desk.get("/agent/requests").text)
    assert "Le silence va décider d’une demande" in queue
    assert "acceptée sans réponse le 10 mars 2026" in queue
    assert "cette demande sera acceptée" in unescape(desk.get(f"/agent/requests/{sent.id}").text)
    elsewhere = agent("voirie", email="dominique@ville.example")
    assert "Le silence va décider" not in unescape(elsewhere.get("/agent/requests").text)


def test_the_relay_does_it_by_itself(app, clock, sent):
    clock.move_to(END)
    with app.app_context():
        tidy()
    assert stored(app, sent).status == "closed"


def test_one_that_cannot_be_decided_holds_up_no_other(app, clock, sent, walk, monkeypatch, caplog):
    other = walk("paul@example.fr")
    other.submit()
    clock.move_to(END)
    with monkeypatch.context() as patched:
        real = silence.announce

        def fail_once(request, *arguments, **named):
            if request.id == uuid.UUID(str(sent.id)):
                raise RuntimeError
            return real(request, *arguments, **named)

        patched.setattr(silence, "announce", fail_once)
        assert apply(app) == 1
    assert (stored(app, sent).status, stored(app, other).status) == ("pending", "closed")
    (told,) = [record.fields for record in caplog.records if record.message == "silence"]
    assert told == {"request": str(sent.id), "fault": "RuntimeError"}
    assert apply(app) == 1
    assert stored(app, sent).status == "closed"


def test_what_is_cut_off_in_the_middle_leaves_the_request_as_it_was(app, clock, sent, monkeypatch):
    def die(*_arguments, **_named):
        raise KeyboardInterrupt

    clock.move_to(END)
    with monkeypatch.context() as patched:
        patched.setattr(silence, "announce", die)
        with pytest.raises(KeyboardInterrupt):
            apply(app)
    assert stored(app, sent).status == "pending"
    assert kinds(app, sent) == ["submitted"]
    assert apply(app) == 1
    with app.app_context():
        told = db.session.scalars(select(Message.kind).where(Message.request_id == sent.id)).all()
    assert sorted(told) == ["acknowledgement", "silenceAccepted"]


def test_against_an_agent_who_decides_there_is_one_winner(app, clock, sent, agent, back):
    agent()
    clock.move_to(END + dt.timedelta(hours=1))
    desk, token = back(CAMILLE)
    sent.client, sent.token = back(ANA)
    for _ in range(6):
        sent.submit()
        take(app, sent, desk, token)
        with app.app_context():
            found = db.session.get(Request, sent.id)
            found.due_on, version = LAST, found.version
            db.session.commit()
        barrier, outcome = threading.Barrier(2), {}

        def decide(number=sent.id, version=version, barrier=barrier, outcome=outcome):
            window = app.test_client()
            window.set_cookie("guichet_session", desk.get_cookie("guichet_session").value)
            barrier.wait()
            data = {"csrf_token": token, "version": version, "reason": "Pièce manquante."}
            outcome["agent"] = window.post(f"/agent/requests/{number}/refuse", data=data).status_code

        def run(barrier=barrier):
            barrier.wait()
            apply(app)

        threads = [threading.Thread(target=decide), threading.Thread(target=run)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        last = kinds(app, sent)[-1]
        assert (stored(app, sent).status, outcome["agent"]) == {
            "refused": ("refused", 303),
            "silenceAccepted": ("closed", 409),
        }[last]
        assert [kind for kind in kinds(app, sent) if kind in {"refused", "silenceAccepted"}] == [last]
