"""The baseline of posting: Flask and SQLAlchemy writing the posted form into one row, and nothing else."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Flask, redirect, request
from sqlalchemy import JSON, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.wrappers import Response


class Base(DeclarativeBase):
    """The baseline's only table lives in its own database."""


class Draft(Base):
    """One row of answers."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def create_app(database_url: str) -> Flask:
    """Serve `POST /<draft>`: read the form, write it into the draft's row, answer with a redirection."""
    app = Flask(__name__)
    engine = create_engine(database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _same_settings_as_the_portal)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    app.extensions["engine"] = engine

    @app.post("/<int:draft>")
    def write(draft: int) -> Response:
        with Session(engine) as session:
            row = session.get(Draft, draft)
            if row is None:
                row = Draft(id=draft, version=0)
                session.add(row)
            row.answers = request.form.to_dict()
            row.version += 1
            session.commit()
        return redirect("/", code=303)

    return app


def _same_settings_as_the_portal(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")
