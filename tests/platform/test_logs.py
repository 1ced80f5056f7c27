"""Logs say what happened to whom by ids, and never what a person typed."""

import json
import logging

import pytest

from guichet.app import create_app
from guichet.logs import JsonFormatter


@pytest.fixture
def root():
    """The root logger, which gets its own handlers and level back."""
    root = logging.getLogger()
    kept = root.handlers[:], root.level
    yield root
    root.handlers[:] = kept[0]
    root.setLevel(kept[1])


def test_a_server_that_starts_the_portal_by_its_factory_gets_these_lines_too(environ, monkeypatch, root):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    create_app()
    assert [type(handler.formatter) for handler in root.handlers] == [JsonFormatter]


@pytest.fixture
def lines(caplog):
    caplog.handler.setFormatter(JsonFormatter())
    caplog.set_level(logging.INFO)
    return lambda: [json.loads(JsonFormatter().format(record)) for record in caplog.records]


def test_a_request_is_one_line_of_ids(app, make_user, sign_in, lines):
    user_id = make_user("canary@example.fr")
    response = sign_in(user_id).get("/?q=canary")
    line = next(line for line in lines() if line["event"] == "request")
    assert line["endpoint"] == "catalogue.home"
    assert line["status"] == 200
    assert line["user"] == user_id
    assert line["request"] == response.headers["X-Request-Id"]
    assert "canary" not in json.dumps(lines())


def test_a_fault_is_logged_without_its_text(app, lines, monkeypatch):
    def fail():
        raise RuntimeError("canary")

    monkeypatch.setitem(app.view_functions, "catalogue.home", fail)
    app.test_client().get("/")
    line = next(line for line in lines() if line["level"] == "error")
    assert line["exception"] == "RuntimeError"
    assert any("test_logs.py" in frame for frame in line["where"])
    assert "canary" not in json.dumps(lines())


def test_the_text_of_a_database_error_holds_no_value(app, lines):
    from sqlalchemy import text
    from sqlalchemy.exc import OperationalError

    from guichet.database import db

    with app.app_context(), pytest.raises(OperationalError) as caught:
        db.session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "canary"})
    assert "canary" not in str(caught.value)
