"""The database: one door for SQLite and PostgreSQL, with the transaction rules of both."""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from inspect import iscoroutinefunction
from typing import Any, ClassVar

from flask import Flask, g, has_request_context, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from guichet.config import Config

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_BUSY_TIMEOUT_SECONDS = 10
_ASKED_AFTER_SECONDS = 30
_RETURNED = "guichet_returned"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into what the database stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a naive datetime cannot be stored"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- the signature is the library's
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Ancestor of every model; its naming convention gives each constraint a stable name."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime}


# Values never appear in an error's text: they are people's data and errors are logged.
db = SQLAlchemy(engine_options={"hide_parameters": True})


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def engine_options(url: str) -> dict[str, Any]:
    """Return what `create_engine` needs for this address, `url` included."""
    if url.startswith("sqlite"):
        return {"url": url, "hide_parameters": True, "connect_args": {"timeout": _BUSY_TIMEOUT_SECONDS}}
    return {"url": url, "hide_parameters": True}


def init_app(app: Flask, config: Config) -> None:
    """Bind the database to the application."""
    if config.database_url.startswith("sqlite"):
        config.data.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_ENGINES"] = {"default": engine_options(config.database_url)}
    db.init_app(app)
    # No async session is ever opened: closing them would start a thread and an event loop for every request.
    app.teardown_appcontext_funcs = [done for done in app.teardown_appcontext_funcs if not iscoroutinefunction(done)]
    with app.app_context():
        prepare(db.engine)


def prepare(engine: Engine) -> None:
    """Give an SQLite engine its settings and our own BEGIN; have others notice what the server closed."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "checkin", _note_return)
        event.listen(engine, "checkout", partial(_refuse_closed, dialect=engine.dialect))
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _note_return(_connection: object, record: Any) -> None:
    record.info[_RETURNED] = time.monotonic()


def _refuse_closed(connection: Any, record: Any, _fairy: object, dialect: Dialect) -> None:
    """Have the pool open another connection in place of one that the server closed.

    Nothing is under way: what waits to be read can only be the server's good-bye. One that lay idle may be gone
    without any, by a firewall or a crash: it is asked, which would cost each page a statement if all of them were.
    """
    if connection.closed or _is_readable(connection):
        raise DisconnectionError
    if time.monotonic() - record.info.get(_RETURNED, time.monotonic()) > _ASKED_AFTER_SECONDS:
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _is_readable(connection: Any) -> bool:
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return bool(waiting.poll(0))


def _set_pragmas(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: `_begin` says when and of which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_TIMEOUT_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if begins_as_writer() else "BEGIN")


def begins_as_writer() -> bool:
    """Say whether a transaction opened now takes the write lock at once.

    A deferred transaction that reads and then writes fails as soon as another wrote in between;
    so all begin as writers but safe web requests, unless the policy says otherwise for an endpoint.
    """
    if not has_request_context():
        return True
    chosen: bool | None = g.get("database_writes")
    return request.method not in _SAFE_METHODS if chosen is None else chosen


@contextmanager
def lock_given_back() -> Iterator[None]:
    """Let others write while a web request does slow work: what was read before, and inside, is to be read again."""
    chosen = g.get("database_writes")
    db.session.rollback()
    g.database_writes = False
    try:
        yield
    finally:
        db.session.rollback()
        g.database_writes = chosen


@contextmanager
def writing() -> Iterator[None]:
    """Write in a short transaction of its own, committed at the end, from a web request that otherwise reads.

    What was read or changed before, and not committed, is dropped: whoever needs it reads it again.
    """
    chosen = g.get("database_writes")
    db.session.rollback()
    g.database_writes = True
    try:
        yield
        db.session.commit()
    finally:
        db.session.rollback()
        g.database_writes = chosen
