"""Changing an account: its address, confirmed by a link sent to the new one, and its identifier."""

from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from guichet.accounts import links, mails, recovering, registering
from guichet.accounts.models import AccountLink, User
from guichet.accounts.registering import GoneError, TakenError
from guichet.database import db

EMAIL: Final = "email"


def ask_email(user: User, email: str) -> None:
    """Keep a link and write the letter to the new address, in the current transaction. The address stays for now.

    Whether the new one has an account already is not looked at here: the letter does.
    """
    db.session.execute(delete(AccountLink).where(AccountLink.kind == EMAIL, AccountLink.user_id == user.id))
    link = links.keep(EMAIL, email, links.EMAIL, user_id=user.id)
    mails.post("confirmation", email, user.language, link_id=link.id)


def asked_email(token: str) -> AccountLink | None:
    """Return the change whose link this is, while it is good and nobody has the address. Nothing is consumed."""
    found = db.session.scalar(select(AccountLink).where(*links.is_good(EMAIL, token)))
    if found is not None and db.session.scalar(select(User.id).where(User.email == found.email)) is not None:
        return None
    return found


def confirm_email(token: str) -> User:
    """Give the account its new address, in the current transaction, and tell both addresses.

    Raises GoneError when the link is no longer good, or when somebody got an account with that address meanwhile.
    """
    link = asked_email(token)
    if link is None or not links.use(token):
        raise GoneError
    user = db.session.get_one(User, link.user_id)
    old, user.email = user.email, link.email
    try:
        db.session.flush()
    except IntegrityError as error:
        raise GoneError from error
    # Who reads the old mailbox only may not choose a password any more.
    recovering.void(old)
    mails.tell(user, "emailChanged", old)
    mails.tell(user, "emailChanged")
    return user


def change_identifier(user: User, identifier: str) -> None:
    """Give the account another identifier, in the current transaction. Raises TakenError when somebody has it."""
    if not registering.is_free(identifier, but=user.id):
        raise TakenError
    user.username = identifier
    try:
        db.session.flush()
    except IntegrityError as error:
        raise TakenError from error
    mails.tell(user, "identifierChanged")
