"""Accounts: finding and creating them."""

import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from flask import current_app
from sqlalchemy import BindParameter, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from guichet.accounts import passwords
from guichet.accounts.models import Role, User
from guichet.accounts.proven import Proven
from guichet.config import Config
from guichet.database import db, now

_UNIQUIFIER_BYTES: Final = 32
_NAME: Final[BindParameter[str]] = bindparam("name")
_OTHERS: Final = aliased(User)
# Should one person's identifier be another's address, the address wins.
_ID_OF: Final = func.coalesce(
    select(_OTHERS.id).where(_OTHERS.email == _NAME).scalar_subquery(),
    select(_OTHERS.id).where(_OTHERS.username == _NAME).scalar_subquery(),
)
# One row comes in any case, the oldest account's when nobody has that name: what is read tells nothing by its time.
_NAMED_OR_FIRST: Final = select(
    User.id, User.password, User.active, or_(User.email == _NAME, User.username == _NAME).label("has_name")
).where(User.id == func.coalesce(_ID_OF, select(func.min(_OTHERS.id)).scalar_subquery()))


def normal(text: str) -> str:
    """Return an address or identifier as it is kept and looked for: people type either as they like."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def find_by_identifier(identifier: str) -> User | None:
    """Return the account whose e-mail address or identifier this is, whatever its case; else None."""
    return db.session.scalar(select(User).where(User.id == _ID_OF), {"name": _printable(identifier)})


def prove(identifier: str, password: str) -> Proven | None:
    """Return the active account of that address or identifier if the normalised password is its own; else None.

    It takes as long, and does as much, whether or not somebody has that name.
    """
    named = db.session.execute(_NAMED_OR_FIRST, {"name": _printable(identifier)}).one_or_none()
    kept = named.password if named and named.has_name and named.active else None
    right, renewed = passwords.check(password, kept)
    return Proven(named.id, kept, renewed or kept) if named and right else None


def _printable(identifier: str) -> str:
    """Return the name as it is looked for; nobody's when it cannot be printed: PostgreSQL refuses some of that."""
    wanted = normal(identifier)
    return wanted if wanted.isprintable() else ""


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
