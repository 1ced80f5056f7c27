"""Recovering an account: one letter tells the identifier and brings a link by which a new password is chosen."""

from typing import Final

from sqlalchemy import delete, select

from guichet.accounts import links, mails, sessions, throttling
from guichet.accounts.models import AccountLink, User
from guichet.accounts.registering import GoneError
from guichet.accounts.throttling import Try
from guichet.database import db

PASSWORD: Final = "password"  # noqa: S105 -- the name of a kind


def ask(email: str, language: str) -> None:
    """Keep a link and write the letter, in the current transaction: the same for every address."""
    link = links.keep(PASSWORD, email, links.PASSWORD)
    mails.post("recovery", email, language, link_id=link.id)


def invite(user: User) -> str:
    """Keep a link by which somebody chooses a first password, and write the letter; return where the link leads.

    Earlier links are void.
    """
    void(user.email)
    link = links.keep(PASSWORD, user.email, links.INVITATION)
    mails.post("invitation", user.email, user.language, link_id=link.id)
    return links.address(f"/forgotten/{links.token(link.id)}")


def owner(token: str) -> User | None:
    """Return the account whose link this is, while it is good. Nothing is consumed."""
    query = (
        select(User)
        .join(AccountLink, AccountLink.email == User.email)
        .where(*links.is_good(PASSWORD, token), User.active)
    )
    return db.session.scalar(query)


def reset(token: str, hashed: str) -> User:
    """Give the account its new password, end its sessions and consume its links, in the current transaction.

    Raises GoneError when the link is no longer good: of two who use it at once, one gets here.
    """
    user = owner(token)
    if user is None or not links.use(token):
        raise GoneError
    change_password(user, hashed)
    return user


def change_password(user: User, hashed: str) -> None:
    """Put the new password in place of the old one, with all that follows, in the current transaction.

    Other browsers are signed out, links to choose another one are void, and a letter tells of it.
    """
    user.password = hashed
    sessions.end_all(user.id, but=sessions.current())
    void(user.email)
    throttling.forget(*(Try(throttling.SIGN_IN_NAME, name) for name in (user.email, user.username) if name))
    mails.tell(user, "passwordChanged")


def void(email: str) -> None:
    """Make every link to choose a password worthless that was sent to that address, in the current transaction."""
    db.session.execute(delete(AccountLink).where(AccountLink.kind == PASSWORD, AccountLink.email == email))
