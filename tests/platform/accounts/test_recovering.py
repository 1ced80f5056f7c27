"""A forgotten identifier or password: one letter, one link for one hour, the same answer for every address."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from guichet.accounts.models import AccountLink, User
from guichet.database import db

NEW = "Nouveau2026"


@pytest.fixture
def database(request):
    return getattr(request, "param", "sqlite")


@pytest.fixture
def ana(make_user):
    return make_user("ana@example.fr", username="ana.durand")


def links(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(AccountLink))


def opens(app, post, password, identifier="ana@example.fr"):
    return post(app.test_client(), "/login", identifier=identifier, password=password).status_code == 302


@pytest.mark.behaviour("Forgotten identifier or password: through «Me connecter», by e-mail")
def test_the_letter_tells_the_identifier_and_lets_choose_a_password(app, client, ana, post, link, mails):
    assert 'href="/forgotten"' in client.get("/login").text
    sent = post(client, "/forgotten", email=" ANA@example.fr")
    assert (sent.status_code, sent.location) == (303, "/forgotten/sent")
    assert "ana@example.fr" in client.get(sent.location).text
    path = link("forgotten")
    assert "ana.durand" in mails()[-1].text
    assert "ana.durand" in client.get(path).text
    changed = post(client, path, password=NEW)
    assert (changed.status_code, changed.location) == (303, "/welcome")
    assert client.get("/profile").status_code == 200
    assert mails()[-1].subject == "Votre mot de passe a changé"
    assert mails()[-1].to == "ana@example.fr"
    assert opens(app, post, NEW)
    assert not opens(app, post, "Demarches1")


def test_every_other_session_ends(client, ana, post, link, sign_in):
    elsewhere = sign_in(ana)
    assert elsewhere.get("/profile").status_code == 200
    post(client, "/forgotten", email="ana@example.fr")
    post(client, link("forgotten"), password=NEW)
    assert elsewhere.get("/profile").status_code == 302
    assert "Vous avez été déconnecté" in elsewhere.get("/login").text


def test_an_agent_signs_in_anew(client, make_user, post, link):
    make_user("camille@ville.example", roles=("agent",), services=("etat-civil",))
    post(client, "/forgotten", email="camille@ville.example")
    assert post(client, link("forgotten"), password=NEW).location == "/login"
    assert client.get("/profile").status_code == 302


def test_opening_the_link_changes_nothing_and_posting_uses_it_up(app, client, ana, post, link, statements):
    post(client, "/forgotten", email="ana@example.fr")
    post(client, "/forgotten", email="ana@example.fr")
    path = link("forgotten")
    for method in ("get", "head", "get"):
        assert set(statements(lambda method=method: getattr(app.test_client(), method)(path))) == {"SELECT"}
    assert post(client, path, password="short").status_code == 422
    assert post(client, path, password=NEW).location == "/welcome"
    assert links(app) == 0
    again = post(app.test_client(), path, password="Autre2026")
    assert again.status_code == 410
    assert 'href="/forgotten"' in again.text
    assert opens(app, post, NEW)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_of_two_who_use_the_link_at_once_one_succeeds(app, client, ana, post, link):
    post(client, "/forgotten", email="ana@example.fr")
    path = link("forgotten")
    clients = [app.test_client() for _ in range(4)]
    pages = [one.get(path).text for one in clients]
    tokens = [re.search(r'name="csrf_token" value="([^"]+)"', page)[1] for page in pages]

    def use(number):
        data = {"csrf_token": tokens[number], "password": f"{NEW}{number}"}
        return clients[number].post(path, data=data).status_code

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(use, range(4)))
    assert sorted(answers) == [303, 410, 410, 410]
    assert opens(app, post, f"{NEW}{answers.index(303)}")


@pytest.mark.parametrize(("minutes", "good"), [(59, True), (61, False)])
def test_the_link_is_good_for_one_hour(client, ana, post, link, minutes, good):
    start = datetime(2026, 3, 27, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        post(client, "/forgotten", email="ana@example.fr")
        path = link("forgotten")
    with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
        assert client.get(path).status_code == (200 if good else 410)
        assert post(client, path, password=NEW).status_code == (303 if good else 410)


def answer(response):
    return response.status_code, re.sub(r'name="csrf_token" value="[^"]*"|nonce="[^"]*"', "", response.text)


@pytest.mark.behaviour("with the same answer whether or not the address is known")
def test_every_address_gets_the_same_answer_for_the_same_work(app, ana, post, mails, statements):
    answers, work = [], []
    for email in ("nobody@example.fr", "ana@example.fr"):
        client = app.test_client()
        work.append(
            statements(
                lambda client=client, email=email: answers.append(answer(post(client, "/forgotten", email=email)))
            )
        )
        answers[-1] += (answer(client.get("/forgotten/sent"))[1].replace(email, ""),)
    assert answers[0] == answers[1]
    assert work[0] == work[1]
    assert {mail.to: mail.subject for mail in mails()} == {
        "nobody@example.fr": "Aucun compte Démarches avec cette adresse",
        "ana@example.fr": "Votre identifiant et votre mot de passe",
    }


def test_a_link_does_not_follow_an_account_that_changed_its_address(app, client, ana, post, link):
    post(client, "/forgotten", email="ana@example.fr")
    path = link("forgotten")
    with app.app_context():
        db.session.get_one(User, ana).email = "other@example.fr"
        db.session.commit()
    assert client.get(path).status_code == 410


def test_an_account_that_was_closed_is_not_opened_by_a_link(app, client, ana, post, link):
    post(client, "/forgotten", email="ana@example.fr")
    path = link("forgotten")
    with app.app_context():
        db.session.get_one(User, ana).active = False
        db.session.commit()
    assert post(client, path, password=NEW).status_code == 410


@pytest.mark.parametrize(("typed", "words"), [("", "Saisissez votre adresse"), ("ana", "adresse e-mail complète")])
def test_what_is_no_address_is_told(client, post, typed, words):
    response = post(client, "/forgotten", email=typed)
    assert response.status_code == 422
    assert words in response.text
