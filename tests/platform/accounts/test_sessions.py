"""Each signed-in browser is a row: it is listed, ends from elsewhere, and ends by itself."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from sqlalchemy import func, select

from guichet.accounts import devices, sessions
from guichet.accounts.models import User, UserSession
from guichet.database import db

START = datetime(2026, 3, 27, 12, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (FIREFOX, ("Firefox", "Android")),
        (SAFARI, ("Safari", "iPhone")),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", ("Chrome", "Linux")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", ("Safari", "Mac")),
        ("<script>", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_told_in_two_words(agent, told):
    assert devices.describe(agent) == told


@pytest.fixture
def ana(make_user):
    return make_user()


@pytest.fixture
def enter(app):
    """Sign in by the form with a browser that calls itself so."""

    def come(agent=FIREFOX, client=None):
        client = client or app.test_client()
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)[1]
        data = {"csrf_token": token, "identifier": "ana@example.fr", "password": "Demarches1"}
        assert client.post("/login", data=data, headers={"User-Agent": agent}).status_code == 302
        return client

    return come


def rows(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(UserSession))


def test_devices_are_listed_in_plain_words_and_end_from_elsewhere(app, ana, enter, post, mails):
    with time_machine.travel(START, tick=False) as clock:
        telephone = enter(SAFARI)
        clock.shift(timedelta(minutes=5))
        here = enter(FIREFOX)
        page = unescape(here.get("/profile/devices").text)
        assert "Firefox sur Android" in page
        assert "Safari sur iPhone" in page
        assert "Connecté depuis le 27 mars 2026 à 13\u00a0h\u00a000" in page
        assert page.count("C’est l’appareil que vous utilisez") == 1
        (path,) = re.findall(r'action="(/profile/devices/[0-9a-f-]{36}/end)"', page)
        assert post(here, path).location == "/profile/devices"
        assert telephone.get("/profile").status_code == 302
        assert here.get("/profile").status_code == 200
        assert mails()[-1].subject == "Des appareils ont été déconnectés de votre compte"
        assert post(here, path).status_code == 404


def test_all_others_end_at_once(app, ana, enter, post):
    others = [enter(), enter(SAFARI)]
    here = enter()
    post(here, "/profile/devices/end-others")
    assert [client.get("/profile").status_code for client in others] == [302, 302]
    assert "C’est fait" in here.get("/profile/devices").text
    post(here, "/profile/devices/end-others")
    assert "Aucun autre appareil" in here.get("/profile/devices").text


def test_nobody_ends_the_session_of_another(app, ana, enter, post, make_user, sign_in):
    here = enter()
    with app.app_context():
        session_id = db.session.scalar(select(UserSession.id))
    paul = sign_in(make_user("paul@example.fr"))
    assert post(paul, f"/profile/devices/{session_id}/end").status_code == 404
    assert here.get("/profile").status_code == 200


@pytest.mark.parametrize(("minutes", "open_still"), [(59, True), (60, False)])
def test_a_session_ends_after_an_hour_without_activity(app, ana, enter, minutes, open_still):
    with time_machine.travel(START, tick=False) as clock:
        client = enter()
        clock.shift(timedelta(minutes=minutes))
        assert client.get("/profile").status_code == (200 if open_still else 302)
        assert ("Vous avez été déconnecté" in client.get("/login").text) is not open_still


def test_activity_keeps_a_session_open_until_its_longest(app, ana, enter):
    with time_machine.travel(START, tick=False) as clock:
        client = enter()
        for _ in range(14):
            clock.shift(timedelta(minutes=50))
            assert client.get("/profile").status_code == 200
        clock.shift(timedelta(minutes=20))
        assert client.get("/profile").status_code == 302


def test_a_page_says_how_long_its_session_lasts_and_the_script_keeps_it_open(ana, enter, client):
    assert "data-session" not in client.get("/").text
    with time_machine.travel(START, tick=False) as clock:
        browser = enter(ana)
        assert 'data-session="3600 43200"' in browser.get("/requests").text
        for _ in range(3):
            clock.shift(timedelta(minutes=55))
            answer = browser.get("/session")
            assert (answer.status_code, answer.data) == (204, b"")
        assert 'data-session="3600 33300"' in browser.get("/requests").text
        clock.shift(timedelta(minutes=61))
        assert browser.get("/session").location.startswith("/login")


def test_the_settings_say_how_long(environ, request):
    environ |= {"GUICHET_SESSION_IDLE_MINUTES": "10", "GUICHET_SESSION_HOURS": "1"}
    request.getfixturevalue("ana")
    with time_machine.travel(START, tick=False) as clock:
        client = request.getfixturevalue("enter")()
        assert "après 10 minutes" in client.get("/profile/devices").text
        for _ in range(6):
            clock.shift(timedelta(minutes=9))
            assert client.get("/profile").status_code == 200
        clock.shift(timedelta(minutes=9))
        assert client.get("/profile").status_code == 302


def test_seeing_a_session_is_written_once_a_minute_at_most(ana, enter, statements):
    with time_machine.travel(START, tick=False) as clock:
        client = enter()
        clock.shift(timedelta(seconds=59))
        assert "UPDATE" not in statements(lambda: client.get("/profile"))
        clock.shift(timedelta(seconds=1))
        assert statements(lambda: client.get("/profile")).count("UPDATE") == 1
        assert "UPDATE" not in statements(lambda: client.get("/profile"))


def test_the_pages_of_an_account_cost_few_looks_at_the_database(ana, enter, statements):
    client = enter()
    # The account with its session and its unread messages; the page's own rows.
    for path in ("/profile/password", "/profile/email", "/profile/identifier"):
        assert statements(lambda path=path: client.get(path)) == ["SELECT"]
    assert statements(lambda: client.get("/profile/devices")) == ["SELECT"] * 2
    assert statements(lambda: client.get("/profile")).count("SELECT") <= 2


def test_signing_out_ends_the_row_and_a_kept_cookie_opens_nothing(app, ana, enter, post):
    client = enter()
    with client.session_transaction() as session:
        kept = dict(session)
    post(client, "/logout")
    assert rows(app) == 0
    with client.session_transaction() as session:
        session.update(kept)
    assert client.get("/profile").status_code == 302


def test_signing_in_gives_a_new_token(app, ana, enter, post):
    client = app.test_client()
    with client.session_transaction() as session:
        session[sessions.TOKEN] = "chosen by somebody else"
    enter(client=client)
    with client.session_transaction() as session:
        first = session[sessions.TOKEN]
    assert first != "chosen by somebody else"
    with app.app_context():
        assert db.session.scalar(select(UserSession.token_hash)) not in {first, "chosen by somebody else"}


@pytest.mark.parametrize("token", [None, "", "x", 7, ["a"]])
def test_a_cookie_that_names_the_account_alone_opens_nothing(app, ana, token):
    client = app.test_client()
    with app.app_context():
        name = db.session.get_one(User, ana).fs_uniquifier
    with client.session_transaction() as session:
        session["_user_id"] = name
        if token is not None:
            session[sessions.TOKEN] = token
    assert client.get("/profile").status_code == 302


def test_a_password_changed_while_it_was_checked_opens_nothing(app, ana, client, csrf, monkeypatch):
    from flask_security import views as library

    plain = library.login_user

    def late(user, **named):
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE users SET password = 'changed meanwhile'")
        return plain(user, **named)

    monkeypatch.setattr(library, "login_user", late)
    data = {"csrf_token": csrf(client), "identifier": "ana@example.fr", "password": "Demarches1"}
    client.post("/login", data=data)
    assert rows(app) == 0
    assert client.get("/profile").status_code == 302


def test_a_profile_posted_after_the_session_ended_is_kept(ana, enter, post):
    with time_machine.travel(START, tick=False) as clock:
        client = enter()
        client.get("/profile")
        clock.shift(timedelta(hours=2))
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)[1]
        fields = {"csrf_token": token, "version": "0", "/identity/familyName": "typed and kept"}
        page = client.post("/profile", data=fields, headers={"Sec-Fetch-Site": "same-origin"})
        assert page.status_code == 403
        assert 'value="typed and kept"' in page.text
        enter(client=client)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        again = client.post("/profile", data=fields | {"csrf_token": token}, headers={"Sec-Fetch-Site": "same-origin"})
        assert again.status_code == 303
        assert 'value="typed and kept"' in client.get("/profile").text
