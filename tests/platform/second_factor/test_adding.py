"""Who must have a factor is led to it before anything else; adding, replacing and removing one ask for the password."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from guichet.accounts.models import User
from guichet.accounts.services import role
from guichet.database import db
from guichet.second_factor.models import Authenticator, RecoveryCode

CODE, RECOVERY, FIRST = "/login/second-factor", "/login/second-factor/recovery", "/login/second-factor/first"
OWN = "/profile/second-factor"
SHOWN_CODE = re.compile(r"<li>((?:[0-9a-z]{4}-){3}[0-9a-z]{4})</li>")


@pytest.fixture
def ana(make_user, sign_in, clock):
    """A citizen signed in, whom nothing asks for a second factor."""
    user_id = make_user("ana@example.fr")
    return user_id, sign_in(user_id)


def test_an_agent_without_one_adds_it_before_anything_else(
    app, agent, give_password, post, code, secret_shown, is_in, mails, clock
):
    client, answer = give_password(next="/agent/requests")
    assert (answer.status_code, answer.location) == (303, FIRST)
    assert client.get("/agent/requests").location.startswith("/login?")
    assert client.get(CODE).location == FIRST
    page = client.get(FIRST)
    secret = secret_shown(page)
    assert f"secret={secret}" in page.text
    assert "otpauth://totp/" in page.text
    # The same after a mistake: what was scanned stays good.
    wrong = post(client, FIRST, code="000000")
    assert wrong.status_code == 422
    assert secret_shown(wrong) == secret
    done = post(client, FIRST, code=code(secret))
    assert done.status_code == 200
    assert done.headers["Cache-Control"] == "no-store"
    shown = SHOWN_CODE.findall(done.text)
    assert len(set(shown)) == 10
    assert 'href="/agent/requests"' in done.text
    assert is_in(client)
    assert mails()[-1].subject == "Double authentification activée sur votre compte"
    # The code that proved the application opens nothing more.
    other, answer = give_password()
    assert answer.location == CODE
    assert post(other, CODE, code=code(secret)).status_code == 422
    assert post(other, RECOVERY, code=shown[9]).status_code == 303


def test_the_database_holds_neither_secret_nor_codes(app, agent, give_password, post, code, secret_shown):
    client, _ = give_password()
    secret = secret_shown(client.get(FIRST))
    cookie = client.get_cookie("guichet_session").value
    shown = SHOWN_CODE.findall(post(client, FIRST, code=code(secret)).text)
    with app.app_context():
        sealed = db.session.get_one(Authenticator, agent).secret
        kept = [one.code_hash for one in db.session.query(RecoveryCode)]
    assert secret not in sealed
    assert secret not in cookie
    assert not any(one in kept or one.replace("-", "") in kept for one in shown)


def test_the_application_proposed_to_one_account_is_not_another_s(agent, make_user, give_password, secret_shown):
    make_user("dominique@ville.example", roles=("agent",), services=("voirie",))
    client, _ = give_password()
    first = secret_shown(client.get(FIRST))
    give_password("dominique@ville.example", client)
    assert secret_shown(client.get(FIRST)) != first


def test_of_two_who_add_the_first_at_once_one_gets_in(app, agent, give_password, csrf, code, secret_shown):
    browsers = [give_password()[0] for _ in range(2)]
    given = [code(secret_shown(browser.get(FIRST))) for browser in browsers]
    tokens = [csrf(browser) for browser in browsers]
    barrier = Barrier(2)

    def send(browser, token, value):
        barrier.wait()
        return browser.post(FIRST, data={"csrf_token": token, "code": value}).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, browsers, tokens, given))
    assert sorted(answers) == [200, 303]
    with app.app_context():
        assert db.session.query(RecoveryCode).count() == 10


@pytest.mark.parametrize(("roles", "asked"), [(("agent",), True), (("publisher",), True), ((), False)])
def test_an_open_session_ends_when_its_role_asks_for_more(app, make_user, sign_in, clock, roles, asked):
    user_id = make_user("nour@ville.example")
    client = sign_in(user_id)
    assert client.get("/profile").status_code == 200
    with app.app_context():
        user = db.session.get_one(User, user_id)
        user.roles = [role(name) for name in roles]
        db.session.commit()
    assert (client.get("/profile").status_code == 302) == asked


def test_a_citizen_may_add_one_and_is_then_asked_for_it(ana, post, code, secret_shown, give_password, is_in, sign_in):
    user_id, client = ana
    elsewhere = sign_in(user_id)
    assert "Elle n’est pas activée" in client.get(OWN).text
    secret = secret_shown(client.get(f"{OWN}/application"))
    wrong = post(client, f"{OWN}/application", code=code(secret), **{"current-password": "Faux-passe-1"})
    assert wrong.status_code == 422
    assert "Ce n’est pas votre mot de passe actuel" in wrong.text
    assert secret_shown(wrong) == secret
    wrong = post(client, f"{OWN}/application", code="", **{"current-password": "Demarches1"})
    assert "Saisissez le code" in wrong.text
    done = post(client, f"{OWN}/application", code=code(secret), **{"current-password": "Demarches1"})
    assert len(SHOWN_CODE.findall(done.text)) == 10
    assert is_in(client)
    assert not is_in(elsewhere)
    assert "Il en reste 10 sur 10" in client.get(OWN).text
    assert give_password("ana@example.fr")[1].location == CODE


def test_another_application_takes_the_place_of_the_first(ana, enrol, post, code, secret_shown, give_password, left):
    user_id, client = ana
    before, _ = enrol(user_id)
    client = give_password("ana@example.fr")[0]
    post(client, CODE, code=code(before))
    secret = secret_shown(client.get(f"{OWN}/application"))
    done = post(client, f"{OWN}/application", code=code(secret), **{"current-password": "Demarches1"})
    assert (done.status_code, done.location) == (303, OWN)
    assert left(user_id) == 10
    other = give_password("ana@example.fr")[0]
    assert post(other, CODE, code=code(before)).status_code == 422


def test_removing_and_renewing_ask_for_the_password(app, ana, enrol, post, code, give_password, mails, left):
    user_id, _ = ana
    secret, first = enrol(user_id)
    client = give_password("ana@example.fr")[0]
    post(client, CODE, code=code(secret))
    for path in (f"{OWN}/recovery-codes", f"{OWN}/application/remove"):
        assert client.get(path).status_code == 200
        assert post(client, path).status_code == 422
        assert post(client, path, **{"current-password": "Faux-passe-1"}).status_code == 422
    assert left(user_id) == 10
    renewed = SHOWN_CODE.findall(post(client, f"{OWN}/recovery-codes", **{"current-password": "Demarches1"}).text)
    assert len(renewed) == 10
    assert not set(renewed) & set(first)
    assert mails()[-1].subject == "Vos codes de secours ont été remplacés"
    other = give_password("ana@example.fr")[0]
    assert post(other, RECOVERY, code=first[0]).status_code == 422
    assert post(client, f"{OWN}/application/remove", **{"current-password": "Demarches1"}).location == OWN
    assert mails()[-1].subject == "Un moyen de double authentification a été retiré"
    assert left(user_id) == 0
    assert give_password("ana@example.fr")[1].status_code == 302


def test_who_must_have_one_replaces_it_but_never_removes_it(agent, enrol, post, code, give_password):
    secret, _ = enrol(agent)
    client = give_password()[0]
    post(client, CODE, code=code(secret))
    page = client.get(OWN)
    assert "Changer d’application" in page.text
    assert "Retirer" not in page.text
    path = f"{OWN}/application/remove"
    assert client.get(path).status_code == 404
    assert post(client, path, **{"current-password": "Demarches1"}).status_code == 404


def test_an_account_without_a_password_is_led_to_one(app, ana):
    user_id, client = ana
    with app.app_context():
        db.session.get_one(User, user_id).password = None
        db.session.commit()
    assert "n’a pas encore de mot de passe" in client.get(f"{OWN}/application").text


def test_there_is_nothing_to_remove_or_renew_without_one(ana):
    for path in (f"{OWN}/application/remove", f"{OWN}/recovery-codes"):
        assert ana[1].get(path).status_code == 404
