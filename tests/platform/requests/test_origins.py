"""Where answers come from: kept with the draft as long as they are what was taken over, and read by the agent."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.profile.models import Profile
from guichet.publishing import services as publishing
from guichet.requests.origins import put_in, still_true
from guichet.requests.pressing import Pressed
from guichet_validate.context import Context, LibraryDocument
from guichet_validate.loading import load


@pytest.fixture
def know(app):
    """Write into the profile of ana@example.fr."""

    def write(**profile):
        with app.app_context():
            user = db.session.scalar(select(User).where(User.email == "ana@example.fr"))
            db.session.add(Profile(user_id=user.id, data=profile, household=[]))
            db.session.commit()

    return write


@pytest.mark.parametrize("action", ["next", "save", "autosave"])
def test_what_a_step_was_drawn_with_keeps_its_origin_when_it_is_first_posted(walk, stored, know, action):
    walker = walk()
    walker.start()  # before the profile knows anything
    know(identity={"familyName": "Durand"}, contacts={"phone": "01 99 00 00 00"})
    assert "repris de votre profil" in walker.open("vous").text
    assert stored(walker).origins == {}
    walker.post("vous", {"/nom": "Durand", "/telephone": "01 99 00 00 01"}, action)
    assert stored(walker).origins == {"/nom": "profile"}
    # Typed again as it was: the person's own answer by now.
    walker.post("vous", {"/nom": "Durand", "/telephone": "01 99 00 00 00"}, action)
    assert stored(walker).origins == {"/nom": "profile"}


def test_an_answer_that_is_changed_and_changed_back_stays_typed(walk, stored, know):
    walker = walk()
    know(identity={"familyName": "Durand"})
    walker.start()
    assert stored(walker).origins == {"/nom": "profile"}
    walker.post("vous", {"/nom": "Durant"})
    walker.post("vous", {"/nom": "Durand"})
    assert stored(walker).origins == {}


def sources(page):
    """{title: source} as the agent reads them."""
    pairs = re.findall(r'<dt>(.*?)</dt>\n<dd>.*?</dd>\n<dd class="source">(.*?)</dd>', unescape(page), re.DOTALL)
    return {title.replace("\u202f", " "): re.sub("<[^>]*>", "", told) for title, told in pairs}


def test_an_agent_reads_where_each_answer_of_a_sent_request_comes_from(app, walk, stored, know, agent):
    walker = walk()
    know(identity={"familyName": "Durand"}, contacts={"phone": "01 99 00 00 00"})
    walker.submit()
    request = stored(walker)
    assert (request.status, request.origins) == ("pending", {"/nom": "profile", "/telephone": "profile"})
    page = agent("etat-civil").get(f"/agent/requests/{walker.id}").text
    assert sources(page) == {
        "Pour qui ?": "saisi",
        "Combien ?": "saisi",
        "Nom": "← repris du profil",
        "Téléphone": "← repris du profil",
        "Pièce d’identité": "joint",
        "J’atteste l’exactitude de ma demande": "saisi",
    }
    assert "saisi" not in sources(walker.client.get(walker.base).text)


def test_sending_drops_the_origin_of_what_is_no_longer_an_answer(app, walk, stored, know):
    walker = walk()
    know(identity={"familyName": "Durand"})
    walker.start()
    walker.fill()
    with app.app_context():
        draft = stored(walker)
        db.session.merge(draft).origins = {"/nom": "profile", "/precision": "profile", "/enfants/0/prenom": "member"}
        db.session.commit()
    walker.send()
    assert stored(walker).origins == {"/nom": "profile"}


def test_of_rows_taken_over_as_a_whole_what_has_not_changed_keeps_its_origin():
    before = {"rows": [{"nom": "A", "age": 3, "lieu": {"ville": "X"}}, {"nom": "B", "age": 4}], "choix": ["a", "b"]}
    after = {
        "rows": [{"nom": "A", "age": 5, "lieu": {"ville": "X"}}, {"nom": "B", "age": 4}, {"nom": "C"}],
        "choix": ["a"],
    }
    origins = {"/rows": "request", "/choix": "request"}
    assert still_true(origins, before, before, Pressed(before)) == origins
    kept = {f"/rows/{place}": "request" for place in ("0/nom", "0/lieu", "0/lieu/ville", "1/nom", "1/age")}
    assert still_true(origins, before, after, Pressed(after)) == kept
    moved = Pressed(after, {"/rows/0": "/rows/1", "/rows/1": None})
    rows = {"rows": [{"nom": "Z"}, {"nom": "A", "age": 5}]}
    assert still_true(origins, before, rows, moved) == {"/rows/1/nom": "request"}


def test_fixed_values_and_papers_of_the_library_are_told_by_the_server(app, essai):
    with app.app_context():
        definition = publishing.current(essai)
    paper = "6f1c2b0e-0000-4000-8000-000000000001"
    now = Context.at_present().now
    own = Context(now=now, library=(LibraryDocument(paper, "carte-identite"),))
    file = {"id": paper, "name": "carte.pdf", "type": "application/pdf", "size": 1}
    brought = {**file, "id": "6f1c2b0e-0000-4000-8000-000000000002"}
    assert put_in(definition, {"piece": [brought, file]}, own) == {"/piece/1": "library"}
    assert put_in(definition, {"piece": [file]}, Context(now=now)) == {}
    fixed = load(
        {
            "x-definition": 1,
            "title": "Essai",
            "x-procedure": {"id": "essai", "version": "1.0.0", "state": "live", "languages": ["fr"]},
            "x-steps": [{"id": "un", "title": "Un", "fields": ["/nom"]}],
            "type": "object",
            "properties": {
                "nom": {
                    "title": "Nom",
                    "type": "string",
                    "maxLength": 50,
                    "x-prefill": {"from": ["franceconnect:family_name"], "lock": ["franceconnect:family_name"]},
                }
            },
        }
    )
    certified = Context(now=now, franceconnect={"family_name": "DURAND"})
    assert put_in(fixed, {"nom": "DURAND"}, certified) == {"/nom": "franceconnect"}
    assert put_in(fixed, {"nom": "DUPOND"}, certified) == {}
