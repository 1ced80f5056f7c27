"""Transactions: readers never wait, writers never fail for having read first."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import before_render_template
from sqlalchemy import select, text

from guichet.accounts.models import User
from guichet.database import UtcDateTime, begins_as_writer, db


def test_sqlite_is_set_for_durability(app):
    with app.app_context():
        values = {
            name: db.session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 10000,
    }


@pytest.mark.parametrize(
    ("method", "writer"), [("GET", False), ("HEAD", False), ("OPTIONS", False), ("POST", True), ("DELETE", True)]
)
def test_the_method_says_whether_a_request_writes(app, method, writer):
    with app.test_request_context("/", method=method):
        assert begins_as_writer() is writer


def test_outside_of_a_request_everything_writes(app):
    with app.app_context():
        assert begins_as_writer()


def test_the_policy_may_say_otherwise(app):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/login", method="POST"):
        app.preprocess_request()
        assert not begins_as_writer()


def test_drawing_the_answer_to_what_was_saved_holds_up_no_writer(app, walk):
    walker = walk()
    walker.start()
    writing = []

    def note(_sender, **_values):
        writing.append(begins_as_writer())

    with before_render_template.connected_to(note, app):
        assert walker.post("demande", {"/nombre": "x"}).status_code == 422
    assert set(writing) == {False}


def test_read_then_write_from_many_threads_never_finds_the_database_locked(app, make_user):
    user_id = make_user(given_name="0")
    faults = []

    def count():
        try:
            for _ in range(25):
                with app.app_context():
                    user = db.session.get_one(User, user_id)
                    user.given_name = str(int(user.given_name) + 1)
                    db.session.commit()
        except Exception as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with app.app_context():
        assert db.session.scalar(select(User.given_name)) == "100"


def test_a_moment_comes_back_aware_and_in_utc(app, make_user):
    user_id = make_user()
    paris = datetime(2026, 7, 14, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    with app.app_context():
        db.session.get_one(User, user_id).confirmed_at = paris
        db.session.commit()
    with app.app_context():
        assert db.session.get_one(User, user_id).confirmed_at == datetime(2026, 7, 14, 10, 0, tzinfo=UTC)


def test_a_naive_moment_is_refused(app):
    with app.app_context(), pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2026, 7, 14), db.engine.dialect)  # noqa: DTZ001 -- what is refused
