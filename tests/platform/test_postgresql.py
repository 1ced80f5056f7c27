"""The same code on PostgreSQL: publish, sign in, read the catalogue, save the profile."""

import io
import time

import psycopg
import pytest
from sqlalchemy import text

from guichet import database
from guichet.database import db
from guichet.profile.models import Profile
from guichet.publishing import services
from guichet.requests import drafts


@pytest.fixture
def environ(environ, postgresql_url):
    return environ | {"GUICHET_DATABASE_URL": postgresql_url}


def test_the_portal_works_on_postgresql(app, client, config, csrf, make_user):
    user_id = make_user(username="ana.durand")
    with app.app_context():
        assert db.engine.dialect.name == "postgresql"
        assert services.publish([config.definitions / "etat-civil"], actor="test").published
        db.session.commit()
        again = services.publish([config.definitions / "etat-civil"], actor="test")
        assert (again.published, len(again.unchanged)) == ((), 4)
    assert "Acte de naissance" in client.get("/?q=naissance").text
    assert "Continuer sans compte" in client.get("/procedures/acte-naissance").text
    data = {"csrf_token": csrf(client), "identifier": "ANA.durand", "password": "Demarches1"}
    assert client.post("/login", data=data).location == "/welcome"
    token = csrf(client)
    for name, expected in (("Durand", 303), ("Petit", 409)):
        data = {"csrf_token": token, "version": "0", "/identity/familyName": name, "/contacts/email": "ana@example.fr"}
        assert client.post("/profile", data=data).status_code == expected
    with app.app_context():
        assert db.session.get_one(Profile, user_id).data["identity"] == {"familyName": "Durand"}


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\u202egnp.exe", "’\N{COMBINING ACUTE ACCENT}"])
def test_odd_characters_never_reach_the_database_as_they_are(app, csrf, make_user, sign_in, text):
    client = sign_in(make_user())
    data = {"csrf_token": csrf(client), "version": "0", "/identity/familyName": text.encode("utf-8", "surrogatepass")}
    response = client.post("/profile", data=data)
    assert response.status_code in {303, 422}
    assert client.get("/profile").status_code == 200
    assert client.get("/", query_string={"q": text.encode("utf-8", "surrogatepass")}).status_code == 200
    assert client.get("/procedures/" + "%00").status_code == 404


def test_connections_that_the_server_closed_meanwhile_are_noticed(make_user, sign_in, postgresql_url):
    client = sign_in(make_user())
    assert client.get("/profile").status_code == 200
    with psycopg.connect(postgresql_url, autocommit=True) as another:
        closed = another.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    assert closed
    assert client.get("/profile").status_code == 200


def test_connections_that_lay_idle_are_asked_and_those_in_use_are_not(app, monkeypatch):
    asked = []
    with app.app_context():
        ping = type(db.engine.dialect).do_ping
        monkeypatch.setattr(type(db.engine.dialect), "do_ping", lambda *given: asked.append("ping") or ping(*given))
        monkeypatch.setattr("guichet.database._is_readable", lambda _connection: False)
        for late in (0, database._ASKED_AFTER_SECONDS + 1):
            with db.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
                raw = connection.connection.dbapi_connection
            moment = time.monotonic() + late
            monkeypatch.setattr(database.time, "monotonic", lambda moment=moment: moment)
            with db.engine.connect() as connection:
                assert connection.connection.dbapi_connection is raw
            assert asked == ["ping"] * bool(late)
            # Gone without a word: seen by who asks.
            with psycopg.connect(raw.info.dsn, autocommit=True) as another:
                another.execute("SELECT pg_terminate_backend(%s, 5000)", [raw.info.backend_pid])
            if late:
                monkeypatch.setattr(database.time, "monotonic", lambda moment=moment: moment + 100)
                with db.engine.connect() as connection:
                    assert connection.scalar(text("SELECT 1")) == 1
                    assert connection.connection.dbapi_connection is not raw
            db.engine.dispose()


@pytest.mark.parametrize("meanwhile", ["DELETE FROM requests", "UPDATE requests SET version = 99"])
def test_a_file_for_a_draft_that_is_gone_or_changed_meanwhile_is_not_kept(
    config, walk, monkeypatch, postgresql_url, meanwhile
):
    walker = walk()
    walker.start()
    walker.fill("pieces")
    keep_files = drafts.keep_files

    def late(*arguments, **named):
        with psycopg.connect(postgresql_url, autocommit=True) as another:
            another.execute(meanwhile)
        return keep_files(*arguments, **named)

    monkeypatch.setattr(drafts, "keep_files", late)
    response = walker.post("pieces", {"/piece/-": (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "carte.pdf")})
    assert response.status_code in {404, 409}
    assert not [path for path in config.storage.rglob("*") if path.is_file()]
