"""Accepted documents that will soon be out of date: their owner is told once, in time to replace them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from guichet.accounts import mails
from guichet.accounts.models import User
from guichet.database import db, now
from guichet.library.models import LibraryDocument
from guichet.library.services import today

#: So long before its last day somebody is told of a document.
NOTICE: Final = dt.timedelta(days=30)
#: Documents told of in one transaction, and at most in one call: the others wait for the next one.
BATCH: Final = 50
MOST: Final = 1_000


def tell() -> int:
    """Write to the owners of documents that end soon, batch by batch; return how many documents there were.

    Doing it again tells nobody again. Whoever has a document of the same kind that is valid longer needs no letter.
    """
    told = 0
    while told < MOST and (count := _batch()):
        told += count
    return told


def _batch() -> int:
    day, other = today(), aliased(LibraryDocument)
    newer = (
        select(other.id)
        .where(other.user_id == LibraryDocument.user_id, other.kind == LibraryDocument.kind)
        .where(other.holder == LibraryDocument.holder, other.state == "accepted")
        .where(or_(other.valid_until.is_(None), other.valid_until > LibraryDocument.valid_until))
    )
    wanted = (
        select(LibraryDocument, User)
        .join(User, User.id == LibraryDocument.user_id)
        .where(LibraryDocument.state == "accepted", LibraryDocument.told_at.is_(None))
        .where(LibraryDocument.valid_until >= day, LibraryDocument.valid_until <= day + NOTICE)
        .where(~newer.exists())
        .order_by(LibraryDocument.valid_until, LibraryDocument.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=LibraryDocument)
    )
    found = db.session.execute(wanted).all()
    for document, owner in found:
        document.told_at = now()
        mails.post("documentEnding", owner.email, owner.language, user_id=owner.id, link_id=document.id)
    db.session.commit()
    return len(found)
