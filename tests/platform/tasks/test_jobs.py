"""The life of a job, on both databases: never lost, never done twice, whoever dies or comes late."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from guichet.database import db, now
from guichet.messages.models import Job, Mail
from guichet.tasks import jobs

SECOND = timedelta(seconds=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def inside(app):
    with app.app_context():
        yield app


@pytest.fixture
def clock():
    with time_machine.travel(now(), tick=False) as travelling:
        yield travelling


def mails():
    found = db.session.scalar(select(func.count(Mail.id)))
    db.session.rollback()
    return found


def leave_effect(name="effect"):
    db.session.add(Mail(message_id=name, to="ana@example.fr", subject="s", text="t", html="h"))


def test_a_job_is_lent_to_the_broker_once_until_its_loan_ends(inside, clock, make_job):
    job_id = make_job()
    assert jobs.lend() == [job_id]
    assert jobs.lend() == []
    clock.shift(jobs.BROKER_LEASE + SECOND)
    assert jobs.lend() == [job_id]


def test_a_loan_taken_back_is_lent_again_at_once(inside, make_job):
    job_id = make_job()
    jobs.take_back(jobs.lend())
    assert jobs.lend() == [job_id]


def test_jobs_are_lent_oldest_first_and_never_more_than_the_window(inside, monkeypatch, make_job):
    monkeypatch.setattr(jobs, "WINDOW", 3)
    ids = [make_job(str(number)) for number in range(5)]
    assert jobs.lend() == ids[:3]
    assert jobs.lend() == []
    jobs.finish(jobs.claim(ids[0], "w"))
    assert jobs.lend() == ids[3:4]


def test_a_job_is_claimed_by_one_worker_only(inside, make_job):
    job_id = make_job()
    assert jobs.claim(job_id, "one").attempt == 1
    assert jobs.claim(job_id, "two") is None


def test_of_many_workers_claiming_at_once_one_gets_the_job(app, make_job):
    job_id = make_job()

    def claim(number):
        with app.app_context():
            return jobs.claim(job_id, str(number))

    with ThreadPoolExecutor(8) as pool:
        assert sum(held is not None for held in pool.map(claim, range(16))) == 1


def test_a_job_that_is_done_is_claimed_no_more(inside, make_job):
    held = jobs.claim(make_job(), "w")
    assert jobs.finish(held)
    assert jobs.claim(held.id, "w") is None
    assert jobs.lend() == []


def test_the_effect_and_the_mark_are_one_transaction(inside, make_job, read_job):
    held = jobs.claim(make_job(), "w")
    leave_effect()
    assert jobs.finish(held)
    assert mails() == 1
    assert read_job(held.id).state == "done"


def test_what_was_done_long_ago_is_forgotten_and_nothing_else_is(inside, clock, make_job, read_job):
    done = jobs.claim(make_job(), "w")
    jobs.finish(done)
    failed = jobs.claim(make_job("refused"), "w")
    jobs.fail(failed, "smtp-550")
    waiting = make_job("waiting")
    clock.shift(jobs.KEPT - SECOND)
    assert jobs.forget() == 0
    clock.shift(SECOND)
    assert jobs.forget() == 1
    assert (read_job(failed.id).state, read_job(waiting).state) == ("failed", "ready")
    assert db.session.get(Job, done.id) is None


def test_a_worker_that_comes_back_late_leaves_nothing(inside, clock, make_job):
    late = jobs.claim(make_job(), "slow")
    clock.shift(jobs.WORKER_LEASE + SECOND)
    assert jobs.sweep() == 1
    again = jobs.claim(late.id, "quick")
    leave_effect("late")
    assert not jobs.finish(late)
    leave_effect("again")
    assert jobs.finish(again)
    assert db.session.scalars(select(Mail.message_id)).all() == ["again"]


def test_a_late_worker_can_neither_put_off_nor_fail_what_another_holds(inside, clock, make_job, read_job):
    late = jobs.claim(make_job(), "slow")
    clock.shift(jobs.WORKER_LEASE + SECOND)
    jobs.sweep()
    again = jobs.claim(late.id, "quick")
    jobs.fail(late, "late")
    jobs.put_off(late, "late")
    job = read_job(late.id)
    assert (job.state, job.worker, job.attempts) == ("running", "quick", again.attempt)


def test_a_job_whose_worker_lives_is_not_swept(inside, clock, make_job):
    jobs.claim(make_job(), "w")
    clock.shift(jobs.WORKER_LEASE - SECOND)
    assert jobs.sweep() == 0


def test_a_job_put_off_waits_its_time_and_keeps_no_effect(inside, clock, make_job, read_job):
    held = jobs.claim(make_job(), "w")
    leave_effect()
    assert jobs.put_off(held, "smtp-451")
    assert mails() == 0
    assert read_job(held.id).fault == "smtp-451"
    assert jobs.lend() == []
    assert jobs.claim(held.id, "w") is None
    clock.shift(jobs.RETRY_AFTER)
    assert jobs.lend() == [held.id]
    assert jobs.claim(held.id, "w").attempt == 2


def test_a_job_fails_after_four_hours_of_attempts(inside, clock, make_job, read_job):
    job_id = make_job()
    attempts = 0
    while held := jobs.claim(job_id, "w"):
        attempts += 1
        jobs.put_off(held, "smtp-451")
        clock.shift(jobs.RETRY_AFTER)
    assert attempts == 49
    job = read_job(job_id)
    assert (job.state, job.fault) == ("failed", "smtp-451")
    assert job.done_at - job.created_at == timedelta(hours=4)


def test_a_job_that_kills_its_worker_each_time_fails_in_the_end(inside, clock, make_job, read_job):
    job_id = make_job()
    for _ in range(jobs.MAX_ATTEMPTS):
        assert jobs.claim(job_id, "w")
        clock.shift(jobs.WORKER_LEASE + SECOND)
        assert jobs.sweep() == 1
    job = read_job(job_id)
    assert (job.state, job.fault) == ("failed", "worker-lost")


def test_at_a_new_start_what_the_dead_process_held_is_free_and_what_others_hold_is_not(inside, make_job):
    lent, dead, alive = make_job("lent"), make_job("dead"), make_job("alive")
    jobs.lend()
    jobs.claim(dead, "portal")
    jobs.claim(alive, "worker")
    assert jobs.reclaim("portal") == 1
    assert jobs.lend() == [lent, dead]
