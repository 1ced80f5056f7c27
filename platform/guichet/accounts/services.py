"""Accounts: finding and creating them."""

import secrets
from collections.abc import Iterable

from flask import current_app
from flask_security.utils import hash_password
from sqlalchemy import or_, select

from guichet.accounts.models import Role, User
from guichet.database import db, now

_UNIQUIFIER_BYTES = 32


def find_by_identifier(identifier: str) -> User | None:
    """Return the account whose e-mail address or identifier this is, whatever its case; else None."""
    wanted = identifier.strip().lower()
    if not wanted or not wanted.isprintable():
        return None
    found = db.session.scalars(select(User).where(or_(User.email == wanted, User.username == wanted))).all()
    # Should one person's identifier be another's address, the address wins.
    return min(found, key=lambda user: user.email != wanted, default=None)


def create(
    email: str,
    password: str,
    *,
    username: str | None = None,
    given_name: str = "",
    family_name: str = "",
    language: str = "fr",
    roles: Iterable[str] = (),
    services: Iterable[str] = (),
) -> User:
    """Add a confirmed, active account in the current transaction and return it.

    Address and identifier are kept in lower case: people type either as they like.
    """
    user = User(
        email=email.lower(),
        username=username and username.lower(),
        # Normalised as the sign-in form does: one keyboard writes «é» as one character, another as two.
        password=hash_password(current_app.extensions["security"].password_util.normalize(password)),
        active=True,
        fs_uniquifier=secrets.token_urlsafe(_UNIQUIFIER_BYTES),
        confirmed_at=now(),
        given_name=given_name,
        family_name=family_name,
        language=language,
        services=list(services),
        roles=[role(name) for name in roles],
    )
    db.session.add(user)
    db.session.flush()
    return user


def role(name: str) -> Role:
    """Return the role of that name, adding it when it is the first time."""
    found = db.session.scalar(select(Role).where(Role.name == name))
    if found is None:
        found = Role(name=name)
        db.session.add(found)
    return found
