"""A code after the password: where a right one leads, and what nobody gets in with."""

import dataclasses
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from guichet.accounts import passwords
from guichet.accounts.models import User
from guichet.database import db
from guichet.second_factor.models import Authenticator

CODE, RECOVERY, FIRST = "/login/second-factor", "/login/second-factor/recovery", "/login/second-factor/first"


@pytest.fixture
def member(agent, enrol):
    """The agent with an application: (id, secret, recovery codes)."""
    return agent, *enrol(agent)


def test_a_code_opens_the_session_and_leads_where_it_was_wanted(member, give_password, post, code, is_in, mails):
    client, answer = give_password(next="/agent/requests?service=voirie")
    assert (answer.status_code, answer.location) == (303, CODE)
    page = client.get(CODE)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    # As applications show it, with a space.
    shown = code(member[1])
    answer = post(client, CODE, code=f"{shown[:3]} {shown[3:]}")
    assert (answer.status_code, answer.location) == (303, "/agent/requests?service=voirie")
    assert is_in(client)
    assert client.get(CODE).location == "/welcome"
    assert mails()[-1].subject == "Double authentification activée sur votre compte"


def test_between_the_two_nothing_else_opens(member, give_password, post, csrf):
    client, _ = give_password()
    for path in ("/profile", "/agent/requests", "/requests", "/profile/second-factor", "/welcome"):
        assert client.get(path).location.startswith("/login?next="), path
    for path in ("/profile/second-factor/application", "/profile/second-factor/application/remove"):
        assert post(client, path, **{"current-password": "Demarches1"}).location.startswith("/login?next="), path


def test_who_has_an_application_cannot_add_another_on_the_way_in(member, give_password, post, app, clock):
    client, _ = give_password()
    assert client.get(FIRST).location == CODE
    assert post(client, FIRST, code="123456").location == CODE


@pytest.mark.parametrize(
    "wrong", ["000000", "12345", "1234567", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16", "-1", "١٢٣٤٥٦", "0" * 900]
)
def test_a_wrong_code_is_told_in_words(member, give_password, post, is_in, wrong):
    client, _ = give_password()
    answer = post(client, CODE, code=wrong)
    assert answer.status_code == 422
    assert "Ce code n’est pas le bon" in answer.text
    assert not is_in(client)


def test_an_empty_code_costs_no_try(member, give_password, post):
    client, _ = give_password()
    answers = [post(client, CODE, code=" ") for _ in range(7)]
    assert {answer.status_code for answer in answers} == {422}
    assert "Saisissez le code" in answers[-1].text


@pytest.mark.parametrize(("seconds", "status"), [(-30, 303), (30, 303), (-60, 422), (60, 422)])
def test_the_clock_of_a_telephone_may_be_half_a_minute_wrong(member, give_password, post, code, clock, seconds, status):
    client, _ = give_password()
    clock.shift(seconds)
    shown = code(member[1])
    clock.shift(-seconds)
    assert post(client, CODE, code=shown).status_code == status


def test_a_code_serves_once_and_no_older_one_after_it(member, give_password, post, code, clock, is_in):
    earlier = code(member[1])
    clock.shift(30)
    shown = code(member[1])
    first, _ = give_password()
    assert post(first, CODE, code=shown).status_code == 303
    for again in (shown, earlier):
        second, _ = give_password()
        assert post(second, CODE, code=again).status_code == 422
        assert not is_in(second)
    clock.shift(30)
    assert post(second, CODE, code=code(member[1])).status_code == 303


def test_the_code_of_another_account_opens_nothing(member, make_user, enrol, give_password, post, code, is_in):
    other = make_user("dominique@ville.example", roles=("agent",), services=("voirie",))
    secret, recovery_codes = enrol(other)
    client, _ = give_password()
    assert post(client, CODE, code=code(secret)).status_code == 422
    assert post(client, RECOVERY, code=recovery_codes[0]).status_code == 422
    assert not is_in(client)


def test_ten_minutes_later_the_step_is_over(member, give_password, post, code, clock, is_in):
    client, _ = give_password()
    clock.shift(599)
    assert client.get(CODE).status_code == 200
    clock.shift(1)
    answer = post(client, CODE, code=code(member[1]))
    assert (answer.status_code, answer.location) == (303, "/login")
    assert "Cette étape n’est plus ouverte" in client.get("/login").text
    assert not is_in(client)


def change_password(app, user_id):
    with app.app_context():
        hashed = passwords.hashed("Autrement2")
        db.session.get_one(User, user_id).password = hashed
        db.session.commit()


def close(app, user_id):
    with app.app_context():
        db.session.get_one(User, user_id).active = False
        db.session.commit()


@pytest.mark.parametrize("happens", [change_password, close])
def test_what_changes_in_the_account_ends_the_step(app, member, give_password, post, code, is_in, happens):
    client, _ = give_password()
    happens(app, member[0])
    assert post(client, CODE, code=code(member[1])).location == "/login"
    assert not is_in(client)


def test_a_copy_of_the_cookie_is_worthless_once_somebody_is_in(app, member, give_password, post, code, clock, is_in):
    client, _ = give_password()
    cookie = client.get_cookie("guichet_session").value
    thief = app.test_client()
    thief.set_cookie("guichet_session", cookie)
    assert thief.get(CODE).status_code == 200
    assert not is_in(thief)
    assert post(client, CODE, code=code(member[1])).status_code == 303
    clock.shift(30)
    thief.set_cookie("guichet_session", cookie)
    assert post(thief, CODE, code=code(member[1])).location == "/login"
    assert not is_in(thief)


def test_a_step_made_up_or_changed_is_none(app, member, give_password, make_user):
    other = make_user("ana@example.fr")
    client, _ = give_password()
    for change in ({"user": other}, {"at": 4_000_000_000}, {"proof": "0" * 64}):
        with client.session_transaction() as session:
            session["half"] = {**session["half"], **change}
        assert client.get(CODE).location == "/login"
        client, _ = give_password()
    client.set_cookie("guichet_session", "eyJoYWxmIjp7InVzZXIiOjF9fQ.xxxx.yyyy")
    assert client.get(CODE).location == "/login"


def test_five_wrong_codes_then_one_every_ten_minutes_and_a_letter(member, give_password, post, code, clock, mails):
    client, _ = give_password()
    for _ in range(5):
        assert post(client, CODE, code="000000").status_code == 422
    answer = post(client, CODE, code=code(member[1]))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 600
    # A recovery code is no way round, nor is another browser.
    assert post(client, RECOVERY, code=member[2][0]).status_code == 429
    other, _ = give_password()
    assert post(other, CODE, code=code(member[1])).status_code == 429
    assert [mail.subject for mail in mails()].count("Des codes faux ont été essayés sur votre compte") == 1
    clock.shift(600)
    client, _ = give_password()
    assert post(client, CODE, code="000000").status_code == 422
    assert post(client, CODE, code=code(member[1])).status_code == 429
    clock.shift(600)
    client, _ = give_password()
    assert post(client, CODE, code=code(member[1])).status_code == 303
    # Whoever got in has five again.
    clock.shift(30)
    other, _ = give_password()
    assert [post(other, CODE, code="000000").status_code for _ in range(5)] == [422] * 5


def test_the_password_costs_no_try_when_it_was_right(member, give_password):
    answers = [give_password()[1].status_code for _ in range(12)]
    assert answers == [303] * 12


def test_a_recovery_code_opens_once_however_it_is_typed(member, give_password, post, is_in, left, mails):
    client, _ = give_password()
    typed = f" {member[2][3].upper().replace('-', ' ')} "
    assert post(client, RECOVERY, code=typed).status_code == 303
    assert is_in(client)
    assert left(member[0]) == 9
    assert mails()[-1].subject == "Un code de secours a servi à vous connecter"
    other, _ = give_password()
    assert post(other, RECOVERY, code=member[2][3]).status_code == 422
    assert not is_in(other)


@pytest.mark.parametrize("way", [CODE, RECOVERY])
def test_of_two_who_send_one_code_at_once_one_gets_in(app, member, give_password, csrf, code, way):
    browsers = [give_password()[0] for _ in range(2)]
    given = code(member[1]) if way == CODE else member[2][0]
    tokens = [csrf(browser) for browser in browsers]
    barrier = Barrier(2)

    def send(browser, token):
        barrier.wait()
        return browser.post(way, data={"csrf_token": token, "code": given}).location

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, browsers, tokens))
    assert answers.count("/welcome") == 1


def test_a_secret_moved_to_another_account_makes_no_code(app, member, make_user, enrol, give_password, post, code):
    other = make_user("dominique@ville.example", roles=("agent",), services=("voirie",))
    enrol(other)
    with app.app_context():
        db.session.get_one(Authenticator, other).secret = db.session.get_one(Authenticator, member[0]).secret
        db.session.commit()
    client, _ = give_password("dominique@ville.example")
    assert post(client, CODE, code=code(member[1])).status_code == 422


def test_with_another_secret_key_a_recovery_code_still_opens(app, config, member, give_password, post, code, is_in):
    app.extensions["guichet_config"] = dataclasses.replace(config, secret_key="another secret for tests")
    client, _ = give_password()
    assert post(client, CODE, code=code(member[1])).status_code == 422
    assert post(client, RECOVERY, code=member[2][0]).status_code == 303
    assert is_in(client)


def test_without_a_step_the_pages_lead_to_sign_in(client, clock):
    for path in (CODE, RECOVERY, FIRST):
        assert client.get(path).location == "/login"


def test_a_citizen_without_a_factor_signs_in_by_password(make_user, give_password, is_in, clock):
    make_user("ana@example.fr")
    client, answer = give_password("ana@example.fr")
    assert answer.status_code == 302
    assert is_in(client)


def test_a_wrong_password_tells_nothing_of_a_second_factor(member, give_password):
    client, answer = give_password(password="Faux-passe-1")
    assert answer.status_code == 200
    assert "Identifiant ou mot de passe incorrect" in answer.text
    assert client.get(CODE).location == "/login"


def test_a_new_password_by_letter_does_not_go_round_the_factor(
    app, make_user, enrol, post, give_password, mails, clock, is_in
):
    ana = make_user("ana@example.fr")
    enrol(ana)
    client = app.test_client()
    post(client, "/forgotten", email="ana@example.fr")
    path = re.search(r"(/forgotten/[\w-]{43})\s", mails()[-1].text)[1]
    assert post(client, path, password="Autrement2").location == "/login"
    assert not is_in(client)
    assert give_password("ana@example.fr", client, "Autrement2")[1].location == CODE
