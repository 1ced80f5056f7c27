"""A deleted account leaves nothing of its person but what the law keeps; and nothing is ever half deleted."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from guichet.accounts.models import User
from guichet.database import db
from guichet.documents import services as documents
from guichet.documents.services import byte_changes, storage
from guichet.requests import events
from guichet.requests.models import Request
from guichet.rights import deletion
from guichet.rights.models import AccountDeletion

ROOT = Path(__file__).parents[3]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def delete(app):
    """Delete an account, as the pages do."""

    def go(user_id, who="owner", **values):
        with app.app_context(), byte_changes() as changes:
            deletion.delete_account(user_id, who, changes, **values)
            db.session.commit()

    return go


@pytest.fixture
def settled(walk, request_of, decide, furnish):
    """Ana, with a request of each kind that is no longer in progress, and data in every table."""
    walker = walk("ana@example.fr")
    kept = request_of(walker, "GARDE")
    decide(kept)
    withdrawn = request_of(walker, "CANARI-ANNULE")
    decide(withdrawn, "cancel")
    request_of(walker, "CANARI-BROUILLON", until="draft")
    walker.client.get("/requests")
    return furnish("ana@example.fr", "CANARI"), kept, withdrawn


def kept_in_storage(app):
    with app.app_context():
        return {stored.key for stored in storage().list()}


@pytest.mark.behaviour("Otherwise every personal datum goes, except what the law makes the city keep")
def test_every_personal_datum_goes_but_for_the_request_that_the_law_keeps(app, settled, delete, everything):
    user_id, kept, withdrawn = settled
    before = everything()
    assert before.count("CANARI") >= 20
    assert "ana@example.fr" in before
    delete(user_id)
    after = everything()
    assert "CANARI" not in after
    assert "canari" not in after
    # The address stands in the last letter only, until that is sent.
    assert [line.partition(" ")[0] for line in after.splitlines() if "ana@example.fr" in line] == ["account_mails"]
    assert "GARDE" in after
    with app.app_context():
        found = db.session.get_one(Request, kept)
        assert found.user_id is None
        assert found.answers["nom"] == "GARDE"
        empty = db.session.get_one(Request, withdrawn)
        assert (empty.user_id, empty.answers, empty.summary, empty.salt) == (None, {}, "", None)
        assert empty.number
        assert events.intact(events.history(withdrawn))
        assert events.history(withdrawn)


def test_nothing_of_others_is_touched(app, settled, walk, request_of, decide, furnish, delete, everything):
    other = walk("paul@example.fr")
    decide(request_of(other, "VOISIN"))
    request_of(other, "VOISIN")
    furnish("paul@example.fr", "VOISIN")
    before = [line for line in everything().splitlines() if "VOISIN" in line or "paul@example.fr" in line]
    delete(settled[0])
    assert [line for line in everything().splitlines() if "VOISIN" in line or "paul@example.fr" in line] == before


def test_the_last_letter_confirms_the_deletion_and_then_nothing_has_the_address(app, settled, delete, mails):
    delete(settled[0])
    letter = mails()[-1]
    assert (letter.to, letter.subject) == ("ana@example.fr", "Votre compte Démarches est supprimé")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(User)) == 0


@pytest.mark.behaviour(
    "An account can be deleted only when it has no request in progress («en attente» or «traitement»)"
)
@pytest.mark.parametrize("status", ["pending", "processing"])
def test_a_request_in_progress_stands_in_the_way(app, walk, request_of, delete, everything, status):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "ENCOURS")
    with app.app_context():
        db.session.get_one(Request, request_id).status = status
        db.session.commit()
        user_id = db.session.scalar(select(User.id))
    before = everything()
    with pytest.raises(deletion.InProgressError):
        delete(user_id)
    assert everything() == before


def test_an_account_with_a_role_is_the_citys(make_user, delete, everything):
    user_id = make_user("camille@ville.example", roles=("agent",), services=("etat-civil",))
    before = everything()
    with pytest.raises(deletion.StaffError):
        delete(user_id)
    assert everything() == before


def test_the_trace_names_nobody_and_answers_who_asks(app, make_user, delete, everything):
    delete(make_user("ana@example.fr"), "administrator", administrator_id=7, reason="courrier du 3 mars")
    with app.app_context():
        trace = db.session.scalar(select(AccountDeletion))
        assert (trace.actor, trace.administrator_id, trace.reason) == ("administrator", 7, "courrier du 3 mars")
        assert trace.address_hash == deletion.address_hash("ana@example.fr")
        assert trace.address_hash != deletion.address_hash("anna@example.fr")
        trace.at -= deletion.TRACE + dt.timedelta(days=1)
        db.session.flush()
        deletion.purge()
        db.session.commit()
        assert db.session.scalar(select(func.count()).select_from(AccountDeletion)) == 0


def test_a_request_kept_past_its_retention_is_kept_no_longer(app, settled, delete):
    user_id, kept, _ = settled
    with app.app_context():
        db.session.get_one(Request, kept).decided_at -= dt.timedelta(days=366)
        db.session.commit()
    delete(user_id)
    with app.app_context():
        assert db.session.get_one(Request, kept).answers == {}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_request_sent_while_its_account_is_deleted_waits_and_leads_to_sign_in(app, walk, request_of, everything):
    walker = walk("ana@example.fr")
    request_of(walker, "CANARI", until="draft")
    answers = []
    sending = threading.Thread(target=lambda: answers.append(walker.send().location))
    with app.app_context(), byte_changes() as changes:
        deletion.delete_account(db.session.scalar(select(User.id)), "owner", changes)
        sending.start()
        sending.join(1)
        assert sending.is_alive()
        db.session.commit()
    sending.join(20)
    assert answers == ["/login"]
    assert "CANARI" not in everything()


class FaultError(Exception):
    """Raised in place of a statement."""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_fault_at_any_statement_leaves_all_as_it_was(app, settled, everything):
    user_id = settled[0]
    before, files = everything(), kept_in_storage(app)
    with app.app_context():
        engine = db.engine
    failed = 0
    for last in range(200):
        left = iter(range(last))

        def fail(*_arguments, left=left):
            if next(left, None) is None:
                raise FaultError

        event.listen(engine, "before_cursor_execute", fail)
        try:
            with app.app_context(), byte_changes() as changes:
                deletion.delete_account(user_id, "owner", changes)
                db.session.commit()
            break
        except FaultError:
            failed += 1
        finally:
            event.remove(engine, "before_cursor_execute", fail)
        assert everything() == before
        assert kept_in_storage(app) == files
    assert failed > 20
    assert "CANARI" not in everything()


# A process that deletes an account and is killed before its nth statement, or once it has committed.
KILLED = """
import os, signal, sys
from sqlalchemy import event
from guichet.app import create_app
from guichet.config import Config
from guichet.database import db
from guichet.documents import services as documents
from guichet.rights import deletion

last = int(sys.argv[2])
left = iter(range(last))
def die(*_arguments):
    if last >= 0 and next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
app = create_app(Config.from_environment())
with app.app_context():
    event.listen(db.engine, "before_cursor_execute", die)
    with documents.byte_changes() as changes:
        deletion.delete_account(int(sys.argv[1]), "owner", changes)
        db.session.commit()
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_killed_process_leaves_all_or_nothing_and_the_sweep_takes_the_files(app, settled, environ, everything):
    user_id, kept, _ = settled
    before, files = everything(), kept_in_storage(app)
    environment = {**os.environ, **environ}

    def killed(last):
        command = [sys.executable, "-c", KILLED, str(user_id), str(last)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == -signal.SIGKILL, done.stderr

    for last in (3, 12, 25):
        killed(last)
        assert everything() == before
    killed(-1)  # after the commit, before any file is deleted
    assert kept_in_storage(app) == files
    for path in Path(environ["GUICHET_DATA"], "files").glob("*/*"):
        os.utime(path, (0, 0))
    with app.app_context():
        documents.sweep()
        left = {file.id for file in db.session.scalars(select(documents.File).where(documents.File.request_id == kept))}
    assert kept_in_storage(app) == left
    assert "CANARI" not in everything()
