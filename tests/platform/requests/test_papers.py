"""Receipt, copy and printable form: who gets them, where the pages offer them, and how the receipt travels."""

import io
from html import unescape
from pathlib import Path

import pypdf
import pytest
from sqlalchemy import select

from guichet.database import db
from guichet.messages import tasks
from guichet.messages.models import Message
from guichet.publishing import services as publishing
from guichet.requests import events, printing
from guichet.requests.models import Request
from guichet_notify.smtp import message as mime
from guichet_render.paper import PressError

BILINGUAL = Path(__file__).parents[3] / "definitions" / "etat-civil" / "acte-naissance.json"


@pytest.fixture
def sent(walk):
    walker = walk()
    walker.submit()
    return walker


def said(response):
    """The text of a PDF that was handed out."""
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.data)).pages)


def number_of(app, walker):
    with app.app_context():
        return db.session.get_one(Request, walker.id).number


def test_the_owner_fetches_receipt_and_copy_from_the_pages(app, sent):
    for page in (f"{sent.base}/receipt", sent.base):
        assert f'href="{sent.base}/receipt.pdf"' in sent.client.get(page).text
    assert f'href="{sent.base}/copy.pdf"' in sent.client.get(sent.base).text
    receipt = sent.client.get(f"{sent.base}/receipt.pdf")
    assert number_of(app, sent) in said(receipt)
    assert receipt.headers["Cache-Control"] == "no-store"
    assert f"recepisse-{number_of(app, sent)}.pdf" in receipt.headers["Content-Disposition"]
    copy = said(sent.client.get(f"{sent.base}/copy.pdf"))
    assert "Durand" in copy
    assert "carte.pdf" in copy


def test_somebody_else_and_a_draft_get_nothing(sent, walk, make_user, sign_in, client):
    other = sign_in(make_user("eve@example.fr"))
    drafted = walk("lou@example.fr")
    drafted.start()
    for name in ("receipt.pdf", "copy.pdf"):
        assert other.get(f"{sent.base}/{name}").status_code == 404
        assert drafted.client.get(f"{drafted.base}/{name}").status_code == 404
        assert client.get(f"{sent.base}/{name}").status_code == 302


def test_an_agent_fetches_the_copy_and_it_is_noted(app, sent, agent):
    camille = agent("etat-civil")
    address = f"/agent/requests/{sent.id}/copy.pdf"
    assert address in camille.get(f"/agent/requests/{sent.id}").text
    assert "Durand" in said(camille.get(address))
    with app.app_context():
        assert [event.kind for event in events.history(sent.id)].count("read") == 2
    assert agent("voirie", email="lea@ville.example").get(address).status_code == 404
    assert sent.client.get(address).status_code == 403


def test_anybody_prints_the_form_of_a_procedure(client, essai):
    page = unescape(client.get(f"/procedures/{essai}").text)
    assert f'href="/procedures/{essai}/form.pdf"' in page
    assert "Formulaire à imprimer (PDF)" in page
    assert "Signature" in said(client.get(f"/procedures/{essai}/form.pdf"))
    assert client.get("/procedures/absente/form.pdf").status_code == 404


def test_the_form_speaks_the_language_of_its_reader_or_of_its_definition(app, client, essai):
    with app.app_context():
        assert not publishing.publish([BILINGUAL], actor="test").refused
        db.session.commit()
    english = {"Accept-Language": "en"}
    assert "Date and signature" in said(client.get("/procedures/acte-naissance/form.pdf", headers=english))
    french = said(client.get(f"/procedures/{essai}/form.pdf", headers=english))
    assert "Date et signature" in french
    assert "year" not in french


def _letter(app):
    message = db.session.scalars(select(Message).where(Message.kind == "acknowledgement")).one()
    return tasks.post_of(message)


def test_the_acknowledgement_carries_the_receipt_the_same_at_each_attempt(app, sent):
    with app.app_context():
        first, second = _letter(app), _letter(app)
    assert first == second
    (file,) = mime(first).iter_attachments()
    assert file.get_content_type() == "application/pdf"
    assert file.get_filename() == f"recepisse-{number_of(app, sent)}.pdf"
    assert file.get_content() == first.attachments[0].content
    assert number_of(app, sent) in pypdf.PdfReader(io.BytesIO(file.get_content())).pages[0].extract_text()


def test_a_receipt_that_cannot_be_printed_holds_no_letter_up(app, sent, monkeypatch):
    def fail(*_):
        raise PressError("receipt")

    monkeypatch.setattr(printing, "receipt", fail)
    with app.app_context():
        assert _letter(app).attachments == ()
