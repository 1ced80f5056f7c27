"""Files under examination: nobody opens one before the antivirus has found it clean, and nothing is stuck."""

import io
import uuid
import zipfile
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from guichet.config import Config, ConfigurationError
from guichet.database import db, now
from guichet.documents import scanning
from guichet.documents import services as documents
from guichet.documents.clamd import Clamd
from guichet.documents.models import File, RequestDocument
from guichet.messages.models import Job, Message
from guichet.requests.models import Request
from guichet.tasks import jobs
from guichet.tasks.running import run

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
INFECTED = PDF[:-6] + EICAR + b"\n%%EOF\n"


@pytest.fixture
def environ(environ, tmp_path):
    """An antivirus is configured; nothing listens there until a test says so."""
    return {**environ, "GUICHET_CLAMD": f"unix:{tmp_path / 'clamd.sock'}"}


@pytest.fixture
def listening(app):
    """Tell the application where the antivirus listens now."""

    def at(address):
        config = app.extensions["guichet_config"]
        object.__setattr__(config, "clamd", address)
        app.extensions.pop(scanning._UNANSWERED, None)

    return at


@pytest.fixture
def examine(app):
    """Do the examinations that are due; return the state of each file, oldest first."""

    def do(later=timedelta()):
        with time_machine.travel(now() + later, tick=True), app.app_context():
            ids = db.session.scalars(select(Job.id).where(Job.kind == "scan").order_by(Job.id)).all()
            db.session.rollback()
            for job_id in ids:
                run(job_id, "test")
            return list(db.session.scalars(select(File.state).order_by(File.created_at)))

    return do


@pytest.fixture
def impatient(monkeypatch):
    """The antivirus has half a second."""
    monkeypatch.setattr(Clamd.infection, "__defaults__", (0.5,))


def attach(walk, content=PDF, name="carte.pdf"):
    walker = walk()
    walker.start(anew="true")
    walker.fill(until="pieces")
    assert walker.post("pieces", {"/piece/-": (io.BytesIO(content), name)}).status_code == 303
    return walker


def answer(app, walker):
    with app.app_context():
        return db.session.get(Request, walker.id).answers["piece"][0]["id"]


def stored(app, file_id):
    with app.app_context():
        return documents.storage().exists(uuid.UUID(file_id))


def odt(content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def test_without_an_antivirus_a_file_is_taken_at_once_and_leaves_no_job(app, walk, listening):
    listening(None)
    attach(walk)
    with app.app_context():
        assert list(db.session.scalars(select(File.state))) == ["clean"]
        assert db.session.scalars(select(Job)).all() == []


def test_a_clean_file_opens_once_it_was_examined(app, walk, clamd, listening, examine):
    listening(clamd.socket)
    walker = attach(walk)
    address = f"{walker.base}/files/{answer(app, walker)}"
    page = walker.open("pieces").text
    assert "L’antivirus examine encore" in page
    assert address not in page
    assert walker.client.get(address).status_code == 404
    assert examine() == ["clean"]
    page = walker.open("pieces").text
    assert "L’antivirus" not in page
    assert address in page
    assert walker.client.get(address).data == PDF


@pytest.mark.parametrize(
    ("name", "content"), [("carte.pdf", INFECTED), ("lettre.odt", odt(EICAR)), ("scan.rtf", b"{\\rtf1 " + EICAR + b"}")]
)
@pytest.mark.behaviour("An infected file is deleted and its person told what to do.")
def test_an_infected_file_of_a_draft_is_deleted_and_its_person_told_what_to_do(
    app, walk, clamd, listening, examine, name, content
):
    listening(clamd.socket)
    walker = attach(walk, content, name)
    file_id = answer(app, walker)
    assert examine() == ["infected"]
    assert not stored(app, file_id)
    told = f"Retirez «\u00a0{name}\u00a0»"
    assert told in walker.open("pieces").text
    assert told in walker.open("review").text
    response = walker.send()
    assert response.status_code == 422
    assert told in response.text
    assert walker.client.get(f"{walker.base}/files/{file_id}").status_code == 404
    with app.app_context():
        (message,) = db.session.scalars(select(Message))
        assert (message.kind, message.request_id) == ("documentInfected", walker.id)
        assert name in message.body
        assert "joignez-en un autre" in message.body
    # Another one in its place, and the request goes.
    walker.open("pieces")
    assert walker.post("pieces", {"/piece/0": (io.BytesIO(PDF), "saine.pdf")}).status_code == 303
    walker.open("review")
    assert walker.send().status_code == 303


@pytest.mark.behaviour("nobody opens a file before it was found clean")
def test_a_request_goes_while_its_file_waits_and_the_agent_gets_nothing_unexamined(
    app, walk, agent, clamd, listening, examine
):
    walker = attach(walk)
    assert walker.send().status_code == 303
    camille = agent()
    place = f"/agent/requests/{walker.id}"
    file_id = answer(app, walker)
    for page in (camille.get(place).text, walker.client.get(walker.base).text):
        assert "En cours de vérification par l’antivirus" in page
        assert f"/files/{file_id}" not in page
    assert camille.get(f"{place}/files/{file_id}").status_code == 404
    listening(clamd.socket)
    assert examine() == ["clean"]
    assert camille.get(f"{place}/files/{file_id}").data == PDF
    assert "En cours de vérification" not in camille.get(place).text


def test_a_file_found_infected_after_sending_is_told_to_both(app, walk, agent, clamd, listening, examine):
    walker = attach(walk, INFECTED)
    assert walker.send().status_code == 303
    file_id = answer(app, walker)
    listening(clamd.socket)
    assert examine() == ["infected"]
    assert not stored(app, file_id)
    camille = agent()
    assert "l’antivirus y a trouvé un virus" in camille.get(f"/agent/requests/{walker.id}").text
    assert camille.get(f"/agent/requests/{walker.id}/files/{file_id}").status_code == 404
    assert "Demandez au service comment remettre" in walker.client.get(walker.base).text
    with app.app_context():
        message = db.session.scalars(select(Message).where(Message.kind == "documentInfected")).one()
        assert "(n°" in message.subject
        assert "demandez au service" in message.body
        assert db.session.scalars(select(RequestDocument.file_id)).all() == [uuid.UUID(file_id)]


def slow(connection):
    connection.recv(10)
    connection.settimeout(3)
    while connection.recv(65536):
        pass


@pytest.mark.parametrize(
    ("behave", "fault"),
    [
        (None, "scanner-away"),
        (slow, "scanner-slow"),
        (lambda connection: connection.recv(10), "scanner"),
        (b"garbage\0", "scanner-reply"),
        (b"INSTREAM size limit exceeded. ERROR\0", "scanner-size"),
    ],
)
@pytest.mark.usefixtures("impatient")
def test_an_antivirus_that_fails_leaves_the_file_waiting_until_it_is_back(
    app, walk, agent, clamd, pretend, listening, examine, behave, fault
):
    walker = attach(walk)
    walker.send()
    if behave is not None:
        listening(pretend(behave))
    assert examine() == ["quarantine"]
    with app.app_context():
        job = db.session.scalars(select(Job).where(Job.kind == "scan")).one()
        assert job.state == "ready"
        assert job.fault.startswith(fault)
    assert agent().get(f"/agent/requests/{walker.id}/files/{answer(app, walker)}").status_code == 404
    listening(clamd.socket)
    assert examine(jobs.LONGEST_WAIT) == ["clean"]


def test_an_antivirus_that_gave_no_answer_is_left_alone_for_a_moment(walk, examine, monkeypatch):
    asked = []
    monkeypatch.setattr("guichet.documents.clamd.Clamd.infection", lambda *_: asked.append(1) or _away())
    for name in ("a@example.fr", "b@example.fr", "c@example.fr"):
        walker = walk(name)
        walker.start()
        walker.fill(until="pieces")
        walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")})
    assert examine() == ["quarantine"] * 3
    assert len(asked) == 1


def _away():
    raise scanning.NoVerdictError("scanner-away")


def test_a_setting_taken_away_lets_nothing_through(walk, listening, examine):
    attach(walk)
    listening(None)
    assert examine() == ["quarantine"]


def test_waits_grow_and_never_end(app, walk, examine):
    attach(walk)
    with app.app_context():
        job_id = db.session.scalars(select(Job.id).where(Job.kind == "scan")).one()
        waits = []
        for _ in range(60):
            moment = db.session.get(Job, job_id).run_after
            db.session.rollback()
            with time_machine.travel(moment, tick=False):
                run(job_id, "test")
                waits.append((db.session.get(Job, job_id).run_after - now()).total_seconds())
                db.session.rollback()
        assert waits[:5] == [5, 10, 20, 40, 40]
        assert waits[-1] == 40
        assert db.session.get(Job, job_id).state == "ready"


def test_an_examination_of_a_file_that_is_gone_ends(app, walk, examine):
    walker = attach(walk)
    walker.open("pieces")
    walker.post("pieces", {}, "remove:/piece/0")
    assert examine() == []
    with app.app_context():
        assert db.session.scalars(select(Job.state).where(Job.kind == "scan")).one() == "done"


def test_no_way_leads_to_a_file_that_is_not_clean(app, walk):
    walker = attach(walk)
    file_id = answer(app, walker)
    with app.app_context():
        file = db.session.get(File, uuid.UUID(file_id))
        for state in ("quarantine", "infected", "error"):
            file.state = state
            db.session.flush()
            assert documents.file_of(walker.id, file.id) is None
            with pytest.raises(documents.UncheckedFileError):
                documents.content_of(file)
            with pytest.raises(LookupError):
                documents.content_given(walker.id, file_id, {})
        db.session.rollback()


def test_bytes_of_an_infected_file_left_by_a_crash_are_swept(app, walk):
    walker = attach(walk)
    file_id = uuid.UUID(answer(app, walker))
    with app.app_context():
        db.session.get(File, file_id).state = "infected"
        db.session.commit()
        with time_machine.travel(now() + timedelta(days=2)):
            assert documents.sweep() == 1
        assert not documents.storage().exists(file_id)


@pytest.mark.parametrize(
    ("value", "address"),
    [("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"), ("tcp:av.local:3310", ("av.local", 3310)), ("", None),
     ("tcp:[::1]:3310", ("::1", 3310))],
)  # fmt: skip
def test_the_setting_names_a_socket_or_a_host(environ, value, address):
    found = Config.from_environment({**environ, "GUICHET_CLAMD": value}).clamd
    assert (str(found) if value.startswith("unix") else found) == address


@pytest.mark.parametrize("value", ["/run/clamd", "unix:relative", "tcp:host", "tcp:host:0", "tcp::3310", "tcp:h:99999"])
def test_a_setting_that_names_nothing_is_refused(environ, value):
    with pytest.raises(ConfigurationError, match="GUICHET_CLAMD"):
        Config.from_environment({**environ, "GUICHET_CLAMD": value})
