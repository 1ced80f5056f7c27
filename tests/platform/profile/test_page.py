"""«Mes informations personnelles» : lists that grow and shrink, where values come from, and two tabs at once."""

import re

import pytest

from guichet.database import db
from guichet.profile import stamps, storing
from guichet.profile.models import Profile
from guichet_validate.profile import check_profile


@pytest.mark.behaviour(
    "«Mes informations personnelles»: identity, addresses, the household (*foyer*: members with name, birth date, "
    "relation), contacts (several telephone numbers and e-mail addresses)"
)
def test_everything_is_on_one_page_with_lists_that_grow(person, form):
    page = person.post(person.tab(), "add:household")
    tab = form(page.text)
    new = next(name for name in tab if name.startswith("/household/") and "/leo/" not in name).rpartition("/")[0]
    page = person.post(tab, "add:addresses", **{f"{new}/givenNames": "Mia", f"{new}/relation": "spouse"})
    tab = form(page.text)
    assert tab[f"{new}/givenNames"] == ["Mia"]
    there = next(name for name in tab if re.match(r"/addresses/a[0-9a-f]{12}/line1", name)).rpartition("/")[0]
    tab = form(person.post(tab, "add:phones", **{f"{there}/label": "Vacances", f"{there}/line1": "2 rue Mer"}).text)
    tab = form(person.post(tab, "add:emails", **{"/contacts/phone2": "06 99 00 22 22"}).text)
    assert person.stored().version == 1
    birth = {f"{new}/birthDate#day": "3", f"{new}/birthDate#month": "2", f"{new}/birthDate#year": "1980"}
    assert person.post(tab, **birth, **{"/contacts/email2": "Ana@Travail.example"}).status_code == 303
    stored = person.stored()
    assert stored.household[1] == {
        "id": new.rpartition("/")[2], "relation": "spouse", "givenNames": "Mia", "birthDate": "1980-02-03"
    }  # fmt: skip
    assert stored.data["addresses"][there.rpartition("/")[2]] == {"label": "Vacances", "line1": "2 rue Mer"}
    assert stored.data["contacts"]["phone2"] == "06 99 00 22 22"
    assert stored.data["contacts"]["email2"] == "ana@travail.example"
    assert check_profile({**stored.data, "household": stored.household}) == ()


@pytest.mark.behaviour("saved by the button «Mettre à jour»")
def test_what_is_removed_goes_only_with_the_button(person, form):
    page = person.post(person.tab(), "remove:/household/leo", **{"/identity/usageName": "Petit"})
    tab = form(page.text)
    assert "Léo" not in page.text.partition('name="seen"')[2].partition(">")[2]
    assert tab["/identity/usageName"] == ["Petit"]
    assert person.stored().household
    assert "Mettre à jour" in page.text
    person.post(form(person.post(tab, "remove:/addresses/work").text))
    stored = person.stored()
    assert stored.household == []
    assert list(stored.data["addresses"]) == ["main"]
    assert stored.data["identity"]["usageName"] == "Petit"


def test_emptying_everything_about_a_person_removes_them(person):
    empty = {name: "" for name in person.tab() if name.startswith("/household/leo/")}
    person.post(person.tab(), **empty)
    assert person.stored().household == []


def test_another_address_becomes_the_main_one_and_keeps_where_it_comes_from(app, person):
    person.post(person.tab(), **{"/addresses/work/line2": "Bureau 3"})
    before = person.stored()
    assert before.stamps["/addresses/work/line2"]["source"] == stamps.TYPED
    assert person.post(person.tab(), main="work").status_code == 303
    stored = person.stored()
    assert stored.data["addresses"]["main"]["label"] == "Travail"
    assert stored.data["addresses"]["work"] == before.data["addresses"]["main"]
    assert stored.stamps == {"/addresses/main/line2": before.stamps["/addresses/work/line2"]}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"/household/new/birthDate": "2015-02-03"}, "Écrivez le prénom"),
        ({"/addresses/new/label": "Domicile"}, "Écrivez l’adresse"),
        ({f"/household/p{number}/givenNames": "Ada" for number in range(30)}, "la liste est trop longue"),
    ],
)
def test_a_row_that_is_half_written_is_told(person, fields, words):
    response = person.post(person.tab(), **fields)
    assert response.status_code == 422
    assert words in response.text
    assert person.stored().version == 1


def test_a_wrong_value_that_stands_already_bothers_nobody(app, person):
    with app.app_context():
        profile = db.session.get_one(Profile, person.user_id)
        profile.data = {**profile.data, "contacts": {"phone": "poste 12"}}
        db.session.commit()
    assert person.post(person.tab(), **{"/identity/usageName": "Petit"}).status_code == 303
    assert person.post(person.tab(), **{"/contacts/phone": "poste 13"}).status_code == 422


def test_a_foreign_postcode_is_taken_with_its_country(person):
    fields = {"/addresses/main/postcode": "SW1A 1AA", "/addresses/main/country": ""}
    assert person.post(person.tab(), **fields).status_code == 422
    fields["/addresses/main/country"] = "Royaume-Uni"
    assert person.post(person.tab(), **fields).status_code == 303


def test_dates_are_written_as_forms_write_them_and_wrong_ones_as_typed(person):
    tab = person.tab()
    assert [tab[f"/identity/birthDate#{part}"] for part in ("day", "month", "year")] == [["7"], ["3"], ["1985"]]
    page = person.post(tab, **{"/identity/birthDate#day": "x", "/identity/birthDate#month": ""})
    assert page.status_code == 422
    assert 'name="/identity/birthDate#day" value="x"' in page.text
    assert 'name="/identity/birthDate#month" value=""' in page.text


def test_every_value_says_where_it_comes_from_and_since_when(app, person):
    with app.app_context():
        user = db.session.get_one(Profile, person.user_id)
        user.stamps = {
            "/identity/familyName": {"source": "franceconnect", "at": "2026-11-12T10:00:00+00:00"},
            "/identity/givenNames": {"source": "agent", "at": "2026-11-13T10:00:00+00:00"},
            "/contacts/phone": {"source": "request", "at": "2026-11-14T10:00:00+00:00", "request": "0" * 32},
            "/household/leo/givenNames": {"source": "typed", "at": "2026-11-15T10:00:00+00:00"},
        }
        db.session.commit()
    page = person.client.get("/profile").text
    for words in (
        "Certifié par FranceConnect le 12 novembre 2026",
        "Vérifié par la mairie le 13 novembre 2026",
        "Vient d’une demande, le 14 novembre 2026",
        "Saisi le 15 novembre 2026",
    ):
        assert words in page
    person.post(person.tab(), **{"/identity/familyName": "Petit"})
    found = person.stored().stamps
    assert found["/identity/familyName"]["source"] == stamps.TYPED
    assert found["/identity/givenNames"]["source"] == stamps.AGENT
    assert "Certifié par FranceConnect" not in person.client.get("/profile").text


def test_an_agent_vouches_for_values_that_stay_the_same(app, person):
    with app.app_context():
        from guichet.accounts.models import User

        places = ("/identity/familyName", "/identity/birthPlace")
        storing.mark(db.session.get_one(User, person.user_id), places, stamps.verified())
        db.session.commit()
    stored = person.stored()
    assert {place: stamp["source"] for place, stamp in stored.stamps.items()} == {"/identity/familyName": "agent"}
    assert stored.version == 2


def test_two_tabs_that_change_different_things_both_win(person):
    first, second = person.tab(), person.tab()
    person.post(first, **{"/contacts/phone": "01 99 00 33 33"})
    assert person.post(second, **{"/identity/usageName": "Petit"}).status_code == 303
    data = person.stored().data
    assert data["contacts"]["phone"] == "01 99 00 33 33"
    assert data["identity"]["usageName"] == "Petit"


@pytest.mark.parametrize("kept", ["typed", "stored"])
def test_the_loser_of_two_tabs_chooses_field_by_field(person, form, kept):
    first, second = person.tab(), person.tab()
    person.post(first, **{"/contacts/phone": "01 99 00 33 33", "/identity/usageName": "Un"})
    page = person.post(second, **{"/contacts/phone": "01 99 00 44 44", "/identity/nationality": "belge"})
    assert page.status_code == 409
    assert "Ce qui est déjà enregistré\u00a0: 01 99 00 33 33" in page.text
    tab = form(page.text)
    assert tab["/contacts/phone"] == ["01 99 00 44 44"]
    assert [name for name in tab if name.startswith("choose:")] == ["choose:/contacts/phone"]
    assert tab["/identity/usageName"] == ["Un"]
    assert person.post(tab, **{"choose:/contacts/phone": kept}).status_code == 303
    data = person.stored().data
    assert data["contacts"]["phone"] == {"typed": "01 99 00 44 44", "stored": "01 99 00 33 33"}[kept]
    assert data["identity"] | {"usageName": "Un", "nationality": "belge"} == data["identity"]


def test_somebody_removed_elsewhere_and_changed_here_is_shown_whole(person, form):
    first, second = person.tab(), person.tab()
    person.post(first, "remove:/household/leo")
    person.post(first, removed="/household/leo", **{name: None for name in first if name.startswith("/household/leo")})
    assert person.stored().household == []
    page = person.post(second, **{"/household/leo/school": "Zola"})
    assert page.status_code == 409
    assert 'value="Léo"' in page.text
    person.post(form(page.text))
    assert person.stored().household[0]["givenNames"] == "Léo"
    assert person.stored().household[0]["school"] == "Zola"


def test_somebody_changed_elsewhere_is_not_removed_here_unseen(person, form):
    first, second = person.tab(), person.tab()
    person.post(first, **{"/household/leo/school": "Zola"})
    gone = {name: None for name in second if name.startswith("/household/leo")}
    page = person.post(second, removed="/household/leo", **gone)
    assert page.status_code == 409
    assert "Zola" in page.text
    tab = form(page.text)
    person.post(tab, **{name: "stored" for name in tab if name.startswith("choose:")})
    assert person.stored().household[0] | {"school": "Zola", "givenNames": "Léo"} == person.stored().household[0]


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"a": 1}', "[" * 5000])
def test_what_a_page_showed_is_not_believed_blindly(person, seen):
    first, second = person.tab(), person.tab()
    person.post(first, **{"/contacts/phone": "01 99 00 33 33"})
    assert person.post(second, seen=seen, **{"/contacts/phone": "01 99 00 44 44"}).status_code == 409
    assert person.stored().data["contacts"]["phone"] == "01 99 00 33 33"


def test_language_and_channel_are_the_persons(person, mails):
    person.client.set_cookie("guichet_language", "fr")
    response = person.post(person.tab(), **{"/language": "en", "/channel": "post"})
    assert response.status_code == 303
    page = person.client.get("/profile").text
    assert "Your information is up to date." in page
    assert "Update</button>" in page
    assert person.stored().channel == "post"
    assert mails()[-1].subject == "Your information is up to date"


def test_saving_nothing_new_sends_no_letter(person, mails):
    assert person.post(person.tab()).status_code == 303
    assert mails() == []
    person.post(person.tab(), **{"/identity/usageName": "Petit"})
    assert len(mails()) == 1


def test_the_page_asks_the_database_a_bounded_number_of_times(person, statements):
    few = statements(lambda: person.client.get("/profile"))
    rows = {}
    for number in range(20):
        rows |= {f"/household/p{number}/givenNames": f"Ada {number}", f"/household/p{number}/relation": "child"}
    assert person.post(person.tab(), **rows).status_code == 303
    person.client.get("/profile")
    assert statements(lambda: person.client.get("/profile")).count("SELECT") == few.count("SELECT") <= 5


@pytest.mark.parametrize(("channel", "words"), [("email", "Préfère un e-mail"), ("phone", "Préfère un appel")])
def test_agents_see_how_the_person_prefers_to_be_reached(walk, agent, channel, words):
    walker = walk()
    assert walker.submit().status_code == 303
    data = {"csrf_token": walker.token, "version": "0", "/channel": channel}
    assert walker.client.post("/profile", data=data).status_code == 303
    assert words in agent("etat-civil").get(f"/agent/requests/{walker.id}").text
