"""A person whose data the portal holds, and which rows of the tables are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from guichet.accounts import throttling
from guichet.accounts.models import AccountLink, AccountMail, Throttle, UserSession
from guichet.accounts.throttling import Try
from guichet.documents.models import File
from guichet.requests.models import Request


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data: the account's id, its address and its identifier (or nothing)."""

    id: int
    email: str
    username: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """What the person signs in with."""
        return tuple(name for name in (self.email, self.username) if name)


def requests_of(person: Person) -> Any:
    """Return the ids of the requests of their account."""
    return select(Request.id).where(Request.user_id == person.id)


def sessions_of(person: Person) -> Any:
    """Return the ids of the sessions of their account."""
    return select(UserSession.id).where(UserSession.user_id == person.id)


def files_of(person: Person) -> ColumnElement[bool]:
    """Say which files are theirs: put in the library, or into one of their requests."""
    return or_(File.user_id == person.id, File.request_id.in_(requests_of(person)))


def links_of(person: Person) -> ColumnElement[bool]:
    """Say which links were asked for by them, or for their address."""
    return or_(AccountLink.user_id == person.id, AccountLink.email == person.email)


def letters_of(person: Person) -> ColumnElement[bool]:
    """Say which letters about an account are theirs."""
    # The letter that confirms a new address goes there, and names no account.
    links = select(AccountLink.id).where(AccountLink.user_id == person.id)
    return or_(AccountMail.user_id == person.id, AccountMail.email == person.email, AccountMail.link_id.in_(links))


def allowances_of(person: Person) -> ColumnElement[bool]:
    """Say which counts of tries were made under their names."""
    tries = [
        *(Try(throttling.SIGN_IN_NAME, name) for name in person.names),
        Try(throttling.ACTIVATION_RECIPIENT, person.email),
        Try(throttling.RECOVERY_RECIPIENT, person.email),
        Try(throttling.PRIVATE_ADDRESS, person.email),
        Try(throttling.PRIVATE_RECIPIENT, person.email),
        Try(throttling.OWN_PASSWORD, str(person.id)),
        Try(throttling.SECOND_FACTOR, str(person.id)),
        Try(throttling.SECOND_FACTOR_LETTER, str(person.id)),
        Try(throttling.OWN_COPY, str(person.id)),
        Try(throttling.OWN_LETTER, str(person.id)),
    ]
    return Throttle.key.in_([one.key for one in tries])
