"""Long lists, dependent lists, people of the household and addresses, posted as a browser without a script would."""

import html
import json
import shutil
from pathlib import Path

import pytest

from guichet.accounts.models import User
from guichet.addresses import services as addresses
from guichet.database import db
from guichet.profile.models import Profile
from guichet.publishing import services as publishing
from guichet.requests.models import Request

HERE = Path(__file__).parent
CITY = HERE.parents[2] / "definitions"
FAMILY = [
    {"id": "lea", "relation": "child", "title": "mme", "familyName": "Durand", "givenNames": "Léa",
     "birthDate": "2015-02-03"},
    {"id": "leo", "relation": "child", "familyName": "Durand", "givenNames": "Léo"},
]  # fmt: skip
FOUND = 10


@pytest.fixture
def environ(environ, tmp_path):
    """A town of 5,000 streets, half of them in the north, and of two schools."""
    folder = tmp_path / "definitions"
    (folder / "lists").mkdir(parents=True)
    for name in ("city.json", "documents.json"):
        shutil.copy(CITY / name, folder)
    shutil.copy(HERE / "listes.json", folder)
    streets = [f"r{n},Rue n° {n},{'nord' if n % 2 else 'sud'}" for n in range(4995)]
    named = ["tilleuls,Rue des Tilleuls,nord", "lilas,Allée des Lilas,nord", "eglise,Rue de l’Église,nord",
             "12,Place du Marché,nord", "double-a,Rue Double,nord", "double-b,Rue Double,nord"]  # fmt: skip
    (folder / "lists" / "voies.csv").write_text("\n".join(["code,nom,quartier", *streets, *named]) + "\n", "utf-8")
    (folder / "lists" / "classes.csv").write_text("code,nom,quartier\na,École A,nord\nb,École B,sud\n", "utf-8")
    shutil.copy(CITY / "lists" / "adresses.csv", folder / "lists")
    return {**environ, "GUICHET_DEFINITIONS": str(folder)}


@pytest.fixture
def walker(app, config, make_user, sign_in, csrf, walk):
    with app.app_context():
        assert not publishing.publish([config.definitions / "listes.json"], actor="test").refused
        db.session.commit()
    walker = walk()
    with app.app_context():
        user = db.session.query(User).filter_by(email="ana@example.fr").one()
        identity = {"title": "mme", "familyName": "Durand", "givenNames": "Ana", "birthDate": "1985-03-27"}
        db.session.merge(Profile(user_id=user.id, data={"identity": identity}, household=FAMILY))
        db.session.commit()
    walker.procedure = "listes"
    walker.start()
    return walker


@pytest.fixture
def draft(app, walker):
    """Return the draft's row as it is stored now."""

    def stored():
        with app.app_context():
            return db.session.get(Request, walker.id)

    return stored


def searching(walker, text, shown="", value="", action="search:/rue", **more):
    """Post the first step with a text in the control of the street."""
    fields = {"/quartier": "nord", "/rue#search": text, "/rue#shown": shown, "/rue": value, **more}
    answer = walker.post("lieu", fields, action=action)
    if not action.startswith("search:"):
        return answer
    # What was typed is kept: the page is read again, and «Back» leads to a page like any.
    assert answer.status_code == 303
    return walker.open("lieu")


# ---- A list of five thousand ----


def test_a_page_does_not_carry_the_list(walker):
    walker.post("lieu", {"/quartier": "nord"}, action="save")
    page = walker.open("lieu")
    assert len(page.data) <= 15_000
    assert 'name="/rue#search"' in page.text
    assert "Rue n° 7" not in page.text


def test_a_short_list_still_opens(walker):
    walker.post("lieu", {"/quartier": "nord"}, action="search:/rue")
    page = walker.open("lieu")
    assert '<select id="f-ecole"' in page.text


@pytest.mark.parametrize("text", ["tilleuls", "TILLEULS rue", "til", "rue tilleul"])
def test_a_part_of_the_name_offers_what_fits_and_keeps_what_was_typed(walker, text):
    page = searching(walker, text)
    assert page.status_code == 200
    assert f'name="/rue#search" value="{text}"' in page.text
    assert 'type="radio" id="f-rue-1" name="/rue" value="tilleuls"' in page.text
    assert page.text.count('name="/rue" value="') == 2
    assert "Choisissez une rue de la liste" not in page.text
    assert f'name="/rue#search" value="{text}"' in walker.open("lieu").text


def test_many_matches_are_cut_and_counted(walker):
    page = searching(walker, "rue")
    assert page.text.count('type="radio" id="f-rue-') == FOUND
    assert "2\u202f501 choix correspondent" in page.text
    assert len(page.data) <= 15_000


def test_no_match_says_so(walker):
    page = searching(walker, "<b>zzz</b>")
    assert "Aucun choix ne correspond à «\u00a0&lt;b&gt;zzz&lt;/b&gt;\u00a0»" in page.text


def test_a_card_of_the_matches_is_the_choice(walker, draft):
    searching(walker, "til")
    assert searching(walker, "til", "til", "tilleuls", action="next").status_code == 303
    assert draft().answers["rue"] == "tilleuls"
    page = walker.open("lieu")
    assert 'name="/rue#search" value="Rue des Tilleuls"' in page.text
    assert 'name="/rue" value="tilleuls"' in page.text


@pytest.mark.parametrize("text", ["Rue des Tilleuls", "rue des tilleuls", "  RUE  DES-TILLEULS "])
def test_a_whole_name_is_taken_at_once(walker, draft, text):
    assert searching(walker, text, action="next").status_code == 303
    assert draft().answers["rue"] == "tilleuls"


@pytest.mark.parametrize(
    "text",
    ["rue des tilleuls bis", "12", "r1", "Rue Double", "!", "Rue n° 2"],
    ids=["no street", "a code", "a code", "two streets", "nothing to compare", "a street of the south"],
)
def test_another_text_is_no_choice_and_is_not_lost(walker, draft, text):
    page = searching(walker, text, action="next")
    assert page.status_code == 422
    assert "Choisissez une rue de la liste." in page.text
    assert f'name="/rue#search" value="{html.escape(text)}"' in page.text
    assert f'name="/rue#search" value="{html.escape(text)}"' in walker.open("lieu").text
    with walker.client.application.app_context():
        from guichet.publishing.lists import lists

        assert draft().answers["rue"] not in {row["code"] for row in lists()["voies"]}


def test_a_text_that_was_changed_outdoes_the_choice_that_stood_there(walker, draft):
    searching(walker, "tilleuls", "", action="next")
    page = searching(walker, "lilas", "Rue des Tilleuls", "tilleuls", action="next")
    assert page.status_code == 422
    assert 'value="lilas"' in page.text
    assert draft().answers["rue"] != "tilleuls"


def test_an_emptied_text_is_no_answer(walker, draft):
    searching(walker, "Rue des Tilleuls", action="save")
    searching(walker, "", "Rue des Tilleuls", "tilleuls", action="save")
    assert "rue" not in draft().answers


def test_streets_of_the_same_name_are_told_by_the_choice(walker, draft):
    assert searching(walker, "Rue Double", "Rue Double", "double-b", action="next").status_code == 303
    assert draft().answers["rue"] == "double-b"


def test_a_value_that_is_not_in_the_list_is_refused_whatever_the_text_says(walker):
    page = searching(walker, "Rue des Tilleuls", "Rue des Tilleuls", "ailleurs", action="next")
    assert page.status_code == 422
    assert "Choisissez une rue de la liste" in page.text


@pytest.mark.parametrize(("text", "value"), [("erable", 2), ("CHÊNE", 1)])
def test_choices_of_the_definition_are_searched_too(walker, draft, text, value):
    searching(walker, "tilleuls", action="save", **{"/arbre#search": text, "/arbre#shown": "", "/arbre": ""})
    assert draft().answers["arbre"] == value


# ---- Lists that depend on an answer ----


def test_a_choice_that_the_other_answers_no_longer_allow_is_told_and_refused(walker, draft):
    searching(walker, "Rue des Tilleuls", action="save", **{"/ecole": "a"})
    fields = {"/rue#search": "Rue des Tilleuls", "/rue#shown": "Rue des Tilleuls", "/rue": "tilleuls", "/ecole": "a"}
    walker.post("lieu", {**fields, "/quartier": "sud"}, action="update")
    page = walker.open("lieu")
    for name in ("Rue des Tilleuls", "École A"):
        assert f"Votre choix précédent, «\u00a0{name}\u00a0», n’est plus proposé" in page.text
    assert '<option value="a"' not in page.text
    assert 'id="f-rue--value" name="/rue" value=""' in page.text
    refused = walker.post("lieu", {**fields, "/quartier": "sud"}, action="next")
    assert refused.status_code == 422
    assert 'href="#f-rue"' in refused.text
    assert 'href="#f-ecole"' in refused.text


def test_without_what_it_depends_on_nothing_is_offered(walker):
    walker.post("lieu", {"/rue#search": "til", "/rue#shown": "", "/rue": ""}, action="search:/rue")
    page = walker.open("lieu")
    assert "tilleuls" not in page.text


# ---- What the script asks ----


def ask(walker, at, q, **more):
    return walker.client.post(f"{walker.base}/choices", data={"csrf_token": walker.token, "at": at, "q": q, **more})


def test_the_script_gets_what_fits_and_what_to_announce(walker):
    walker.post("lieu", {"/quartier": "nord"}, action="save")
    answer = ask(walker, "/rue", "eglise").json
    assert answer["choices"] == [{"value": "eglise", "title": "Rue de l’Église", "hint": ""}]
    assert answer["said"] == "Un choix proposé. Flèche vers le bas pour y aller."
    many = ask(walker, "/rue", "rue" + " " * 5000).json
    assert len(many["choices"]) == FOUND
    assert many["said"].startswith("2\u202f501 choix correspondent, les 10 premiers")
    assert ask(walker, "/rue", "zzz").json["said"] == "Aucun choix ne correspond."


def test_the_script_gets_nothing_about_other_fields_or_other_people(walker, make_user, sign_in, csrf):
    assert ask(walker, "/enfant/nom", "a").status_code == 404
    assert ask(walker, "/ailleurs" * 200, "a").status_code == 404
    stranger = sign_in(make_user("paul@example.fr"))
    data = {"csrf_token": csrf(stranger), "at": "/rue", "q": "a"}
    assert stranger.post(f"{walker.base}/choices", data=data).status_code == 404
    unsigned = walker.client.post(f"{walker.base}/choices", data={"at": "/rue", "q": "a"})
    assert unsigned.status_code == 400


# ---- People of the household ----


def test_the_picker_shows_the_people_and_fills_with_the_one_picked(walker, draft):
    page = walker.open("personne")
    assert "Vous-même" in page.text
    assert "Léa Durand" in page.text
    assert "née le 3\u00a0février 2015" in page.text
    assert "Quelqu’un d’autre" in page.text
    walker.post("personne", {"/enfant#member": "lea"}, action="fill:/enfant")
    assert draft().answers["enfant"] == {"nom": "Durand", "prenoms": "Léa"}
    assert draft().origins["/enfant/prenoms"] == "member"
    page = walker.open("personne")
    assert 'name="/enfant#member" value="lea" checked' in page.text
    assert "repris de votre foyer" in page.text


def test_another_pick_replaces_and_somebody_else_empties_what_was_taken(walker, draft):
    walker.post("personne", {"/enfant#member": "lea"}, action="fill:/enfant")
    typed = {"/enfant/nom": "Durand", "/enfant/prenoms": "Léa"}
    walker.post("personne", {**typed, "/enfant#member": "self"}, action="fill:/enfant")
    assert draft().answers["enfant"]["prenoms"] == "Ana"
    fields = {"/enfant/nom": "Durand", "/enfant/prenoms": "Ana", "/enfant/remarque": "timide"}
    walker.post("personne", {**fields, "/enfant#member": "other"}, action="fill:/enfant")
    assert draft().answers["enfant"] == {"remarque": "timide"}
    assert "/enfant/nom" not in draft().origins


def test_what_was_filled_can_be_edited_and_stays_edited(walker, draft):
    searching(walker, "Rue des Tilleuls", action="next")
    walker.post("personne", {"/enfant#member": "lea"}, action="fill:/enfant")
    edited = {"/enfant#member": "lea", "/enfant/nom": "Durand", "/enfant/prenoms": "Léa Marie"}
    assert walker.post("personne", edited).status_code == 303
    assert draft().answers["enfant"] == {"nom": "Durand", "prenoms": "Léa Marie"}
    assert "/enfant/prenoms" not in draft().origins


def test_a_pick_without_its_button_fills_an_empty_group(walker, draft):
    searching(walker, "Rue des Tilleuls", action="next")
    empty = {"/enfant/nom": "", "/enfant/prenoms": ""}
    assert walker.post("personne", {"/enfant#member": "leo", **empty}).status_code == 303
    assert draft().answers["enfant"] == {"nom": "Durand", "prenoms": "Léo"}


@pytest.mark.parametrize("member", ["nobody", "", "<b>", "x" * 5000])
def test_an_unknown_person_fills_nothing(walker, draft, member):
    kept = {"/enfant/nom": "Petit", "/enfant/prenoms": "Zoé"}
    walker.post("personne", {**kept, "/enfant#member": member}, action="fill:/enfant")
    assert draft().answers["enfant"] == {"nom": "Petit", "prenoms": "Zoé"}


# ---- Addresses ----


def test_an_address_is_searched_chosen_and_filled_in(walker, draft):
    page = walker.post("adresse", {"/adresse#search": "12 rue des ti"}, action="search:/adresse")
    assert page.status_code == 200
    assert 'name="/adresse#search" value="12 rue des ti"' in page.text
    assert "12 Rue des Tilleuls, 99210 Sainte-Aurore" in page.text
    picked = json.dumps({"line1": "12 Rue des Tilleuls", "postcode": "99210", "city": "Sainte-Aurore"})
    kept = {"/adresse#pick": picked, "/adresse/complement": "Bât. B"}
    assert walker.post("adresse", kept, action="fill:/adresse").status_code == 303
    filled = {"voie": "12 Rue des Tilleuls", "complement": "Bât. B", "codePostal": "99210", "commune": "Sainte-Aurore"}
    assert draft().answers["adresse"] == filled


@pytest.mark.parametrize("picked", ["", "x", "[1]", '{"line1": 5}', "{" * 3000, '{"line1": {"a": 1}}', "null"])
def test_a_pick_that_is_no_address_changes_nothing(walker, draft, picked):
    typed = {"/adresse/voie": "1 rue A", "/adresse/codePostal": "99210", "/adresse/commune": "Ici"}
    walker.post("adresse", {**typed, "/adresse#pick": picked}, action="fill:/adresse")
    assert draft().answers["adresse"] == {"voie": "1 rue A", "codePostal": "99210", "commune": "Ici"}


def test_the_script_learns_what_to_write_where(walker):
    (choice,) = ask(walker, "/adresse", "3 bis tilleuls").json["choices"]
    assert choice["title"] == "3 bis Rue des Tilleuls, 99210 Sainte-Aurore"
    assert choice["fills"] == {
        "/adresse/voie": "3 bis Rue des Tilleuls",
        "/adresse/codePostal": "99210",
        "/adresse/commune": "Sainte-Aurore",
    }
    assert ask(walker, "/adresse", "3").json["choices"] == []


def test_without_any_source_an_address_is_typed(walker, config):
    (config.definitions / "lists" / "adresses.csv").unlink()
    page = walker.open("adresse")
    assert 'name="/adresse/voie"' in page.text
    assert "/adresse#search" not in page.text
    with walker.client.application.app_context():
        assert addresses.available() is False
