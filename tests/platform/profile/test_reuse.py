"""The right of opposition: reuse and write-back switched off as a whole; what is kept, given and deleted."""

import pytest
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.profile import services
from guichet.publishing.services import current
from guichet.requests import contexts


def switches(app, user_id):
    with app.app_context():
        profile = services.profile_of(db.session.get_one(User, user_id))
        return profile.reused, profile.fed


def post(client, csrf, **fields):
    return client.post("/profile/reuse", data={"csrf_token": csrf(client), **fields})


@pytest.mark.behaviour("Write-back and reuse can be switched off as a whole (right of opposition).")
def test_each_switch_is_its_own_and_confirmed_by_mail(app, person, csrf, mails):
    assert person.client.get("/profile/reuse").text.count(" checked") == 2
    assert post(person.client, csrf, fed="true").status_code == 303
    assert switches(app, person.user_id) == (False, True)
    assert mails()[-1].subject == "Votre choix sur vos informations"
    assert person.client.get("/profile/reuse").text.count(" checked") == 1
    post(person.client, csrf, reused="true")
    assert switches(app, person.user_id) == (True, False)
    post(person.client, csrf, reused="true")
    assert len(mails()) == 2


def test_somebody_without_a_profile_may_object_too(app, make_user, sign_in, csrf):
    user_id = make_user("paul@example.fr")
    post(sign_in(user_id), csrf)
    assert switches(app, user_id) == (False, False)


def test_switching_overtakes_no_tab(app, person, csrf):
    tab = person.tab()
    post(person.client, csrf)
    tab["csrf_token"] = [csrf(person.client)]
    assert person.post(tab, **{"/identity/usageName": "Petit"}).status_code == 303
    assert switches(app, person.user_id) == (False, False)


@pytest.mark.behaviour("Data of the account pre-fill a new request")
@pytest.mark.parametrize("reused", [True, False])
def test_new_requests_are_filled_only_while_reuse_is_on(app, person, essai, csrf, reused):
    post(person.client, csrf, **({"reused": "true"} if reused else {}))
    with app.app_context():
        user, definition = db.session.get_one(User, person.user_id), current("essai")
        known = contexts.live(definition, user, with_profile=True)
        assert bool(known.profile) is bool(known.household) is reused


def test_earlier_requests_fill_nothing_either(app, walk, csrf, monkeypatch):
    walker = walk()
    assert walker.submit().status_code == 303
    monkeypatch.setattr(contexts, "_followed", lambda _definition: ("last",))
    with app.app_context():
        user = db.session.scalar(select(User))
        assert contexts.live(current("essai"), user, with_profile=True).earlier
    post(walker.client, csrf)
    with app.app_context():
        user = db.session.scalar(select(User))
        assert not contexts.live(current("essai"), user, with_profile=True).earlier
