"""«Mon profil» : what is kept, corrected, and never lost to a second tab."""

import pytest

from guichet.accounts.models import User
from guichet.database import db
from guichet.profile import services
from guichet.profile.models import Profile


@pytest.fixture
def ana(app, make_user, sign_in):
    user_id = make_user()
    with app.app_context():
        data = {
            "identity": {"familyName": "Durand", "givenNames": "Ana", "birthDate": "1985-03-27"},
            "contacts": {"email": "ana@example.fr", "fax": "kept though the page does not show it"},
        }
        member = {"id": "leo", "relation": "child", "givenNames": "Léo", "familyName": "Durand"}
        db.session.add(Profile(user_id=user_id, data=data, household=[member]))
        db.session.commit()
    client = sign_in(user_id)
    client.user_id = user_id
    return client


def stored(app, user_id):
    with app.app_context():
        profile = services.profile_of(db.session.get_one(User, user_id))
        return profile.data, profile.version


def post(client, csrf, version=1, **values):
    known = {
        "/identity/familyName": "Durand",
        "/identity/givenNames": "Ana",
        "/identity/birthDate": "1985-03-27",
        "/contacts/email": "ana@example.fr",
    }
    data = {"csrf_token": csrf(client), "version": version, **known, **values}
    return client.post("/profile", data=data)


def test_the_page_shows_what_is_kept_and_the_household(ana):
    page = ana.get("/profile").text
    assert 'value="Durand"' in page
    assert 'name="/identity/birthDate#year" value="1985"' in page
    assert "Léo Durand" in page
    assert "Mettre à jour" in page


def test_mettre_a_jour_saves_and_keeps_what_the_page_does_not_show(app, ana, csrf):
    response = post(
        ana,
        csrf,
        **{
            "/identity/familyName": "  Durand   Petit ",
            "/addresses/main/line1": "1 rue Haute",
            "/contacts/phone": "06 12 34 56 78",
        },
    )
    assert response.status_code == 303
    assert "Vos informations sont à jour" in ana.get("/profile").text
    data, version = stored(app, ana.user_id)
    assert version == 2
    assert data["identity"]["familyName"] == "Durand Petit"
    assert data["addresses"]["main"]["line1"] == "1 rue Haute"
    assert data["contacts"]["fax"] == "kept though the page does not show it"


def test_an_emptied_field_is_absent_and_so_is_an_emptied_group(app, ana, csrf):
    post(ana, csrf, **{"/addresses/main/line1": "1 rue Haute"})
    post(ana, csrf, version=2, **{"/addresses/main/line1": "", "/identity/familyName": ""})
    data, _ = stored(app, ana.user_id)
    assert "addresses" not in data
    assert "familyName" not in data["identity"]


def test_a_date_may_come_in_parts(app, ana, csrf):
    client = ana
    data = {"csrf_token": csrf(client), "version": 1, "/identity/birthDate#day": "3", "/identity/birthDate#month": "2"}
    client.post("/profile", data={**data, "/identity/birthDate#year": "1990"})
    assert stored(app, ana.user_id)[0]["identity"]["birthDate"] == "1990-02-03"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("/identity/birthDate", "1985-02-30", "Indiquez une date passée"),
        ("/identity/birthDate", "2999-01-01", "Indiquez une date passée"),
        ("/identity/birthDate", "hier", "Indiquez une date passée"),
        ("/contacts/email", "ana@", "Saisissez une adresse complète"),
        ("/contacts/phone", "12", "Saisissez dix chiffres"),
        ("/addresses/main/postcode", "ABCDE", "Saisissez cinq chiffres"),
        ("/identity/familyName", "x" * 101, "Écrivez un texte plus court"),
        ("/identity/title", "duc", "Choisissez une des réponses proposées"),
    ],
)
def test_what_is_wrong_is_told_and_everything_typed_is_kept(app, ana, csrf, field, value, words):
    response = post(ana, csrf, **{field: value, "/addresses/main/line1": "typed and kept"})
    assert response.status_code == 422
    assert words in response.text
    assert f'href="#{field[1:].replace("/", "-")}"' in response.text
    assert 'value="typed and kept"' in response.text
    assert stored(app, ana.user_id)[1] == 1


def test_the_second_of_two_tabs_is_warned_and_loses_nothing(app, ana, csrf):
    post(ana, csrf, **{"/identity/familyName": "First"})
    response = post(ana, csrf, **{"/identity/familyName": "Second"})
    assert response.status_code == 409
    assert 'value="Second"' in response.text
    assert "Ce qui est déjà enregistré : First" in response.text
    assert 'name="version" value="2"' in response.text
    assert stored(app, ana.user_id)[0]["identity"]["familyName"] == "First"


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "²"])
def test_a_version_that_makes_no_sense_saves_nothing(app, ana, csrf, version):
    assert post(ana, csrf, version=version, **{"/identity/familyName": "Other"}).status_code == 409
    assert stored(app, ana.user_id)[0]["identity"]["familyName"] == "Durand"


def test_a_first_profile_is_made_by_saving_it(app, make_user, sign_in, csrf):
    user_id = make_user("paul@example.fr")
    client = sign_in(user_id)
    assert 'name="version" value="0"' in client.get("/profile").text
    post(client, csrf, version=0, **{"/identity/familyName": "Petit", "/contacts/email": "paul@example.fr"})
    data, version = stored(app, user_id)
    assert version == 1
    assert data["identity"]["familyName"] == "Petit"


def test_a_form_without_token_changes_nothing(app, ana):
    assert ana.post("/profile", data={"version": 1, "/identity/familyName": "Other"}).status_code == 400
    assert stored(app, ana.user_id)[1] == 1


def test_nobody_sees_the_profile_of_another(make_user, sign_in, ana):
    paul = sign_in(make_user("paul@example.fr"))
    assert "Durand" not in paul.get("/profile").text
