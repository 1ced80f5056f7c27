"""An account that nobody uses is told of, then deleted; signing in at any moment keeps it."""

import datetime as dt

import pytest
import time_machine
from sqlalchemy import select

from guichet.accounts import purging
from guichet.accounts.models import AccountMail, User
from guichet.database import db, now
from guichet.requests.models import Request
from guichet.rights import inactivity
from guichet.rights.models import AccountDeletion

START = dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def apply(app):
    with app.app_context():
        return inactivity.apply()


def accounts(app):
    with app.app_context():
        return db.session.scalars(select(User.email).order_by(User.email)).all()


def test_a_letter_thirty_days_before_then_the_deletion_after_two_years(app, make_user, mails):
    with time_machine.travel(START, tick=False) as clock:
        make_user("ana@example.fr", username="ana.durand")
        clock.move_to(START + 699 * DAY)
        apply(app)
        assert mails() == []
        clock.move_to(START + 700 * DAY)
        for _ in range(2):
            assert apply(app) == 0
        (letter,) = mails()
        assert (letter.to, letter.subject) == ("ana@example.fr", "Votre compte Démarches va être supprimé")
        # 27 March 2026 and 730 days.
        assert "26 mars 2028" in letter.text
        assert "ana.durand" in letter.text
        clock.move_to(START + 729 * DAY)
        assert apply(app) == 0
        clock.move_to(START + 730 * DAY)
        assert apply(app) == 1
        assert accounts(app) == []
        with app.app_context():
            assert db.session.scalar(select(AccountDeletion.actor)) == "inactivity"
        assert mails()[-1].subject == "Votre compte Démarches est supprimé"


def test_a_letter_that_leaves_late_still_gives_thirty_days(app, make_user, mails):
    with time_machine.travel(START, tick=False) as clock:
        make_user("ana@example.fr")
        clock.move_to(START + 2000 * DAY)
        assert apply(app) == 0
        assert len(mails()) == 1
        clock.shift(29 * DAY)
        assert apply(app) == 0
        clock.shift(DAY)
        assert apply(app) == 1


def test_without_a_letter_that_left_nothing_is_deleted_and_another_is_written(app, make_user, mails):
    with time_machine.travel(START, tick=False) as clock:
        make_user("ana@example.fr")
        clock.move_to(START + 2000 * DAY)
        for _ in range(40):
            assert apply(app) == 0
            with app.app_context():
                assert db.session.scalars(select(AccountMail.kind)).all() == ["inactive"]
                purging.purge()
            clock.shift(DAY)
        assert apply(app) == 0
        mails()
        clock.shift(30 * DAY)
        assert apply(app) == 1


def test_signing_in_cancels_the_deletion(app, client, csrf, make_user, mails):
    with time_machine.travel(START, tick=False) as clock:
        make_user("ana@example.fr")
        clock.move_to(START + 720 * DAY)
        apply(app)
        mails()
        with app.app_context():
            assert db.session.scalar(select(User.noticed_at)) is not None
        data = {"csrf_token": csrf(client), "identifier": "ana@example.fr", "password": "Demarches1"}
        assert client.post("/login", data=data).status_code == 302
        clock.shift(31 * DAY)
        assert apply(app) == 0
        assert accounts(app) == ["ana@example.fr"]
        with app.app_context():
            assert db.session.scalar(select(User.noticed_at)) is None


def test_who_comes_back_before_the_letter_leaves_gets_none_and_is_told_the_next_time(app, make_user, mails):
    with time_machine.travel(START, tick=False) as clock:
        user_id = make_user("ana@example.fr")
        clock.move_to(START + 720 * DAY)
        apply(app)
        clock.shift(DAY)
        with app.app_context():
            db.session.get_one(User, user_id).signed_in_at = now()
            db.session.commit()
        assert mails() == []
        clock.shift(720 * DAY)
        assert apply(app) == 0
        assert len(mails()) == 1
        clock.shift(30 * DAY)
        assert apply(app) == 1


@pytest.mark.parametrize("status", ["pending", "processing"])
def test_an_account_with_a_request_in_progress_is_neither_told_nor_deleted(
    app, walk, request_of, decide, mails, status
):
    with time_machine.travel(START, tick=False) as clock:
        request_id = request_of(walk("ana@example.fr"), "CANARI")
        with app.app_context():
            db.session.get_one(Request, request_id).status = status
            db.session.commit()
        before = len(mails())
        clock.move_to(START + 800 * DAY)
        apply(app)
        clock.shift(31 * DAY)
        assert apply(app) == 0
        assert len(mails()) == before
        with app.app_context():
            found = db.session.get_one(Request, request_id)
            found.status, found.decided_at = "closed", START
            db.session.commit()
        apply(app)
        mails()
        clock.shift(31 * DAY)
        assert apply(app) == 1


def test_the_accounts_of_the_city_stay(app, make_user):
    with time_machine.travel(START, tick=False) as clock:
        make_user("camille@ville.example", roles=("agent",))
        for days in (800, 831):
            clock.move_to(START + days * DAY)
            assert apply(app) == 0
    assert accounts(app) == ["camille@ville.example"]


def test_the_settings_say_how_long(app, config, environ):
    assert (config.inactive_after, config.inactive_notice) == (730 * DAY, 30 * DAY)
    changed = type(config).from_environment({**environ, "GUICHET_INACTIVE_DAYS": "365"})
    assert changed.inactive_after == 365 * DAY
