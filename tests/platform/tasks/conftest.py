"""Jobs to play with: a kind of job that leaves one row behind, and the ids of jobs already written."""

from collections.abc import Callable

import pytest
from flask import Flask

from guichet.database import db
from guichet.messages import outbox
from guichet.messages.models import Job, Mail
from guichet.tasks.handlers import HANDLERS


@pytest.fixture
def effect(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Register the job kind `note`, which keeps a mail named after its payload; return the names as they run."""
    ran: list[str] = []

    def note(payload):
        ran.append(payload["name"])
        db.session.add(Mail(message_id=payload["name"], to="ana@example.fr", subject="s", text="t", html="h"))

    monkeypatch.setitem(HANDLERS, "note", note)
    return ran


@pytest.fixture
def make_job(app: Flask) -> Callable[..., int]:
    """Write a job and return its id."""

    def make(name: str = "first", kind: str = "note") -> int:
        with app.app_context():
            job = outbox.post(db.session, kind, f"{kind}:{name}", {"name": name})
            db.session.commit()
            return job.id

    return make


@pytest.fixture
def read_job(app: Flask) -> Callable[[int], Job]:
    """Return a job as it stands in the table."""

    def read(job_id: int) -> Job:
        with app.app_context():
            job = db.session.get_one(Job, job_id)
            db.session.expunge(job)
            return job

    return read
