"""Storage and database that fail on the way: nothing is half done, and the person is told."""

import io
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from guichet.cli import main
from guichet.database import db, now
from guichet.documents import integrity
from guichet.documents import services as documents
from guichet.documents.models import File, RequestDocument
from guichet.messages.models import Job, Message
from guichet.requests.models import Event, Request
from guichet.tasks.handlers import HANDLERS
from guichet.tasks.tidying import tidy

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
MOST = 60  # statements that one POST makes, at the very most


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def cut(app):
    """Do something while the database breaks off at its n-th statement; answers whether it came to that."""

    def do(number, action):
        seen = []

        def count(_connection, _cursor, statement, *_rest):
            seen.append(statement)
            if len(seen) == number:
                raise OperationalError(statement, {}, ConnectionError("cut"))

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", count)
        try:
            return action(), len(seen) >= number
        finally:
            event.remove(engine, "before_cursor_execute", count)

    return do


def rows(app):
    with app.app_context():
        return {
            model.__name__: db.session.scalar(select(func.count()).select_from(model))
            for model in (Event, Message, Job, RequestDocument)
        }


def together(app):
    """Whether every row has its bytes, and, once the sweep has passed, all bytes their row."""
    with app.app_context():
        known = set(db.session.scalars(select(File.id)))
        db.session.rollback()
        stored = {one.key for one in documents.storage().list()}
        with time_machine.travel(now() + timedelta(days=2)):
            documents.sweep()
        left = {one.key for one in documents.storage().list()}
        return known <= stored and left == known


def test_a_database_cut_at_any_statement_of_a_submission_sends_nothing(app, walk, cut):
    walker = walk()
    walker.start()
    walker.fill()
    walker.open("review")
    seen = walker.version
    for number in range(1, MOST):
        walker.version = seen
        response, reached = cut(number, walker.send)
        if not reached:
            break
        assert response.status_code >= 500
        assert "<h1" in response.text
        assert rows(app) == {"Event": 0, "Message": 0, "Job": 0, "RequestDocument": 0}
        with app.app_context():
            draft = db.session.get(Request, walker.id)
            assert (draft.status, draft.number, draft.version) == ("draft", None, seen)
    assert number > 8
    assert response.status_code == 303
    assert rows(app)["Event"] == 1
    assert together(app)


def test_a_database_cut_at_any_statement_of_an_upload_leaves_no_row_without_its_file(app, walk, cut):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    seen = walker.version
    for number in range(1, MOST):
        walker.version = seen
        response, reached = cut(
            number, lambda: walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")}, "save")
        )
        if not reached:
            break
        assert response.status_code >= 500
        assert "<h1" in response.text
        with app.app_context():
            assert "piece" not in db.session.get(Request, walker.id).answers
        assert together(app)
    assert number > 4
    assert response.status_code == 303
    assert together(app)


def test_a_file_whose_bytes_were_changed_is_given_to_nobody(app, walk, agent, config):
    walker = walk()
    walker.submit()
    (path,) = (path for path in config.storage.rglob("*") if path.is_file())
    content = path.read_bytes()
    with app.app_context():
        file_id = db.session.scalars(select(File.id)).one()
    readers = ((walker.client, walker.base), (agent(), f"/agent/requests/{walker.id}"))
    for wrong in (content[:-1] + b"x", content[:-1], b""):
        path.write_bytes(wrong)
        for client, place in readers:
            response = client.get(f"{place}/files/{file_id}")
            assert response.status_code == 503
            assert "<h1" in response.text
            assert wrong == b"" or wrong not in response.data
    path.write_bytes(content)
    assert walker.client.get(f"{walker.base}/files/{file_id}").data == PDF


def test_the_nightly_comparison_names_what_is_missing_or_changed(app, walk, config, monkeypatch):
    monkeypatch.setattr(integrity, "_AT_ONCE", 1)
    for person in "abc":
        walk(f"{person}@example.fr").submit()
    paths = sorted(path for path in config.storage.rglob("*") if path.is_file())
    with app.app_context():
        assert [verdict for _, verdict in integrity.examine()] == ["sound"] * 3
        paths[0].write_bytes(PDF + b" ")
        paths[2].unlink()
        assert [verdict for _, verdict in integrity.examine()] == ["changed", "sound", "missing"]


@pytest.mark.parametrize(
    ("lang", "told"), [("fr", "Documents comparés\u00a0: 1, abîmés\u00a0: 1."), ("en", "compared: 1, damaged: 1.")]
)
def test_the_command_ends_with_a_fault_when_something_is_damaged(app, walk, config, monkeypatch, lang, told):
    walk().submit()
    (path,) = (path for path in config.storage.rglob("*") if path.is_file())
    path.unlink()

    @contextmanager
    def entered(_lang):
        with app.app_context():
            yield

    monkeypatch.setattr("guichet.commands.entered", entered)
    result = CliRunner().invoke(main, ["files", "--lang", lang])
    assert result.exit_code == 1
    assert told in result.output
    assert str(UUID(path.name)) in result.output


def test_a_running_portal_examines_every_file_once_a_day(app, walk, config, run_jobs, caplog, monkeypatch):
    for person in "abcd":
        walk(f"{person}@example.fr").submit()
    run_jobs()
    paths = sorted(path for path in config.storage.rglob("*") if path.is_file())
    paths[1].write_bytes(b"other")
    paths[3].unlink()
    seen = []
    monkeypatch.setattr(integrity, "_verdict", lambda file, real=integrity._verdict: seen.append(file.id) or real(file))
    day = now().replace(hour=0, minute=30)
    with app.app_context():
        wanted = set(db.session.scalars(select(File.id)))
        db.session.rollback()
        for hour in range(24):
            with time_machine.travel(day + timedelta(hours=hour), tick=False):
                tidy()
                tidy()  # of a second portal
        jobs = db.session.scalars(select(Job).where(Job.kind == "examine")).all()
        assert len(jobs) == 24
        parts = [job.payload for job in jobs]
        db.session.rollback()
        for part in parts:
            HANDLERS["examine"](part)
    assert sorted(seen) == sorted(wanted)
    faults = {record.fields["fault"] for record in caplog.records if record.message == "integrity"}
    assert faults == {"changed", "missing"}


def test_two_portals_plan_the_same_hour_once(app, monkeypatch):
    with app.app_context():
        integrity.plan()
        # As if both had looked before either wrote.
        monkeypatch.setattr(db.session, "scalar", lambda _wanted: None)
        integrity.plan()
        monkeypatch.undo()
        assert db.session.scalar(select(func.count()).select_from(Job)) == 1
