"""«Télécharger mes données»: everything, readable, and nobody else's."""

import hashlib
import io
import json
import tracemalloc
import uuid
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from guichet.accounts.models import User, UserSession
from guichet.database import db, now
from guichet.documents.models import File
from guichet.documents.services import storage
from guichet.rights import copying
from guichet.rights.holdings import HOLDINGS
from guichet.rights.persons import Person

PASSWORD = {"current-password": "Demarches1"}


@pytest.fixture
def copied(post):
    """Ask for the copy as the page does; answers the archive."""

    def ask(client):
        response = post(client, "/profile/data", **PASSWORD)
        assert response.status_code == 200
        assert response.mimetype == "application/zip"
        made = zipfile.ZipFile(io.BytesIO(response.data))
        assert made.testzip() is None
        return made

    return ask


def data(made, name):
    return json.loads(made.read(f"data/{name}.json"))


@pytest.mark.behaviour("«Télécharger mes données»")
@pytest.mark.behaviour("Access, rectification, deletion and portability from the account.")
def test_the_copy_holds_what_was_typed_sent_and_answered(walk, request_of, decide, furnish, agent, copied, app):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "CANARI")
    reader = agent()
    reader.get(f"/agent/requests/{request_id}")
    decide(request_id, "refuse")
    furnish("ana@example.fr", "CANARI")
    made = copied(walker.client)
    assert data(made, "account")[0]["email"] == "ana@example.fr"
    assert data(made, "profile")[0]["household"] == [{"id": "a", "relation": "child", "givenNames": "CANARI"}]
    (found,) = data(made, "requests")
    assert found["title"] == "Carte d’essai"
    assert found["answers"]["nom"] == "CANARI"
    assert (found["status"], found["reason"]) == ("refused", "trop tard")
    assert [action["text"] for action in found["history"]][:2] == [
        "Demande envoyée",
        "Demande consultée par un agent\u00a0: Service de l’état civil",
    ]
    assert data(made, "messages")[0]["request"] == found["number"]
    assert data(made, "profile-changes")[0]["new"] == "CANARI"
    assert data(made, "sessions")
    (reading,) = data(made, "readings")
    assert (reading["service"], reading["read"], reading["request"]) == (
        "Service de l’état civil",
        "request",
        found["number"],
    )
    document = next(one for one in data(made, "documents") if one["request"])
    assert b"CANARI" in made.read(document["path"])
    assert made.read(f"requests/{found['number']}.pdf").startswith(b"%PDF")
    index = made.read("index.html").decode()
    assert '<html lang="fr">' in index
    assert "Carte d’essai" in index
    assert document["path"] in index
    for holding in HOLDINGS:
        assert not holding.file or isinstance(data(made, holding.file), list)


def test_no_secret_and_no_agent_stands_in_the_copy(app, walk, request_of, furnish, agent, copied):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "CANARI")
    agent(email="camille.martel@ville.example").get(f"/agent/requests/{request_id}")
    furnish("ana@example.fr", "CANARI")
    made = copied(walker.client)
    everything = b"".join(made.read(name) for name in made.namelist())
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == "ana@example.fr"))
        secrets = [user.password, user.fs_uniquifier, *db.session.scalars(select(UserSession.token_hash))]
    assert "camille.martel" not in everything.decode("latin-1")
    assert [secret for secret in secrets if secret.encode() in everything] == []


def test_the_copy_of_an_empty_account_is_whole(make_user, sign_in, copied):
    made = copied(sign_in(make_user("ana@example.fr")))
    assert data(made, "requests") == []
    assert "Aucune demande." in made.read("index.html").decode()


def test_the_index_speaks_the_language_of_its_reader(make_user, sign_in, copied):
    made = copied(sign_in(make_user("ana@example.fr", language="en")))
    index = made.read("index.html").decode()
    assert '<html lang="en">' in index
    assert "Copy of my data" in index


def test_a_copy_is_told_by_mail(make_user, sign_in, copied, mails):
    copied(sign_in(make_user("ana@example.fr")))
    assert [(mail.to, mail.subject) for mail in mails()] == [("ana@example.fr", "Vos données ont été téléchargées")]


@pytest.mark.parametrize("typed", [{}, {"current-password": "faux"}])
def test_without_the_password_nothing_is_given(make_user, sign_in, post, mails, typed):
    client = sign_in(make_user("ana@example.fr"))
    response = post(client, "/profile/data", **typed)
    assert response.status_code == 422
    assert 'id="current-password-error"' in response.text
    assert mails() == []


def test_a_link_gives_nothing(make_user, sign_in):
    response = sign_in(make_user("ana@example.fr")).get("/profile/data")
    assert response.mimetype == "text/html"


def test_without_a_password_one_must_have_just_signed_in(app, make_user, sign_in, post):
    user_id = make_user("ana@example.fr")
    client = sign_in(user_id)
    with app.app_context():
        db.session.get_one(User, user_id).password = None
        db.session.commit()
    assert "dans les dix minutes" in client.get("/profile/data").text
    assert post(client, "/profile/data").mimetype == "application/zip"
    with app.app_context():
        one = db.session.scalar(select(UserSession))
        one.created_at -= timedelta(minutes=11)
        db.session.commit()
    refused = post(client, "/profile/data")
    assert refused.status_code == 422
    assert "connectez-vous de nouveau" in refused.text


def test_a_document_that_cannot_be_read_is_named_and_the_rest_is_given(app, walk, request_of, copied):
    walker = walk("ana@example.fr")
    request_of(walker, "CANARI")
    with app.app_context():
        (stored,) = storage().list()
        storage().delete(stored.key)
    made = copied(walker.client)
    (document,) = data(made, "documents")
    assert document["path"] not in made.namelist()
    index = made.read("index.html").decode()
    assert "n’ont pas pu être lus" in index
    assert document["path"] in index
    assert data(made, "requests")


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "a/b:c*?.pdf", "..pdf", "C:\\x.pdf", "é" * 250 + ".pdf"])
def test_no_name_of_a_file_leads_out_of_the_archive(app, make_user, sign_in, copied, name):
    user_id = make_user("ana@example.fr")
    key = uuid.uuid4()
    with app.app_context():
        storage().put(key, b"x")
        db.session.add(
            File(
                id=key,
                user_id=user_id,
                name=name,
                type="application/pdf",
                size=1,
                sha256="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
                state="clean",
                created_at=now(),
            )
        )
        db.session.commit()
    made = copied(sign_in(user_id))
    (path,) = [entry for entry in made.namelist() if entry.startswith("documents/")]
    assert path.count("/") == 1
    assert "\\" not in path
    assert not path.rpartition("/")[2].startswith(".")
    assert path.endswith(".pdf")
    assert made.read(path) == b"x"


def test_sixty_documents_never_stand_in_memory_together(app, make_user):
    user_id = make_user("ana@example.fr")
    content = b"x" * 2_000_000
    with app.app_context():
        digest = hashlib.sha256(content).hexdigest()
        for number in range(60):
            key = uuid.uuid4()
            storage().put(key, content)
            db.session.add(
                File(
                    id=key,
                    user_id=user_id,
                    name=f"{number}.pdf",
                    type="application/pdf",
                    size=len(content),
                    sha256=digest,
                    state="clean",
                    created_at=now(),
                )
            )
        db.session.commit()
    with app.test_request_context():
        person = Person(user_id, "ana@example.fr", None)
        tracemalloc.start()
        total = largest = 0
        for piece in copying.archive(person, "fr"):
            total += len(piece)
            largest = max(largest, len(piece))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert total > 120_000_000
    assert largest < 2_200_000
    assert peak < 16_000_000


def test_no_transaction_is_open_while_a_piece_is_on_its_way(app, walk, request_of):
    walker = walk("ana@example.fr")
    request_of(walker, "CANARI")
    with app.test_request_context():
        user = db.session.scalar(select(User))
        person = Person(user.id, user.email, user.username)
        db.session.rollback()
        for _ in copying.archive(person, "fr"):
            assert not db.session.in_transaction()
