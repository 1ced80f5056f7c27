"""Filling a draft: what is kept, what is dropped, what is said, and where each button leads."""

import io
import json
from html import unescape

import pytest
from sqlalchemy import func, select

from guichet.accounts.models import User
from guichet.database import db
from guichet.profile.models import Profile
from guichet.publishing import services as publishing
from guichet.requests.models import Request

NBSP = "\u00a0"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def text_of(response):
    return unescape(response.text)


def know(app, email, **profile):
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == email))
        db.session.add(Profile(user_id=user.id, data=profile, household=[]))
        db.session.commit()


def test_signed_out_the_start_page_leads_to_sign_in_or_to_a_request_without_an_account(essai, client, csrf):
    for response in (
        client.get("/procedures/essai/requests"),
        client.post("/procedures/essai/requests", data={"csrf_token": csrf(client)}),
    ):
        assert response.status_code == 200
        assert "/login?next=/procedures/essai/requests" in response.text
        assert "/procedures/essai/requests/without-account" in response.text


def test_an_unknown_procedure_is_not_found(essai, walk):
    assert walk().client.get("/procedures/inconnue/requests").status_code == 404


def test_starting_fills_in_what_the_profile_knows(app, walk, stored):
    walker = walk()
    know(app, "ana@example.fr", identity={"familyName": "Durand"}, contacts={"phone": "01 99 00 00 00"})
    walker.start()
    draft = stored(walker)
    assert draft.answers == {"nom": "Durand", "telephone": "01 99 00 00 00"}
    assert draft.origins == {"/nom": "profile", "/telephone": "profile"}
    page = walker.open("vous")
    assert "repris de votre profil" in page.text
    walker.post("vous", {"/nom": "Durand", "/telephone": "01 99 00 00 01"}, "update")
    assert stored(walker).origins == {"/nom": "profile"}


def test_what_was_emptied_is_not_filled_in_again(app, walk, stored):
    walker = walk()
    know(app, "ana@example.fr", contacts={"phone": "01 99 00 00 00"})
    walker.start()
    walker.post("vous", {"/nom": "Durand", "/telephone": ""})
    assert "telephone" not in stored(walker).answers
    assert "01 99 00 00 00" not in walker.open("vous").text


@pytest.mark.behaviour("Opening a procedure that has a draft offers to resume it.")
def test_a_draft_of_the_same_procedure_is_offered_before_a_second_one(app, walk):
    walker = walk()
    walker.start()
    first = walker.base
    offered = walker.start()
    assert offered.status_code == 200
    assert "Vous avez déjà commencé cette demande" in offered.text
    assert first in offered.text
    anew = walker.start(anew="true")
    assert anew.status_code == 303
    assert walker.base != first
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Request)) == 2


def test_resuming_leads_to_the_step_reached(walk):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    assert walker.client.get(walker.base).location.endswith("/steps/pieces")
    walker.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "a.pdf")})
    assert walker.client.get(walker.base).location.endswith("/review")


def test_each_button_leads_where_it_says(walk):
    walker = walk()
    walker.start()
    assert walker.post("demande", {"/pour": "moi", "/nombre": "2"}).location.endswith("/steps/vous")
    assert walker.post("vous", {"/nom": "D"}, "previous").location.endswith("/steps/demande")
    assert walker.post("demande", {"/pour": "moi", "/nombre": "2"}, "update").location.endswith("/steps/demande")
    assert walker.post("demande", {"/pour": "moi", "/nombre": "2"}, "save").location.endswith("/requests")
    assert walker.post("demande", {"/pour": "moi"}, "abandon").location.endswith("/abandon")
    assert "Votre brouillon est enregistré" in walker.client.get("/requests").text


def test_wrong_answers_are_kept_in_the_draft_and_shown_with_what_to_do(walk, stored):
    walker = walk()
    walker.start()
    response = walker.post("demande", {"/pour": "moi", "/nombre": "beaucoup"})
    assert response.status_code == 422
    assert "<title>Erreur" in response.text
    assert 'href="#f-nombre"' in response.text
    assert 'value="beaucoup"' in response.text
    assert stored(walker).answers == {"pour": "moi", "nombre": "beaucoup"}
    assert walker.client.get(walker.base).location.endswith("/steps/demande")


def test_going_back_asks_nothing(walk, stored):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    response = walker.post("vous", {"/nom": ""}, "previous")
    assert response.status_code == 303
    assert "nom" not in stored(walker).answers


def test_steps_are_counted_as_they_apply_and_the_moment_of_saving_is_shown(walk):
    walker = walk()
    walker.start()
    assert "Enregistré le" not in walker.open("demande").text
    walker.post("demande", {"/pour": "moi", "/nombre": "2"})
    page = walker.open("vous")
    assert "étape 2 sur 4" in page.text
    assert "Enregistré le" in page.text
    assert "Étape précédente" in page.text
    assert "Étape précédente" not in walker.open("demande").text


def test_the_side_card_lists_the_documents_asked_for_and_those_given(walk):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    side = walker.open("vous").text.partition("Vos pièces")[2]
    assert "Pièce d’identité" in side
    assert "à joindre à l’étape 3" in side
    walker.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "a.pdf")})
    assert "déjà fournie" in walker.open("vous").text


def test_the_service_to_turn_to_is_on_every_step(walk):
    walker = walk()
    walker.start()
    assert "Service de l’état civil" in walker.open("demande").text


def test_a_value_off_the_active_branch_is_dropped_and_said_so(walk, stored):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "autre", "/precision": "Ma voisine", "/nombre": "2"})
    assert stored(walker).answers["precision"] == "Ma voisine"
    walker.post("demande", {"/pour": "moi", "/precision": "Ma voisine", "/nombre": "2"})
    assert "precision" not in stored(walker).answers
    page = text_of(walker.open("vous"))
    assert f"Ces réponses ne sont plus demandées et ont été retirées{NBSP}: Précisez." in page
    assert "Ma voisine" not in page


@pytest.mark.parametrize("name", ["/inconnu", "/nom", "/pour/x", "status", "/attestation", "/total", "__proto__", "/"])
def test_a_field_this_step_does_not_know_is_ignored_and_said_so(walk, stored, name):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "moi", "/nombre": "2", name: "intrus-7391"})
    draft = stored(walker)
    assert draft.answers == {"pour": "moi", "nombre": 2, "total": 4}
    assert draft.status == "draft"
    if name != "/total":
        assert "Une information inconnue de ce formulaire a été ignorée." in walker.open("vous").text


def test_a_computed_value_is_the_servers(walk, stored):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "moi", "/nombre": "3", "/total": "999"})
    assert stored(walker).answers["total"] == 6


def test_rows_are_added_and_removed_without_losing_the_rest(walk, stored):
    walker = walk()
    walker.start()
    walker.post("vous", {"/nom": "Durand"}, "add:/enfants")
    walker.post("vous", {"/nom": "Durand", "/enfants/0/prenom": "Léo"}, "add:/enfants")
    assert stored(walker).answers["enfants"] == [{"prenom": "Léo"}, {}]
    walker.post("vous", {"/nom": "D", "/enfants/0/prenom": "Léo", "/enfants/1/prenom": "Mia"}, "remove:/enfants/0")
    assert stored(walker).answers == {"nom": "D", "enfants": [{"prenom": "Mia"}]}


def test_a_row_left_empty_is_dropped_on_going_on(walk, stored):
    walker = walk()
    walker.start()
    walker.fill(until="vous")
    walker.post("vous", {"/nom": "Durand"}, "add:/enfants")
    response = walker.post("vous", {"/nom": "Durand", "/enfants/0#row": "1", "/enfants/0/prenom": ""})
    assert response.status_code == 303
    assert "enfants" not in stored(walker).answers


@pytest.mark.parametrize("action", ["add:/inconnu", "add:/piece", "remove:/nom", "remove:/enfants/9", "add:", "zzz"])
def test_a_button_of_nothing_changes_nothing(walk, stored, action):
    walker = walk()
    walker.start()
    response = walker.post("vous", {"/nom": "Durand"}, action)
    assert response.status_code == 303
    assert stored(walker).answers == {"nom": "Durand"}


def test_the_fragment_saves_and_returns_the_fields_alone(walk, stored):
    walker = walk()
    walker.start()
    response = walker.post("demande", {"/pour": "autre", "/nombre": "x"}, "update", {"X-Guichet-Fragment": "1"})
    assert response.status_code == 200
    assert "<html" not in response.text
    assert 'name="/precision"' in response.text
    assert "error" not in response.text
    assert stored(walker).answers == {"pour": "autre", "nombre": "x"}
    assert response.headers["X-Guichet-Version"] == str(stored(walker).version)


def test_without_javascript_the_same_question_appears_after_the_round_trip(walk):
    walker = walk()
    walker.start()
    assert 'name="/precision"' not in walker.open("demande").text
    walker.post("demande", {"/pour": "autre"}, "update")
    assert 'name="/precision"' in walker.open("demande").text


def test_a_person_who_is_not_eligible_is_told_and_the_draft_is_kept(walk, stored):
    walker = walk()
    walker.start()
    response = walker.post("demande", {"/pour": "ailleurs", "/nombre": "1"})
    assert response.status_code == 200
    assert "Adressez-vous à l’autre ville" in response.text
    assert "Erreur" not in response.text
    assert stored(walker).answers["pour"] == "ailleurs"
    review = walker.open("review")
    assert "Adressez-vous à l’autre ville" in review.text
    assert "Envoyer ma demande" not in review.text


def test_two_tabs_the_second_keeps_what_was_typed_and_nothing_is_lost(walk, stored):
    walker = walk()
    walker.start()
    seen = walker.version
    walker.post("demande", {"/pour": "moi", "/nombre": "2"})
    walker.version = seen
    conflict = walker.post("demande", {"/pour": "autre", "/precision": "Ma voisine", "/nombre": "3"})
    assert conflict.status_code == 409
    assert "Ce brouillon a été modifié dans une autre fenêtre" in conflict.text
    assert 'value="Ma voisine"' in conflict.text
    assert stored(walker).answers["pour"] == "moi"
    again = walker.post("demande", {"/pour": "autre", "/precision": "Ma voisine", "/nombre": "3"})
    assert again.status_code == 303
    assert stored(walker).answers["precision"] == "Ma voisine"


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 30, "1.0"])
def test_a_form_without_a_sound_version_overwrites_nothing(walk, stored, version):
    walker = walk()
    walker.start()
    walker.version = version
    assert walker.post("demande", {"/pour": "moi", "/nombre": "2"}).status_code == 409
    assert stored(walker).answers == {}


def test_a_sent_request_takes_no_step_any_more(walk, stored):
    walker = walk()
    walker.submit()
    response = walker.post("vous", {"/nom": "Autre"})
    assert response.status_code == 409
    assert "Cette demande est déjà envoyée" in response.text
    assert stored(walker).answers["nom"] == "Durand"
    assert walker.open("vous").location.endswith(walker.base)


def test_steps_that_do_not_exist_are_not_found(walk):
    walker = walk()
    walker.start()
    assert walker.open("inconnue").status_code == 404
    assert walker.post("inconnue", {}).status_code == 404


def test_somebody_elses_draft_does_not_exist(walk, stored):
    ana = walk()
    ana.start()
    paul = walk("paul@example.fr")
    paul.base = ana.base
    for place in ("", "/steps/demande", "/review", "/receipt", "/abandon", "/cancel", "/history"):
        assert paul.client.get(ana.base + place).status_code == 404
    assert paul.post("demande", {"/pour": "moi"}).status_code == 404
    assert paul.post("abandon").status_code == 404
    assert stored(ana).answers == {}


@pytest.mark.behaviour("Leaving by «abandonner la demande» discards the draft after confirmation.")
def test_abandoning_asks_first_and_then_deletes_draft_and_files(app, walk):
    walker = walk()
    walker.start()
    walker.fill()
    files = list(app.extensions["guichet_storage"].list())
    assert len(files) == 1
    assert "Abandonner cette demande" in walker.open("abandon").text
    response = walker.post("abandon")
    assert response.location.endswith("/requests")
    assert list(app.extensions["guichet_storage"].list()) == []
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Request)) == 0
    assert walker.open("demande").status_code == 404


def test_a_forged_form_changes_nothing(walk, stored):
    walker = walk()
    walker.start()
    walker.token = "forged"
    assert walker.post("demande", {"/pour": "moi", "/nombre": "2"}).status_code == 400
    assert stored(walker).answers == {}


@pytest.mark.parametrize(
    "value",
    ["<script>alert(1)</script>", "\x00\x01", "\ud800", "{{ 7 * 7 }}", "' or 1=1 --", "a" * 5000, "\u202eabc", "🦄"],
)
def test_no_text_breaks_a_page(walk, value):
    walker = walk()
    walker.start()
    walker.fill(until="vous")
    data = value.encode("utf-8", "surrogatepass") if value == "\ud800" else value
    response = walker.post("vous", {"/nom": data})
    assert response.status_code in {303, 422}
    page = walker.open("vous", "?check=1")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert 'value="49"' not in page.text


def test_going_on_past_a_step_that_is_not_answered_leads_back_to_it(walk):
    walker = walk()
    walker.start()
    response = walker.post("vous", {"/nom": "Durand"})
    assert response.status_code == 422
    assert "/steps/demande" in response.text


def test_a_step_costs_few_looks_at_the_database(walk, statements):
    walker = walk()
    walker.start()
    walker.fill(until="vous")
    # Account, with its unread messages, draft and settings.
    assert statements(lambda: walker.open("demande")) == ["SELECT"]
    fields = {"/pour": "moi", "/nombre": "3"}
    assert statements(lambda: walker.post("demande", fields)) == ["SELECT", "UPDATE"]
    fragment = {"X-Guichet-Fragment": "1"}
    assert statements(lambda: walker.post("demande", fields, "update", fragment)) == ["SELECT", "UPDATE"]


@pytest.fixture
def birth_certificate(app, config):
    """Publish «Acte de naissance» and return its id."""
    with app.app_context():
        publishing.publish([config.definitions], actor="test")
        db.session.commit()
    return "acte-naissance"


def family(app, *members):
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == "ana@example.fr"))
        db.session.add(Profile(user_id=user.id, data={"identity": {"familyName": "Durand"}}, household=list(members)))
        db.session.commit()


@pytest.mark.parametrize(("link", "filled"), [("enfants", True), ("moi", False), ("conjoint", False)])
def test_the_household_fills_the_next_step_only_when_the_answer_asks_for_it(
    app, walk, stored, birth_certificate, link, filled
):
    walker = walk()
    walker.procedure = birth_certificate
    family(
        app,
        {"id": "m1", "relation": "child", "familyName": "Durand", "givenNames": "Léo", "birthDate": "2015-02-03"},
        {"id": "m2", "relation": "spouse", "familyName": "Martin", "givenNames": "Paul"},
    )
    walker.start()
    assert "personnes" not in stored(walker).answers
    answers = {"/neIci": "true", "/lien": link, "/typeActe": "sans-filiation"}
    assert walker.post("demande", answers).location.endswith("/steps/personnes")
    page = walker.open("personnes").text
    assert ('value="Léo"' in page) is filled
    assert 'value="Paul"' not in page
    assert 'name="/personnes/0/nom"' in page
    # Another answer before the step is sent, another filling.
    walker.post("demande", {**answers, "/lien": "moi" if filled else "enfants"})
    assert ('value="Léo"' in walker.open("personnes").text) is not filled


def test_an_answer_fills_the_empty_rows_of_its_own_page_and_leaves_typed_ones_alone(app, walk, config, stored):
    document = json.loads((config.definitions / "etat-civil" / "acte-naissance.json").read_text(encoding="utf-8"))
    document["x-steps"][0]["fields"] += document["x-steps"].pop(1)["fields"]
    document["x-tests"] = [{"name": "rien", "answers": {}, "valid": False}]
    path = config.data / "acte-naissance.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    with app.app_context():
        assert not publishing.publish([path], actor="test").refused
        db.session.commit()
    walker = walk()
    walker.procedure = "acte-naissance"
    family(app, {"id": "m1", "relation": "child", "familyName": "Durand", "givenNames": "Léo"})
    walker.start()
    assert "data-drives" in walker.open("demande").text.partition('name="/lien"')[0].rpartition("<fieldset")[2]
    blank = {
        "/personnes/0#row": "",
        "/personnes/0/nom": "",
        "/personnes/0/prenoms": "",
        "/personnes/0/exemplaires": "1",
    }
    fragment = {"X-Guichet-Fragment": "1"}
    assert 'value="Léo"' not in walker.post("demande", {"/lien": "moi", **blank}, "update", fragment).text
    assert 'value="Léo"' in walker.post("demande", {"/lien": "enfants", **blank}, "update", fragment).text
    assert stored(walker).origins["/personnes/0/prenoms"] == "member"
    assert 'value="Léo"' not in walker.post("demande", {"/lien": "moi", **blank}, "update", fragment).text
    typed = {**blank, "/personnes/0/prenoms": "Zoé"}
    page = walker.post("demande", {"/lien": "enfants", **typed}, "update", fragment).text
    assert 'value="Zoé"' in page
    assert 'value="Léo"' not in page


def test_a_fragment_repeats_what_the_page_complains_about_until_it_is_mended(walk):
    walker = walk()
    walker.start()
    asked = walker.post("demande", {})
    assert asked.status_code == 422
    assert 'href="#f-pour"' in asked.text
    assert 'href="#f-nombre"' in asked.text

    def fragment(fields, wrong):
        return walker.post("demande", fields, "update", {"X-Guichet-Fragment": "1", "X-Guichet-Wrong": wrong}).text

    page = fragment({"/pour": "autre"}, "/pour /nombre")
    fields, _, summary = page.partition("<template data-summary")
    assert 'id="f-nombre-error"' in fields
    assert 'href="#f-nombre"' in summary
    # Mended, and just appeared: neither is told.
    for mended in ("pour", "precision"):
        assert f'id="f-{mended}-error"' not in fields
        assert f'href="#f-{mended}"' not in summary
    page = fragment({"/pour": "autre", "/nombre": "2"}, "/nombre")
    assert "-error" not in page
    assert 'class="summary"' not in page
    assert "-error" not in fragment({"/nombre": "beaucoup"}, "")


def test_a_fragment_repeats_what_is_wrong_inside_rows_and_around_them(walk):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "moi", "/nombre": "2"})
    rows = {f"/enfants/{row}/prenom": "x" * 51 for row in range(4)}
    assert 'href="#f-enfants"' in walker.post("vous", {"/nom": "D", **rows}).text
    headers = {"X-Guichet-Fragment": "1", "X-Guichet-Wrong": "/enfants /enfants/1/prenom"}
    page = walker.post("vous", {"/nom": "", **rows}, "update", headers).text
    assert 'id="f-enfants-1-prenom-error"' in page
    assert 'href="#f-enfants"' in page
    for other in ("nom", "enfants-0-prenom", "enfants-2-prenom"):
        assert f'id="f-{other}-error"' not in page
