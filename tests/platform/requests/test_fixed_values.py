"""A value that the person cannot change comes from the account at every save, never from the browser."""

import io

import pytest
from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.profile.models import Profile
from guichet.requests.models import Request


@pytest.fixture
def essai(publish_essai):
    """The short procedure, the name fixed by the profile."""
    source = "profile:/identity/familyName"
    return publish_essai(
        lambda document: document["properties"]["nom"].update({"x-prefill": {"from": [source], "lock": [source]}})
    )


@pytest.fixture
def walker(app, walk):
    walker = walk()
    with app.app_context():
        user_id = db.session.scalar(select(User.id))
        db.session.add(Profile(user_id=user_id, data={"identity": {"familyName": "Durand"}}, household=[]))
        db.session.commit()
    walker.start()
    walker.fill(until="vous")
    return walker


def filed(app):
    with app.app_context():
        draft = db.session.scalars(select(Request)).one()
        return draft.answers["nom"], draft.origins["/nom"]


@pytest.mark.behaviour("Data of the account pre-fill a new request")
def test_a_forged_value_is_replaced_by_the_accounts_at_every_save(app, walker):
    forged = {"/nom": "Dupond", "/telephone": "01 99 00 00 00"}
    for action in ("save", "update", "next"):
        assert walker.post("vous", forged, action=action).status_code in {200, 303}
        assert filed(app) == ("Durand", "profile")


def test_what_is_sent_is_what_the_account_says_then(app, walker):
    walker.post("vous", {"/nom": "Dupond", "/telephone": "01 99 00 00 00"})
    with app.app_context():
        db.session.scalars(select(Profile)).one().data = {"identity": {"familyName": "Petit"}}
        db.session.commit()
    walker.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n"), "carte.pdf")})
    assert walker.send().status_code == 303
    assert filed(app) == ("Petit", "profile")
