"""A library, its documents, and a procedure that takes one of them."""

import io
import re
from pathlib import Path
from uuid import UUID

import pytest
from multipart import multipart
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from guichet.accounts.models import User
from guichet.database import db
from guichet.library.models import LibraryDocument

ESSAI = Path(__file__).parents[1] / "essai.json"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
CARD = {"kind": "carte-identite", "holder": "self", "issued-day": "27", "issued-month": "3", "issued-year": "2024"}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def essai(publish_essai):
    """The short procedure, published so that its document is taken from the library."""
    return publish_essai(lambda document: document["properties"]["piece"]["x-document"].update(reuse=True))


class Owner:
    """Somebody with a library: posts its forms and looks at what is kept."""

    def __init__(self, app, client, token, user_id):
        self.app, self.client, self.token, self.user_id = app, client, token, user_id

    def post(self, path="/add", content=PDF, name="carte.pdf", **fields):
        data = {"csrf_token": self.token, **CARD, **fields}
        if content is not None:
            data["file"] = FileStorage(io.BytesIO(content), name)
        return self.client.post(f"/profile/library{path}", **multipart(data))

    def documents(self):
        with self.app.app_context():
            wanted = select(LibraryDocument).where(LibraryDocument.user_id == self.user_id)
            return list(db.session.scalars(wanted.order_by(LibraryDocument.created_at)))

    def add(self, **fields) -> UUID:
        before = {one.id for one in self.documents()}
        response = self.post(**fields)
        assert response.status_code == 303, response.text
        (found,) = {one.id for one in self.documents()} - before
        return found


@pytest.fixture
def owner(app, make_user, sign_in, csrf):
    """Return somebody with an empty library."""

    def make(email="ana@example.fr"):
        with app.app_context():
            known = db.session.scalar(select(User.id).where(User.email == email))
        user_id = known or make_user(email, given_name="Ana", family_name="Durand")
        client = sign_in(user_id)
        return Owner(app, client, csrf(client), user_id)

    return make


@pytest.fixture
def judge(agent, csrf):
    """Give a verdict as an agent of «etat-civil»: a document, the verdict and its fields in, the answer out."""
    client = agent("etat-civil", "voirie")
    token = csrf(client)

    def decide(document_id, verdict, version="1", **fields):
        shown = client.get(f"/agent/documents/{document_id}").text
        compared = re.search(r'name="identity" value="(\w+)"', shown)
        data = {"csrf_token": token, "version": version, "identity": compared[1] if compared else "", **fields}
        return client.post(f"/agent/documents/{document_id}/{verdict}", data=data)

    decide.client = client
    return decide
