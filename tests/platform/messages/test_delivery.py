"""Sending by a mail server that works, is busy, refuses, cuts off, or is away."""

import socket

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from guichet.database import db
from guichet.messages.models import Job, Mail, Message
from guichet.requests.models import Request
from guichet.tasks import jobs


class Sink:
    """What the mail server took, and what it says next."""

    def __init__(self):
        self.answers = []
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- the library's name
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer == "taken, then cut off":
            self.letters.append(envelope)
            _server.transport.abort()
        elif answer.startswith("250"):
            self.letters.append(envelope)
        return answer


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environ(environ, port):
    environ["GUICHET_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    environ["GUICHET_MAIL_FROM"] = "ne-pas-repondre@sainte-aurore.example"
    return environ


@pytest.fixture
def sink(port):
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    yield sink
    controller.stop()


@pytest.fixture
def wait(app):
    """Let the time of the next attempt come."""

    def forward():
        with app.app_context():
            for job in db.session.scalars(select(Job)):
                job.run_after -= jobs.RETRY_AFTER
            db.session.commit()

    return forward


@pytest.fixture
def message_id(make_user, make_request, tell):
    return tell(make_request(make_user()))


def test_a_message_is_sent_once_and_leaves_nothing_in_the_demo_mailbox(app, message_id, sink, run_jobs):
    assert run_jobs() == [("done", None)]
    assert run_jobs() == [("done", None)]
    [letter] = sink.letters
    assert letter.rcpt_tos == ["ana@example.fr"]
    assert letter.mail_from == "ne-pas-repondre@sainte-aurore.example"
    assert f"Message-ID: <{message_id}@127.0.0.1>".encode() in letter.content
    assert b"Auto-Submitted: auto-generated" in letter.content
    with app.app_context():
        assert db.session.scalars(select(Mail)).all() == []


def test_the_message_is_in_the_account_while_the_server_is_away_and_the_mail_follows(
    app, message_id, port, run_jobs, wait
):
    assert run_jobs() == [("ready", "connection")]
    with app.app_context():
        assert db.session.get(Message, message_id) is not None
    assert run_jobs() == [("ready", "connection")]  # its time has not come
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        wait()
        assert run_jobs() == [("done", None)]
    finally:
        controller.stop()
    assert len(sink.letters) == 1


def test_a_busy_server_is_asked_again(message_id, sink, run_jobs, wait):
    sink.answers = ["451 later", "452 full"]
    assert run_jobs() == [("ready", "smtp-451")]
    wait()
    assert run_jobs() == [("ready", "smtp-452")]
    wait()
    assert run_jobs() == [("done", None)]
    assert len(sink.letters) == 1


def test_an_unknown_outcome_is_tried_again_with_the_same_identifier(message_id, sink, run_jobs, wait):
    sink.answers = ["taken, then cut off"]
    assert run_jobs() == [("ready", "interrupted")]
    wait()
    assert run_jobs() == [("done", None)]
    assert len(sink.letters) == 2
    assert all(f"<{message_id}@127.0.0.1>".encode() in letter.content for letter in sink.letters)


def test_a_refusal_for_good_is_not_tried_again(message_id, sink, run_jobs, wait):
    sink.answers = ["550 unknown"]
    assert run_jobs() == [("failed", "smtp-550")]
    wait()
    assert run_jobs() == [("failed", "smtp-550")]
    assert sink.letters == []


def test_no_transaction_is_open_while_the_server_answers(app, message_id, sink, run_jobs, monkeypatch):
    from guichet_notify.smtp import SmtpChannel

    send = SmtpChannel.send

    def looking(self, post):
        assert not db.session.in_transaction()
        send(self, post)

    monkeypatch.setattr(SmtpChannel, "send", looking)
    assert run_jobs() == [("done", None)]


def test_a_message_erased_before_it_was_sent_is_not_sent(app, message_id, sink, run_jobs):
    with app.app_context():
        db.session.delete(db.session.get_one(Message, message_id))
        db.session.commit()
    assert run_jobs() == [("done", None)]
    assert sink.letters == []


def test_an_answer_that_is_no_address_fails_at_once(app, make_request, tell, sink, run_jobs):
    request_id = make_request(None, address="ana@example.fr\r\nBcc: tous@example.fr")
    tell(request_id)
    assert run_jobs() == [("failed", "address")]
    assert sink.letters == []
    with app.app_context():
        assert db.session.get_one(Request, request_id).status == "pending"


def test_without_a_server_production_keeps_its_mails(environ, request):
    del environ["GUICHET_SMTP_URL"]
    environ.update(
        {
            "GUICHET_ENVIRONMENT": "production",
            "GUICHET_BASE_URL": "https://demarches.example",
            "GUICHET_SECRET_KEY": "a secret for tests only, of the length that production asks for",
            "GUICHET_FILE_KEY": "A" * 43 + "=",
            "GUICHET_DATABASE_URL": f"sqlite:///{environ['GUICHET_DATA']}/guichet.sqlite3",
        }
    )
    request.getfixturevalue("message_id")
    assert request.getfixturevalue("run_jobs")() == [("ready", "no-server")]
