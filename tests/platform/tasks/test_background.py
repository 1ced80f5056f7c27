"""Worker and relay at work: through the folder and through Redis, and while either is away."""

import pkgutil
import shutil
import socket
import subprocess
import threading
import time

import pytest
from sqlalchemy import func, select

from guichet.config import Config
from guichet.database import db
from guichet.messages.models import Job, Mail
from guichet.tasks import folder
from guichet.tasks.background import within_portal
from guichet.tasks.queue import TASK, make_queue
from guichet.tasks.relay import Relay


@pytest.fixture
def background(app):
    running = []

    def start():
        running.append(within_portal(app, threads=2))
        running[-1].start()
        return running[-1]

    yield start
    for one in running:
        one.stop()


def wait_for(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def count(app, *conditions):
    with app.app_context():
        return db.session.scalar(select(func.count(Job.id)).where(*conditions))


def test_jobs_written_before_and_after_the_start_are_all_done_once(app, effect, make_job, background):
    for number in range(20):
        make_job(f"before-{number}")
    background()
    for number in range(20):
        make_job(f"after-{number}")
    wait_for(lambda: count(app, Job.state == "done") == 40)
    assert sorted(effect) == sorted(f"{when}-{number}" for when in ("before", "after") for number in range(20))


def test_a_commit_wakes_the_relay_at_once(app, effect, make_job, background, monkeypatch):
    monkeypatch.setattr("guichet.tasks.relay.POLL_SECONDS", 60.0)
    background()
    make_job("one")
    wait_for(lambda: effect == ["one"])  # whether polled at the start or woken
    make_job("two")
    wait_for(lambda: effect == ["one", "two"], seconds=5)


def once_failing(function):
    """Return the function, which raises the first time it is called."""
    calls = []

    def call(*arguments):
        calls.append(1)
        if len(calls) == 1:
            raise KeyError("unforeseen")
        return function(*arguments)

    return call


@pytest.mark.parametrize("place", ["guichet.tasks.jobs.lend", "guichet.tasks.worker.Worker._consume"])
def test_a_fault_that_nobody_foresaw_ends_neither_relay_nor_worker(effect, make_job, background, monkeypatch, place):
    owner, _, name = place.rpartition(".")
    monkeypatch.setattr(place, once_failing(getattr(pkgutil.resolve_name(owner), name)))
    monkeypatch.setattr("guichet.tasks.worker._PAUSE_SECONDS", 0.1)
    background()
    make_job()
    wait_for(lambda: effect == ["first"])


def test_the_relay_has_the_storage_swept(app, background, monkeypatch):
    swept = threading.Event()
    monkeypatch.setattr("guichet.tasks.tidying._CHORES", (("files", lambda: swept.set() or 1),))
    monkeypatch.setattr("guichet.tasks.relay.TIDY_SECONDS", 0.0)
    background()
    assert swept.wait(10)


def test_a_commit_succeeds_while_the_queue_folder_cannot_be_written_and_its_job_is_done_later(
    app, config: Config, effect, make_job, background
):
    background()
    messages = config.data / "queue" / "messages"
    shutil.rmtree(messages)
    messages.write_text("no folder")
    for number in range(5):
        make_job(f"kept-{number}")
    time.sleep(0.5)
    assert count(app, Job.state == "ready") == 5
    messages.unlink()
    messages.mkdir()
    wait_for(lambda: count(app, Job.state == "done") == 5, seconds=60)
    assert sorted(effect) == [f"kept-{number}" for number in range(5)]


def test_a_message_that_the_broker_loses_is_sent_again(app, config: Config, effect, make_job, background, monkeypatch):
    from datetime import timedelta

    from guichet.tasks import jobs

    job_id = make_job()
    with app.app_context():
        monkeypatch.setattr(jobs, "BROKER_LEASE", timedelta(seconds=1))
        assert jobs.lend() == [job_id]  # and nothing reaches the folder
    running = within_portal(app, threads=1)
    with app.app_context():
        jobs.lend()  # lent again to nobody, after the reclaim of the start
    running.start()
    try:
        wait_for(lambda: effect == ["first"])
    finally:
        running.stop()


def test_messages_carry_ids_only(app, config: Config, make_job):
    make_job("canary")
    with app.app_context():
        assert Relay(app, make_queue(app, "w")).relay() == 1
    [path] = (config.data / "queue" / "messages").iterdir()
    text = path.read_text()
    assert TASK in text
    assert "canary" not in text
    assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0


def test_what_a_dead_process_left_in_the_folder_is_forgotten(app, config: Config, effect, make_job, background):
    folder.prepare(config.data / "queue")
    for name in ("1.guichet.msg", "2.guichet.msg.part", "3.guichet.msg.taken"):
        (config.data / "queue" / "messages" / name).write_text("half a mess")
    (config.data / "queue" / "control" / "guichet.exchange").write_text("")
    make_job()
    background()
    wait_for(lambda: effect == ["first"])


@pytest.fixture
def redis_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def on_redis(environ, redis_port):
    environ["GUICHET_BROKER_URL"] = f"redis://127.0.0.1:{redis_port}/0"


def test_a_commit_succeeds_while_redis_is_down_and_its_job_is_done_when_it_is_back(
    on_redis, redis_port, tmp_path, app, effect, make_job, background
):
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("no redis-server: apt-get install redis-server")
    background()
    for number in range(5):
        make_job(f"kept-{number}")
    time.sleep(1)
    assert count(app, Job.state == "ready") == 5
    redis = subprocess.Popen(
        [server, "--port", str(redis_port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path]
    )
    try:
        wait_for(lambda: count(app, Job.state == "done") == 5, seconds=60)
        assert sorted(effect) == [f"kept-{number}" for number in range(5)]
    finally:
        redis.terminate()
        redis.wait(10)


def test_a_relay_without_broker_gives_its_jobs_back(on_redis, app, effect, make_job):
    make_job()
    relay = Relay(app, make_queue(app, "w"))
    with app.app_context():
        from kombu.exceptions import OperationalError

        with pytest.raises(OperationalError):
            relay.relay()
    assert count(app, Job.state == "ready", Job.lease_until.is_(None)) == 1


def test_nothing_is_left_running_after_the_stop(app, effect, make_job):
    before = set(threading.enumerate())
    running = within_portal(app, threads=2)
    running.start()
    make_job()
    wait_for(lambda: effect == ["first"])
    running.stop()
    wait_for(lambda: set(threading.enumerate()) <= before, seconds=5)
    with app.app_context():
        assert db.session.scalar(select(func.count(Mail.id))) == 1
