"""Changing a request that is with the city: edited while it waits, corrected when an agent asks, never half."""

import datetime as dt
import io
import re
import threading
from html import unescape

import pytest
from agent_client import Desk
from multipart import multipart
from sqlalchemy import select

from guichet.database import db
from guichet.documents.models import File, RequestDocument
from guichet.documents.services import storage
from guichet.messages.models import Message
from guichet.requests import events
from guichet.requests.models import NO_DUE_DATE, Correction, Request
from guichet.requests.states import Status

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
OTHER = PDF.replace(b"1 0 obj", b"7 0 obj")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def shown(response):
    return unescape(response.text)


class Sent:
    """A citizen with one request that was sent, and the draft that amends it."""

    def __init__(self, app, walker):
        self.app, self.walker, self.client = app, walker, walker.client
        self.base, self.id = walker.base, walker.id

    def request(self):
        with self.app.app_context():
            return db.session.get(Request, self.id)

    def draft(self):
        with self.app.app_context():
            return db.session.scalars(select(Request).where(Request.amends == self.id)).first()

    def kinds(self):
        with self.app.app_context():
            chain = events.history(self.id)
            assert events.intact(chain)
            return [event.kind for event in chain]

    def files(self):
        with self.app.app_context():
            return {row.id: row.request_id for row in db.session.scalars(select(File))}

    def page(self):
        return shown(self.client.get(self.base))

    def amend(self):
        response = self.client.post(f"{self.base}/amend", data={"csrf_token": self.walker.token})
        found = self.draft()
        if found is not None:
            self.walker.base, self.walker.version = f"/requests/{found.id}", found.version
        return response

    def see(self):
        response = self.client.get(f"{self.base}/correct")
        version = re.search(r'name="version" value="(\d+)"', response.text)
        asked = re.search(r'name="asked" value="(\w+)"', response.text)
        self.version, self.asked = version and version[1], asked and asked[1]
        return response

    def correct(self, fields=None, action="submit", **also):
        fields = {"version": self.version, "asked": self.asked, "action": action, **(fields or {}), **also}
        return self.walker_post(f"{self.base}/correct", fields)

    def walker_post(self, path, fields):
        return self.client.post(path, **multipart(self.walker._data(fields)))


@pytest.fixture
def sent(app, walk):
    walker = walk()
    walker.submit()
    return Sent(app, walker)


@pytest.fixture
def desk(app, agent, csrf, sent):
    client = agent()
    return Desk(app, client, csrf(client), sent.id)


# ---- Edits ----


@pytest.mark.behaviour("An edit of a pending request is validated whole before it replaces anything.")
def test_an_edit_replaces_everything_at_once_and_only_when_it_is_sent(app, sent, mails):
    before = sent.request()
    assert "Modifier ma demande" in sent.page()
    assert "Modifier" in shown(sent.client.get("/requests"))
    assert "/steps/demande" in sent.amend().location
    assert "Vous modifiez une demande déjà envoyée" in shown(sent.walker.open("demande"))
    assert sent.walker.post("demande", {"/pour": "moi", "/nombre": "5"}).status_code == 303
    assert sent.walker.post("vous", {"/nom": "Martin", "/telephone": "01 99 00 00 00"}).status_code == 303
    assert sent.request().answers == before.answers
    assert "Reprendre ma modification" in sent.page()
    assert "Envoyer mes modifications" in shown(sent.walker.open("review"))
    response = sent.walker.send()
    assert response.location == sent.base
    after = sent.request()
    assert (after.status, after.number, after.version) == ("pending", before.number, before.version + 1)
    assert (after.answers["nom"], after.answers["nombre"]) == ("Martin", 5)
    assert after.answers["piece"] == before.answers["piece"]
    assert after.summary == "Carte pour Martin"
    assert after.due_on == before.due_on + dt.timedelta(days=5)
    assert sent.draft() is None
    assert set(sent.files().values()) == {sent.id}
    assert sent.kinds() == ["submitted", "edited"]
    assert any("modifiée" in mail.subject for mail in mails())
    assert "Demande modifiée" in shown(sent.client.get(f"{sent.base}/history"))
    assert sent.client.get(f"{sent.base}/receipt.pdf").status_code == 200


def test_a_second_press_and_an_address_kept_since_lead_to_the_request(sent, walk):
    sent.amend()
    sent.walker.post("demande", {"/pour": "moi", "/nombre": "5"})
    for _ in range(2):
        response = sent.walker.send()
        assert (response.status_code, response.location) == (303, sent.base)
    assert sent.page().count("Votre demande est modifiée.") == 1
    assert sent.kinds() == ["submitted", "edited"]
    for place in ("demande", "review"):
        assert sent.walker.open(place).location == sent.base
    for action in ("next", "save", "previous", "abandon"):
        late = sent.walker.post("demande", {"/nombre": "6"}, action)
        assert late.status_code == 409
        assert "n’a pas été pris en compte" in shown(late)
    assert "Votre demande est modifiée." not in sent.page()
    late = sent.walker.post("demande", {"/nombre": "6"}, "autosave")
    assert (late.status_code, late.mimetype) == (409, "text/plain")
    other = walk("leo@example.fr")
    other.base = sent.walker.base
    assert other.open("review").status_code == 404
    assert sent.request().answers["nombre"] == 5


def test_an_edit_that_is_not_valid_replaces_nothing(sent):
    before = sent.request()
    sent.amend()
    sent.walker.post("demande", {"/pour": "autre", "/nombre": "2"}, action="save")
    assert sent.walker.send().status_code == 422
    assert sent.request().answers == before.answers
    assert sent.kinds() == ["submitted"]


def test_another_file_takes_the_place_of_the_first_only_when_it_is_sent(app, sent):
    (old,) = sent.files()
    sent.amend()
    page = shown(sent.walker.open("pieces"))
    file_url = page.split('<span class="name"><a href="')[1].split('"')[0]
    assert sent.client.get(file_url).data == PDF
    sent.walker.post("pieces", {}, action="remove:/piece/0")
    sent.walker.post("pieces", {"/piece/-": (io.BytesIO(OTHER), "autre.pdf")})
    assert sent.files()[old] == sent.id
    with app.app_context():
        assert storage().get(old) == PDF
    assert sent.walker.send().status_code == 303
    ((new, holder),) = sent.files().items()
    assert (new != old, holder) == (True, sent.id)
    with app.app_context():
        assert [link.file_id for link in db.session.scalars(select(RequestDocument))] == [new]
        with pytest.raises(FileNotFoundError):
            storage().get(old)


def test_an_edit_left_costs_nothing(app, sent):
    sent.amend()
    sent.walker.post("pieces", {"/piece/-": (io.BytesIO(OTHER), "autre.pdf")})
    assert len(sent.files()) == 2
    assert "reste telle que vous l’avez envoyée" in shown(sent.walker.open("abandon"))
    assert sent.walker.post("abandon").location == sent.base
    assert sent.draft() is None
    assert set(sent.files().values()) == {sent.id}
    assert len(sent.request().answers["piece"]) == 1


def test_an_edit_under_way_is_no_draft_of_its_own(sent):
    sent.amend()
    assert shown(sent.client.get("/requests")).count("En brouillon") == 0
    assert "Vous avez déjà commencé" not in shown(sent.client.get("/procedures/essai/requests"))


def test_cancelling_frees_the_edit_too(sent):
    sent.amend()
    data = {"csrf_token": sent.walker.token, "version": str(sent.request().version)}
    assert sent.client.post(f"{sent.base}/cancel", data=data).status_code == 303
    assert sent.draft() is None


def test_nobody_else_edits_and_only_what_waits(sent, walk, desk):
    other = walk("leo@example.fr")
    data = {"csrf_token": other.token}
    assert other.client.post(f"{sent.base}/amend", data=data).status_code == 404
    assert sent.client.get(f"{sent.base}/amend").location == sent.base
    desk.act("take")
    assert "Modifier ma demande" not in sent.page()
    assert sent.amend().location == sent.base
    assert sent.draft() is None


@pytest.mark.parametrize("where", ["step", "review"])
def test_who_is_overtaken_by_the_city_keeps_what_was_typed(sent, desk, where):
    sent.amend()
    sent.walker.post("vous", {"/nom": "Martin", "/telephone": "01 99 00 00 00"})
    assert desk.act("take").status_code == 303
    if where == "step":
        response = sent.walker.post("vous", {"/nom": "Dubois", "/telephone": "01 99 00 00 00"})
    else:
        response = sent.walker.send()
    page = shown(response)
    assert response.status_code == 409
    assert "Vos modifications n’ont pas été envoyées" in page
    assert ("Dubois" if where == "step" else "Martin") in page
    assert sent.request().answers["nom"] == "Durand"
    assert "Martin" in shown(sent.walker.open("vous"))


def test_after_being_given_back_the_edit_goes_on(sent, desk, mails):
    sent.amend()
    sent.walker.post("vous", {"/nom": "Martin", "/telephone": "01 99 00 00 00"})
    desk.act("take")
    assert desk.act("return").status_code == 303
    assert sent.request().status == Status.PENDING
    assert sent.request().agent_id is None
    assert any("de nouveau en attente" in mail.subject for mail in mails())
    sent.walker.open("review")
    assert sent.walker.send().location == sent.base
    assert sent.kinds() == ["submitted", "taken", "returned", "edited"]
    assert sent.request().answers["nom"] == "Martin"
    assert desk.act("take").status_code == 303


def test_giving_back_is_for_the_agent_of_a_request_in_hand(sent, desk):
    assert desk.act("return").status_code == 409
    desk.act("take")
    assert desk.act("return", version=2).status_code == 409
    assert sent.client.post(f"{desk.base}/return", data={"csrf_token": sent.walker.token}).status_code == 403


@pytest.mark.parametrize("turn", range(5))
def test_of_an_edit_and_a_take_up_at_the_same_moment_one_wins(app, sent, desk, sign_in, csrf, turn):
    sent.amend()
    sent.walker.post("vous", {"/nom": "Martin", "/telephone": "01 99 00 00 00"})
    sent.walker.open("review")
    gate, answers = threading.Barrier(2), {}
    seen = desk.version

    def edit():
        gate.wait()
        answers["edit"] = sent.walker.send().status_code

    def take():
        gate.wait()
        answers["take"] = desk.act("take", version=seen).status_code

    threads = [threading.Thread(target=work) for work in (edit, take)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    found = sent.request()
    assert sorted(answers.values()) == [303, 409], answers
    if answers["edit"] == 303:
        assert (found.status, found.answers["nom"]) == ("pending", "Martin")
        assert sent.kinds() == ["submitted", "edited"]
    else:
        assert (found.status, found.answers["nom"]) == ("processing", "Durand")
        assert sent.draft().answers["nom"] == "Martin"
    assert set(sent.files().values()) == {sent.id}


# ---- Corrections ----


@pytest.fixture
def asked(sent, desk):
    desk.act("take")
    assert desk.ask("/nom", "/piece", reason="Le nom n’est pas celui de la pièce.").status_code == 303
    return sent


def test_asking_names_fields_and_says_why(sent, desk):
    desk.act("take")
    page = shown(desk.client.get(f"{desk.base}/correction"))
    for label in ("Nom", "Téléphone", "Pièce d’identité", "Combien ?"):
        assert label in page
    assert "Total" not in page
    assert "Précisez" not in page
    bare = desk.ask(reason="")
    assert bare.status_code == 422
    assert "Cochez au moins" in shown(bare)
    kept = desk.ask("/nom", reason="")
    assert 'value="/nom" checked' in kept.text
    assert desk.ask("/total").status_code == 422
    assert sent.request().waiting_since is None
    assert desk.ask("/nom", version=1, reason="Mes mots").status_code == 409
    assert "Mes mots" in shown(desk.ask("/nom", version=1, reason="Mes mots"))


def test_the_citizen_is_told_and_sees_just_these_fields(asked, mails):
    assert asked.kinds()[-1] == "correction"
    assert any("à corriger" in mail.subject and "celui de la pièce" in mail.text for mail in mails())
    assert "À corriger" in shown(asked.client.get("/requests"))
    page = asked.page()
    for words in ("À corriger", "Le nom n’est pas celui de la pièce.", "Pièce d’identité", "Corriger ma demande"):
        assert words in page
    assert asked.amend().location == f"{asked.base}/correct"
    page = shown(asked.see())
    assert 'name="/nom"' in page
    assert 'name="/piece/-"' in page
    for absent in ("/telephone", "/nombre", "/pour", "/attestation"):
        assert f'name="{absent}"' not in page


def test_corrections_replace_what_was_asked_and_nothing_else(app, asked, desk):
    before = asked.request()
    asked.amend()
    asked.see()
    fields = {"/nom": "Martin", "/telephone": "09 09 09 09 09", "/nombre": "5"}
    response = asked.correct(fields)
    assert response.location == asked.base, shown(response)
    after = asked.request()
    assert after.answers == {**before.answers, "nom": "Martin"}
    assert (after.status, after.waiting_since) == ("processing", None)
    assert asked.draft() is None
    assert asked.kinds()[-1] == "corrected"
    with app.app_context():
        assert db.session.scalar(select(Correction)).ended_at is not None
        assert db.session.scalar(select(Message).where(Message.kind == "corrected")) is not None
    assert "À corriger" not in asked.page()
    assert "Corrections envoyées" in shown(desk.client.get(desk.base))


def test_a_correction_that_is_wrong_replaces_nothing_and_keeps_the_file(asked):
    asked.amend()
    asked.see()
    refused = asked.correct({"/nom": " ", "/piece/-": (io.BytesIO(OTHER), "verso.pdf")})
    assert refused.status_code == 422
    assert "verso.pdf" in shown(refused)
    assert asked.request().answers["nom"] == "Durand"
    page = shown(asked.see())
    assert "verso.pdf" in page
    assert asked.correct({"/nom": "Martin"}).status_code == 303
    assert [one["name"] for one in asked.request().answers["piece"]] == ["carte.pdf", "verso.pdf"]
    assert set(asked.files().values()) == {asked.id}


def test_a_correction_that_opens_a_question_asks_it_too(sent, desk):
    desk.act("take")
    desk.ask("/pour")
    sent.amend()
    sent.see()
    more = sent.correct({"/pour": "autre"})
    assert more.status_code == 422
    page = shown(more)
    assert 'name="/precision"' in page
    assert sent.request().answers["pour"] == "moi"
    sent.see()
    assert sent.correct({"/pour": "autre", "/precision": "Léo"}).status_code == 303
    assert (sent.request().answers["pour"], sent.request().answers["precision"]) == ("autre", "Léo")
    assert sent.request().answers["nombre"] == 2


def test_what_is_asked_meanwhile_is_seen_before_anything_is_sent(asked, desk):
    asked.amend()
    asked.see()
    desk.ask("/telephone", reason="Et le téléphone.")
    told = asked.correct({"/nom": "Martin"})
    page = shown(told)
    assert told.status_code == 409
    assert "Et le téléphone." in page
    assert 'value="Martin"' in page
    assert 'name="/telephone"' in page
    assert asked.request().answers["nom"] == "Durand"
    asked.see()
    assert asked.correct({"/nom": "Martin", "/telephone": "01 99 00 00 11"}).status_code == 303
    assert asked.request().answers["telephone"] == "01 99 00 00 11"


def test_who_corrects_what_is_closed_meanwhile_keeps_what_was_typed(asked, desk):
    asked.amend()
    asked.see()
    assert desk.act("close", unverified="true").status_code == 303
    told = asked.correct({"/nom": "Martin"})
    assert told.status_code == 409
    assert "terminée" in shown(told)
    assert asked.request().answers["nom"] == "Durand"
    assert asked.request().waiting_since is None


def test_the_delay_waits_for_the_citizen(app, sent, desk):
    due = sent.request().due_on
    desk.act("take")
    desk.ask("/nom")
    assert sent.request().due_on == NO_DUE_DATE
    assert "attend l’usager" in shown(desk.client.get("/agent/requests"))
    assert "le délai attend votre réponse" in sent.page()
    with app.app_context():
        stopped = db.session.get(Request, sent.request().id)
        stopped.waiting_since -= dt.timedelta(days=7)
        db.session.commit()
    sent.amend()
    sent.see()
    sent.correct({"/nom": "Martin"})
    assert sent.request().due_on == due + dt.timedelta(days=7)


def test_a_refused_document_is_asked_for_again_and_judged_anew(app, sent, desk):
    desk.act("take")
    desk.judge("refuse", reason="La photo est floue.")
    page = sent.page()
    assert "À corriger" in page
    assert "La photo est floue." in page
    sent.amend()
    page = shown(sent.see())
    assert "La photo est floue." in page
    assert 'name="/nom"' not in page
    sent.correct({}, action="remove:/piece/0")
    sent.see()
    assert sent.correct({"/piece/-": (io.BytesIO(OTHER), "nette.pdf")}).status_code == 303
    with app.app_context():
        document = db.session.scalars(select(RequestDocument)).one()
        assert (document.state, document.reason) == ("pending", None)
        assert db.session.get(File, document.file_id).name == "nette.pdf"


def test_a_verdict_stays_with_a_document_that_has_not_changed(app, sent, desk):
    desk.act("take")
    desk.judge("accept", **{"until-day": "1", "until-month": "6", "until-year": "2034"})
    desk.ask("/nom")
    sent.amend()
    sent.see()
    assert sent.correct({"/nom": "Martin"}).status_code == 303
    with app.app_context():
        document = db.session.scalars(select(RequestDocument)).one()
        assert (document.state, document.valid_until) == ("accepted", dt.date(2034, 6, 1))


def test_the_pages_of_steps_edit_no_request_that_is_corrected(asked):
    asked.amend()
    response = asked.walker.post("demande", {"/pour": "moi", "/nombre": "5"})
    assert response.status_code == 409
    assert asked.walker.open("demande").location == f"{asked.base}/correct"
    assert asked.walker.send().status_code == 409
    assert asked.request().answers["nombre"] == 2


def test_of_an_overtaken_edit_the_corrections_keep_what_was_asked_for(sent, desk):
    sent.amend()
    sent.walker.post("vous", {"/nom": "Martin", "/telephone": "09 09 09 09 09"})
    sent.walker.post("pieces", {"/piece/-": (io.BytesIO(OTHER), "verso.pdf")})
    assert len(sent.files()) == 2
    desk.act("take")
    desk.ask("/nom")
    assert sent.amend().location == f"{sent.base}/correct"
    page = shown(sent.see())
    assert 'value="Martin"' in page
    assert set(sent.files().values()) == {sent.id}
    assert sent.correct({"/nom": "Martin"}).status_code == 303
    found = sent.request().answers
    assert (found["nom"], found["telephone"], len(found["piece"])) == ("Martin", "01 99 00 00 00", 1)


def test_giving_back_ends_the_wait(asked, desk):
    assert desk.act("return").status_code == 303
    found = asked.request()
    assert (found.status, found.waiting_since) == ("pending", None)
    assert found.due_on != NO_DUE_DATE
    assert asked.client.get(f"{asked.base}/correct").location == asked.base
