"""Procedures that ask for a verified identity: who may begin, save and send, and what the others are told."""

import json
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from guichet.database import db
from guichet.federation.models import FederatedIdentity
from guichet.publishing import services as publishing
from guichet.requests.models import Request

ISSUER = "https://fcp.example.fr/api/v2"
HOW = "Liez FranceConnect à votre compte, puis revenez à cette démarche."
OWN = 'href="/profile/identity/franceconnect"'


@pytest.fixture
def franceconnect():
    return {
        "GUICHET_FRANCECONNECT_ISSUER": ISSUER,
        "GUICHET_FRANCECONNECT_CLIENT_ID": "guichet",
        "GUICHET_FRANCECONNECT_CLIENT_SECRET": "the secret of the client",
    }


@pytest.fixture
def environ(environ, franceconnect):
    return environ | franceconnect


@pytest.fixture
def publish(app, tmp_path):
    """Publish the short procedure with this access."""

    def give(access, version="1.0.0"):
        document = json.loads(Path(__file__).parents[1].joinpath("essai.json").read_text("utf-8"))
        document["x-procedure"] |= {"access": access, "version": version}
        path = tmp_path / "essai.json"
        path.write_text(json.dumps(document), "utf-8")
        with app.app_context():
            report = publishing.publish([path], actor="test")
            db.session.commit()
        assert not report.refused

    return give


@pytest.fixture
def essai(publish):
    publish("verified")
    return "essai"


@pytest.fixture
def certify(app):
    """Link an identity of this issuer to an account, or take it off (None)."""

    def change(user_id, issuer=ISSUER):
        with app.app_context():
            db.session.execute(delete(FederatedIdentity).where(FederatedIdentity.user_id == user_id))
            if issuer is not None:
                db.session.add(FederatedIdentity(user_id=user_id, provider="franceconnect", issuer=issuer, sub="ana"))
            db.session.commit()

    return change


@pytest.fixture
def ana(walk, app):
    """Somebody in front of the procedure, and the account's number."""
    walker = walk()
    with app.app_context():
        from guichet.accounts.models import User

        return walker, db.session.scalar(select(User.id))


@pytest.fixture
def stored(app):
    def read(walker):
        with app.app_context():
            found = db.session.get(Request, walker.id)
            return found.status, dict(found.answers), found.version

    return read


def test_somebody_certified_begins_saves_and_sends(ana, certify, stored):
    walker, user_id = ana
    certify(user_id)
    assert HOW not in walker.client.get("/procedures/essai").text
    assert walker.submit().location.endswith("/receipt")
    assert stored(walker)[0] == "pending"


def test_somebody_without_is_told_what_to_do_and_begins_nothing(app, ana):
    walker, _ = ana
    for answer in (
        walker.client.get("/procedures/essai"),
        walker.client.get("/procedures/essai/requests"),
        walker.start(anew="true"),
    ):
        assert answer.status_code == 200
        assert HOW in answer.text
        assert OWN in answer.text
    with app.app_context():
        assert db.session.scalar(select(Request)) is None


def test_who_is_signed_out_reads_it_on_the_page_of_the_procedure(client, essai):
    assert HOW in client.get("/procedures/essai").text


@pytest.mark.parametrize("issuer", [None, "https://tried.example.fr"])
def test_nothing_is_saved_once_the_identity_is_gone(ana, certify, stored, issuer):
    walker, user_id = ana
    certify(user_id)
    walker.start(anew="true")
    walker.fill(until="vous")
    before = stored(walker)
    certify(user_id, issuer)
    assert HOW in walker.open("vous").text
    for action in ("next", "save", "previous", "update"):
        answer = walker.post("vous", {"/nom": "Typed"}, action=action)
        assert answer.status_code == 403
        assert HOW in answer.text
        assert 'value="Typed"' in answer.text
    typed = walker.post("vous", {"/nom": "Typed"}, action="autosave", headers={"X-Guichet-Fragment": "1"})
    assert typed.status_code == 403
    assert "Rien n’est enregistré" in typed.text
    assert stored(walker) == before


@pytest.mark.parametrize("action", ["submit", "save", "modify:/nom", "update"])
def test_nothing_is_sent_or_kept_from_the_last_page_once_the_identity_is_gone(ana, certify, stored, action):
    walker, user_id = ana
    certify(user_id)
    walker.start(anew="true")
    walker.fill()
    before = stored(walker)
    certify(user_id, None)
    assert HOW in walker.open("review").text
    answer = walker.post("review", {"/attestation": "true"}, action=action)
    assert answer.status_code == 422
    assert HOW in answer.text
    assert stored(walker) == before
    certify(user_id)
    walker.open("review")
    assert walker.send().location.endswith("/receipt")


def test_a_draft_can_be_abandoned_without(ana, certify):
    walker, user_id = ana
    certify(user_id)
    walker.start(anew="true")
    certify(user_id, None)
    assert walker.post("demande", action="abandon").location.endswith("/abandon")


def test_a_draft_begun_before_the_procedure_asked_is_asked_too(publish, ana, certify, stored):
    walker, user_id = ana
    publish("account", "1.1.0")
    walker.start(anew="true")
    walker.fill()
    publish("verified", "2.0.0")
    assert HOW in walker.send().text
    assert stored(walker)[0] == "draft"
    certify(user_id)
    walker.open("review")
    assert walker.send().location.endswith("/receipt")


class TestWithoutFranceConnect:
    @pytest.fixture
    def franceconnect(self):
        return {}

    def test_an_identity_of_before_counts_no_more_and_the_library_is_named(self, ana, certify):
        walker, user_id = ana
        certify(user_id)
        answer = walker.start(anew="true")
        assert "Ajoutez votre pièce d’identité dans votre bibliothèque" in answer.text
        assert OWN not in answer.text
