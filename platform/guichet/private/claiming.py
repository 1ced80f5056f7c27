"""A request made without an account becomes one of an account, with its files and messages; its link ends."""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, or_, select, update

from guichet.accounts import mails
from guichet.accounts.models import User
from guichet.database import db
from guichet.documents.models import File
from guichet.messages.models import Message
from guichet.private.models import PrivateBrowser, PrivateLink
from guichet.requests import events
from guichet.requests.models import Request
from guichet.requests.states import Actor, Kind, StaleRequestError, Status

EVENT: Final = "claimed"
LETTER: Final = "privateClaimed"


def may_claim(user: User) -> bool:
    """Tell whether an account can take requests: its own address is confirmed."""
    return user.confirmed_at is not None


def claim(request: Request, user: User) -> None:
    """Give a request to an account, in the current transaction, and tell the address that it had.

    The reader came by its private link. Raises ``StaleRequestError`` when an account has it already.
    """
    which = select(Request.id).where(or_(Request.id == request.id, Request.amends == request.id))
    email = db.session.scalar(
        delete(PrivateLink).where(PrivateLink.request_id == request.id).returning(PrivateLink.email)
    )
    if email is None:
        raise StaleRequestError
    for statement in (
        delete(PrivateBrowser).where(PrivateBrowser.request_id == request.id),
        update(File).where(File.request_id.in_(which)).values(user_id=user.id),
        update(Message).where(Message.request_id.in_(which)).values(user_id=user.id),
        update(Request).where(Request.id.in_(which)).values(user_id=user.id),
    ):
        db.session.execute(statement.execution_options(synchronize_session=False))
    if request.status != Status.DRAFT:
        events.record(request.id, EVENT, Actor(Kind.CITIZEN, user.id))
    mails.post(LETTER, email, request.language, link_id=request.id)
