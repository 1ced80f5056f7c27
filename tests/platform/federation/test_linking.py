"""Linking and unlinking: only by who is signed in and gives the password; told by letter; never two for one."""

import re

import pytest
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.federation import services
from guichet.federation.models import FederationAttempt


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def holder(make_user, sign_in, traveller):
    """Return somebody signed in by password, before FranceConnect, and the account's id."""

    def enter(email="paul@example.fr", **values):
        user_id = make_user(email, **values)
        return traveller(client=sign_in(user_id)), user_id

    return enter


def test_an_account_is_linked_by_its_holder_with_the_password(holder, traveller, identity, mails):
    person, user_id = holder()
    page = person.client.get("/profile/identity/franceconnect")
    assert "Votre compte n’est pas lié à FranceConnect" in page.text
    answer = person.link()
    assert (answer.status_code, answer.location) == (303, "/profile/identity/franceconnect")
    assert identity(user_id)["sub"] == "ana-at-the-provider"
    assert mails()[-1].subject == "Votre compte est lié à FranceConnect"
    assert mails()[-1].to == "paul@example.fr"
    shown = person.client.get("/profile").text
    assert "Identité certifiée" in shown
    assert "78646 (code officiel géographique)" in shown
    other = traveller()
    other.come()
    assert other.is_in()


def test_linking_leaves_the_profile_as_it_was(app, holder):
    from guichet.profile.models import Profile

    person, user_id = holder()
    with app.app_context():
        db.session.add(Profile(user_id=user_id, data={"identity": {"familyName": "Petit"}}))
        db.session.commit()
    person.link()
    with app.app_context():
        assert db.session.get(Profile, user_id).data == {"identity": {"familyName": "Petit"}}


@pytest.mark.parametrize("password", ["", "faux", "Demarches1" * 20])
def test_without_the_password_nothing_is_begun_nor_undone(app, holder, identity, password):
    person, user_id = holder()
    assert person.link(password).status_code == 422
    with app.app_context():
        assert db.session.scalars(select(FederationAttempt)).all() == []
    person.link()
    assert person.unlink(password).status_code == 422
    assert identity(user_id) is not None


def test_passwords_tried_here_are_counted(holder):
    person, _ = holder()
    answers = [person.link("faux").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_link_begun_for_one_account_never_reaches_another(holder, sign_in, make_user, franceconnect, identity):
    person, user_id = holder()
    there = person.post("/profile/identity/franceconnect/link", **{"current-password": "Demarches1"})
    answer = franceconnect.authorize(there.location)
    other_id = make_user("autre@example.fr")
    sign_in(other_id, person.client)
    assert person.back(answer).status_code == 400
    assert identity(user_id) is None
    assert identity(other_id) is None


def test_a_link_that_comes_back_signed_out_reaches_nobody(holder, franceconnect, identity):
    person, user_id = holder()
    there = person.post("/profile/identity/franceconnect/link", **{"current-password": "Demarches1"})
    answer = franceconnect.authorize(there.location)
    person.post("/logout")
    assert person.back(answer).status_code == 400
    assert not person.is_in()
    assert identity(user_id) is None


def test_a_way_in_begun_by_somebody_else_never_links_who_is_signed_in(holder, traveller, franceconnect, identity):
    """Login CSRF: the thief's own way, sent to the victim as a link."""
    person, user_id = holder()
    answer = franceconnect.authorize(traveller().leave().location)
    assert person.back(answer).status_code == 400
    assert identity(user_id) is None


def test_an_identity_serves_one_account(holder, identity):
    first, first_id = holder()
    first.link()
    second, second_id = holder("autre@example.fr")
    page = second.link()
    assert page.status_code == 409
    assert "Cette identité est liée à un autre compte" in page.text
    assert identity(second_id) is None
    assert identity(first_id) is not None


def test_an_account_has_one_identity_of_a_provider(holder, franceconnect, identity):
    person, user_id = holder()
    person.link()
    franceconnect.person["sub"] = "somebody else"
    page = person.link()
    assert page.status_code == 409
    assert "déjà lié à une autre identité" in page.text
    assert identity(user_id)["sub"] == "ana-at-the-provider"


def test_unlinking_forgets_the_identity_and_signs_others_out(holder, traveller, identity, mails, counted):
    person, user_id = holder()
    person.link()
    other = traveller()
    other.come()
    page = person.client.get("/profile/identity/franceconnect").text
    assert "Délier FranceConnect de mon compte" in page
    assert person.unlink().status_code == 303
    assert identity(user_id) is None
    assert person.is_in()
    assert not other.is_in()
    assert mails()[-1].subject == "Votre compte n’est plus lié à FranceConnect"
    assert "Identité certifiée" not in person.client.get("/profile").text
    person.unlink()
    assert len([letter for letter in mails() if "plus lié" in letter.subject]) == 1
    again = traveller()
    assert again.come().location == "/sign-in/franceconnect/register"


def test_a_changed_birth_is_taken_over_by_unlinking_and_linking_again(holder, franceconnect, identity):
    person, user_id = holder()
    person.link()
    franceconnect.person["birthdate"] = "1985-03-28"
    person.unlink()
    person.link()
    assert identity(user_id)["birth_date"] == "1985-03-28"


def test_an_agent_never_gets_franceconnect(holder, identity, app):
    person, _ = holder("agent@ville.example", roles=("agent",))
    assert person.client.get("/profile/identity/franceconnect").status_code == 404
    assert person.link().status_code == 404
    # Nor by a way that began before the account had its role.
    citizen, user_id = holder("futur@ville.example")
    there = citizen.post("/profile/identity/franceconnect/link", **{"current-password": "Demarches1"})
    from guichet.accounts import services as accounts

    with app.app_context():
        db.session.get_one(User, user_id).roles = [accounts.role("agent")]
        db.session.commit()
    assert citizen.back(citizen.double.authorize(there.location)).status_code == 403
    assert identity(user_id) is None


# ---- An account without a password ----


@pytest.fixture
def passwordless(traveller):
    person = traveller()
    person.come()
    person.accept()
    return person


@pytest.mark.parametrize("path", ["/profile/password", "/profile/email", "/profile/identifier"])
def test_without_a_password_the_pages_lead_to_a_first_one(passwordless, path):
    for answer in (passwordless.client.get(path), passwordless.post(path, email="x@example.fr")):
        assert answer.status_code == 200
        assert "n’a pas encore de mot de passe" in answer.text


def test_without_a_password_the_only_way_in_is_not_taken_off(passwordless, counted):
    assert passwordless.unlink("").status_code == 200
    assert passwordless.unlink("anything").status_code == 200
    assert counted()[2] == 1
    assert "Recevoir le lien par e-mail" in passwordless.client.get("/profile/identity/franceconnect").text


@pytest.mark.parametrize("password", ["", "None", "Demarches1"])
def test_without_a_password_no_password_opens_the_account(app, passwordless, traveller, password):
    other = traveller()
    other.post("/login", identifier="ana.lucie@example.fr", password=password)
    assert not other.is_in()


def test_a_first_password_is_chosen_by_letter_and_then_opens_the_account(passwordless, mails, traveller):
    assert passwordless.post("/forgotten", email="ana.lucie@example.fr").status_code == 303
    path = re.search(r"http://127\.0\.0\.1:8000(/forgotten/[\w-]{43})\s", mails()[-1].text)[1]
    assert passwordless.post(path, password="Premier2026").status_code == 303
    other = traveller()
    other.post("/login", identifier="ana.lucie@example.fr", password="Premier2026")
    assert other.is_in()
    assert other.unlink("Premier2026").status_code == 303


def test_nothing_is_left_of_an_account_that_is_deleted(app, holder, counted):
    person, user_id = holder()
    person.link()
    person.post("/profile/identity/franceconnect/link", **{"current-password": "Demarches1"})
    with app.app_context():
        db.session.delete(db.session.get_one(User, user_id))
        db.session.commit()
        assert db.session.scalars(select(FederationAttempt)).all() == []
    assert counted() == (0, 0, 0, 0)


def test_definitions_read_the_certified_claims(app, holder, franceconnect):
    person, user_id = holder()
    with app.app_context():
        assert services.claims_of(user_id) == {}
    franceconnect.person["birthdate"] = "1990-00-00"
    person.link()
    with app.app_context():
        claims = services.claims_of(user_id)
    assert claims["family_name"] == "DURAND"
    assert "birthdate" not in claims
