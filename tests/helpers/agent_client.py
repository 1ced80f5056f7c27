"""An agent at work, without a browser."""

import re
from html import unescape

from sqlalchemy import select

from guichet.database import db
from guichet.documents.models import RequestDocument
from guichet.requests.models import Request


class Desk:
    """One agent in front of one request and its one document."""

    def __init__(self, app, client, token, request_id):
        self.app, self.client, self.token, self.id = app, client, token, request_id
        self.base = f"/agent/requests/{request_id}"

    @property
    def version(self):
        with self.app.app_context():
            return db.session.get(Request, self.id).version

    @property
    def document(self):
        with self.app.app_context():
            return db.session.scalars(select(RequestDocument).where(RequestDocument.request_id == self.id)).one()

    def see(self):
        return unescape(self.client.get(self.base).text)

    def look(self):
        return unescape(self.client.get(f"{self.base}/documents/{self.document.id}").text)

    def act(self, action, version=None, **fields):
        data = {"csrf_token": self.token, "version": str(version or self.version), **fields}
        return self.client.post(f"{self.base}/{action}", data=data)

    def judge(self, verdict, version=None, **fields):
        if "identity" not in fields:
            compared = re.search(r'name="identity" value="(\w+)"', self.look())
            fields["identity"] = compared[1] if compared else ""
        return self.act(f"documents/{self.document.id}/{verdict}", version, **fields)

    def ask(self, *places, reason="Corrigez.", **fields):
        return self.act("correction", place=list(places), reason=reason, **fields)
