"""The floor of opening a step: the same HTML for somebody signed in, by the libraries that the portal is made of.

Flask-Security finds the account by the session cookie, SQLAlchemy reads it and one draft of its own, Flask-WTF signs a
token for the form, Jinja2 draws the page. Nothing is judged, and no page around the form is put together.
"""

from __future__ import annotations

from inspect import iscoroutinefunction
from typing import Any

from flask import Flask, abort, render_template
from flask_security import FSQLALiteUserDatastore, RoleMixin, Security, UserMixin, current_user, login_user
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from jinja2 import DictLoader
from sqlalchemy import JSON, Column, ForeignKey, Table, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from guichet.database import engine_options, prepare


class Base(DeclarativeBase):
    """The tables live in a database of their own."""


_ROLES = Table(
    "floor_users_roles",
    Base.metadata,
    Column("user_id", ForeignKey("floor_users.id")),
    Column("role_id", ForeignKey("floor_roles.id")),
)


class Role(Base, RoleMixin):
    """Asked for by the library; nobody has one."""

    __tablename__ = "floor_roles"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class User(Base, UserMixin):
    """What the library needs of an account."""

    __tablename__ = "floor_users"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str]
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # the mix-in knows lists of its own kind only
        secondary=_ROLES
    )


class Draft(Base):
    """One row of answers, somebody's."""

    __tablename__ = "floor_drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


def create_app(database_url: str, template: str, shown: dict[str, Any], drafts: int) -> Flask:
    """Serve `template`, filled with `shown`, at `/<draft>` to who was at `/login` before."""
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY="benchmark",  # noqa: S106 -- nothing to keep
        SQLALCHEMY_ENGINES={"default": engine_options(database_url)},
        SECURITY_REGISTER_BLUEPRINT=False,
        SECURITY_STATIC_FOLDER=None,
    )
    app.jinja_loader = DictLoader({"page.html": template})
    db = SQLAlchemy(app)
    # As in the portal: the library's other session, which nothing opens, costs each request an event loop.
    app.teardown_appcontext_funcs = [done for done in app.teardown_appcontext_funcs if not iscoroutinefunction(done)]
    Security(app, FSQLALiteUserDatastore(db, User, Role), register_blueprint=False)
    CSRFProtect(app)
    with app.app_context():
        prepare(db.engine)
        Base.metadata.create_all(db.engine)
        db.session.add(User(id=1, email="ana@example.fr", fs_uniquifier="ana"))
        db.session.add_all(Draft(id=number, user_id=1, answers=shown) for number in range(drafts))
        db.session.commit()

    @app.get("/login")
    def sign_in() -> str:
        login_user(db.session.get_one(User, 1))
        generate_csrf()
        return ""

    @app.get("/<int:number>")
    def page(number: int) -> str:
        if not current_user.is_authenticated:
            abort(403)
        draft = db.session.scalars(select(Draft).where(Draft.id == number, Draft.user_id == current_user.id)).one()
        return render_template("page.html", values={**draft.answers, "csrf_token": generate_csrf()})

    return app
