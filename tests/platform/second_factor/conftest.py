"""People with an authenticator application, and the clock by which it makes codes."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from passlib.totp import TOTP

from guichet.accounts.models import User
from guichet.database import db
from guichet.second_factor import codes, recovery, services

START = datetime(2026, 3, 27, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def environ(environ):
    return {**environ, "GUICHET_SECOND_FACTOR": "agent,publisher,administrator"}


@pytest.fixture
def clock():
    """Stands still at START; `shift` moves it."""
    with time_machine.travel(START, tick=False) as moving:
        yield moving


@pytest.fixture
def code():
    """Return what an application with that secret shows now."""
    return lambda secret: str(TOTP(secret).generate().token)


@pytest.fixture
def enrol(app):
    """Give an account an application, as if long ago; answers its secret and its recovery codes."""

    def add(user_id):
        secret = codes.new_secret()
        with app.app_context(), app.test_request_context():
            user = db.session.get_one(User, user_id)
            made = services.add_authenticator(user, secret, 0)
            db.session.commit()
        return secret, made

    return add


@pytest.fixture
def agent(make_user, clock):
    """An agent, whose role needs a second factor, without one."""
    return make_user("camille@ville.example", roles=("agent",), services=("etat-civil",))


@pytest.fixture
def post(csrf):
    def send(client, path, **fields):
        return client.post(path, data={"csrf_token": csrf(client), **fields})

    return send


@pytest.fixture
def give_password(app, post):
    """Sign in by the form as far as a password goes; answers the browser and where it was led."""

    def come(email="camille@ville.example", client=None, password="Demarches1", **fields):
        client = client or app.test_client()
        answer = post(client, "/login", identifier=email, password=password, **fields)
        return client, answer

    return come


@pytest.fixture
def is_in():
    """Tell whether a browser is signed in."""
    return lambda client: client.get("/profile").status_code == 200


@pytest.fixture
def left(app):
    def count(user_id):
        with app.app_context():
            return recovery.left(user_id)

    return count


@pytest.fixture
def secret_shown():
    """Read the secret that a page offers to an application."""
    return lambda page: re.search(r'id="secret" translate="no">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
