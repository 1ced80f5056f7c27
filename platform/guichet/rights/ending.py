"""Drafts that are about to be erased: their person is told, once for each time they were left alone."""

from __future__ import annotations

import datetime as dt
from typing import Final

from flask import current_app
from sqlalchemy import or_, select

from guichet.config import Config
from guichet.database import db, now
from guichet.messages.models import Message
from guichet.messages.services import announce, key_of
from guichet.private.models import PrivateLink
from guichet.publishing.models import DefinitionVersion
from guichet.publishing.services import by_digest
from guichet.requests.models import Request
from guichet.requests.states import Status
from guichet.rights import keeping
from guichet_validate.model import Definition

KIND: Final = "draftEnding"
#: Drafts told of in one transaction, and at most in one call: the others wait for the next one.
BATCH: Final = 50
MOST: Final = 1_000


def tell() -> int:
    """Tell whoever has a draft that will soon be erased, batch by batch; return how many were told.

    Doing it again tells nobody again. Whoever saves the draft keeps it, and is told once more when it ends anew.
    """
    config: Config = current_app.extensions["guichet_config"]
    digests = db.session.scalars(select(DefinitionVersion.digest)).all()
    db.session.rollback()
    told = 0
    for digest in digests:
        definition = by_digest(digest)
        if not keeping.is_stated(definition):
            continue
        while told < MOST and (count := _batch(definition, config.draft_notice)):
            told += count
    return told


def _batch(definition: Definition, notice: dt.timedelta) -> int:
    drafts = _ending(definition, notice)
    # Read when the rows are held: what another worker has just written is seen.
    keys = {draft: key_of(draft, KIND, _occasion(draft)) for draft in drafts}
    known = set(db.session.scalars(select(Message.key).where(Message.key.in_(keys.values()))))
    wanted = [draft for draft in drafts if keys[draft] not in known]
    for draft in wanted:
        end = keeping.until(draft.updated_at, keeping.draft_retention(definition))
        announce(draft, KIND, occasion=_occasion(draft), day=end)
    db.session.commit()
    return len(wanted)


def _ending(definition: Definition, notice: dt.timedelta) -> list[Request]:
    """Return drafts whose time to be told has come and that are not over, their rows held; the oldest first.

    One that is kept for a short time only is told of when half of it is left, no sooner.
    """
    moment, duration = now(), keeping.draft_retention(definition)
    before = min(notice, (keeping.until(moment, duration) - moment) / 2)
    told = select(Message.id).where(
        Message.request_id == Request.id, Message.kind == KIND, Message.created_at > Request.updated_at
    )
    proven = select(PrivateLink.request_id).where(PrivateLink.proven_at.is_not(None))
    wanted = (
        select(Request)
        .where(Request.digest == definition.digest, Request.status == Status.DRAFT.value)
        # Who made it without an account is written to once somebody has shown that the address is theirs.
        .where(or_(Request.user_id.is_not(None), Request.id.in_(proven)))
        .where(Request.amends.is_(None))
        .where(Request.updated_at <= keeping.latest(moment + before, duration), ~told.exists())
        .order_by(Request.updated_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    ends = ((draft, keeping.until(draft.updated_at, duration)) for draft in db.session.scalars(wanted))
    return [draft for draft, end in ends if end - before <= moment < end]


def _occasion(draft: Request) -> str:
    return draft.updated_at.isoformat()
