"""Accounts that nobody has used for long: their person is told by e-mail, then they are deleted."""

from __future__ import annotations

from typing import Any, Final

from flask import current_app
from sqlalchemy import select

from guichet.accounts import mails
from guichet.accounts.models import AccountMail, User
from guichet.config import Config
from guichet.database import db, now
from guichet.documents.services import byte_changes
from guichet.requests.models import Request
from guichet.requests.states import QUEUED
from guichet.rights import deletion

#: How many accounts one call tells or deletes at most; the others wait for the next one.
MOST: Final = 200


def apply() -> int:
    """Tell those whose account is about to be deleted, delete the others, forget old traces; return how many deleted.

    An account is deleted no sooner than the letter said, and never with a request in progress. Signing in, at any
    moment, keeps it. The city's own accounts are the city's affair.
    """
    config: Config = current_app.extensions["guichet_config"]
    _tell(config)
    ids = db.session.scalars(_unused(config).limit(MOST)).all()
    deletion.purge()
    db.session.commit()
    return sum(_delete(user_id, config) for user_id in ids)


def _tell(config: Config) -> None:
    """Write the letters; that a person was told is noted when the letter has left. One that never does is replaced."""
    waiting = select(AccountMail.id).where(AccountMail.user_id == User.id, AccountMail.kind == mails.INACTIVE)
    wanted = (
        select(User)
        .where(User.signed_in_at <= now() - config.inactive_after + config.inactive_notice, User.noticed_at.is_(None))
        .where(*_private(), ~waiting.exists())
    )
    for user in db.session.scalars(wanted.order_by(User.signed_in_at).limit(MOST).with_for_update(skip_locked=True)):
        mails.tell(user, mails.INACTIVE)
    db.session.commit()


def _delete(user_id: int, config: Config) -> bool:
    """Delete one account in a transaction of its own, unless its person has come back or sent a request meanwhile."""
    try:
        with byte_changes() as changes:
            # Held from here on: whoever signs in now waits, and finds no account, or came first and keeps it.
            held = db.session.scalar(_unused(config).where(User.id == user_id).with_for_update(of=User))
            if held is not None:
                deletion.delete_account(user_id, "inactivity", changes)
            db.session.commit()
    except (deletion.InProgressError, deletion.StaffError):
        db.session.rollback()
        return False
    return held is not None


def _unused(config: Config) -> Any:
    moment = now()
    return (
        select(User.id)
        .where(User.signed_in_at <= moment - config.inactive_after, User.noticed_at <= moment - config.inactive_notice)
        .where(*_private())
        .order_by(User.signed_in_at)
    )


def _private() -> tuple[Any, ...]:
    """Say that an account is a citizen's and that the city has nothing in hand for it."""
    in_hand = select(Request.id).where(
        Request.user_id == User.id, Request.status.in_([status.value for status in QUEUED])
    )
    return ~User.roles.any(), ~in_hand.exists()
