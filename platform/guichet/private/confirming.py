"""A finished request without an account waits, as a draft, until the address it gives is confirmed by the link."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select

from guichet.accounts import links
from guichet.database import db, now
from guichet.documents import scanning
from guichet.documents.services import byte_changes
from guichet.private import addresses
from guichet.private.models import PrivateLink
from guichet.publishing.services import by_digest, current
from guichet.requests import contexts, submission
from guichet.requests.models import Request
from guichet.requests.states import Actor, Kind, Status
from guichet.rights import erasing
from guichet_validate.engine import evaluate

#: How long a finished request waits for its address to be confirmed.
LASTS: Final = links.REGISTRATION
_BATCH: Final = 50


def ask(draft: Request, link: PrivateLink, language: str) -> bool:
    """Have a draft that was just saved wait for its address, in the current transaction, and write the letter.

    False when no letter could be written: too many have gone to that address.
    """
    link.awaited_at, link.awaited_version = now(), draft.version
    return addresses.send(link, addresses.CONFIRM, language)


def until(request: Request, link: PrivateLink) -> datetime | None:
    """Return until when a request waits to be confirmed; nothing for one that waits for nothing."""
    if request.status != Status.DRAFT or link.awaited_at is None or link.awaited_version != request.version:
        return None
    end = link.awaited_at + LASTS
    return end if end > now() else None


def obstacle(draft: Request, email: str) -> str | None:
    """Tell why a draft without an account cannot be sent now, as ``submission.obstacle`` does."""
    return submission.obstacle(
        current(draft.procedure_id),
        now(),
        addresses.in_progress(email, draft.procedure_id),
        identified=True,
        account=False,
    )


def send(draft: Request, link: PrivateLink) -> bool:
    """Send a draft whose address has just been confirmed, in the current transaction.

    False, and nothing is written, when it cannot be sent any more as it stands: its page then says why.
    Raises ``StaleRequestError`` when another tab was first.
    """
    definition = by_digest(draft.digest)
    context = contexts.live(definition, None, with_profile=False)
    evaluation = evaluate(definition, draft.answers, context)
    wrong = evaluation.exit or not evaluation.valid or scanning.infected(definition, draft, evaluation, None)
    if wrong or obstacle(draft, link.email):
        return False
    submission.submit(
        definition,
        draft,
        evaluation,
        context,
        origins=draft.origins,
        seen_version=draft.version,
        language=draft.language,
        actor=Actor(Kind.CITIZEN),
    )
    return True


def purge() -> int:
    """Erase, with their files, the requests whose address nobody confirmed in time; return how many."""
    erased = 0
    while count := _purge():
        erased += count
    return erased


def _purge() -> int:
    wanted = (
        select(Request.id)
        .join(PrivateLink, PrivateLink.request_id == Request.id)
        .where(Request.status == Status.DRAFT.value, Request.version == PrivateLink.awaited_version)
        .where(PrivateLink.awaited_at <= now() - LASTS)
        .limit(_BATCH)
        .with_for_update(skip_locked=True, of=Request)
    )
    with byte_changes() as changes:
        ids = list(db.session.scalars(wanted))
        if ids:
            erasing.erase(Request.id.in_(ids), changes)
        db.session.commit()
    return len(ids)
