"""The verdict on each document of a request: what it does to the request, the library and the identity, who is told."""

import datetime as dt
import json
import re
from html import unescape

import pytest
from agent_client import Desk
from sqlalchemy import select, update

from guichet.accounts.models import User
from guichet.database import db
from guichet.documents.models import File, RequestDocument
from guichet.documents.services import storage
from guichet.library.models import LibraryDocument
from guichet.messages.models import Message
from guichet.profile import identity, stamps, storing
from guichet.profile import services as profile
from guichet.requests import events

UNTIL = {"until-day": "1", "until-month": "6", "until-year": "2034"}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def essai(publish_essai):
    """The short procedure, published so that its document is taken from the library."""
    return publish_essai(lambda document: document["properties"]["piece"]["x-document"].update(reuse=True))


@pytest.fixture
def sent(walk):
    walker = walk("ana@example.fr", given_name="Ana", family_name="Durand")
    walker.submit()
    return walker


@pytest.fixture
def desk(app, agent, csrf, sent):
    def sit(*services, email="camille@ville.example", taken=True):
        client = agent(*services, email=email)
        found = Desk(app, client, csrf(client), sent.id)
        if taken:
            assert found.act("take").status_code == 303
        return found

    return sit


@pytest.fixture
def ana(app, sent):
    """Call with a function of the account; answers what it returns."""

    def ask(function):
        with app.app_context():
            found = function(db.session.scalar(select(User).where(User.email == "ana@example.fr")))
            db.session.commit()
            return found

    return ask


def library(app):
    with app.app_context():
        return db.session.execute(select(LibraryDocument, File).join(File, File.id == LibraryDocument.file_id)).all()


def kinds(app, sent):
    with app.app_context():
        chain = events.history(sent.id)
        assert events.intact(chain)
        return [event.kind for event in chain]


def test_a_document_waits_for_its_verdict_and_an_attachment_gets_none(app, desk, walk):
    own = desk()
    assert own.document.state == "pending"
    assert "À vérifier" in own.see()
    walker = walk("leo@example.fr")
    walker.start(anew="true")
    walker.post("demande", {"/pour": "autre", "/precision": "Léo", "/nombre": "1"})
    walker.fill(until="demande")
    import io

    pdf = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
    walker.post("vous", {"/nom": "Durand", "/telephone": "01 99 00 00 00"})
    files = {"/piece/-": (io.BytesIO(pdf), "carte.pdf"), "/photos/-": (io.BytesIO(pdf), "photo.pdf")}
    assert walker.post("pieces", files).status_code == 303
    assert walker.send().status_code == 303
    with app.app_context():
        wanted = select(RequestDocument).where(RequestDocument.request_id == walker.id)
        states = {one.pointer: (one.id, one.state) for one in db.session.scalars(wanted)}
    assert states["/photos/0"][1] is None
    assert states["/piece/0"][1] == "pending"
    attachment = f"/agent/requests/{walker.id}/documents/{states['/photos/0'][0]}"
    page = unescape(own.client.get(attachment).text)
    assert "/picture" in page
    assert "Accepter le document" not in page
    data = {"csrf_token": own.token, "version": "1"}
    assert own.client.post(f"{attachment}/accept", data=data).status_code == 404


def test_accepting_tells_the_citizen_and_is_dated(app, desk, sent, mails):
    own = desk()
    page = own.look()
    assert "Accepter le document" in page
    assert "Carte d’identité" in page
    assert own.judge("accept", **UNTIL).status_code == 303
    document = own.document
    assert (document.state, document.valid_until) == ("accepted", dt.date(2034, 6, 1))
    assert document.decided_at is not None
    assert kinds(app, sent)[-1] == "documentAccepted"
    assert "Accepté" in own.see()
    with app.app_context():
        told = db.session.scalar(select(Message).where(Message.kind == "documentAccepted"))
        assert "Pièce d’identité" in told.body
    assert any("accepté" in mail.subject for mail in mails())
    page = unescape(sent.client.get(sent.base).text)
    assert "Accepté" in page
    assert "1er juin 2034" in page
    assert "Document accepté" in unescape(sent.client.get(f"{sent.base}/history").text)


def test_refusing_needs_a_reason_that_the_citizen_reads(app, desk, sent, mails):
    own = desk()
    empty = own.judge("refuse", reason="  ")
    assert empty.status_code == 422
    assert own.judge("refuse", reason="x" * 2001).status_code == 422
    assert own.judge("refuse", reason="La photo est <floue>.\x00").status_code == 303
    assert (own.document.state, own.document.reason) == ("refused", "La photo est <floue>.")
    with app.app_context():
        last = events.history(sent.id)[-1]
        assert last.kind == "documentRefused"
        assert "floue" not in json.dumps(last.codes)
    assert "La photo est <floue>." in unescape(sent.client.get(sent.base).text)
    assert any("La photo est <floue>." in mail.text for mail in mails())
    assert library(app) == []


def test_a_refused_document_may_still_be_accepted_and_never_the_other_way(desk):
    own = desk()
    own.judge("refuse", reason="Illisible")
    assert own.judge("accept", **UNTIL).status_code == 303
    assert (own.document.state, own.document.reason) == ("accepted", None)
    assert own.judge("refuse", reason="Non").status_code == 409
    assert own.document.state == "accepted"


@pytest.mark.parametrize("verdict", ["accept", "refuse"])
def test_only_what_was_looked_at_is_judged(desk, verdict):
    own = desk()
    refused = own.judge(verdict, version=own.version - 1, reason="Mes mots", **UNTIL)
    assert refused.status_code == 409
    assert own.document.state == "pending"
    assert verdict == "accept" or "Mes mots" in unescape(refused.text)


@pytest.mark.parametrize("verdict", ["accept", "refuse"])
def test_nobody_judges_before_taking_up_or_from_another_service(app, desk, sent, verdict):
    own = desk(taken=False)
    assert "Prenez la demande en charge" in own.look()
    assert own.judge(verdict, reason="Non", **UNTIL).status_code == 409
    other = desk("voirie", email="voirie@ville.example", taken=False)
    assert other.judge(verdict, reason="Non", **UNTIL).status_code == 404
    data = {"csrf_token": sent.token, "version": "2"}
    assert sent.client.post(f"{own.base}/documents/{own.document.id}/{verdict}", data=data).status_code == 403
    assert own.document.state == "pending"


@pytest.mark.parametrize(
    ("day", "said"), [(("31", "2", "2034"), "date qui existe"), (("1", "1", "2020"), "encore valable")]
)
def test_a_wrong_last_day_is_told_and_kept(desk, day, said):
    own = desk()
    response = own.judge("accept", **dict(zip(UNTIL, day, strict=True)))
    assert response.status_code == 422
    page = unescape(response.text)
    assert said in page
    assert re.search(rf'name="until-year" value="{day[2]}"', page)
    assert own.document.state == "pending"


@pytest.mark.behaviour("While an accepted document is valid it is not asked for again in other requests.")
def test_an_accepted_document_is_in_the_library_and_in_the_next_request(app, desk, sent):
    own = desk()
    own.judge("accept", **UNTIL)
    ((entry, file),) = library(app)
    assert (entry.state, entry.kind, entry.holder) == ("accepted", "carte-identite", "self")
    assert entry.valid_until == dt.date(2034, 6, 1)
    assert file.request_id is None
    assert file.id != own.document.file_id
    with app.app_context():
        assert storage().get(file.id) == storage().get(own.document.file_id)
    assert "Accepté" in unescape(sent.client.get("/profile/library").text)
    sent.start(anew="true")
    sent.fill(until="pieces")
    assert "repris de votre bibliothèque de justificatifs" in unescape(sent.open("pieces").text)
    assert sent.post("pieces", {}).status_code == 303
    assert sent.send().status_code == 303
    with app.app_context():
        anew = db.session.scalars(select(RequestDocument).where(RequestDocument.request_id == sent.id)).one()
        assert (anew.state, anew.valid_until) == ("accepted", dt.date(2034, 6, 1))


def test_the_same_file_is_in_the_library_once(app, desk, sent, agent, csrf):
    desk().judge("accept", **UNTIL)
    with app.app_context():
        db.session.execute(update(LibraryDocument).values(state="refused", reason="Illisible"))
        db.session.commit()
    sent.submit()
    client = agent(email="paul@ville.example")
    second = Desk(app, client, csrf(client), sent.id)
    second.act("take")
    second.judge("accept", **UNTIL)
    ((entry, _),) = library(app)
    assert (entry.state, entry.reason) == ("accepted", None)


@pytest.mark.parametrize(
    ("why", "said"),
    [("no day", "Sans date"), ("opposed", "ne veut pas"), ("another name", "que le compte connaît")],
)
def test_what_cannot_serve_again_stays_out_of_the_library_and_it_is_said(app, desk, ana, why, said):
    own = desk()
    if why == "opposed":
        ana(lambda user: profile.switch(user, reused=False, fed=True))
    if why == "another name":
        with app.app_context():
            db.session.execute(update(RequestDocument).values(kind=None))
            db.session.commit()
        said = "n’est pas dans le registre"
    assert said in own.look()
    assert own.judge("accept", **({} if why == "no day" else UNTIL)).status_code == 303
    assert own.document.state == "accepted"
    assert library(app) == []


def test_a_file_that_cannot_be_copied_costs_nothing(app, desk, monkeypatch):
    own = desk()

    def broken(*_):
        raise OSError

    with app.app_context():
        monkeypatch.setattr(type(storage()), "put", broken)
    response = own.judge("accept", **UNTIL)
    assert response.status_code == 503
    assert "2034" in response.text
    assert own.document.state == "pending"
    assert library(app) == []


@pytest.mark.behaviour("An agent who accepts an identity document validates the person's identity")
def test_an_identity_document_verifies_the_identity_until_the_name_changes(app, desk, sent, ana, mails):
    own = desk()
    assert ana(identity.verified_at) is None
    page = own.look()
    assert "L’accepter vérifie l’identité" in page
    assert "Ana Durand" in page
    own.judge("accept", **UNTIL)
    assert ana(identity.verified_at).date() == dt.datetime.now(dt.UTC).date()
    assert "Identité vérifiée le" in own.see()
    assert "Identité vérifiée" in unescape(sent.client.get("/profile").text)
    assert any("identité est vérifiée" in mail.subject for mail in mails())

    def rename(user):
        def change(stored):
            stored.put("/identity/familyName", "Martin")
            return True

        storing.edit(user, change, stamps.typed())

    ana(rename)
    assert ana(identity.verified_at) is None
    assert "Identité vérifiée" not in unescape(sent.client.get("/profile").text)


def test_a_name_changed_while_the_agent_compares_is_not_verified(desk, ana):
    own = desk()
    compared = re.search(r'name="identity" value="(\w+)"', own.look())[1]

    def rename(user):
        def change(stored):
            stored.put("/identity/familyName", "Martin")
            return True

        return storing.edit(user, change, stamps.typed())

    assert ana(rename)
    told = own.judge("accept", identity=compared, **UNTIL)
    assert told.status_code == 422
    assert "Comparez de nouveau" in unescape(told.text)
    assert own.document.state == "pending"
    assert ana(identity.verified_at) is None


def test_a_paper_of_no_identity_verifies_none(app, desk, ana):
    own = desk()
    with app.app_context():
        db.session.execute(update(RequestDocument).values(kind="justificatif-domicile"))
        db.session.commit()
    assert "vérifie l’identité" not in own.look()
    own.judge("accept", **UNTIL)
    assert ana(identity.verified_at) is None


def test_closing_with_unchecked_documents_is_confirmed(app, desk, sent):
    own = desk()
    asked = own.act("close")
    assert asked.status_code == 422
    assert "Clore sans avoir accepté" in unescape(asked.text)
    assert kinds(app, sent)[-1] == "read"
    assert own.act("close", unverified="true").status_code == 303
    with app.app_context():
        last = events.history(sent.id)[-1]
        assert (last.kind, last.codes) == ("closed", {"unverified": 1})


def test_closing_with_accepted_documents_asks_nothing(app, desk, sent):
    own = desk()
    own.judge("accept", **UNTIL)
    assert "Clore sans avoir accepté" not in own.see()
    assert own.act("close").status_code == 303
    assert kinds(app, sent)[-1] == "closed"
    assert own.judge("refuse", reason="Trop tard").status_code == 409
