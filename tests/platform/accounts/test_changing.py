"""Changing password, address and identifier: the password is asked for again, and letters tell of it."""

from html import unescape

import pytest
from sqlalchemy import func, select

from guichet.accounts.models import AccountLink
from guichet.database import db

OLD, NEW = "Demarches1", "Nouveau2026"


@pytest.fixture
def ana(app, make_user, sign_in):
    user_id = make_user("ana@example.fr", username="ana.durand", family_name="Durand")
    client = sign_in(user_id)
    client.user_id = user_id
    return client


def opens(app, post, identifier, password=OLD):
    return post(app.test_client(), "/login", identifier=identifier, password=password).status_code == 302


@pytest.mark.behaviour("«Mon mot de passe»")
def test_the_profile_leads_to_everything(ana):
    page = ana.get("/profile").text
    assert "Mon mot de passe" in page
    for path in ("password", "email", "identifier", "devices"):
        assert f'href="/profile/{path}"' in page
        assert ana.get(f"/profile/{path}").status_code == 200


@pytest.mark.behaviour("Every operation on the account is confirmed by e-mail.")
def test_a_new_password_ends_the_other_sessions_and_is_told(app, ana, sign_in, post, mails):
    elsewhere = sign_in(ana.user_id)
    changed = post(ana, "/profile/password", **{"current-password": OLD, "password": NEW})
    assert (changed.status_code, changed.location) == (303, "/profile")
    assert "Votre mot de passe est changé" in ana.get("/profile").text
    assert elsewhere.get("/profile").status_code == 302
    assert (mails()[-1].to, mails()[-1].subject) == ("ana@example.fr", "Votre mot de passe a changé")
    assert opens(app, post, "ana.durand", NEW)
    assert not opens(app, post, "ana.durand", OLD)


@pytest.mark.parametrize(
    ("current", "chosen", "words"),
    [
        ("", NEW, "Saisissez votre mot de passe actuel"),
        ("wrong", NEW, "Ce n’est pas votre mot de passe actuel"),
        ("x" * 200, NEW, "Ce n’est pas votre mot de passe actuel"),
        (OLD, "short", "Il manque\u00a0: au moins 8 caractères, une lettre majuscule, un chiffre"),
        (OLD, "x" * 200, "de 128 caractères au plus"),
    ],
)
def test_a_password_is_refused_with_its_reason(app, ana, post, current, chosen, words):
    response = post(ana, "/profile/password", **{"current-password": current, "password": chosen})
    assert response.status_code == 422
    assert words in unescape(response.text)
    assert opens(app, post, "ana.durand")


@pytest.mark.parametrize("path", ["password", "email", "identifier"])
def test_the_password_cannot_be_guessed_here_either(ana, post, path):
    fields = {"current-password": "wrong", "password": NEW, "email": "new@example.fr", "identifier": "other"}
    answers = [post(ana, f"/profile/{path}", **fields) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "réessayez à partir de" in unescape(answers[-1].text)
    if path != "password":
        assert f'value="{fields[path]}"' in answers[-1].text
    assert "Nouveau2026" not in answers[-1].text


def test_a_new_address_is_confirmed_there_and_told_to_the_old_one(app, ana, post, link, mails):
    sent = post(ana, "/profile/email", **{"email": "New@Example.fr", "current-password": OLD})
    assert (sent.status_code, sent.location) == (303, "/profile")
    assert "new@example.fr" in ana.get("/profile").text
    path = link("email")
    assert mails()[-1].to == "new@example.fr"
    assert opens(app, post, "ana@example.fr")
    # On another machine, without being signed in.
    other = app.test_client()
    assert "new@example.fr" in other.get(path).text
    assert opens(app, post, "ana@example.fr")
    assert post(other, path).location == "/login"
    assert {mail.to for mail in mails() if mail.subject == "L’adresse de votre compte a changé"} == {
        "ana@example.fr",
        "new@example.fr",
    }
    assert opens(app, post, "new@example.fr")
    assert not opens(app, post, "ana@example.fr")
    assert post(other, path).status_code == 410


def test_an_address_that_has_an_account_gives_the_same_answer(app, ana, make_user, post, mails, statements):
    make_user("paul@example.fr", username="paul")
    answers, work = [], []
    for email in ("nobody@example.fr", "paul@example.fr"):

        def ask(email=email):
            answers.append(post(ana, "/profile/email", **{"email": email, "current-password": OLD}))

        work.append(statements(ask))
        shown = unescape(ana.get("/profile").text)
        assert f"Nous envoyons un e-mail à {email}" in shown
    assert [answer.status_code for answer in answers] == [303, 303]
    assert work[0] == work[1]
    subjects = {mail.to: mail.subject for mail in mails()}
    assert subjects["paul@example.fr"] == "Cette adresse a déjà un compte Démarches"
    # The second change replaced the first: its letter had nothing left to lead to.
    assert "nobody@example.fr" not in subjects


def test_an_address_taken_meanwhile_is_not_given_twice(app, ana, make_user, post, link):
    post(ana, "/profile/email", **{"email": "new@example.fr", "current-password": OLD})
    path = link("email")
    make_user("new@example.fr")
    assert ana.get(path).status_code == post(ana, path).status_code == 410
    assert opens(app, post, "ana@example.fr")


def test_a_link_to_the_old_mailbox_chooses_no_password_any_more(app, ana, post, link):
    post(app.test_client(), "/forgotten", email="ana@example.fr")
    old = link("forgotten")
    post(ana, "/profile/email", **{"email": "new@example.fr", "current-password": OLD})
    post(ana, link("email"))
    assert post(app.test_client(), old, password=NEW).status_code == 410
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(AccountLink)) == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Saisissez votre adresse"),
        ("new@", "adresse e-mail complète"),
        ("ana@example.fr", "C’est déjà l’adresse"),
    ],
)
def test_an_address_is_refused_with_its_reason(ana, post, typed, words):
    response = post(ana, "/profile/email", **{"email": typed, "current-password": OLD})
    assert response.status_code == 422
    assert words in unescape(response.text)


def test_a_new_identifier_opens_the_account_and_is_told(app, ana, post, mails):
    assert post(ana, "/profile/identifier", **{"identifier": "Ana.Petit", "current-password": OLD}).status_code == 303
    assert "ana.petit" in mails()[-1].text
    assert mails()[-1].subject == "Votre identifiant a changé"
    assert opens(app, post, "ana.petit")
    assert not opens(app, post, "ana.durand")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Choisissez un identifiant"), ("a b", "de 3 à 50 lettres"), ("PAUL.petit", "déjà pris")],
)
def test_an_identifier_is_refused_with_its_reason(app, ana, make_user, post, typed, words):
    make_user("paul@example.fr", username="paul.petit")
    response = post(ana, "/profile/identifier", **{"identifier": typed, "current-password": OLD})
    assert response.status_code == 422
    assert words in unescape(response.text)
    assert opens(app, post, "ana.durand")


def test_saving_the_profile_is_confirmed_by_a_letter(ana, post, mails):
    post(ana, "/profile", version="0", **{"/identity/familyName": "Durand", "action": "update"})
    assert mails()[-1].subject == "Vos informations sont à jour"


def test_the_policy_of_the_settings_holds_here_too(environ, request):
    environ["GUICHET_PASSWORD_POLICY"] = "modern"
    ana, post = request.getfixturevalue("ana"), request.getfixturevalue("post")
    for chosen, status in ((NEW, 422), ("motdepasse2026", 422), ("quatre chevaux bleus", 303)):
        response = post(ana, "/profile/password", **{"current-password": OLD, "password": chosen})
        assert response.status_code == status
