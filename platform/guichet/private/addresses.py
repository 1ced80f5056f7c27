"""The address of a request without an account, and the private link that is sent there."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import func, or_, select

from guichet.accounts import links, mails, throttling
from guichet.accounts.models import User
from guichet.accounts.throttling import Try
from guichet.database import db
from guichet.private.models import PrivateLink
from guichet.requests import numbers
from guichet.requests.models import Request
from guichet.requests.numbers import Malformed
from guichet.requests.states import QUEUED, Status

#: The letters that bring the link: to come back, and to confirm the address.
LINK: Final = "privateLink"
CONFIRM: Final = "privateConfirm"


def bind(request: Request, email: str) -> PrivateLink:
    """Give a request that is being begun its address, in the current transaction."""
    db.session.flush()  # the request first: what is bound to it names it
    link = PrivateLink(request_id=request.id, email=email)
    _renew(link)
    db.session.add(link)
    return link


def change(link: PrivateLink, email: str) -> None:
    """Give a request another address, in the current transaction: the link that went to the former is worthless."""
    link.email = email
    link.proven_at = None
    _renew(link)


def of(request: Request) -> PrivateLink | None:
    """Return the address of a request, or of the one that it amends; nothing for a request of an account."""
    wanted = select(PrivateLink).where(PrivateLink.request_id == (request.amends or request.id))
    return db.session.scalars(wanted).first() if request.user_id is None else None


def bound(request: Request) -> PrivateLink:
    """Return the address of a request without an account. Raises ``LookupError`` for any other."""
    link = of(request)
    if link is None:
        raise LookupError
    return link


def find(token: str) -> tuple[PrivateLink, Request] | None:
    """Return what the link of that token opens. Nothing is consumed."""
    wanted = (
        select(PrivateLink, Request)
        .join(Request, Request.id == PrivateLink.request_id)
        .where(PrivateLink.token_hash == links.hash_of(token), Request.user_id.is_(None))
    )
    row = db.session.execute(wanted).one_or_none()
    return None if row is None else (row[0], row[1])


def url(link: PrivateLink) -> str:
    """Return the private link, for a letter: nobody can tell it without the secret key."""
    return links.address(f"/private/{links.token(link.id)}")


def send(link: PrivateLink, kind: str, language: str) -> bool:
    """Write the letter that brings the link, in the current transaction; False when too many have gone there.

    Whoever types somebody else's address can have few letters sent to it.
    """
    if throttling.take(Try(throttling.PRIVATE_RECIPIENT, link.email)):
        return False
    mails.post(kind, link.email, language, link_id=link.id)
    return True


def ask_again(email: str, number: str, procedure_id: str, language: str) -> None:
    """Write the letter that brings the link once more, in the current transaction.

    It is that of the request of that number, without a number that of the latest draft of the procedure. For an
    address that has no such request the same letter is written, and comes to nothing when it is to be sent.
    """
    found = _asked_for(email, number, procedure_id)
    mails.post(LINK, email, language, link_id=uuid4() if found is None else found)


def in_progress(email: str, procedure_id: str) -> int:
    """Return how many requests of a procedure the city has in hand for an address, those of its account included."""
    wanted = select(func.count()).where(
        Request.procedure_id == procedure_id,
        Request.status.in_([status.value for status in QUEUED]),
        or_(
            Request.id.in_(select(PrivateLink.request_id).where(PrivateLink.email == email)),
            Request.user_id.in_(select(User.id).where(User.email == email)),
        ),
    )
    return db.session.scalar(wanted) or 0


def _asked_for(email: str, number: str, procedure_id: str) -> UUID | None:
    wanted = (
        select(PrivateLink.id).join(Request, Request.id == PrivateLink.request_id).where(PrivateLink.email == email)
    )
    if number:
        read = numbers.read(number)
        wanted = wanted.where(Request.number.in_(() if isinstance(read, Malformed) else read))
    else:
        wanted = wanted.where(Request.procedure_id == procedure_id, Request.status == Status.DRAFT.value)
    return db.session.scalar(wanted.order_by(Request.updated_at.desc()).limit(1))


def _renew(link: PrivateLink) -> None:
    link.id = uuid4()
    link.token_hash = links.hash_of(links.token(link.id))
