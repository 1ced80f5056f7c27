"""What a citizen and the service write to each other, and what agents note: kept once, and shown to whom it may."""

import datetime as dt
import io
import json
import re
import threading
import zipfile
from html import unescape

import pytest
from sqlalchemy import select

from guichet.accounts.models import Throttle, User
from guichet.database import db
from guichet.messages.models import Message
from guichet.requests import events
from guichet.requests.models import NO_DUE_DATE, Entry, InternalNote, Request
from guichet.requests.states import Kind
from guichet.rights import copying, retention
from guichet.rights.persons import Person

QUESTION = "Quelle est la date du mariage ?"
ANSWER = "Le 12 juin, à Nantes."
NOTE = "Dossier vu avec la préfecture."
SEE_OTHER, CONFLICT, UNPROCESSABLE, TOO_MANY = 303, 409, 422, 429


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


class Side:
    """The page of one request, as its person or an agent has it in a window."""

    def __init__(self, app, client, token, base, request_id):
        self.app, self.client, self.token, self.base, self.id = app, client, token, base, request_id
        self.text = ""

    def see(self):
        self.text = unescape(self.client.get(self.base).text)
        return self.text

    def hidden(self, name):
        return re.findall(rf'name="{name}" value="(\d+)"', self.text)

    def send(self, where, **fields):
        """Post as the page that was seen last would."""
        data = {"csrf_token": self.token, "version": self._first("version"), "seen": self._first("seen"), **fields}
        response = self.client.post(f"{self.base}/{where}", data=data)
        self.answer = unescape(response.text)
        return response.status_code

    def write(self, text, **fields):
        return self.send("messages", text=text, **fields)

    def _first(self, name):
        return (self.hidden(name) or [""])[0]


@pytest.fixture
def citizen(app, walk):
    walker = walk()
    walker.submit()
    return Side(app, walker.client, walker.token, walker.base, walker.id)


@pytest.fixture
def desk(app, make_user, sign_in, csrf, citizen):
    names = {"given_name": "Camille", "family_name": "Martel"}
    client = sign_in(make_user("camille@ville.example", roles=("agent",), services=("etat-civil",), **names))
    return Side(app, client, csrf(client), f"/agent/requests/{citizen.id}", citizen.id)


@pytest.fixture
def stored(app, citizen):
    def read():
        with app.app_context():
            return db.session.get(Request, citizen.id)

    return read


@pytest.fixture
def said(app, citizen):
    def read():
        with app.app_context():
            rows = db.session.scalars(select(Entry).where(Entry.request_id == citizen.id).order_by(Entry.sequence))
            return [(one.side, one.asks, one.text) for one in rows]

    return read


@pytest.fixture
def kinds(app, citizen):
    def read():
        with app.app_context():
            chain = events.history(citizen.id)
            assert events.intact(chain)
            return [one.kind for one in chain if one.kind != "read"]

    return read


def taken(desk):
    desk.see()
    assert desk.send("take") == SEE_OTHER
    desk.see()


@pytest.mark.behaviour("The citizen may write to the service on any request in progress.")
@pytest.mark.behaviour("Every status change and every question produces a message in the account **and** an e-mail")
def test_a_question_is_asked_and_answered_while_the_delay_waits(app, citizen, desk, stored, said, kinds, mails):
    due = stored().due_on
    taken(desk)
    before = len(mails())
    assert desk.write(QUESTION, action="ask") == SEE_OTHER
    assert (stored().due_on, stored().promised_on) == (NO_DUE_DATE, due)
    letters = mails()
    assert len(letters) == before + 1
    assert "question" in letters[-1].subject
    assert QUESTION in letters[-1].text
    with app.app_context():
        assert db.session.scalars(select(Message.kind).where(Message.kind == "question")).all() == ["question"]
        db.session.get(Request, citizen.id).waiting_since -= dt.timedelta(days=3)
        db.session.commit()
    assert "À vous de répondre" in unescape(citizen.client.get("/requests").text)
    assert "Corriger" not in unescape(citizen.client.get("/requests").text)
    page = citizen.see()
    assert QUESTION in page
    assert "À vous de répondre" in page
    assert "Corriger ma demande" not in page
    assert "Camille" not in page
    assert "Camille Martel · question sans réponse" in re.sub(r"<[^>]+>", "", desk.see())
    assert "lu par l’usager le" in desk.see()

    assert citizen.write(ANSWER) == SEE_OTHER
    assert stored().due_on == due + dt.timedelta(days=3)
    assert (stored().waiting_since, stored().promised_on) == (None, None)
    assert said() == [("agent", True, QUESTION), ("citizen", False, ANSWER)]
    assert kinds() == ["submitted", "taken", "question", "answered"]
    queue = unescape(desk.client.get("/agent/requests").text)
    assert "message reçu" in queue
    assert ANSWER in desk.see()
    assert "message reçu" not in unescape(desk.client.get("/agent/requests").text)
    assert "lu par le service le" in citizen.see()
    assert "À vous de répondre" not in citizen.text


def test_both_write_without_being_asked_and_the_delay_goes_on(citizen, desk, stored, said, kinds, mails):
    due = stored().due_on
    citizen.see()
    assert citizen.write("Puis-je passer jeudi ?") == SEE_OTHER
    desk.see()
    before = len(mails())
    assert desk.write("Oui, de 9 h à midi.", action="tell") == SEE_OTHER
    assert len(mails()) == before + 1
    assert "Oui, de 9 h à midi." in mails()[-1].text
    assert stored().due_on == due
    assert stored().status == "pending"
    assert kinds() == ["submitted", "wrote", "reply"]
    assert [side for side, _, _ in said()] == ["citizen", "agent"]
    assert "Message du service" in unescape(citizen.client.get(f"{citizen.base}/history").text)


def test_a_pending_request_is_not_asked_about(desk, said):
    desk.see()
    assert desk.write(QUESTION, action="ask") == CONFLICT
    assert QUESTION in desk.answer
    assert said() == []


def test_a_question_and_corrections_are_both_waited_for(citizen, desk, stored):
    due = stored().due_on
    taken(desk)
    desk.write(QUESTION, action="ask")
    desk.see()
    assert desk.send("correction", place="/nom", reason="Votre nom d’usage.") == SEE_OTHER
    page = citizen.see()
    assert "À vous de répondre" in page
    assert "À corriger" in page
    listed = unescape(citizen.client.get("/requests").text)
    assert "À vous de répondre" in listed
    assert "À corriger" in listed
    assert citizen.write(ANSWER) == SEE_OTHER
    assert stored().due_on == NO_DUE_DATE
    assert "À corriger" in citizen.see()
    desk.see()
    assert desk.send("return") == SEE_OTHER
    assert (stored().due_on, stored().waiting_since) == (due, None)
    assert "À corriger" not in unescape(citizen.client.get("/requests").text)


@pytest.mark.parametrize("text", ["", "  \r\n ", "x" * 2_001, "\x00"])
def test_what_cannot_be_sent_stays_on_the_page(citizen, desk, said, text):
    for side in (citizen, desk):
        side.see()
        assert side.write(text, action="tell") == UNPROCESSABLE
        if text.startswith("x"):
            assert text in side.answer
    assert said() == []


def test_a_text_is_shown_as_it_was_typed_and_never_as_a_page(citizen, desk, said):
    citizen.see()
    assert citizen.write("<b>gras</b>\r\n{{ 7 * 7 }}\x00 é😀") == SEE_OTHER
    assert said()[0][2] == "<b>gras</b>\n{{ 7 * 7 }} é😀"
    assert "&lt;b&gt;gras&lt;/b&gt;" in desk.client.get(desk.base).text


def test_who_writes_after_the_other_reads_it_first_and_keeps_what_was_typed(citizen, desk, said):
    taken(desk)
    citizen.see()
    assert desk.write(QUESTION, action="ask") == SEE_OTHER
    assert citizen.write("Où en est-on ?") == CONFLICT
    assert "Où en est-on ?" in citizen.answer
    assert QUESTION in citizen.answer
    assert len(said()) == 1
    citizen.text = citizen.answer
    assert citizen.write(ANSWER) == SEE_OTHER
    assert desk.write("Une autre question", action="ask") == CONFLICT
    assert "Une autre question" in desk.answer


def test_a_button_pressed_twice_sends_once(citizen, desk, said, kinds, mails):
    taken(desk)
    for _ in range(2):
        assert desk.write(QUESTION, action="ask") == SEE_OTHER
    citizen.see()
    for _ in range(2):
        assert citizen.write(ANSWER) == SEE_OTHER
    assert len(said()) == 2
    assert kinds().count("question") == kinds().count("answered") == 1
    assert len([one for one in mails() if QUESTION in one.text]) == 1


def test_an_agent_about_to_decide_reads_what_has_just_come(citizen, desk, stored):
    taken(desk)
    citizen.see()
    assert citizen.write("Attendez, je me suis trompée.") == SEE_OTHER
    assert desk.send("close", unverified="true") == CONFLICT
    assert stored().status == "processing"


def test_a_decided_request_is_only_read(citizen, desk, said):
    taken(desk)
    desk.write(QUESTION, action="ask")
    citizen.see()
    desk.see()
    assert desk.send("refuse", reason="Hors délai.") == SEE_OTHER
    assert citizen.write(ANSWER) == CONFLICT
    assert ANSWER in citizen.answer
    assert "Hors délai." in citizen.answer
    assert desk.write("Trop tard", action="tell") == CONFLICT
    assert len(said()) == 1
    page = citizen.see()
    assert QUESTION in page
    assert "Envoyer mon message" not in page
    assert "À vous de répondre" not in page


def test_a_cancelled_request_takes_no_message(citizen, said):
    citizen.see()
    with citizen.app.app_context():
        version = db.session.get(Request, citizen.id).version
    assert (
        citizen.client.post(
            f"{citizen.base}/cancel", data={"csrf_token": citizen.token, "version": version}
        ).status_code
        == SEE_OTHER
    )
    assert citizen.write("Trop tard") == CONFLICT
    assert said() == []


def test_who_writes_too_often_waits_and_keeps_the_text(app, citizen, said):
    for number in range(5):
        citizen.see()
        assert citizen.write(f"message {number}") == SEE_OTHER
    citizen.see()
    assert citizen.write("encore un") == TOO_MANY
    assert "encore un" in citizen.answer
    assert len(said()) == 5
    with app.app_context():
        for row in db.session.scalars(select(Throttle)):
            row.spent_until = 0
        db.session.commit()
    assert citizen.write("encore un") == SEE_OTHER


def test_at_the_same_moment_one_of_two_is_kept(app, citizen, desk, said, kinds):
    taken(desk)
    citizen.see()
    barrier, codes = threading.Barrier(2), {}

    def run(name, side, text):
        window = app.test_client()
        window.set_cookie("guichet_session", side.client.get_cookie("guichet_session").value)
        other = Side(app, window, side.token, side.base, side.id)
        other.text = side.text
        barrier.wait()
        codes[name] = (other.write(text, action="ask"), other.answer)

    for number in range(6):
        citizen.see()
        desk.see()
        texts = {"citizen": f"de l’usager {number}", "agent": f"de l’agent {number}"}
        threads = [
            threading.Thread(target=run, args=(name, side, texts[name]))
            for name, side in (("citizen", citizen), ("agent", desk))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with app.app_context():
            for row in db.session.scalars(select(Throttle)):
                row.spent_until = 0
            db.session.commit()
        assert sorted(code for code, _ in codes.values()) == [SEE_OTHER, CONFLICT], codes
        loser = next(name for name, (code, _) in codes.items() if code == CONFLICT)
        assert texts[loser] in codes[loser][1]
        assert len(said()) == number + 1
    assert len(kinds()) == 2 + 6


# ---- Notes ----


def test_notes_are_the_agents_own(app, citizen, desk, said, kinds, mails):
    before = len(mails())
    for _ in range(2):
        assert desk.send("notes", note=NOTE) == SEE_OTHER
    assert kinds() == ["submitted", "noted"]
    assert len(mails()) == before
    page = desk.see()
    assert NOTE in page
    assert "Note interne ajoutée" in page
    taken(desk)
    desk.send("close", unverified="true")
    assert desk.send("notes", note="Classé.") == SEE_OTHER
    with app.app_context():
        assert [one.text for one in db.session.scalars(select(InternalNote).order_by(InternalNote.id))] == [
            NOTE,
            "Classé.",
        ]
    for path in (citizen.base, f"{citizen.base}/history", "/requests", "/messages", f"{citizen.base}/copy.pdf"):
        answer = citizen.client.get(path)
        assert answer.status_code == 200
        assert NOTE.encode() not in answer.data
        assert "ote interne" not in unescape(answer.get_data(as_text=True) if "pdf" not in path else "")
    assert desk.send("notes", note=" ") == UNPROCESSABLE


def test_agents_of_other_services_see_nothing_and_write_nothing(agent, csrf, citizen, app):
    client = agent("voirie", email="dominique@ville.example")
    elsewhere = Side(app, client, csrf(client), f"/agent/requests/{citizen.id}", citizen.id)
    assert elsewhere.write("x", action="tell", seen="0") == 404
    assert elsewhere.send("notes", note="x") == 404


# ---- Erased, copied ----


def test_what_was_said_goes_with_the_request_and_the_chain_stays_whole(app, citizen, desk, said, kinds):
    taken(desk)
    desk.write(QUESTION, action="ask")
    desk.send("notes", note=NOTE)
    citizen.see()
    citizen.write(ANSWER)
    desk.see()
    assert desk.send("close", unverified="true") == SEE_OTHER
    with app.app_context():
        db.session.get(Request, citizen.id).decided_at -= dt.timedelta(days=400)
        db.session.commit()
        assert retention.apply() == 1
        assert db.session.scalars(select(InternalNote)).all() == []
    assert said() == []
    assert kinds() == ["submitted", "taken", "question", "noted", "answered", "closed"]
    for side in (citizen, desk):
        page = side.see()
        assert side.client.get(side.base).status_code == 200
        assert QUESTION not in page
        assert ANSWER not in page
    assert desk.send("notes", note="Trop tard.") == CONFLICT


def test_the_copy_of_ones_data_holds_the_conversation_and_no_note(app, citizen, desk):
    taken(desk)
    desk.write(QUESTION, action="ask")
    desk.send("notes", note=NOTE)
    with app.app_context():
        person = db.session.get(User, db.session.get(Request, citizen.id).user_id)
        whose = Person(person.id, person.email, person.username)
        made = zipfile.ZipFile(io.BytesIO(b"".join(copying.archive(whose, "fr"))))
    [entry] = json.loads(made.read("data/conversation.json"))
    assert (entry["side"], entry["text"]) == ("agent", QUESTION)
    everything = b"".join(made.read(name) for name in made.namelist()).decode("utf-8", "replace")
    assert NOTE not in everything
    assert "Martel" not in everything
    assert "noted" not in everything


# ---- The history in full ----


def test_agents_read_who_did_what_and_that_nothing_was_changed(app, citizen, desk):
    taken(desk)
    desk.write(QUESTION, action="ask")
    citizen.see()
    citizen.write(ANSWER)
    page = desk.see()
    for words in ("Question du service", "Réponse de l’usager", "l’usager", "Historique intact"):
        assert words in page
    with app.app_context():
        event = next(one for one in events.history(citizen.id) if one.kind == "taken")
        event.at += dt.timedelta(hours=1)
        db.session.commit()
    page = desk.see()
    assert "L’historique a été modifié" in page
    assert "Historique intact" not in page


def test_events_hold_codes_and_no_text(app, citizen, desk):
    taken(desk)
    desk.write(QUESTION, action="ask")
    citizen.see()
    citizen.write(ANSWER)
    desk.send("notes", note=NOTE)
    with app.app_context():
        found = db.session.get(Request, citizen.id)
        chain = {one.kind: one for one in events.history(citizen.id)}
        for kind, text in (("question", QUESTION), ("answered", ANSWER), ("noted", NOTE)):
            assert chain[kind].codes["text"] == events.sealed(found.salt, text)
            assert text not in str(chain[kind].codes)
        assert chain["answered"].actor == Kind.CITIZEN
