"""Creating an account: nothing before the activation, the same answer for every address, links that die."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from guichet.accounts import links, registering
from guichet.accounts.models import AccountMail, Registration, User
from guichet.database import db
from guichet.profile.models import Profile

CHOSEN = {"identifier": "Lea.Martin", "password": "Demarches1"}


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.behaviour("Created from «Me connecter» with a valid e-mail address and the few data asked")
def test_an_account_is_asked_for_activated_and_opened(app, client, ask, post, link, mails):
    assert 'href="/register"' in client.get("/login").text
    assert "Recevoir le lien" in client.get("/register").text
    sent = ask(client)
    assert (sent.status_code, sent.location) == (303, "/register/sent")
    assert "lea@example.fr" in client.get(sent.location).text
    assert count(app, User) == 0
    path = link("register")
    assert "lea@example.fr" in client.get(path).text
    made = post(client, path, **CHOSEN)
    assert (made.status_code, made.location) == (303, "/login")
    assert "Votre compte est créé" in client.get("/login").text
    assert mails()[-1].subject == "Votre compte Démarches est créé"
    assert "lea.martin" in mails()[-1].text
    for identifier in ("lea.martin", "LEA@example.fr"):
        fresh = app.test_client()
        assert post(fresh, "/login", identifier=identifier, password="Demarches1").location == "/welcome"
    with app.app_context():
        user = db.session.scalar(select(User))
        assert (user.given_name, user.terms_at is not None) == ("Léa", True)
        assert db.session.get(Profile, user.id).data == {
            "identity": {"familyName": "Martin", "givenNames": "Léa"},
            "contacts": {"email": "lea@example.fr"},
        }
    assert count(app, Registration) == count(app, AccountMail) == 0


@pytest.mark.behaviour("Opening the link consumes nothing (mail scanners open links).")
def test_opening_the_link_changes_nothing(app, client, ask, post, link, statements):
    ask(client)
    path = link("register")
    scanner = app.test_client()
    for method in ("get", "head", "get"):
        assert set(statements(lambda method=method: getattr(scanner, method)(path))) == {"SELECT"}
    assert post(client, path, **CHOSEN).location == "/login"


def test_the_link_serves_once(app, client, ask, post, link):
    ask(client)
    path = link("register")
    post(client, path, **CHOSEN)
    for again in (client.get(path), post(client, path, identifier="other", password="Demarches1")):
        assert again.status_code == 410
        assert "n’est plus valable" in again.text
        assert 'href="/register"' in again.text
    assert count(app, User) == 1


@pytest.mark.behaviour("The activation link sent by e-mail is valid 48 hours")
@pytest.mark.parametrize("age", [timedelta(hours=47, minutes=59), timedelta(hours=48, seconds=1)])
def test_the_link_is_good_for_48_hours(app, client, ask, post, link, age):
    start = datetime(2026, 3, 27, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        ask(client)
        path = link("register")
    good = age < timedelta(hours=48)
    with time_machine.travel(start + age, tick=False):
        assert client.get(path).status_code == (200 if good else 410)
        assert post(client, path, **CHOSEN).status_code == (303 if good else 410)
    assert count(app, User) == int(good)


@pytest.mark.parametrize("token", ["x", "é", "a" * 43, "%00", "a" * 5000, "\ud800"])
def test_what_is_no_link_is_a_link_no_longer_good(client, token):
    path = (
        "/register/" + token.encode("utf-8", "surrogatepass").decode("latin-1") if token != "%00" else "/register/%00"
    )
    assert client.get(path).status_code in {404, 410}


def answer(response):
    return response.status_code, re.sub(r'name="csrf_token" value="[^"]*"|nonce="[^"]*"', "", response.text)


@pytest.mark.behaviour("with the same answer whether or not the address is known")
def test_an_address_that_has_an_account_gets_the_same_answer_and_its_owner_a_letter(
    app, make_user, ask, mails, statements
):
    make_user("ana@example.fr", username="ana.durand")
    answers, work = [], []
    for email in ("nobody@example.fr", "ana@example.fr"):
        client = app.test_client()
        client.get("/register")
        work.append(statements(lambda client=client, email=email: answers.append(answer(ask(client, email=email)))))
        answers[-1] += (answer(client.get("/register/sent"))[1].replace(email, ""),)
    assert answers[0] == answers[1]
    assert work[0] == work[1]
    assert work[0].count("INSERT") >= 3
    subjects = {mail.to: mail.subject for mail in mails()}
    assert subjects == {
        "nobody@example.fr": "Activez votre compte Démarches",
        "ana@example.fr": "Vous avez déjà un compte Démarches",
    }
    assert "/register/" not in mails()[-1].text
    assert "ana.durand" in mails()[-1].text


def test_a_link_asked_for_before_the_address_got_its_account_makes_no_second_one(app, client, ask, post, link):
    ask(client)
    first = link("register")
    ask(client)
    second = link("register")
    assert first != second
    assert post(client, first, **CHOSEN).location == "/login"
    assert post(client, second, identifier="other", password="Demarches1").status_code == 410


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "", "Saisissez votre adresse e-mail"),
        ("email", "lea@", "Saisissez une adresse e-mail complète"),
        ("email", "lea@localhost", "Saisissez une adresse e-mail complète"),
        ("email", "a@b.fr, c@d.fr", "Saisissez une adresse e-mail complète"),
        ("email", "a@b.fr\nBcc: c@d.fr", "Saisissez une adresse e-mail complète"),
        ("email", "x" * 300 + "@example.fr", "Saisissez une adresse e-mail complète"),
        ("given-name", "  ", "Saisissez votre prénom"),
        ("family-name", "x" * 101, "Écrivez au plus 100 caractères"),
        ("terms", "", "Acceptez les conditions générales"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(app, client, ask, field, value, words):
    response = ask(client, **{field: value})
    assert response.status_code == 422
    assert words in response.text
    assert f'href="#{field}"' in response.text
    assert ('value="Martin"' in response.text) is (field != "family-name")
    assert count(app, Registration) == 0


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("", "Choisissez un identifiant"),
        ("ab", "de 3 à 50 lettres ou chiffres"),
        ("a b c", "de 3 à 50 lettres ou chiffres"),
        ("lea@example.fr", "de 3 à 50 lettres ou chiffres"),
        ("lea.", "de 3 à 50 lettres ou chiffres"),
        ("x" * 51, "de 3 à 50 lettres ou chiffres"),
        ("ANA.durand", "Cet identifiant est déjà pris"),
    ],
)
def test_an_identifier_is_refused_with_its_reason(app, client, ask, post, link, make_user, identifier, words):
    make_user("ana@example.fr", username="ana.durand")
    ask(client)
    response = post(client, link("register"), identifier=identifier, password="Demarches1")
    assert response.status_code == 422
    assert words in response.text
    assert "Demarches1" not in response.text
    assert count(app, User) == 1


@pytest.mark.parametrize("identifier", ["éric-1", "ana_durand", "123", "ÉRIC.d"])
def test_identifiers_of_many_shapes_are_taken(app, client, ask, post, link, identifier):
    ask(client)
    assert post(client, link("register"), identifier=identifier, password="Demarches1").location == "/login"
    typed = identifier.replace("É", "E\u0301")
    assert post(app.test_client(), "/login", identifier=typed, password="Demarches1").location == "/welcome"


def test_an_identifier_taken_meanwhile_is_told_and_the_link_stays_good(
    app, client, ask, post, link, make_user, monkeypatch
):
    ask(client)
    path = link("register")
    make_user("ana@example.fr", username="lea.martin")
    # Somebody took it between the check and the writing: the database alone can tell.
    monkeypatch.setattr(registering, "is_free", lambda *_a, **_k: True)
    response = post(client, path, **CHOSEN)
    assert response.status_code == 422
    assert "déjà pris" in response.text
    monkeypatch.undo()
    assert post(client, path, identifier="lea.m", password="Demarches1").location == "/login"


def test_the_database_holds_no_token(app, client, ask, link):
    ask(client)
    token = link("register").rpartition("/")[2]
    with app.app_context():
        row = db.session.scalar(select(Registration))
        kept = [str(getattr(row, column.name)) for column in Registration.__table__.columns]
        assert row.token_hash == links.hash_of(token)
    assert not any(token in text for text in kept)


def test_the_letter_leads_to_the_configured_address_only(client, csrf, mails):
    data = {
        "csrf_token": csrf(client),
        "email": "lea@example.fr",
        "given-name": "L",
        "family-name": "M",
        "terms": "true",
    }
    headers = {"X-Forwarded-Host": "evil.example", "Origin": "http://evil.example"}
    client.post("/register", data=data, headers=headers)
    assert "evil" not in mails()[-1].text + mails()[-1].html


def test_letters_follow_the_language_of_the_page(client, ask, mails):
    client.get("/language/en?next=/register")
    ask(client)
    assert mails()[-1].subject == "Activate your Démarches account"


def test_who_is_signed_in_is_led_on(make_user, sign_in):
    assert sign_in(make_user()).get("/register").location == "/welcome"


@pytest.mark.parametrize("policy", ["faq", "modern"])
def test_the_rules_are_written_beside_the_field(environ, request, policy):
    environ["GUICHET_PASSWORD_POLICY"] = policy
    client = request.getfixturevalue("client")
    request.getfixturevalue("ask")(client)
    page = client.get(request.getfixturevalue("link")("register")).text
    assert 'aria-describedby="password-hint"' in page
    assert ("une lettre majuscule" in page) is (policy == "faq")
    assert ("au moins 12 caractères" in page) is (policy == "modern")
    assert "passwords.js" in page
