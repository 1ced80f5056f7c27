"""What the tests of requests without an account share: letters with private links, and browsers that follow them."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from guichet.database import db
from guichet.private.models import PrivateLink
from guichet.requests.models import Request


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def link(mails):
    """Return the path of the private link in the last letter to an address."""

    def find(email="zoe@example.org"):
        text = [mail for mail in mails() if mail.to == email][-1].text
        return re.search(r"http://[^/]+(/private/[\w-]{43})", text)[1]

    return find


@pytest.fixture
def browser(app, csrf):
    """Return a browser that was never here, or the client given, and a way to press a button of a private link."""

    def enter(client=None):
        client = client or app.test_client()
        token = csrf(client)

        def press(path, action="open", **fields):
            return client.post(path, data={"csrf_token": token, "action": action, **fields})

        return SimpleNamespace(client=client, token=token, press=press, get=client.get)

    return enter


@pytest.fixture
def row(app):
    """Return the request of a walker, and its private link, as the database has them."""

    def read(walker):
        with app.app_context():
            link = db.session.scalar(select(PrivateLink).where(PrivateLink.request_id == walker.id))
            return db.session.get(Request, walker.id), link

    return read


@pytest.fixture
def sent(stroll, link, browser):
    """Return somebody whose request without an account is with the city, in the browser that confirmed it."""

    def go(email="zoe@example.org"):
        walker = stroll(email)
        walker.fill()
        assert walker.send().status_code == 303
        here = browser()
        assert here.press(link(email), "send").status_code == 303
        walker.client, walker.token = here.client, here.token
        walker.open("")
        return walker

    return go
