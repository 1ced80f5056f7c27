"""The table of statuses, cell by cell, and who wins when two want to write."""

import datetime as dt
import uuid

import pytest

from guichet.database import db
from guichet.requests import states
from guichet.requests.models import Request
from guichet.requests.states import TRANSITIONS, Actor, Kind, StaleRequestError, Status

# What the behaviour promises: from which status, by whom, to which; every other cell is refused.
PROMISED = {
    ("submit", Status.DRAFT, Kind.CITIZEN): Status.PENDING,
    ("cancel", Status.PENDING, Kind.CITIZEN): Status.CANCELLED,
    ("take", Status.PENDING, Kind.AGENT): Status.PROCESSING,
    ("close", Status.PROCESSING, Kind.AGENT): Status.CLOSED,
    ("return", Status.PROCESSING, Kind.AGENT): Status.PENDING,
    ("edit", Status.PENDING, Kind.CITIZEN): Status.PENDING,
    ("correct", Status.PROCESSING, Kind.CITIZEN): Status.PROCESSING,
    ("refuse", Status.PROCESSING, Kind.AGENT): Status.REFUSED,
    ("answer", Status.PROCESSING, Kind.CITIZEN): Status.PROCESSING,
    ("accept-by-silence", Status.PENDING, Kind.SYSTEM): Status.CLOSED,
    ("accept-by-silence", Status.PROCESSING, Kind.SYSTEM): Status.CLOSED,
    ("refuse-by-silence", Status.PENDING, Kind.SYSTEM): Status.REFUSED,
    ("refuse-by-silence", Status.PROCESSING, Kind.SYSTEM): Status.REFUSED,
    ("fail", Status.PENDING, Kind.SYSTEM): Status.REFUSED,
    ("fail", Status.PROCESSING, Kind.SYSTEM): Status.REFUSED,
}
CELLS = [(name, kind) for name in TRANSITIONS for kind in Kind]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def put(app):
    def add(status):
        request = Request(
            id=uuid.uuid4(),
            procedure_id="essai",
            digest="0" * 64,
            service="etat-civil",
            status=status.value,
            version=3,
            language="fr",
            created_at=dt.datetime.now(dt.UTC),
            updated_at=dt.datetime.now(dt.UTC),
        )
        db.session.add(request)
        db.session.commit()
        return request

    with app.app_context():
        yield add


def test_no_promise_is_missing_from_the_table():
    assert {name for name, _, _ in PROMISED} == set(TRANSITIONS)


@pytest.mark.parametrize("status", list(Status))
def test_every_cell_of_the_table(put, status):
    for name, kind in CELLS:
        request = put(status)
        target = PROMISED.get((name, status, kind))
        assert states.may(name, status, kind) is (target is not None)
        if target is None:
            with pytest.raises((StaleRequestError, PermissionError)):
                states.move(request, name, Actor(kind), seen_version=3)
            db.session.rollback()
            assert db.session.get(Request, request.id).status == status
        else:
            states.move(request, name, Actor(kind), seen_version=3)
            db.session.commit()
            db.session.expire_all()
            found = db.session.get(Request, request.id)
            assert (found.status, found.version) == (target, 4)


@pytest.mark.parametrize("seen", [2, 4, -1])
def test_another_version_than_the_one_seen_changes_nothing(put, seen):
    request = put(Status.PENDING)
    with pytest.raises(StaleRequestError):
        states.move(request, "take", Actor(Kind.AGENT, None), seen_version=seen, reason="x")
    db.session.rollback()
    found = db.session.get(Request, request.id)
    assert (found.status, found.version, found.reason) == (Status.PENDING, 3, None)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.DRAFT])
def test_only_a_draft_is_saved_or_deleted_as_one(put, status):
    request = put(status)
    with pytest.raises(StaleRequestError):
        states.save_draft(request, seen_version=3, answers={"nom": "x"})
    with pytest.raises(StaleRequestError):
        states.delete_draft(request.id)
    db.session.rollback()
    assert db.session.get(Request, request.id).answers == {}


def test_nothing_else_writes_a_status_or_a_version():
    """The table is the only writer: no other module assigns these columns after a request was begun."""
    import re
    from pathlib import Path

    import guichet

    assigned = re.compile(r"\.(status|version)\s*=[^=]")
    folder = Path(guichet.__file__).parent
    parts = [folder / name for name in ("requests", "documents", "backoffice", "messages", "tasks")]
    writers = [
        path.name
        for part in parts
        for path in part.rglob("*.py")
        if path.name != "states.py" and assigned.search(path.read_text(encoding="utf-8"))
    ]
    assert writers == []
