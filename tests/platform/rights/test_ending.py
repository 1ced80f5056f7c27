"""Whoever has a draft that is about to be erased is told in time, and once."""

import datetime as dt
import json
import threading
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from guichet.database import db
from guichet.messages.models import Job, Mail, Message
from guichet.messages.services import undelivered
from guichet.publishing import services as publishing
from guichet.requests.models import Request
from guichet.rights import ending, retention
from guichet.tasks import running
from guichet.tasks.tidying import tidy

START = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def keep_drafts(app, tmp_path):
    """Publish the short procedure with drafts kept for that duration; its digest."""

    def publish(duration):
        document = json.loads(Path(__file__).parents[1].joinpath("essai.json").read_text("utf-8"))
        document["x-privacy"]["draftRetention"] = duration
        document["x-procedure"]["languages"] = ["fr"]
        path = tmp_path / "essai.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        with app.app_context():
            assert not publishing.publish([path], actor="test").refused
            db.session.commit()
            return publishing.current("essai").digest

    return publish


@pytest.fixture
def draft(app):
    """Add a draft left alone since a moment; its id."""

    def add(digest, user_id, since=START, language="fr"):
        with app.app_context():
            found = Request(
                procedure_id="essai", digest=digest, service="etat-civil", user_id=user_id, language=language,
                created_at=since, updated_at=since,
            )  # fmt: skip
            db.session.add(found)
            db.session.commit()
            return found.id

    return add


def tell(app):
    with app.app_context():
        return ending.tell()


def messages(app):
    with app.app_context():
        return db.session.scalars(select(Message).order_by(Message.created_at)).all()


def deliver(app):
    with app.app_context():
        for job in db.session.scalars(select(Job.id).where(Job.state == "ready")).all():
            running.run(job, "test")
        return db.session.scalars(select(Mail)).all()


@pytest.mark.parametrize(
    ("language", "subject", "day"),
    [
        ("fr", "Votre brouillon va être supprimé", "1er avril 2026"),
        ("en", "Your draft is about to be deleted", "1 April 2026"),
    ],
)
def test_the_owner_is_told_a_week_before_with_the_day_and_a_link(
    app, keep_drafts, draft, make_user, language, subject, day
):
    draft_id = draft(keep_drafts("P30D"), make_user(), language=language)
    with time_machine.travel(START, tick=False) as clock:
        clock.move_to(START + dt.timedelta(days=22, hours=22))
        assert tell(app) == 0
        # By the calendar of Paris, whose clocks go forward meanwhile.
        clock.move_to(START + dt.timedelta(days=22, hours=23))
        assert tell(app) == 1
        (message,) = messages(app)
        assert message.subject == subject
        assert day in message.body
        (mail,) = deliver(app)
        assert mail.to == "ana@example.fr"
        assert day in mail.text
        assert f"/requests/{draft_id}" in mail.text
        assert "None" not in mail.text
        assert "numéro" not in mail.text


def test_nobody_is_told_twice_of_the_same_end(app, keep_drafts, draft, make_user):
    draft(keep_drafts("P30D"), make_user())
    with time_machine.travel(START + dt.timedelta(days=24), tick=False) as clock:
        assert [tell(app), tell(app)] == [1, 0]
        clock.move_to(START + dt.timedelta(days=29))
        assert tell(app) == 0
    assert len(messages(app)) == 1


def test_two_workers_at_once_tell_once_and_tell_everybody(app, keep_drafts, draft, make_user, monkeypatch):
    monkeypatch.setattr(ending, "BATCH", 2)
    digest, user_id = keep_drafts("P30D"), make_user()
    for hours in range(7):
        draft(digest, user_id, START + dt.timedelta(hours=hours))
    with time_machine.travel(START + dt.timedelta(days=24), tick=False):
        told, gate = [], threading.Barrier(2)

        def work():
            gate.wait(10)
            told.append(tell(app))

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        # A worker may stop where the other holds the rest: the next round looks again.
        tell(app)
    assert len(told) == 2
    assert len(messages(app)) == len({message.request_id for message in messages(app)}) == 7


def test_who_saves_the_draft_keeps_it_and_is_told_again_at_its_next_end(app, keep_drafts, draft, make_user):
    draft_id = draft(keep_drafts("P30D"), make_user())
    with time_machine.travel(START + dt.timedelta(days=24), tick=False) as clock:
        assert tell(app) == 1
        with app.app_context():
            db.session.get_one(Request, draft_id).updated_at = dt.datetime.now(dt.UTC)
            db.session.commit()
        clock.move_to(START + dt.timedelta(days=31))
        with app.app_context():
            assert retention.apply() == 0
        assert tell(app) == 0
        clock.move_to(START + dt.timedelta(days=48))
        assert tell(app) == 1
    assert len(messages(app)) == 2


def test_a_draft_that_is_kept_for_a_few_days_is_told_of_at_half_its_time(app, keep_drafts, draft, make_user):
    draft(keep_drafts("P6D"), make_user())
    with time_machine.travel(START, tick=False) as clock:
        assert tell(app) == 0
        clock.move_to(START + dt.timedelta(days=2, hours=23))
        assert tell(app) == 0
        clock.move_to(START + dt.timedelta(days=3, hours=1))
        assert tell(app) == 1


@pytest.mark.parametrize("status", ["pending", "closed", "cancelled"])
def test_only_drafts_are_told_of(app, keep_drafts, draft, make_user, status):
    draft_id = draft(keep_drafts("P30D"), make_user())
    with app.app_context():
        db.session.get_one(Request, draft_id).status = status
        db.session.commit()
    with time_machine.travel(START + dt.timedelta(days=24), tick=False):
        assert tell(app) == 0


def test_the_draft_goes_with_its_message_and_nothing_is_sent_any_more(app, keep_drafts, draft, make_user):
    draft(keep_drafts("P30D"), make_user())
    with time_machine.travel(START + dt.timedelta(days=24), tick=False) as clock:
        tell(app)
        clock.move_to(START + dt.timedelta(days=31))
        with app.app_context():
            assert retention.apply() == 1
        assert tell(app) == 0
        assert deliver(app) == []
    assert messages(app) == []


def test_an_agent_learns_of_no_draft_by_a_letter_that_failed(app, keep_drafts, draft, make_user):
    draft(keep_drafts("P30D"), make_user())
    agent_id = make_user("camille@ville.example", roles=("agent",), services=("etat-civil",))
    with time_machine.travel(START + dt.timedelta(days=24), tick=False):
        tell(app)
    with app.app_context():
        from guichet.accounts.models import User

        db.session.scalar(select(Job)).state = "failed"
        db.session.commit()
        assert undelivered(db.session.get_one(User, agent_id)) == []


def test_the_relay_tells(app, keep_drafts, draft, make_user):
    draft(keep_drafts("P30D"), make_user())
    with time_machine.travel(START + dt.timedelta(days=24), tick=False), app.app_context():
        tidy()
        assert db.session.scalar(select(func.count()).select_from(Message)) == 1


class TestAnotherNotice:
    @pytest.fixture
    def environ(self, environ):
        return environ | {"GUICHET_DRAFT_NOTICE_DAYS": "2"}

    def test_the_setting_says_how_long_before(self, app, keep_drafts, draft, make_user):
        draft(keep_drafts("P30D"), make_user())
        with time_machine.travel(START + dt.timedelta(days=27), tick=False) as clock:
            assert tell(app) == 0
            clock.move_to(START + dt.timedelta(days=28, hours=1))
            assert tell(app) == 1
