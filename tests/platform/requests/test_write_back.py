"""What a request offers to write back to the profile: shown, unticked, written with the request or not at all."""

import io
import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.profile import feeding, storing
from guichet.profile.models import Profile, ProfileChange
from guichet.requests.models import Request
from guichet_validate.context import Context
from guichet_validate.feed import Change, feed
from guichet_validate.loading import load_file
from guichet_validate.offers import Offer, offers, relation_of
from guichet_validate.testing import run_test

ROOT = Path(__file__).parents[3]
IDENTITY = {"familyName": "Durand", "givenNames": "Ana"}
PROFILE = {
    "identity": IDENTITY,
    "contacts": {"email": "ana@example.fr", "phone": "01 11 11 11 11"},
    "addresses": {"main": {"line1": "1 rue Basse", "line2": "Escalier B", "city": "Ailleurs"}},
}
TEXT = {"type": "string", "minLength": 1, "maxLength": 100}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def feed_more(document):
    """Make the short procedure feed the telephone, the given names, the address and the household."""
    properties = document["properties"]
    properties["telephone"]["x-feed"] = {"to": "profile:/contacts/phone", "mode": "update"}
    properties["prenoms"] = {
        **TEXT,
        "title": "Prénoms",
        "x-feed": {"to": "profile:/identity/givenNames", "mode": "if-empty"},
    }
    properties["adresse"] = {
        "title": "Adresse",
        "type": "object",
        "additionalProperties": False,
        "required": ["voie", "commune"],
        "properties": {
            "voie": {**TEXT, "title": "Voie"},
            "complement": {**TEXT, "title": "Complément"},
            "commune": {**TEXT, "title": "Commune"},
        },
        "x-feed": {
            "to": "profile:/addresses/main",
            "mode": "update",
            "map": {"voie": "line1", "complement": "line2", "commune": "city"},
        },
    }
    child = properties["enfants"]
    child["x-prefill"] = {
        "from": ["household:"],
        "where": {"properties": {"relation": {"const": "child"}}, "required": ["relation"]},
    }
    child["x-feed"] = {"to": "household:", "match": ["@/prenom"]}
    child["items"]["properties"]["prenom"]["x-prefill"] = {"from": ["member:/givenNames"]}
    document["x-steps"][1]["fields"] += ["/prenoms", "/adresse"]


@pytest.fixture
def essai(publish_essai):
    return publish_essai(feed_more)


@pytest.fixture
def walker(app, walk):
    """A citizen with a profile, in front of the review page of a request that differs from it."""
    walker = walk()
    with app.app_context():
        user_id = db.session.scalar(select(User.id))
        db.session.add(Profile(user_id=user_id, data=PROFILE, household=[], version=1))
        db.session.commit()
    walker.start()
    walker.fill(until="vous")
    walker.open("vous")
    fields = {
        "/nom": "Durand",
        "/telephone": "02 22 22 22 22",
        "/prenoms": "Anne",
        "/adresse/voie": "9 rue Haute",
        "/adresse/commune": "Sainte-Aurore",
        "/enfants/0#row": "1",
        "/enfants/0/prenom": "Léo",
    }
    assert walker.post("vous", fields).status_code == 303
    assert walker.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "carte.pdf")}).status_code == 303
    return walker


def boxes(page):
    """The offers of a page: the pointer of each with its key and whether it is ticked."""
    places = re.findall(r'name="feed-offered" value="(\w+) (\S+) (\S+)"', page)
    ticks = {key: bool(checked) for key, checked in re.findall(r'name="feed" value="(\w+)"( checked)?', page)}
    return {pointer: (key, ticks[key]) for key, _, pointer in places}


def as_posted(page, *, leaving=()):
    """What a browser posts of the offers, those at some pointers unticked."""
    offered = re.findall(r'name="feed-offered" value="([^"]*)"', page)
    ticked = [key for pointer, (key, on) in boxes(page).items() if on and pointer not in leaving]
    return {"feed-offered": offered, "feed": list(dict.fromkeys(ticked))}


def send(walker, page, *, leaving=(), action="submit", **fields):
    """Post the review page as it was drawn; lists of texts are what one name holds several times."""
    data = {
        "csrf_token": walker.token,
        "version": str(walker.version),
        "action": action,
        "/attestation": "true",
        **as_posted(page, leaving=leaving),
        **fields,
    }
    response = walker.client.post(f"{walker.base}/review", data=data)
    walker._see(response)
    return response


def profile(app):
    with app.app_context():
        return db.session.scalars(select(Profile)).one()


def change_profile(app, **data):
    with app.app_context():
        stored = db.session.scalars(select(Profile)).one()
        stored.data, stored.version = {**stored.data, **data}, stored.version + 1
        db.session.commit()


def test_the_changes_are_shown_old_and_new_and_ticked(walker):
    page = walker.open("review").text
    assert {pointer: on for pointer, (_, on) in boxes(page).items()} == {
        "/telephone": True,
        "/adresse/voie": True,
        "/adresse/commune": True,
        "/adresse/complement": True,
        "/enfants/0": True,
    }
    shown = " ".join(
        re.sub(r"<[^>]*>", " ", unescape(page.partition('id="feed"')[2].partition("</fieldset>")[0])).split()
    )
    assert "Valeur actuelle : 01 11 11 11 11 → Nouvelle valeur : 02 22 22 22 22" in shown
    assert "Complément : Valeur actuelle : Escalier B → rien" in shown
    assert "Ajouter à votre foyer" in shown
    assert "Léo" in shown
    # An address is one choice.
    assert page.count('name="feed" value=') == 3
    # What is fed only where nothing stands is not offered.
    assert "Anne" not in shown


def test_what_stays_ticked_is_written_with_the_request(app, walker):
    assert send(walker, walker.open("review").text).location == f"{walker.base}/receipt"
    stored = profile(app)
    assert stored.data == {
        "identity": IDENTITY,
        "contacts": {"email": "ana@example.fr", "phone": "02 22 22 22 22"},
        "addresses": {"main": {"line1": "9 rue Haute", "city": "Sainte-Aurore"}},
    }
    (child,) = stored.household
    assert (child["givenNames"], child["relation"]) == ("Léo", "child")
    assert stored.version == 2
    with app.app_context():
        rows = db.session.scalars(select(ProfileChange).order_by(ProfileChange.id)).all()
        assert {row.applied for row in rows} == {True}
        assert {row.request_id for row in rows} == {walker.id}
        assert ("profile:/contacts/phone", "01 11 11 11 11", "02 22 22 22 22") in {
            (row.target, row.old, row.new) for row in rows if isinstance(row.new, str)
        }
        assert all(row.at is not None and row.user_id == stored.user_id for row in rows)
    page = unescape(walker.client.get(f"{walker.base}/receipt").text)
    for said in ("Votre profil est à jour", "02 22 22 22 22", "9 rue Haute", "Léo"):
        assert said in page
    assert "Votre profil a changé" not in page


@pytest.mark.behaviour("the citizen sees the changes (old → new), ticked by default, and can untick each")
def test_what_is_unticked_is_left_alone(app, walker):
    send(walker, walker.open("review").text, leaving={"/telephone", "/enfants/0"})
    stored = profile(app)
    assert stored.data["contacts"]["phone"] == "01 11 11 11 11"
    assert stored.data["addresses"]["main"]["line1"] == "9 rue Haute"
    assert stored.household == []


@pytest.mark.parametrize("action", ["submit", "modify:/nom", "previous", "save"])
def test_what_is_unticked_stays_so_when_the_page_is_drawn_again(walker, action):
    first = walker.open("review").text
    again = send(walker, first, leaving={"/telephone"}, action=action, **{"/attestation": ""})
    assert again.status_code == (422 if action == "submit" else 303)
    for page in (again.text if action == "submit" else walker.open("review").text, walker.open("review").text):
        assert {pointer for pointer, (_, on) in boxes(page).items() if not on} == {"/telephone"}
    # Ticked again, it is offered ticked again.
    page = walker.open("review").text
    key = boxes(page)["/telephone"][0]
    kept = as_posted(page)
    kept["feed"].append(key)
    send(walker, page, action="save", **kept)
    assert all(on for _, on in boxes(walker.open("review").text).values())


def test_a_form_that_offered_nothing_changes_nothing(app, walker):
    page = walker.open("review").text
    posted = as_posted(page)
    send(walker, page, **{"feed-offered": [], "feed": posted["feed"]})
    assert profile(app).data == PROFILE


def test_what_changed_meanwhile_is_kept_and_the_receipt_says_so(app, walker):
    page = walker.open("review").text
    change_profile(app, contacts={"email": "ana@example.fr", "phone": "03 33 33 33 33", "mobile": "06 00 00 00 00"})
    send(walker, page)
    stored = profile(app)
    assert stored.data["contacts"] == {
        "email": "ana@example.fr",
        "phone": "03 33 33 33 33",
        "mobile": "06 00 00 00 00",
    }
    assert stored.data["addresses"]["main"]["line1"] == "9 rue Haute"
    receipt = unescape(walker.client.get(f"{walker.base}/receipt").text)
    assert "Votre profil a changé entre-temps" in receipt
    assert "03 33 33 33 33" in receipt
    with app.app_context():
        (row,) = db.session.scalars(select(ProfileChange).where(ProfileChange.applied.is_(False)))
        assert (row.target, row.old, row.new) == ("profile:/contacts/phone", "03 33 33 33 33", "02 22 22 22 22")


def test_a_part_of_an_address_that_changed_keeps_the_whole_of_it(app, walker):
    page = walker.open("review").text
    change_profile(app, addresses={"main": {"line1": "1 rue Basse", "line2": "Escalier C", "city": "Ailleurs"}})
    send(walker, page)
    assert profile(app).data["addresses"]["main"] == {
        "line1": "1 rue Basse",
        "line2": "Escalier C",
        "city": "Ailleurs",
    }


def test_the_same_value_typed_meanwhile_is_no_conflict(app, walker):
    page = walker.open("review").text
    change_profile(app, contacts={"email": "ana@example.fr", "phone": "02 22 22 22 22"})
    send(walker, page)
    assert "Votre profil a changé" not in unescape(walker.client.get(f"{walker.base}/receipt").text)


def test_a_request_that_is_not_sent_writes_nothing(app, walker):
    send(walker, walker.open("review").text, **{"/attestation": ""})
    assert profile(app).version == 1
    with app.app_context():
        assert db.session.scalars(select(ProfileChange)).all() == []


def test_a_failure_afterwards_takes_both_back(app, walker, monkeypatch):
    page = walker.open("review").text

    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(feeding, "_row", fail)
    assert send(walker, page).status_code == 500
    assert profile(app).version == 1
    with app.app_context():
        assert db.session.get(Request, walker.id).status == "draft"


def test_switched_off_nothing_is_offered(app, walker):
    with app.app_context():
        db.session.scalars(select(Profile)).one().fed = False
        db.session.commit()
    assert boxes(walker.open("review").text) == {}


def test_hostile_offers_reach_nothing(app, walker):
    page = walker.open("review").text
    key = boxes(page)["/telephone"][0]
    bad = ["x", f"{key} profile:/contacts/email /nom", "a b c d", f"{key} household:/../x /telephone", "k x: /nowhere"]
    send(walker, page, **{"feed-offered": bad, "feed": [key, "k"]})
    assert profile(app).data == PROFILE
    assert walker.client.get(f"{walker.base}/receipt").status_code == 200


def test_the_history_goes_with_the_draft_and_the_account(app, walker):
    send(walker, walker.open("review").text)
    with app.app_context():
        db.session.delete(db.session.scalars(select(User)).one())
        db.session.commit()
        assert db.session.scalars(select(ProfileChange)).all() == []


# ---- The bundled definitions ----


def _cases():
    for path in sorted((ROOT / "definitions").rglob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        for test in document.get("x-tests", []) if isinstance(document, dict) else ():
            if test.get("fed"):
                yield pytest.param(path, test["name"], id=f"{path.stem}-{test['name']}")


@pytest.mark.parametrize(("path", "name"), list(_cases()))
def test_every_bundled_write_back_reaches_the_profile(app, make_user, path, name):
    definition = load_file(path)
    tests = definition.document["x-tests"]
    result = run_test(
        definition, next(test for test in tests if test["name"] == name), {test["name"]: test for test in tests}
    )
    known = result.prepared.context
    user_id = make_user()
    with app.app_context():
        user = db.session.get(User, user_id)
        stored = Profile(user_id=user_id, data=dict(known.profile), household=[*map(dict, known.household)], version=1)
        sent = Request(
            procedure_id=definition.id, digest="0", service="x", language="fr", user_id=user_id,
            created_at=user.created_at, updated_at=user.created_at,
        )  # fmt: skip
        db.session.add_all([stored, sent])
        db.session.flush()
        changes = feed(definition, result.evaluation, known)
        relations = {change.pointer: relation_of(definition, change) for change in changes}
        feeding.apply(user, sent.id, offers(definition, changes), (), relations)
        db.session.commit()
        db.session.expire_all()
        again = Context(known.now, profile=stored.data, household=tuple(stored.household))
        # Once written, there is nothing left to write.
        assert feed(definition, result.evaluation, again) == ()
        assert len(db.session.scalars(select(ProfileChange)).all()) == len(changes) > 0


# ---- Two at once ----


@pytest.fixture
def meanwhile(postgresql_url, monkeypatch):
    """Call with a statement: another connection carries it out between the reading and the writing of the profile."""

    def arrange(statement):
        read, done = storing.read, []

        def late(user, *, lock):
            found = read(user, lock=lock)
            if not done:
                done.append(True)
                with psycopg.connect(postgresql_url, autocommit=True) as another:
                    another.execute(statement)
            return found

        monkeypatch.setattr(storing, "read", late)

    return arrange


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("exists", [True, False])
def test_an_edit_at_the_same_moment_loses_nothing(app, make_user, meanwhile, exists):
    user_id = make_user()
    offer = Offer("/t", (Change("profile:/contacts/phone", None, "02", "/t"),))
    with app.app_context():
        user = db.session.get(User, user_id)
        sent = Request(
            procedure_id="x", digest="0", service="x", language="fr", user_id=user_id,
            created_at=user.created_at, updated_at=user.created_at,
        )  # fmt: skip
        db.session.add(sent)
        if exists:
            db.session.add(Profile(user_id=user_id, data={}, household=[], version=1))
        db.session.commit()
        edited = '{"contacts": {"mobile": "06"}}'
        meanwhile(
            f"UPDATE profiles SET data = '{edited}', version = 2"
            if exists
            else "INSERT INTO profiles (user_id, data, household, version, updated_at, reused, fed, "
            f"stamps, verified, channel) "
            f"VALUES ({user_id}, '{edited}', '[]', 1, now(), true, true, '{{}}', '{{}}', 'email')"
        )
        feeding.apply(user, sent.id, [offer], (), {})
        db.session.commit()
    stored = profile(app)
    assert stored.data == {"contacts": {"mobile": "06", "phone": "02"}}
    assert stored.version == (3 if exists else 2)


# ---- Taken back ----


def sent_changes(walker):
    """Send the request with what its review page offers; answer the changes that it made, by target."""
    page = walker.open("review").text
    assert send(walker, page).status_code == 303
    with walker.client.application.app_context():
        return {row.target: row for row in db.session.scalars(select(ProfileChange))}


def kept(app):
    with app.app_context():
        return db.session.scalars(select(Profile)).one()


def test_what_a_request_writes_says_so_in_the_profile(app, walker):
    sent_changes(walker)
    number = re.search(r"Vient de la demande ([\w\u202f\u2011-]+), le ", walker.client.get("/profile").text)
    with app.app_context():
        sent = db.session.scalars(select(Request)).one()
    assert number[1] == sent.number
    stamp = kept(app).stamps["/contacts/phone"]
    assert (stamp["source"], stamp["request"]) == ("request", str(sent.id))
    assert "/contacts/email" not in kept(app).stamps


@pytest.mark.behaviour("new data typed in a request feed the account")
def test_each_change_can_be_undone_while_its_value_stands(app, walker, csrf, mails):
    with app.app_context():
        profile = db.session.scalars(select(Profile)).one()
        profile.stamps = {"/contacts/phone": {"source": "agent", "at": "2026-01-01T00:00:00+00:00"}}
        db.session.commit()
    changes = sent_changes(walker)
    page = walker.client.get("/profile/changes").text
    assert page.count("Annuler ce changement") == len(changes)
    assert "<del>01 11 11 11 11</del> → <ins>02 22 22 22 22</ins>" in page
    assert "<del>Escalier B</del> → <ins>(vide)</ins>" in page
    for change in changes.values():
        path = f"/profile/changes/{change.id}/undo"
        assert walker.client.post(path, data={"csrf_token": csrf(walker.client)}).status_code == 303
    assert "Annuler ce changement" not in walker.client.get("/profile/changes").text
    after = kept(app)
    assert after.data == PROFILE
    assert after.household == []
    assert after.stamps == {"/contacts/phone": {"source": "agent", "at": "2026-01-01T00:00:00+00:00"}}
    assert mails()[-1].subject == "Vos informations sont à jour"


@pytest.mark.parametrize("because", ["changed", "late", "twice"])
def test_a_change_that_no_longer_stands_is_not_undone(app, walker, csrf, because):
    change = sent_changes(walker)["profile:/contacts/phone"]
    path, data = f"/profile/changes/{change.id}/undo", {"csrf_token": csrf(walker.client)}
    with app.app_context():
        profile = db.session.scalars(select(Profile)).one()
        if because == "changed":
            profile.data = {**profile.data, "contacts": {"phone": "03 33 33 33 33"}}
        elif because == "late":
            db.session.get_one(ProfileChange, change.id).at -= timedelta(days=31)
        db.session.commit()
    if because == "twice":
        walker.client.post(path, data=data)
    before = kept(app).data
    walker.client.post(path, data=data)
    assert "ne peut plus être annulé" in walker.client.get("/profile/changes").text
    assert kept(app).data == before


def test_nobody_undoes_what_another_persons_request_did(app, walker, make_user, sign_in, csrf):
    change = sent_changes(walker)["profile:/contacts/phone"]
    paul = sign_in(make_user("paul@example.fr"))
    data = {"csrf_token": csrf(paul)}
    assert paul.post(f"/profile/changes/{change.id}/undo", data=data).status_code == 404
    assert kept(app).data["contacts"]["phone"] == "02 22 22 22 22"
    assert "02 22" not in paul.get("/profile/changes").text
