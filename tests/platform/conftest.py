"""The portal under test: an application on a database of its own, and people to sign in."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from empty_databases import empty_schema, empty_tables, sqlite_with_tables
from flask import Flask
from flask.testing import FlaskClient
from psycopg import sql
from quick_applications import keep_what_is_alike
from sqlalchemy import event, make_url, select
from walkers import Walker

from guichet.accounts import services as accounts
from guichet.accounts import sessions
from guichet.accounts.models import User
from guichet.app import create_app
from guichet.config import Config
from guichet.database import Base, db
from guichet.messages.models import Job, Mail
from guichet.publishing import services as publishing
from guichet.tasks.running import run
from guichet_validate.checks.folders import definition_files
from guichet_validate.loading import load_file

ROOT = Path(__file__).parents[2]
ESSAI = Path(__file__).with_name("essai.json")
PASSWORD = "Demarches1"
SERVER = os.environ.get("POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432")
keep_what_is_alike()


@pytest.fixture(scope="session")
def postgresql_database() -> Iterator[str]:
    """The address of a PostgreSQL database that lasts as long as the run."""
    name = f"guichet_test_{os.getpid()}"
    try:
        server = psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip(f"no PostgreSQL server at {SERVER}: set POSTGRESQL_URL")
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield f"{SERVER}/{name}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def postgresql_url(postgresql_database: str) -> str:
    """The address of a PostgreSQL database that holds every table and no row."""
    empty_tables(postgresql_database, Base.metadata)
    return postgresql_database


@pytest.fixture
def postgresql_bare(postgresql_database: str) -> str:
    """The address of a PostgreSQL database without any table."""
    empty_schema(postgresql_database)
    return postgresql_database


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds every table and no row."""
    return sqlite_with_tables(tmp_path_factory.mktemp("tables") / "tables.sqlite3", Base.metadata)


@pytest.fixture
def database() -> str:
    """Which database the application runs on; a module that must hold on both gives this fixture two parameters."""
    return "sqlite"


@pytest.fixture
def environ(tmp_path: Path, database: str, request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment the application starts from; a test may change it before asking for `app`."""
    values = {
        "GUICHET_ENVIRONMENT": "test",
        "GUICHET_DATA": str(tmp_path / "data"),
        "GUICHET_DEFINITIONS": str(ROOT / "definitions"),
        "GUICHET_SECRET_KEY": "a secret for tests only",
    }
    if database == "postgresql":
        values["GUICHET_DATABASE_URL"] = request.getfixturevalue("postgresql_url")
    return values


@pytest.fixture
def config(environ: dict[str, str]) -> Config:
    return Config.from_environment(environ)


@pytest.fixture
def app(config: Config, sqlite_tables: Path) -> Iterator[Flask]:
    """The application on an empty database with every table; error pages are drawn as in production."""
    if config.database_url.startswith("sqlite"):
        config.data.mkdir(parents=True, exist_ok=True)
        shutil.copy(sqlite_tables, make_url(config.database_url).database)
    app = create_app(config)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def make_user(app: Flask) -> Callable[..., int]:
    """Add an account with password «Demarches1» and return its id."""

    def make(email: str = "ana@example.fr", **values: object) -> int:
        with app.app_context():
            user = accounts.create(email, PASSWORD, **values)
            db.session.commit()
            return user.id

    return make


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """Return a client whose session belongs to that account, without going through the form."""

    def enter(user_id: int, client: FlaskClient | None = None) -> FlaskClient:
        client = client or app.test_client()
        with app.app_context():
            user = db.session.get_one(User, user_id)
            uniquifier, token = user.fs_uniquifier, sessions.add(user)
            db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = uniquifier
            session["_fresh"] = True
            session[sessions.TOKEN] = token
        return client

    return enter


@pytest.fixture
def csrf() -> Callable[[FlaskClient], str]:
    """Return a valid form token for a client."""

    def token(client: FlaskClient) -> str:
        from flask_wtf.csrf import generate_csrf

        with client.application.test_request_context():
            from flask import session as signing

            value = generate_csrf()
            raw = signing["csrf_token"]
        with client.session_transaction() as session:
            session["csrf_token"] = raw
        return value

    return token


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], list[tuple[str, str | None]]]:
    """Run every job once and return their states and faults."""

    def run_all() -> list[tuple[str, str | None]]:
        with app.app_context():
            ids = db.session.scalars(select(Job.id).order_by(Job.id)).all()
            db.session.rollback()
            for job_id in ids:
                run(job_id, "test")
            return [(job.state, job.fault) for job in db.session.scalars(select(Job).order_by(Job.id))]

    return run_all


@pytest.fixture
def mails(app: Flask, run_jobs) -> Callable[[], list[Mail]]:
    """Send what waits and return every letter that the mailbox keeps, oldest first."""

    def send() -> list[Mail]:
        run_jobs()
        with app.app_context():
            return list(db.session.scalars(select(Mail).order_by(Mail.id)))

    return send


@pytest.fixture
def statements(app: Flask) -> Callable[[Callable[[], object]], list[str]]:
    """Return the first words of the statements that an action sends to the database."""

    def watch(action: Callable[[], object]) -> list[str]:
        seen: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(_connection, _cursor, statement, *_rest):
            seen.append(statement.split()[0])

        event.listen(engine, "before_cursor_execute", note)
        try:
            action()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return [word for word in seen if word != "BEGIN"]

    return watch


# ---- One short procedure, «essai», and a citizen who goes through it ----


@pytest.fixture
def essai(app: Flask) -> str:
    """Put the short procedure, which is checked elsewhere, where publishing puts it; return its id."""
    with app.app_context():
        publishing.put(load_file(ESSAI), None, "test")
        db.session.commit()
    return "essai"


@pytest.fixture
def publish_essai(app: Flask, tmp_path: Path) -> Callable[[Callable[[dict], object]], str]:
    """Call with a function that changes the document of the short procedure; publishes it and returns its id."""

    def publish(change: Callable[[dict], object]) -> str:
        document = json.loads(ESSAI.read_text("utf-8"))
        change(document)
        path = tmp_path / "essai.json"
        path.write_text(json.dumps(document), "utf-8")
        with app.app_context():
            report = publishing.publish([path], actor="test")
            db.session.commit()
        assert not report.refused, report.findings
        return "essai"

    return publish


@pytest.fixture
def walk(essai: str, make_user, sign_in, csrf) -> Callable[..., Walker]:
    """Return a citizen in front of the short procedure."""

    def enter(email: str = "ana@example.fr", **values: object) -> Walker:
        client = sign_in(make_user(email, **values))
        return Walker(client, csrf(client), essai)

    return enter


@pytest.fixture
def stroll(app: Flask, essai: str, csrf) -> Callable[..., Walker]:
    """Return somebody who has begun the short procedure without an account."""

    def enter(email: str = "zoe@example.org") -> Walker:
        client = app.test_client()
        walker = Walker(client, csrf(client), essai)
        data = {"csrf_token": walker.token, "email": email}
        response = client.post(f"/procedures/{essai}/requests/without-account", data=data)
        assert response.status_code == 303, response.text
        walker.base, walker.version = response.location.partition("/steps/")[0], 1
        return walker

    return enter


@pytest.fixture
def agent(make_user, sign_in) -> Callable[..., FlaskClient]:
    """Return the client of an agent of these services."""

    def enter(*services: str, email: str = "camille@ville.example") -> FlaskClient:
        return sign_in(make_user(email, roles=("agent",), services=services or ("etat-civil",)))

    return enter


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """A database that holds the city's definitions, as publishing puts them; tests/definitions checks them."""
    folder = tmp_path_factory.mktemp("published")
    app = create_app(
        Config.from_environment(
            {
                "GUICHET_ENVIRONMENT": "test",
                "GUICHET_DATA": str(folder),
                "GUICHET_DEFINITIONS": str(ROOT / "definitions"),
                "GUICHET_SECRET_KEY": "a secret for tests only",
            }
        )
    )
    with app.app_context():
        Base.metadata.create_all(db.engine)
        for path in definition_files([ROOT / "definitions"]):
            publishing.put(load_file(path), None, "test")
        db.session.commit()
        db.engine.dispose()
    return folder / "guichet.sqlite3"


@pytest.fixture
def published_app(config, published):
    """The application on a copy of the database that holds the city's definitions; a folder may make it its `app`."""
    config.data.mkdir(parents=True, exist_ok=True)
    shutil.copy(published, config.data / "guichet.sqlite3")
    app = create_app(config)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    yield app
    with app.app_context():
        db.engine.dispose()
