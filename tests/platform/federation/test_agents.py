"""Agents come by ProConnect's rules: an account made before, linked by its holder, of an organisation of the city."""

import dataclasses
from urllib.parse import parse_qs, urlsplit

import pytest

from guichet.accounts.models import User
from guichet.database import db
from guichet.second_factor import codes
from guichet.second_factor import services as second_factor


@pytest.fixture
def agent(make_user, sign_in, traveller):
    user_id = make_user("camille@ville.example", roles=("agent",), services=("etat-civil",))
    return traveller("proconnect", sign_in(user_id)), user_id


def test_the_way_there_has_only_parameters_that_proconnect_knows(traveller, proconnect):
    there = traveller("proconnect").leave()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(there.location).query).items()}
    assert {len(asked.pop("state")), len(asked.pop("nonce"))} == {43}
    assert asked == {
        "response_type": "code",
        "client_id": "guichet",
        "redirect_uri": "http://127.0.0.1:8000/sign-in/proconnect/callback",
        "scope": "openid given_name usual_name email uid siret idp_id",
        "acr_values": "eidas1",
    }


def test_an_agent_links_once_then_comes_in(agent, traveller, identity, mails):
    person, user_id = agent
    assert person.link().location == "/profile/identity/proconnect"
    kept = identity(user_id)
    assert (kept["family_name"], kept["siret"], kept["idp_id"][:8]) == ("MARTEL", "21990001000012", "71144ab3")
    assert mails()[-1].subject == "Votre compte est lié à ProConnect"
    other = traveller("proconnect")
    assert other.come().location == "/welcome"
    assert other.client.get("/welcome").location == "/agent/requests"
    assert "MARTEL" in other.client.get("/profile").text


def test_no_account_comes_from_proconnect_not_even_by_the_address(agent, traveller, counted):
    before = counted()
    other = traveller("proconnect")
    page = other.come()
    assert page.status_code == 403
    assert "Aucun compte d’agent n’est lié à cette identité" in page.text
    assert not other.is_in()
    assert counted() == before


def test_another_address_or_name_at_the_provider_opens_the_same_account(agent, traveller, proconnect, identity):
    person, user_id = agent
    person.link()
    proconnect.person |= {"email": "c.martel@ville.example", "usual_name": "ROUX"}
    other = traveller("proconnect")
    other.come()
    assert other.is_in()
    assert identity(user_id)["former_names"][0]["familyName"] == "MARTEL"


@pytest.mark.parametrize(
    "siret", ["12345678901234", "", None, "21990001000012 and more", 21990001000012, ["21990001000012"]]
)
def test_an_organisation_that_is_not_the_citys_is_refused(agent, traveller, proconnect, identity, siret):
    person, user_id = agent
    proconnect.person["siret"] = siret
    assert person.link().status_code == 403
    assert identity(user_id) is None
    proconnect.person["siret"] = "21990001000012"
    person.link()
    proconnect.person["siret"] = siret
    other = traveller("proconnect")
    page = other.come()
    assert page.status_code == 403
    assert "Votre organisation n’a pas accès" in page.text
    assert not other.is_in()


def test_an_agent_who_changed_organisation_is_not_let_in_by_that_alone(agent, traveller, proconnect):
    person, _ = agent
    person.link()
    proconnect.person["siret"] = "21990001000020"
    other = traveller("proconnect")
    assert other.come().status_code == 403
    assert not other.is_in()
    person.link()
    assert other.come().status_code == 303
    assert other.is_in()


def test_a_citizen_never_gets_proconnect(make_user, sign_in, traveller):
    person = traveller("proconnect", sign_in(make_user()))
    assert person.client.get("/profile/identity/proconnect").status_code == 404
    assert person.link().status_code == 404


def test_an_account_that_lost_its_role_does_not_come_by_proconnect(app, agent, traveller):
    from guichet.accounts.models import User
    from guichet.database import db

    person, user_id = agent
    person.link()
    with app.app_context():
        db.session.get_one(User, user_id).roles = []
        db.session.commit()
    other = traveller("proconnect")
    page = other.come()
    assert page.status_code == 403
    assert "ProConnect est réservé aux agents" in page.text
    assert not other.is_in()


def test_an_agent_who_signs_out_signs_out_of_proconnect(agent, traveller, proconnect):
    agent[0].link()
    other = traveller("proconnect")
    other.come()
    assert other.post("/logout").location.startswith(f"{proconnect.issuer}/session?id_token_hint=")


def test_the_register_page_has_no_way_for_agents(client):
    page = client.get("/register").text
    assert "S’identifier avec FranceConnect" in page
    assert "ProConnect" not in page
    signing_in = client.get("/login").text
    ways = ("S’identifier avec FranceConnect", "S’identifier avec ProConnect", "Identifiant ou adresse e-mail")
    places = [signing_in.index(way) for way in ways]
    assert places == sorted(places)


@pytest.mark.parametrize("enrolled", [False, True])
def test_whom_proconnect_vouches_for_is_asked_for_no_second_factor(app, config, agent, traveller, enrolled):
    person, user_id = agent
    person.link()
    app.extensions["guichet_config"] = dataclasses.replace(config, second_factor=frozenset(("agent",)))
    if enrolled:
        with app.app_context(), app.test_request_context():
            second_factor.add_authenticator(db.session.get_one(User, user_id), codes.new_secret(), 0)
            db.session.commit()
    # A session opened by a password alone is over; what ProConnect opens is not.
    assert person.client.get("/profile").status_code == 302
    other = traveller("proconnect")
    assert other.come().location == "/welcome"
    assert other.client.get("/agent/requests").status_code == 200
