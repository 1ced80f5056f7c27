"""Somebody without an account, and the links that letters bring."""

import re

import pytest

ASKED = {"email": "lea@example.fr", "given-name": "Léa", "family-name": "Martin", "terms": "true"}


@pytest.fixture
def ask(csrf):
    """Ask for an account; fields may be changed."""

    def post(client, **fields):
        return client.post("/register", data={"csrf_token": csrf(client), **ASKED, **fields})

    return post


@pytest.fixture
def post(csrf):
    """Post a form with its token."""

    def send(client, path, **fields):
        return client.post(path, data={"csrf_token": csrf(client), **fields})

    return send


@pytest.fixture
def link(mails):
    """Return the path of the link in the last letter."""

    def last(folder):
        return re.search(rf"http://127\.0\.0\.1:8000(/{folder}/[\w-]{{43}})\s", mails()[-1].text)[1]

    return last
