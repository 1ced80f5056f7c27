"""E-mail addresses of the profile: each but the account's own is confirmed by a link sent to it."""

from typing import Final

from sqlalchemy import delete, select

from guichet.accounts import links, mails, throttling
from guichet.accounts.models import AccountLink, User
from guichet.accounts.registering import GoneError
from guichet.accounts.throttling import Try
from guichet.database import db, now
from guichet.profile import stamps, storing
from guichet.profile.storing import Stored

CONTACT: Final = "contact"


def emails_of(stored: Stored) -> list[str]:
    """Return the e-mail addresses among the contacts."""
    contacts = stored.data.get("contacts", {})
    return [value for key, value in contacts.items() if key.startswith("email") and isinstance(value, str)]


def unverified(user: User, stored: Stored) -> list[str]:
    """Return the e-mail addresses that nobody has confirmed yet; the account's own was, when it was opened."""
    return [email for email in emails_of(stored) if email != user.email and email not in stored.verified]


def ask(user: User, email: str) -> bool:
    """Send a link that confirms an address, in the current transaction; say whether the allowance let it go."""
    wait = throttling.take(
        Try(throttling.ASKING_PLACE, throttling.place()), Try(throttling.ACTIVATION_RECIPIENT, email)
    )
    if wait is not None:
        return False
    mine = AccountLink.user_id == user.id
    db.session.execute(delete(AccountLink).where(AccountLink.kind == CONTACT, mine, AccountLink.email == email))
    link = links.keep(CONTACT, email, links.EMAIL, user_id=user.id)
    mails.post(CONTACT, email, user.language, link_id=link.id)
    return True


def asked(token: str) -> AccountLink | None:
    """Return the confirmation whose link this is, while it is good. Nothing is consumed."""
    return db.session.scalar(select(AccountLink).where(*links.is_good(CONTACT, token)))


def confirm(token: str) -> User:
    """Note that the address reaches its person, in the current transaction, and tell the account.

    Raises GoneError when the link is no longer good, or the address no longer in the profile.
    """
    link = asked(token)
    if link is None or not links.use(token):
        raise GoneError
    user, email = db.session.get_one(User, link.user_id), link.email

    def change(stored: Stored) -> bool:
        stored.verified[email] = now().isoformat(timespec="seconds")
        return email in emails_of(stored)

    if not storing.edit(user, change, stamps.typed()):
        raise GoneError
    mails.tell(user, "contactConfirmed")
    return user


def forget_links(user: User, stored: Stored) -> None:
    """Throw away the links to addresses that are no longer in the profile."""
    db.session.execute(
        delete(AccountLink).where(
            AccountLink.kind == CONTACT, AccountLink.user_id == user.id, AccountLink.email.not_in(emails_of(stored))
        )
    )
