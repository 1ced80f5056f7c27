"""Too many tries are refused until a told moment, everywhere alike, and the owner always has a way in."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from sqlalchemy import select

from guichet.accounts import throttling
from guichet.accounts.models import Throttle
from guichet.accounts.throttling import Limit, Try
from guichet.database import db
from guichet.requests import numbers

START = datetime(2026, 3, 27, 12, tzinfo=UTC)
LIMIT = Limit("test", 3, timedelta(minutes=5))


@pytest.fixture
def database(request):
    return getattr(request, "param", "sqlite")


both = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@both
def test_an_allowance_comes_back_try_by_try(app):
    with app.app_context(), time_machine.travel(START, tick=False) as clock:
        one = Try(LIMIT, "ana")
        assert [throttling.take(one) for _ in range(3)] == [None] * 3
        assert throttling.take(one) == START + timedelta(minutes=5)
        assert throttling.take(Try(LIMIT, "paul")) is None
        clock.shift(timedelta(minutes=4, seconds=59))
        assert throttling.take(one) == START + timedelta(minutes=5)
        clock.shift(timedelta(seconds=1))
        assert throttling.take(one) is None
        assert throttling.take(one) == START + timedelta(minutes=10)
        # Long after, no more than the whole allowance is there.
        clock.shift(timedelta(days=1))
        assert [throttling.take(one) for _ in range(4)][:3] == [None] * 3
        assert throttling.take(one) is not None
        throttling.give_back(one)
        assert throttling.take(one) is None
        throttling.forget(one)
        assert [throttling.take(one) for _ in range(3)] == [None] * 3
        db.session.rollback()


def test_a_refused_try_counts_nowhere(app):
    with app.app_context(), time_machine.travel(START, tick=False):
        place, name = Try(Limit("place", 4, timedelta(minutes=1)), "a"), Try(LIMIT, "ana")
        assert [throttling.take(place, name) for _ in range(3)] == [None] * 3
        assert throttling.take(place, name) == throttling.take(place, name) == START + timedelta(minutes=5)
        assert throttling.take(place) is None
        assert throttling.take(place) is not None
        db.session.rollback()


@both
def test_tries_made_at_once_do_not_slip_through(app):
    """Thirty threads, each on its own connection, and an allowance of three."""

    def one(_number):
        with app.app_context():
            refused = throttling.take(Try(LIMIT, "ana"))
            db.session.commit()
            return refused is None

    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(one, range(30))) == 3


PROGRAM = """
from datetime import timedelta
from guichet.accounts.throttling import Limit, Try, take
from guichet.app import create_app
from guichet.config import Config
from guichet.database import db
app = create_app(Config.from_environment())
taken = 0
with app.app_context():
    for _ in range(10):
        taken += take(Try(Limit("test", 3, timedelta(minutes=5)), "ana")) is None
        db.session.commit()
print(taken)
"""


@both
def test_processes_share_one_allowance(app, environ):
    command = [sys.executable, "-c", PROGRAM]
    environment = {**os.environ, **environ}
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 3


def test_no_row_tells_whom_it_is_about(app):
    with app.app_context():
        throttling.take(Try(throttling.SIGN_IN_PLACE, "192.0.2.7"), Try(throttling.SIGN_IN_NAME, "ana@example.fr"))
        keys = db.session.scalars(select(Throttle.key)).all()
        assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)
        assert len(set(keys)) == 2
        db.session.rollback()


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_home_with_a_network_of_ipv6_is_one_place(app, address, counted):
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        assert throttling.place() == counted


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        ("0", "203.0.113.9", "127.0.0.1"),
        ("1", "203.0.113.9", "203.0.113.9"),
        ("1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("2", "203.0.113.9, 10.0.0.1", "203.0.113.9"),
    ],
)
def test_the_address_comes_from_as_many_proxies_as_are_trusted(environ, request, proxies, forwarded, counted):
    environ["GUICHET_TRUSTED_PROXIES"] = proxies
    app = request.getfixturevalue("app")
    seen = []
    app.before_request(lambda: seen.append(throttling.place()))
    app.test_client().get("/healthz", headers={"X-Forwarded-For": forwarded, "X-Forwarded-Host": "evil.example"})
    assert seen == [counted]


def enter(client, post, password, identifier="ana@example.fr", place="192.0.2.1"):
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)[1]
    data = {"csrf_token": token, "identifier": identifier, "password": password}
    return client.post("/login", data=data, environ_base={"REMOTE_ADDR": place})


@pytest.mark.behaviour("Both are throttled.")
def test_passwords_tried_with_one_name_are_refused_for_a_while(app, make_user, post):
    make_user()
    with time_machine.travel(START, tick=False) as clock:
        # From as many places as one likes.
        for number in range(5):
            assert enter(app.test_client(), post, "wrong", place=f"192.0.2.{number}").status_code == 200
        refused = enter(app.test_client(), post, "Demarches1", place="192.0.2.9")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "180")
        page = unescape(refused.text)
        assert "réessayez à partir de 13\u00a0h\u00a003" in page
        assert 'value="ana@example.fr"' in page
        assert "/forgotten" in page
        assert "Demarches1" not in page
        clock.shift(timedelta(minutes=3))
        assert enter(app.test_client(), post, "Demarches1").status_code == 302
        # Having shown the right password, the person has the whole allowance again.
        for _ in range(5):
            assert enter(app.test_client(), post, "wrong").status_code == 200
        assert enter(app.test_client(), post, "wrong").status_code == 429


@both
def test_passwords_tried_all_at_once_are_not_more(app, make_user, csrf):
    make_user()
    clients = [app.test_client() for _ in range(12)]
    tokens = [csrf(client) for client in clients]

    def one(number):
        data = {"csrf_token": tokens[number], "identifier": "ana@example.fr", "password": "wrong"}
        place = {"REMOTE_ADDR": f"192.0.2.{number}"}
        return clients[number].post("/login", data=data, environ_base=place).status_code

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(one, range(12)))
    assert sorted(answers) == [200] * 5 + [429] * 7


@pytest.mark.parametrize("identifier", ["ana@example.fr", "nobody@example.fr", "nobody"])
def test_a_refusal_does_not_tell_whether_the_account_exists(app, make_user, post, identifier):
    make_user()
    answers = [enter(app.test_client(), post, "wrong", identifier).status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2


def test_a_wrong_password_costs_the_same_for_every_name(app, make_user, post, statements, monkeypatch):
    make_user()
    context = app.extensions["security"].pwd_context
    hashes, plain = [], context.verify_and_update
    monkeypatch.setattr(context, "verify_and_update", lambda *a: hashes.append("hash") or plain(*a))
    work = []
    for identifier in ("ana@example.fr", "nobody@example.fr"):
        client = app.test_client()
        work.append(statements(lambda client=client, name=identifier: enter(client, post, "wrong", name)))
    assert work[0] == work[1]
    assert hashes == ["hash", "hash"]


def test_names_tried_from_one_place_are_refused_there_and_nowhere_else(app, make_user, post):
    make_user()
    answers = [enter(app.test_client(), post, "wrong", f"n{number}").status_code for number in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert enter(app.test_client(), post, "Demarches1").status_code == 429
    assert enter(app.test_client(), post, "Demarches1", place="192.0.2.2").status_code == 302


def test_who_signs_in_rightly_is_never_slowed_down(app, make_user, post):
    make_user()
    assert {enter(app.test_client(), post, "Demarches1").status_code for _ in range(15)} == {302}


def test_an_account_of_ones_own_buys_no_more_tries_at_others(app, make_user, post):
    make_user()
    answers = []
    for number in range(12):
        answers.append(enter(app.test_client(), post, "wrong", f"other{number}").status_code)
        enter(app.test_client(), post, "Demarches1")
    assert answers == [200] * 10 + [429] * 2


def test_the_owner_gets_in_by_the_letter_while_others_try(app, make_user, post, link):
    make_user()
    attackers = [f"192.0.2.{number}" for number in range(1, 9)]
    for place in attackers:
        enter(app.test_client(), post, "wrong", place=place)
    assert enter(app.test_client(), post, "Demarches1", place="198.51.100.1").status_code == 429
    owner = app.test_client()
    post(owner, "/forgotten", email="ana@example.fr")
    path = link("forgotten")
    for place in attackers:
        enter(app.test_client(), post, "wrong", place=place)
    assert post(owner, path, password="Nouveau2026").location == "/welcome"
    assert owner.get("/profile").status_code == 200


def test_letters_to_one_address_are_few(app, ask, post, mails):
    with time_machine.travel(START, tick=False) as clock:
        answers = [ask(app.test_client()).status_code for _ in range(3)]
        assert answers == [303, 303, 429]
        refused = ask(app.test_client())
        assert refused.headers["Retry-After"] == "3600"
        assert "réessayez à partir de 14\u00a0h\u00a000" in unescape(refused.text)
        assert 'value="Martin"' in refused.text
        assert 'name="terms" value="true" checked' in refused.text
        assert [post(app.test_client(), "/forgotten", email="lea@example.fr").status_code for _ in range(4)] == [
            303,
            303,
            303,
            429,
        ]
        assert [mail.to for mail in mails()] == ["lea@example.fr"] * 5
        clock.shift(timedelta(hours=1))
        assert ask(app.test_client()).status_code == 303


def test_who_asks_for_many_addresses_is_refused(app, ask, post):
    answers = [ask(app.test_client(), email=f"a{number}@example.fr").status_code for number in range(11)]
    assert answers == [303] * 10 + [429]
    assert post(app.test_client(), "/forgotten", email="b@example.fr").status_code == 429


def test_numbers_guessed_are_refused_after_twenty_and_rightful_ones_never(app, walk):
    walker = walk()
    walker.submit()
    anyone = app.test_client()
    number = re.search(r"ESS(-[0-9A-Z]{4}){4}-[0-9A-Z]", walker.client.get(f"{walker.base}/receipt").text)[0]
    assert {anyone.get("/tracking", query_string={"number": number}).status_code for _ in range(25)} == {200}
    assert anyone.get("/tracking", query_string={"number": "ESS-1"}).status_code == 404
    answers = [anyone.get("/tracking", query_string={"number": numbers.new("ESS")}) for _ in range(22)]
    assert [answer.status_code for answer in answers] == [404] * 20 + [429] * 2
    assert "Retry-After" in answers[-1].headers
    assert "réessayez à partir de" in unescape(answers[-1].text)
    # Refused, even the right number tells nothing.
    assert anyone.get("/tracking", query_string={"number": number}).status_code == 429
