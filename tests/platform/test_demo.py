"""The demonstration: accounts that work, made once."""

from sqlalchemy import func, select

from guichet import demo
from guichet.accounts.models import User
from guichet.database import db
from guichet.profile.services import context_of


def test_accounts_are_made_once(app):
    with app.app_context():
        demo.create_accounts()
        db.session.commit()
        first = db.session.scalars(select(User.password).order_by(User.id)).all()
        demo.create_accounts()
        db.session.commit()
        assert db.session.scalar(select(func.count()).select_from(User)) == len(demo.ACCOUNTS)
        assert db.session.scalars(select(User.password).order_by(User.id)).all() == first


def test_every_account_signs_in_with_the_password_printed(app, csrf):
    with app.app_context():
        demo.create_accounts()
        db.session.commit()
    for account in demo.ACCOUNTS:
        assert account.email in demo.introduction()
        client = app.test_client()
        data = {"csrf_token": csrf(client), "identifier": account.email, "password": demo.PASSWORD}
        assert client.post("/login", data=data).status_code == 302
    assert demo.PASSWORD in demo.introduction()


def test_ana_has_a_profile_and_a_child(app):
    with app.app_context():
        demo.create_accounts()
        known = context_of(db.session.scalar(select(User).where(User.email == "ana@example.fr")))
    assert known["profile"]["identity"]["familyName"] == "Durand"
    assert [(member["givenNames"], member["birthDate"]) for member in known["household"]] == [("Léo", "2015-02-03")]


def test_agents_know_their_services(app):
    with app.app_context():
        demo.create_accounts()
        agent = db.session.scalar(select(User).where(User.email == "camille.martel@sainte-aurore.example"))
        assert agent.has_role("agent")
        assert {"etat-civil", "elections"} <= set(agent.services)
