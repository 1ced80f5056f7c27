"""An accepted document is not asked for again while it is valid, and what was sent with it stays what it was."""

import datetime as dt
import io
from html import unescape

import pytest
from sqlalchemy import select, update

from guichet.accounts.models import User
from guichet.database import db
from guichet.documents.models import File, RequestDocument
from guichet.documents.services import byte_changes, storage
from guichet.library.models import LibraryDocument
from guichet.profile import services as profile
from guichet.requests import contexts
from guichet.requests.models import Request
from guichet.rights import deletion


def shown(response):
    return unescape(response.text)


@pytest.fixture
def ana(owner, walk, app, judge):
    """A citizen with an accepted identity card: the library and the walker through the procedure."""
    walker = walk("ana@example.fr", given_name="Ana", family_name="Durand")
    person = owner()
    card = person.add()
    assert judge(card, "accept").status_code == 303
    return person, walker, card


def sent_without_a_file(walker):
    walker.start(anew="true")
    walker.fill(until="pieces")
    assert walker.post("pieces", {}).status_code == 303
    return walker.send()


@pytest.mark.behaviour("While an accepted document is valid it is not asked for again in other requests.")
def test_an_accepted_document_is_already_there(app, ana):
    _, walker, _ = ana
    walker.start(anew="true")
    walker.fill(until="pieces")
    page = shown(walker.open("pieces"))
    assert "repris de votre bibliothèque de justificatifs" in page
    assert "carte.pdf" in page
    file_url = page.split('<span class="name"><a href="')[1].split('"')[0]
    assert walker.client.get(file_url).data.startswith(b"%PDF")
    assert walker.post("pieces", {}).status_code == 303
    assert walker.send().location.endswith("/receipt")


@pytest.mark.behaviour("While an accepted document is valid it is not asked for again in other requests.")
def test_what_is_sent_is_a_copy_that_outlives_the_library(app, ana, agent):
    person, walker, card = ana
    sent_without_a_file(walker)
    with app.app_context():
        sent = db.session.get(Request, walker.id)
        library_file = db.session.scalar(select(LibraryDocument.file_id))
        link = db.session.scalar(select(RequestDocument))
        assert link.file_id != library_file
        assert sent.answers["piece"][0]["id"] == str(link.file_id)
        assert sent.answers["piece"][0]["as"] == "carte"
        assert sent.origins["/piece/0"] == "library"
        assert db.session.get(File, link.file_id).request_id == sent.id
        assert contexts.filed(sent).library == ()
    person.client.post(f"/profile/library/{card}/delete", data={"csrf_token": person.token})
    clerk = agent("etat-civil", "voirie", "elections", "proprete", "education", email="clerk@ville.example")
    page = clerk.get(f"/agent/requests/{walker.id}")
    if page.status_code == 200:
        assert "repris de la bibliothèque" in shown(page)
    assert walker.client.get(f"{walker.base}/files/{link.file_id}").data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("state", "change"),
    [
        ("pending", {"state": "pending"}),
        ("refused", {"state": "refused", "reason": "Illisible"}),
        ("expired", {"valid_until": dt.date(2020, 1, 1)}),
        ("of another kind", {"kind": "passeport"}),
        ("of somebody of the household", {"holder": "leo"}),
    ],
)
def test_a_document_that_does_not_serve_is_asked_for(app, ana, state, change):
    _, walker, _ = ana
    with app.app_context():
        db.session.execute(update(LibraryDocument).values(**change))
        db.session.commit()
    walker.start(anew="true")
    walker.fill(until="pieces")
    assert "repris de votre bibliothèque" not in shown(walker.open("pieces")), state
    assert walker.post("pieces", {}).status_code == 422


def test_whoever_switched_reuse_off_brings_every_document(app, ana):
    _, walker, _ = ana
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == "ana@example.fr"))
        profile.switch(user, reused=False, fed=True)
        db.session.commit()
    walker.start(anew="true")
    walker.fill(until="pieces")
    assert walker.post("pieces", {}).status_code == 422


def test_a_document_that_leaves_the_library_leaves_the_draft_and_it_is_said(app, ana):
    person, walker, card = ana
    walker.start(anew="true")
    walker.fill(until="pieces")
    assert walker.post("pieces", {}).status_code == 303
    with app.app_context():
        assert db.session.get(Request, walker.id).answers["piece"]
    person.client.post(f"/profile/library/{card}/delete", data={"csrf_token": person.token})
    assert "n’est plus disponible" in shown(walker.open("pieces"))
    refused = walker.send()
    assert refused.status_code == 422
    with app.app_context():
        assert db.session.get(Request, walker.id).status == "draft"


def test_nobody_makes_a_paper_younger_by_posting_another_date(app, ana):
    _, walker, _ = ana
    walker.start(anew="true")
    walker.fill(until="pieces")
    walker.post("pieces", {"/piece/0/issued": "2999-01-01", "/piece/0/as": "autre", "/piece/0/name": "x"})
    with app.app_context():
        (piece,) = db.session.get(Request, walker.id).answers["piece"]
    assert (piece["as"], piece["issued"], piece["name"]) == ("carte", "2024-03-27", "carte.pdf")


def test_another_file_takes_its_place(app, ana):
    _, walker, _ = ana
    walker.start(anew="true")
    walker.fill(until="pieces")
    walker.post("pieces", {}, action="save")
    given = {"/piece/0": (io.BytesIO(b"%PDF-1.4\nautre\n%%EOF\n"), "autre.pdf")}
    assert walker.post("pieces", given).status_code == 303
    assert walker.send().location.endswith("/receipt")
    with app.app_context():
        (piece,) = db.session.get(Request, walker.id).answers["piece"]
        assert piece["name"] == "autre.pdf"
        # The library keeps its own.
        assert db.session.scalar(select(LibraryDocument.state)) == "accepted"


def test_a_copy_that_cannot_be_stored_keeps_the_draft_and_says_so(app, ana, monkeypatch):
    _, walker, _ = ana
    walker.start(anew="true")
    walker.fill(until="pieces")
    assert walker.post("pieces", {}).status_code == 303

    def full(*_):
        raise OSError(28, "No space left on device")

    with app.app_context():
        kept = storage()
        monkeypatch.setattr(kept, "put", full)
    assert walker.send().status_code == 422
    with app.app_context():
        assert db.session.get(Request, walker.id).status == "draft"
        assert db.session.scalars(select(File).where(File.request_id == walker.id)).all() == []
    monkeypatch.undo()
    assert walker.send().location.endswith("/receipt")


def test_deleting_the_account_takes_the_library_along(app, owner):
    ana = owner("seule@example.fr")
    ana.add()
    with app.app_context(), byte_changes() as changes:
        deletion.delete_account(ana.user_id, "owner", changes)
        db.session.commit()
    with app.app_context():
        assert db.session.scalars(select(LibraryDocument)).all() == []
        assert db.session.scalars(select(File)).all() == []
        assert list(storage().list()) == []
