"""Coming in by FranceConnect: a new account, the same account again, out again; agents never."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.federation import attempts
from guichet.federation.models import FederatedSession, FederationAttempt, PendingIdentity
from guichet.profile.models import Profile
from guichet.tasks.tidying import tidy


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def the_user(app):
    with app.app_context():
        user = db.session.scalars(select(User)).one()
        profile = db.session.get(Profile, user.id)
        return user, profile.data


def test_the_way_there_says_what_the_contract_asks_and_nothing_else(traveller, franceconnect):
    there = traveller().leave()
    assert there.status_code == 303
    assert there.location.startswith(f"{franceconnect.issuer}/authorize?")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there.location).query).items()}
    assert {len(asked.pop("state")), len(asked.pop("nonce"))} == {43}
    assert asked == {
        "response_type": "code",
        "client_id": "guichet",
        "redirect_uri": "http://127.0.0.1:8000/sign-in/franceconnect/callback",
        "scope": "openid identite_pivot preferred_username email",
        "acr_values": "eidas1",
    }


def test_the_secret_of_the_client_goes_in_the_body(traveller, franceconnect):
    traveller().come()
    form, headers = next((form, headers) for name, form, headers in franceconnect.asked if name == "token")
    assert form["client_secret"] == franceconnect.client_secret
    assert "Authorization" not in headers
    assert "code_verifier" not in form


@pytest.mark.behaviour("or by signing in with **FranceConnect** (OpenID Connect).")
def test_somebody_new_gets_an_account_once_the_conditions_are_accepted(app, traveller, counted, mails, identity):
    person = traveller()
    assert person.come(next="/profile").location == "/sign-in/franceconnect/register"
    page = person.client.get("/sign-in/franceconnect/register")
    for shown in ("DURAND", "PETIT", "Ana Lucie", "27 mars 1985", "France", "ana.lucie@example.fr"):
        assert shown in page.text
    assert counted() == (0, 0, 0, 1)
    refused = person.accept(terms="")
    assert refused.status_code == 422
    assert "Acceptez les conditions" in refused.text
    assert counted() == (0, 0, 0, 1)
    made = person.accept()
    assert (made.status_code, made.location) == (303, "/profile")
    assert counted() == (1, 1, 1, 0)
    user, data = the_user(app)
    assert (user.email, user.password, user.username) == ("ana.lucie@example.fr", None, None)
    assert user.terms_at is not None
    assert data["identity"] == {
        "familyName": "DURAND", "usageName": "PETIT", "givenNames": "Ana Lucie", "birthDate": "1985-03-27"
    }  # fmt: skip
    kept = identity(user.id)
    assert (kept["sub"], kept["birth_place"], kept["birth_country"]) == ("ana-at-the-provider", "78646", "99100")
    letter = mails()[-1]
    assert (letter.to, letter.subject) == ("ana.lucie@example.fr", "Votre compte Démarches est créé")
    assert "FranceConnect" in letter.text


def test_nothing_certified_stands_in_the_cookie(traveller):
    import base64
    import zlib

    person = traveller()
    person.come()
    cookie = person.client.get_cookie("guichet_session").value
    payload = cookie.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    assert b"DURAND" not in (zlib.decompress(raw) if cookie.startswith(".") else raw)


def test_who_refuses_leaves_nothing_behind_and_is_signed_out_there(traveller, counted, franceconnect):
    person = traveller()
    person.come()
    answer = person.accept(action="refuse")
    assert answer.location.startswith(f"{franceconnect.issuer}/session?")
    assert counted() == (0, 0, 0, 0)
    assert person.accept().status_code == 400
    assert counted() == (0, 0, 0, 0)


def test_an_account_is_made_once_however_often_the_form_is_sent(traveller, counted):
    person = traveller()
    person.come()
    assert person.accept().status_code == 303
    other = traveller()
    assert other.accept().status_code == 400
    assert counted()[0] == 1


def test_who_waits_waits_for_one_browser_and_half_an_hour(app, traveller, counted):
    person = traveller()
    person.come()
    assert traveller().client.get("/sign-in/franceconnect/register").status_code == 400
    with app.app_context():
        db.session.scalars(select(PendingIdentity)).one().expires_at = now()
        db.session.commit()
    assert person.accept().status_code == 400
    assert counted()[0] == 0
    with app.app_context():
        tidy()
    assert counted() == (0, 0, 0, 0)


def test_the_same_person_comes_back_to_the_same_account(traveller, counted):
    first = traveller()
    first.come()
    first.accept()
    again = traveller()
    answer = again.come(next="/requests")
    assert (answer.status_code, answer.location) == (303, "/requests")
    assert again.is_in()
    assert counted() == (1, 2, 1, 0)


def test_who_waits_by_franceconnect_gets_no_account_elsewhere(traveller, counted):
    person = traveller()
    person.come()
    assert person.post("/sign-in/proconnect/register", terms="true").status_code == 404
    assert counted() == (0, 0, 0, 1)


def test_the_signature_that_franceconnect_recommends_is_read(traveller, franceconnect):
    key = ECKey.generate_key("P-256", {"kid": "curve", "use": "sig", "alg": "ES256"})
    franceconnect.published = [*franceconnect.published, key]
    franceconnect.sign = franceconnect.info_sign = lambda claims: jwt.encode(
        {"alg": "ES256", "kid": "curve"}, claims, key
    )
    assert traveller().come().location == "/sign-in/franceconnect/register"


def at_once(app, person, act):
    """Do the same in eight browsers at once, which hold one cookie; return the answers."""
    cookie = person.client.get_cookie("guichet_session").value

    def one(_):
        client = app.test_client()
        client.set_cookie("guichet_session", cookie)
        return act(client)

    with ThreadPoolExecutor(8) as pool:
        return sorted(pool.map(one, range(8)))


def test_a_state_serves_once_however_many_come_at_once(app, traveller, franceconnect, counted):
    first = traveller()
    first.come()
    first.accept()
    person = traveller()
    answer = franceconnect.authorize(person.leave().location)
    path = "/sign-in/franceconnect/callback"
    assert at_once(app, person, lambda client: client.get(path, query_string=answer).status_code) == [303] + [400] * 7
    assert counted() == (1, 2, 1, 0)


def test_an_account_is_made_once_however_many_ask_at_once(app, traveller, counted, csrf):
    person = traveller()
    person.come()
    form = {"csrf_token": csrf(person.client), "terms": "true"}
    path = "/sign-in/franceconnect/register"
    assert at_once(app, person, lambda client: client.post(path, data=form).status_code) == [303] + [400] * 7
    assert counted() == (1, 1, 1, 0)


def test_two_who_are_one_person_get_one_account(app, traveller, counted, csrf):
    """Two browsers wait with one identity; whoever is second is told so, or that the address is known."""
    people = [traveller(), traveller()]
    for person in people:
        person.come()
    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(lambda person: person.accept().status_code, people))
    assert codes == [303, 409]
    assert counted()[0] == 1
    assert counted()[2] == 1


def test_another_address_at_the_provider_opens_the_same_account(app, traveller, franceconnect):
    person = traveller()
    person.come()
    person.accept()
    franceconnect.person["email"] = "autre@example.fr"
    again = traveller()
    again.come()
    assert again.is_in()
    assert the_user(app)[0].email == "ana.lucie@example.fr"


def test_an_address_that_has_an_account_opens_nothing(make_user, traveller, counted):
    make_user("ana.lucie@example.fr")
    person = traveller()
    page = person.come()
    assert page.status_code == 409
    assert "Vous avez peut-être déjà un compte" in page.text
    assert "/login?next=/profile/identity/franceconnect" in page.text
    assert not person.is_in()
    assert counted() == (1, 0, 0, 0)


def test_an_account_made_meanwhile_with_that_address_is_not_touched(make_user, traveller, counted):
    person = traveller()
    person.come()
    make_user("ana.lucie@example.fr")
    assert person.accept().status_code == 409
    assert not person.is_in()
    assert counted()[:3] == (1, 0, 0)


def test_without_an_address_no_account_is_offered(traveller, franceconnect, counted):
    del franceconnect.person["email"]
    page = traveller().come()
    assert page.status_code == 403
    assert "ne nous a pas transmis d’adresse e-mail" in page.text
    assert counted() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("given", "shown"),
    [("1990-00-00", "1990 (jour et mois inconnus)"), ("1990", "1990 (jour et mois inconnus)"),
     ("1990-05-00", "05/1990 (jour inconnu)"), ("1990-05", "05/1990 (jour inconnu)"), ("1990-02-31", "1990-02-31"),
     ("vers 1990", "vers 1990")],
)  # fmt: skip
def test_a_birth_known_in_part_is_kept_as_it_is(app, traveller, franceconnect, identity, given, shown):
    franceconnect.person |= {"birthdate": given, "birthplace": "", "birthcountry": "99109"}
    person = traveller()
    person.come()
    person.accept()
    user, data = the_user(app)
    assert identity(user.id)["birth_date"] == given
    assert data["identity"].get("birthDate") == ("1990-02-31" if given == "1990-02-31" else None)
    page = person.client.get("/profile").text
    assert shown in page
    assert "99109 (code officiel géographique)" in page


def test_changed_names_are_kept_beside_the_former_ones_and_told(app, traveller, franceconnect, identity, mails):
    person = traveller()
    person.come()
    person.accept()
    franceconnect.person |= {"family_name": "LEROY", "preferred_username": None}
    again = traveller()
    again.come()
    user, data = the_user(app)
    kept = identity(user.id)
    assert (kept["family_name"], kept["preferred_name"]) == ("LEROY", "")
    assert [one["familyName"] for one in kept["former_names"]] == ["DURAND"]
    assert data["identity"]["familyName"] == "DURAND"
    page = again.client.get("/profile").text
    assert "Ana Lucie DURAND PETIT, jusqu’au" in page
    assert mails()[-1].subject == "Votre identité certifiée a changé"
    traveller().come()
    assert len(identity(user.id)["former_names"]) == 1


@pytest.mark.parametrize("claim", ["birthdate", "birthplace", "birthcountry"])
def test_another_birth_under_the_same_name_opens_nothing(app, traveller, franceconnect, identity, claim):
    person = traveller()
    person.come()
    person.accept()
    before = identity(the_user(app)[0].id)
    franceconnect.person[claim] = "1999"
    again = traveller()
    page = again.come()
    assert page.status_code == 403
    assert "transmet une autre identité qu’avant" in page.text
    assert not again.is_in()
    assert identity(before["user_id"]) == before


def test_signing_out_signs_out_of_the_provider(app, traveller, franceconnect, counted):
    person = traveller()
    person.come()
    person.accept()
    answer = person.post("/logout")
    there = urlsplit(answer.location)
    assert answer.location.startswith(f"{franceconnect.issuer}/session?")
    asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert asked["post_logout_redirect_uri"] == "http://127.0.0.1:8000/sign-in/franceconnect/signed-out"
    assert asked["id_token_hint"].count(".") == 2
    assert not person.is_in()
    assert counted()[1] == 0
    with app.app_context():
        assert db.session.scalars(select(FederatedSession)).all() == []
    back = person.client.get("/sign-in/franceconnect/signed-out", query_string={"state": asked["state"]})
    assert back.location == "/"
    assert "Vous êtes déconnecté du portail et de FranceConnect" in person.client.get("/").text


def test_a_return_nobody_asked_for_says_nothing(traveller):
    person = traveller()
    back = person.client.get("/sign-in/franceconnect/signed-out?state=made-up")
    assert back.location == "/"
    assert "déconnecté" not in person.client.get("/").text


def test_the_way_out_cannot_be_used_as_a_way_in(traveller, franceconnect):
    person = traveller()
    person.come()
    person.accept()
    state = parse_qs(urlsplit(person.post("/logout").location).query)["state"][0]
    franceconnect.codes["a code"] = ""
    assert person.back({"code": "a code", "state": state}).status_code == 400
    assert not person.is_in()


def test_who_signed_in_by_password_is_signed_out_of_the_portal_only(make_user, sign_in, traveller):
    person = traveller(client=sign_in(make_user()))
    assert person.post("/logout").location == "/"


def test_a_provider_that_is_away_does_not_keep_anybody_signed_in(app, traveller, franceconnect, monkeypatch):
    person = traveller()
    person.come()
    person.accept()
    franceconnect.answers["openid-configuration"] = lambda handler: handler.send_error(500)
    monkeypatch.setattr(app.extensions["guichet_federation"]["franceconnect"], "_known", None)
    answer = person.post("/logout")
    assert answer.location == "/"
    assert not person.is_in()
    assert "n’a pas répondu" in person.client.get("/").text


def test_a_role_keeps_an_account_from_franceconnect(app, traveller, counted):
    from guichet.accounts import services

    person = traveller()
    person.come()
    person.accept()
    with app.app_context():
        db.session.scalars(select(User)).one().roles = [services.role("agent")]
        db.session.commit()
    again = traveller()
    page = again.come()
    assert page.status_code == 403
    assert "Les agents ne se connectent pas avec FranceConnect" in page.text
    assert not again.is_in()


def test_a_closed_account_stays_closed(app, traveller):
    person = traveller()
    person.come()
    person.accept()
    with app.app_context():
        db.session.scalars(select(User)).one().active = False
        db.session.commit()
    again = traveller()
    assert again.come().status_code == 403
    assert not again.is_in()


def test_ways_that_nobody_came_back_from_are_thrown_away(app, traveller):
    traveller().leave()
    with app.app_context():
        found = db.session.scalars(select(FederationAttempt)).one()
        assert timedelta(minutes=9) < found.expires_at - now() <= timedelta(minutes=10)
        found.expires_at = now()
        db.session.commit()
        attempts.purge()
        assert db.session.scalars(select(FederationAttempt)).all() == []


def test_too_many_ways_from_one_place_are_slowed_down(traveller):
    person = traveller()
    answers = [person.leave().status_code for _ in range(32)]
    assert answers[:30] == [303] * 30
    assert answers[-1] == 429
