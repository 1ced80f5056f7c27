"""What the page of a request without an account shows beside what any request shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from guichet.accounts.models import User
from guichet.database import db
from guichet.messages.models import Message
from guichet.private import addresses, browsers, claiming
from guichet.requests.models import Request
from guichet.rights import readings
from guichet.rights.readings import Reading


@dataclass(frozen=True, slots=True)
class Followed:
    """Its address, its messages (the latest first), who read it, and whether its reader may take it into an account."""

    email: str
    messages: Sequence[Message]
    readings: Sequence[Reading]
    claimable: bool


def of(request: Request, reader: User | None) -> Followed | None:
    """Return it; nothing for a request of an account."""
    link = addresses.of(request)
    if link is None:
        return None
    wanted = select(Message).where(Message.request_id == request.id).order_by(Message.created_at.desc(), Message.id)
    return Followed(
        link.email,
        db.session.scalars(wanted).all(),
        readings.told(readings.of_request(request.id)),
        reader is not None and claiming.may_claim(reader) and browsers.is_proven(request),
    )
