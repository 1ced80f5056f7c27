"""What becomes of a job when its handler succeeds, fails for now, fails for good, or breaks."""

import pytest
from sqlalchemy import func, select

from guichet.database import db
from guichet.messages.models import Mail
from guichet.tasks.handlers import HANDLERS
from guichet.tasks.running import run
from guichet_notify.channels import PermanentDeliveryError, TransientDeliveryError, UnknownDeliveryError


@pytest.fixture
def run_job(app):
    def once(job_id):
        with app.app_context():
            run(job_id, "w")

    return once


def test_a_job_delivered_twice_by_the_broker_is_done_once(app, effect, make_job, read_job, run_job):
    job_id = make_job()
    run_job(job_id)
    run_job(job_id)
    assert effect == ["first"]
    assert read_job(job_id).state == "done"
    with app.app_context():
        assert db.session.scalar(select(func.count(Mail.id))) == 1


def test_a_job_that_does_not_exist_is_nothing(effect, run_job):
    run_job(1234)
    assert effect == []


@pytest.mark.parametrize(
    ("error", "state", "fault"),
    [
        (TransientDeliveryError("smtp-451"), "ready", "smtp-451"),
        (UnknownDeliveryError("interrupted"), "ready", "interrupted"),
        (PermanentDeliveryError("smtp-550"), "failed", "smtp-550"),
        (ZeroDivisionError("a value of somebody"), "ready", "ZeroDivisionError"),
    ],
)
def test_a_fault_is_kept_with_the_job_and_its_effect_is_not(
    error, state, fault, app, effect, make_job, read_job, run_job, monkeypatch
):
    note = HANDLERS["note"]

    def broken(payload):
        note(payload)
        db.session.flush()
        raise error

    monkeypatch.setitem(HANDLERS, "note", broken)
    job_id = make_job()
    run_job(job_id)
    job = read_job(job_id)
    assert (job.state, job.fault, job.attempts) == (state, fault, 1)
    with app.app_context():
        assert db.session.scalar(select(func.count(Mail.id))) == 0


def test_a_kind_that_nobody_handles_is_not_lost(make_job, read_job, run_job):
    job_id = make_job(kind="unheard-of")
    run_job(job_id)
    assert (read_job(job_id).state, read_job(job_id).fault) == ("ready", "KeyError")


def test_logs_tell_ids_and_codes_and_no_value(make_job, run_job, monkeypatch, caplog):
    def broken(_payload):
        raise ValueError("SECRET")

    monkeypatch.setitem(HANDLERS, "note", broken)
    with caplog.at_level("INFO"):
        run_job(make_job())
    from guichet.logs import JsonFormatter

    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert any('"outcome": "put off"' in line for line in lines)
    assert "SECRET" not in "".join(lines)
