"""Deleting an account: refused while the city works on a request; otherwise everything personal goes at once."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from flask import current_app
from sqlalchemy import Row as DatabaseRow
from sqlalchemy import delete, select, update

from guichet.accounts import links, mails
from guichet.accounts.models import AccountLink, User
from guichet.accounts.registering import GoneError
from guichet.config import Config
from guichet.database import db, now
from guichet.documents.models import File
from guichet.documents.services import ByteChanges
from guichet.messages.models import Message
from guichet.opinions.models import Opinion
from guichet.private.models import PrivateBrowser, PrivateLink
from guichet.publishing.services import by_digest
from guichet.requests.models import Request
from guichet.requests.states import QUEUED, Status
from guichet.rights import erasing, keeping
from guichet.rights.holdings import HOLDINGS
from guichet.rights.models import AccountDeletion
from guichet.rights.persons import Person

Who = Literal["owner", "administrator", "inactivity"]
Row = DatabaseRow[Any]  # id, number, digest, service, status, decided_at

LINK: Final = "deletion"
#: How long the trace of a deletion is kept: as long as somebody may ask for the proof of it.
TRACE: Final = dt.timedelta(days=5 * 365)

_LOOKED_AT = (Request.id, Request.number, Request.digest, Request.service, Request.status, Request.decided_at)


class InProgressError(Exception):
    """The account has requests that the city has not decided yet."""


class StaffError(Exception):
    """The account has a role: the city opens and closes such accounts itself."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A request that the city must keep, and until when."""

    request: Row
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Outlook:
    """What deleting an account would do: what stands in its way, what is kept, how many others are erased."""

    in_progress: tuple[Row, ...]
    kept: tuple[Kept, ...]
    drafts: int
    erased: int


def outlook(user_id: int) -> Outlook:
    """Return what a deletion would meet now. Nothing is changed."""
    return _seen(db.session.execute(_requests_of(user_id)).all())


def ask(user: User) -> None:
    """Keep a link and write the letter that brings it, in the current transaction: for who has no password."""
    erasing.run(delete(AccountLink).where(AccountLink.kind == LINK, AccountLink.user_id == user.id))
    link = links.keep(LINK, user.email, links.DELETION, user_id=user.id)
    mails.post("deletion", user.email, user.language, user_id=user.id, link_id=link.id)


def asked(token: str) -> int | None:
    """Return the id of the account whose link this is, while it is good. Nothing is consumed."""
    query = (
        select(User.id)
        # Who reads a former mailbox of the account deletes nothing.
        .join(AccountLink, (AccountLink.user_id == User.id) & (AccountLink.email == User.email))
        .where(*links.is_good(LINK, token))
    )
    return db.session.scalar(query)


def confirm(token: str, changes: ByteChanges) -> None:
    """Delete the account whose link this is, in the current transaction. Raises GoneError, and as `delete_account`."""
    user_id = asked(token)
    if user_id is None:
        raise GoneError
    delete_account(user_id, "owner", changes)


def delete_account(
    user_id: int, who: Who, changes: ByteChanges, *, administrator_id: int | None = None, reason: str = ""
) -> None:
    """Delete an account in the current transaction, and write the letter that confirms it; bytes go after the commit.

    Raises GoneError when it is gone already, StaffError when it has a role, and InProgressError while the city works
    on one of its requests. Requests that the law makes the city keep are cut from the account and stay with the
    service until their retention ends; see `keeping`.
    """
    # Whoever begins a request or takes one up meanwhile waits here, and then finds what is left.
    user = db.session.scalar(select(User).where(User.id == user_id).with_for_update())
    if user is None:
        raise GoneError
    if user.roles:
        raise StaffError
    found = _seen(db.session.execute(_requests_of(user_id).with_for_update()).all())
    if found.in_progress:
        raise InProgressError
    person = Person(user.id, user.email, user.username)
    language = user.language
    db.session.expunge(user)
    changes.dropped.extend(_cut(person, [kept.request.id for kept in found.kept]))
    erasing.erase(Request.user_id == person.id, changes)
    for holding in HOLDINGS:
        for statement in holding.erasure(person):
            erasing.run(statement)
    db.session.add(
        AccountDeletion(
            actor=who, administrator_id=administrator_id, reason=reason, address_hash=address_hash(person.email)
        )
    )
    mails.post("deleted", person.email, language)


def address_hash(email: str) -> str:
    """Return what is kept of the address of a deleted account: nobody reads it without the secret key."""
    config: Config = current_app.extensions["guichet_config"]
    return hmac.new(config.secret_key.encode(), f"guichet deleted\0{email}".encode(), "sha256").hexdigest()


def purge() -> None:
    """Forget the traces that are old enough, in the current transaction."""
    erasing.run(delete(AccountDeletion).where(AccountDeletion.at <= now() - TRACE))


def _requests_of(user_id: int) -> Any:
    return select(*_LOOKED_AT).where(Request.user_id == user_id).order_by(Request.updated_at.desc(), Request.id)


def _seen(rows: Sequence[Row]) -> Outlook:
    moment = now()
    kept = []
    for row in rows:
        definition = by_digest(row.digest)
        if row.decided_at is not None and keeping.outlives_the_account(definition, row.status):
            until = keeping.until(row.decided_at, keeping.retention(definition))
            if until > moment:
                kept.append(Kept(row, until))
    in_progress = tuple(row for row in rows if row.status in {status.value for status in QUEUED})
    drafts = sum(row.status == Status.DRAFT for row in rows)
    erased = len(rows) - len(in_progress) - len(kept) - drafts
    return Outlook(in_progress, tuple(kept), drafts, erased)


def _cut(person: Person, kept: list[UUID]) -> list[UUID]:
    """Take the requests to be kept away from the account; return the files that belong to no kept request."""
    for start in range(0, len(kept), erasing.AT_ONCE):
        ids = kept[start : start + erasing.AT_ONCE]
        erasing.forget_mails(Message.request_id.in_(ids))
        erasing.run(update(File).where(File.request_id.in_(ids)).values(user_id=None))
        erasing.run(delete(Opinion).where(Opinion.request_id.in_(ids)))
        # A request without an account is opened by them: none of the account's may be left.
        erasing.run(delete(PrivateLink).where(PrivateLink.request_id.in_(ids)))
        erasing.run(delete(PrivateBrowser).where(PrivateBrowser.request_id.in_(ids)))
        erasing.run(update(Request).where(Request.id.in_(ids)).values(user_id=None))
    outside = select(File.id).where(File.user_id == person.id, File.request_id.is_(None))
    return list(db.session.scalars(outside))
