"""Ten minutes after signing in, the password is asked for before anything is changed; nothing typed is lost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

START = datetime(2026, 3, 27, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as moving:
        yield moving


@pytest.fixture
def desk(clock, make_user, sign_in, csrf):
    """Post a form as an administrator who signed in eleven minutes ago."""
    client = sign_in(make_user("chef@ville.example", roles=("administrator",)))
    token = csrf(client)
    clock.shift(timedelta(minutes=11))

    def post(path, **fields):
        return client.post(path, data={"csrf_token": token, **fields})

    post.client = client
    return post


PERSON = {
    "email": "camille@ville.example",
    "given-name": "Camille",
    "family-name": 'Martel "<b>"',
    "role-agent": "true",
    "service-voirie": "true",
}


def test_an_invitation_waits_for_the_password_and_keeps_what_was_typed(desk, clock, mails):
    page = desk("/staff/invite", **PERSON)
    assert page.status_code == 200
    assert "Confirmez que c’est bien vous" in page.text
    assert 'name="family-name" value="Martel &#34;&lt;b&gt;&#34;"' in page.text
    assert mails() == []
    wrong = desk("/staff/invite", **PERSON, **{"current-password": "Faux-passe-1"})
    assert wrong.status_code == 422
    assert 'name="given-name" value="Camille"' in wrong.text
    assert "Faux-passe-1" not in wrong.text
    assert desk("/staff/invite", **PERSON, **{"current-password": ""}).status_code == 422
    assert mails() == []
    done = desk("/staff/invite", **PERSON, **{"current-password": "Demarches1"})
    assert (done.status_code, done.location) == (303, "/staff")
    assert len(mails()) == 1
    # For ten minutes it is not asked again; then it is.
    clock.shift(timedelta(minutes=10))
    assert desk("/staff/2/suspend").status_code == 303
    clock.shift(timedelta(seconds=1))
    assert desk("/staff/2/restore").status_code == 200
    assert "Suspendu" in desk.client.get("/staff/2").text


@pytest.mark.parametrize("path", ["", "/suspend", "/restore", "/link", "/second-factor"])
def test_no_change_goes_without_it(desk, make_user, path):
    member = make_user("camille@ville.example", roles=("agent",), services=("voirie",))
    page = desk(f"/staff/{member}{path}", **{"role-publisher": "true"})
    assert page.status_code == 200
    assert "Confirmez que c’est bien vous" in page.text
    assert desk.client.get(f"/staff/{member}").text.count("Ouvert") == 1


def test_reading_asks_for_nothing(desk):
    assert desk.client.get("/staff").status_code == 200
    assert desk.client.get("/staff/invite").status_code == 200


def test_tries_are_counted(desk):
    answers = [desk("/staff/invite", **PERSON, **{"current-password": "Faux-passe-1"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
