"""`guichet requests`: an operator refuses what a technical problem stops, and prints notes for who asks for a copy."""

import pytest
from click.testing import CliRunner

from guichet import migrations
from guichet.cli import main
from guichet.database import db
from guichet.requests import conversation, events
from guichet.requests.models import Request

REASON = "Un disque est tombé en panne et vos pièces sont perdues."


@pytest.fixture
def guichet(environ, monkeypatch, app):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(migrations, "is_current", lambda _engine: True)

    def run(*arguments):
        result = CliRunner().invoke(main, ["requests", *arguments])
        return result.exit_code, result.output

    return run


@pytest.fixture
def sent(walk):
    walker = walk()
    walker.submit()
    return walker


def stored(app, walker):
    with app.app_context():
        return db.session.get(Request, walker.id)


@pytest.mark.behaviour("the agent could not grant it, or a technical problem prevented it; the reason is shown")
def test_a_request_whose_files_are_lost_is_refused_with_the_reason(app, guichet, sent, mails):
    number = stored(app, sent).number
    code, output = guichet("refuse", number, "--reason", REASON)
    assert (code, number in output) == (0, True)
    found = stored(app, sent)
    assert (found.status, found.reason) == ("refused", REASON)
    with app.app_context():
        last = events.history(sent.id)[-1]
        assert (last.kind, last.actor) == ("failed", "system")
    assert REASON in mails()[-1].text
    assert "problème technique" in mails()[-1].text
    assert REASON in sent.client.get(sent.base).text
    code, output = guichet("refuse", number, "--reason", REASON)
    assert code == 1
    assert "rien n’a été fait" in output
    assert len(mails()) == 2


@pytest.mark.parametrize("reason", [" ", "x" * 2_001])
def test_a_reason_that_nobody_can_read_changes_nothing(app, guichet, sent, reason):
    assert guichet("refuse", stored(app, sent).number, "--reason", reason)[0] == 2
    assert stored(app, sent).status == "pending"


def test_a_number_that_nobody_has_is_told(guichet, sent):
    for command in (("refuse", "ESS-0000", "--reason", REASON), ("notes", "ESS-0000")):
        code, output = guichet(*command)
        assert code == 1
        assert "Aucune demande" in output


def test_notes_are_printed_with_their_moment_and_without_a_name(app, guichet, sent, make_user):
    number = stored(app, sent).number
    assert "pas de note interne" in guichet("notes", number)[1]
    camille = make_user("camille@ville.example", given_name="Camille")
    with app.app_context():
        conversation.note(db.session.get(Request, sent.id), camille, "Rappeler lundi.")
        db.session.commit()
    code, output = guichet("notes", number)
    assert code == 0
    assert "Rappeler lundi." in output
    assert "Camille" not in output
