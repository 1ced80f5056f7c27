"""The portal under test: an application on a database of its own, and people to sign in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import sql

from guichet.accounts import services as accounts
from guichet.accounts.models import User
from guichet.app import create_app
from guichet.config import Config
from guichet.database import Base, db

ROOT = Path(__file__).parents[2]
PASSWORD = "Demarches1"
SERVER = os.environ.get("POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database that lasts as long as the run."""
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
def environ(tmp_path: Path) -> dict[str, str]:
    """The environment the application starts from; a test may change it before asking for `app`."""
    return {
        "GUICHET_ENVIRONMENT": "test",
        "GUICHET_DATA": str(tmp_path / "data"),
        "GUICHET_DEFINITIONS": str(ROOT / "definitions"),
        "GUICHET_SECRET_KEY": "a secret for tests only",
    }


@pytest.fixture
def config(environ: dict[str, str]) -> Config:
    return Config.from_environment(environ)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The application on an empty database with every table; error pages are drawn as in production."""
    app = create_app(config)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    with app.app_context():
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
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
            uniquifier = db.session.get_one(User, user_id).fs_uniquifier
        with client.session_transaction() as session:
            session["_user_id"] = uniquifier
            session["_fresh"] = True
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
