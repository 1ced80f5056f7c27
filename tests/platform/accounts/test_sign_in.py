"""Signing in and out: by address or identifier, with one answer for every refusal."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from passlib.hash import argon2
from sqlalchemy import select

from guichet.accounts import services
from guichet.accounts.models import User
from guichet.database import db


def enter(client, csrf, **data):
    return client.post("/login", data={"csrf_token": csrf(client), "password": "Demarches1", **data})


@pytest.mark.parametrize("typed", ["ana@example.fr", "ANA@Example.FR ", "ana.durand", "Ana.Durand"])
def test_address_and_identifier_both_open_the_account(client, csrf, make_user, typed):
    make_user("ana@example.fr", username="ana.durand")
    response = enter(client, csrf, identifier=typed)
    assert response.status_code == 302
    assert client.get("/profile").status_code == 200


def test_a_password_is_the_same_however_the_keyboard_writes_its_accents(app, client, csrf):
    with app.app_context():
        services.create("ana@example.fr", "D\u00e9marches1")
        db.session.commit()
    assert enter(client, csrf, identifier="ana@example.fr", password="De\u0301marches1").status_code == 302


def test_a_password_is_as_long_as_people_count(app, client, csrf):
    with app.app_context():
        services.create("ana@example.fr", "\u00e9" * 100)
        db.session.commit()
    assert enter(client, csrf, identifier="ana@example.fr", password="e\u0301" * 100).status_code == 302


def test_the_page_of_arrival_depends_on_who_arrives(client, csrf, make_user):
    make_user("camille@ville.example", roles=("agent",), services=("etat-civil",))
    assert enter(client, csrf, identifier="camille@ville.example").location == "/welcome"
    assert client.get("/welcome").location == "/agent/requests"


def test_a_citizen_arrives_at_the_requests(make_user, sign_in):
    assert sign_in(make_user()).get("/welcome").location == "/requests"


@pytest.mark.parametrize("next_page", ["/profile", "/procedures/acte-naissance?a=1"])
def test_the_page_asked_for_comes_back_after_signing_in(client, csrf, make_user, next_page):
    make_user()
    assert enter(client, csrf, identifier="ana@example.fr", next=next_page).location == next_page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "///x"],
)
def test_no_address_of_another_site_is_followed(client, csrf, make_user, elsewhere):
    make_user()
    response = enter(client, csrf, identifier="ana@example.fr", next=elsewhere)
    assert urlsplit(urljoin("http://localhost/login", response.location or "")).netloc == "localhost"


def refusal(client, csrf, **data):
    response = enter(client, csrf, **data)
    assert response.status_code == 200
    text = re.sub(r'name="csrf_token" value="[^"]*"|nonce="[^"]*"', "", response.text)
    return text.replace(data["identifier"], "")


def test_every_refusal_is_the_same_page(app, csrf, make_user):
    make_user("ana@example.fr")
    with app.app_context():
        services.create("off@example.fr", "Demarches1").active = False
        db.session.commit()
    pages = {
        refusal(app.test_client(), csrf, identifier="ana@example.fr", password="wrong"),
        refusal(app.test_client(), csrf, identifier="nobody@example.fr", password="wrong"),
        refusal(app.test_client(), csrf, identifier="off@example.fr"),
        refusal(app.test_client(), csrf, identifier="nobody@example.fr", password=""),
    }
    assert len(pages) == 1
    assert "Identifiant ou mot de passe incorrect" in pages.pop()


def test_the_refusal_keeps_the_identifier_and_not_the_password(client, csrf):
    response = enter(client, csrf, identifier="ana@example.fr", password="typed-secret")
    assert 'value="ana@example.fr"' in response.text
    assert "typed-secret" not in response.text
    assert "<title>Erreur" in response.text


def test_no_answer_is_json_that_would_tell_more(client, csrf):
    response = client.post(
        "/login",
        json={"identifier": "nobody@example.fr", "password": "x"},
        headers={"Accept": "application/json", "X-CSRFToken": csrf(client)},
    )
    assert response.mimetype == "text/html"


def test_signing_out_is_a_button_and_ends_the_session(client, csrf, make_user):
    make_user()
    enter(client, csrf, identifier="ana@example.fr")
    page = client.get("/profile").text
    assert '<form method="post" action="/logout">' in page
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").status_code == 400
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert client.post("/logout", data={"csrf_token": token}).location == "/"
    assert client.get("/profile").status_code == 302


def test_no_token_in_an_address_or_a_header_opens_an_account(app, make_user):
    user_id = make_user()
    with app.app_context():
        token = db.session.get_one(User, user_id).get_auth_token()
    client = app.test_client()
    assert client.get(f"/profile?auth_token={token}").status_code == 302
    assert client.get("/profile", headers={"Authentication-Token": token}).status_code == 302


def test_a_session_dies_with_the_account(app, make_user, sign_in):
    user_id = make_user()
    client = sign_in(user_id)
    assert client.get("/profile").status_code == 200
    with app.app_context():
        db.session.get_one(User, user_id).active = False
        db.session.commit()
    assert client.get("/profile").status_code == 302


def test_passwords_are_kept_as_argon2(app, make_user):
    make_user()
    with app.app_context():
        assert db.session.scalar(select(User.password)).startswith("$argon2id$")


def test_a_password_hashed_otherwise_is_hashed_anew_at_signing_in(app, client, csrf, make_user):
    make_user()
    with app.app_context():
        # As it was kept while hashing was set otherwise.
        old = argon2.using(type="I", time_cost=1, memory_cost=8, parallelism=1).hash("Demarches1")
        db.session.scalars(select(User)).one().password = old
        db.session.commit()
    for _ in range(2):
        assert enter(client, csrf, identifier="ana@example.fr").status_code == 302
        client.post("/logout", data={"csrf_token": csrf(client)})
        with app.app_context():
            kept = db.session.scalar(select(User.password))
        assert kept.startswith("$argon2id$")
        old, renewed = kept, kept != old
    assert not renewed


@pytest.mark.parametrize("odd", ["a\x00b", "\u202e", " ", "x" * 10000, "%", "' OR 1=1 --"])
def test_odd_identifiers_are_refused_like_any_other(client, csrf, odd):
    response = enter(client, csrf, identifier=odd)
    assert response.status_code == 200
    assert "Identifiant ou mot de passe incorrect" in response.text


@pytest.mark.parametrize("path", ["/reset", "/change", "/confirm", "/recover-username", "/us-signin"])
def test_what_is_not_offered_yet_does_not_exist(client, path):
    assert client.get(path).status_code == 404


def test_the_library_speaks_french(app):
    from flask_security.utils import get_message

    with app.test_request_context("/", headers={"Accept-Language": "fr"}):
        assert "passe" in get_message("INVALID_PASSWORD")[0]
