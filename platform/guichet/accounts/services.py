"""Accounts: finding and creating them."""

import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import lazyload

from guichet.accounts import passwords
from guichet.accounts.models import Role, User
from guichet.config import Config
from guichet.database import db, now

_UNIQUIFIER_BYTES = 32


def normal(text: str) -> str:
    """Return an address or identifier as it is kept and looked for: people type either as they like."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def find_by_identifier(identifier: str) -> User | None:
    """Return the account whose e-mail address or identifier this is, whatever its case; else None."""
    wanted = normal(identifier)
    if not wanted or not wanted.isprintable():
        return None
    # Roles are read by who needs them: a wrong password costs as many statements as an unknown account.
    query = select(User).where(or_(User.email == wanted, User.username == wanted)).options(lazyload(User.roles))
    found = db.session.scalars(query).all()
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
    """Add a confirmed, active account in the current transaction and return it."""
    return add(
        email,
        passwords.hashed(passwords.normal(password)),
        username=username,
        given_name=given_name,
        family_name=family_name,
        language=language,
        roles=roles,
        services=services,
    )


def add(
    email: str,
    hashed: str | None,
    *,
    username: str | None = None,
    given_name: str = "",
    family_name: str = "",
    language: str = "fr",
    terms_at: datetime | None = None,
    roles: Iterable[str] = (),
    services: Iterable[str] = (),
) -> User:
    """Add a confirmed, active account, in the current transaction. Its password was hashed before; None for none."""
    user = User(
        email=normal(email),
        username=username and normal(username),
        password=hashed,
        active=True,
        fs_uniquifier=secrets.token_urlsafe(_UNIQUIFIER_BYTES),
        confirmed_at=now(),
        given_name=given_name,
        family_name=family_name,
        language=language,
        terms_at=terms_at,
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


def needs_second_factor(user: User) -> bool:
    """Tell whether a role of this account asks more than a password, by the settings."""
    config: Config = current_app.extensions["guichet_config"]
    return any(role.name in config.second_factor for role in user.roles)
