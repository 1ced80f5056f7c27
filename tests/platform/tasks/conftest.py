"""Jobs to play with: a kind of job that leaves one row behind, and the ids of jobs already written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from guichet.database import db, now
from guichet.messages import outbox
from guichet.messages.models import Job, Mail
from guichet.messages.services import announce
from guichet.publishing.services import current, publish
from guichet.requests.models import Request
from guichet.tasks.handlers import HANDLERS

ROOT = Path(__file__).parents[3]


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


@pytest.fixture
def make_mail_job(app: Flask, make_user: Callable[..., int]) -> Callable[[], int]:
    """Write a request of a published procedure, announce its receipt, and return the job that mails it."""

    def make() -> int:
        user_id = make_user()
        with app.app_context():
            publish([ROOT / "definitions" / "securite" / "objet-trouve.json"], actor="test")
            digest = current("objet-trouve").digest
            request = Request(
                number="OBJ-TEST",
                procedure_id="objet-trouve",
                digest=digest,
                service="securite",
                status="pending",
                user_id=user_id,
                language="fr",
                created_at=now(),
                updated_at=now(),
            )
            db.session.add(request)
            db.session.flush()
            announce(request, "acknowledgement")
            db.session.commit()
            return db.session.scalars(select(Job.id)).one()

    return make
