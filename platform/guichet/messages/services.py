"""Tell people what happens to their request: the message in the account and the e-mail, in one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import or_, select, update

from guichet.accounts.models import User
from guichet.database import db, now
from guichet.i18n import long_date
from guichet.messages import letters, outbox
from guichet.messages.models import Job, Message
from guichet.messages.tasks import MAIL
from guichet.messages.unread import forget_unread
from guichet.publishing import services as publishing
from guichet.requests.models import Request
from guichet_notify.wording import words

PAGE: Final = 20
_MOST_FAILURES: Final = 500


def announce(
    request: Request,
    kind: str,
    *,
    reason: str | None = None,
    document: str = "",
    occasion: str = "",
    day: datetime | None = None,
) -> Message:
    """Write the message of that kind about the request, and the job that mails it, in the caller's transaction.

    Kinds: `guichet_notify.wording.KINDS`. `reason` is the agent's free text (question, refusal), `document` what the
    letter calls the document it speaks of. A kind which can
    come back (a question, a verdict on a document) gives an `occasion` that tells one from the next, such as an
    event's sequence; announcing the same occasion twice breaks the unique key and with it the transaction. `day` is
    the one that the message tells of, today without it.
    """
    message = written(request, kind, reason=reason, document=document, occasion=occasion, day=day)
    db.session.add(message)
    if letters.recipient_of(request) is not None:
        outbox.post(db.session, MAIL, f"{MAIL}:{message.id}", {"message": str(message.id)})
    return message


def written(
    request: Request,
    kind: str,
    *,
    reason: str | None = None,
    document: str = "",
    occasion: str = "",
    day: datetime | None = None,
) -> Message:
    """Return the message of that kind as `announce` writes it, in no transaction yet."""
    definition = publishing.by_digest(request.digest)
    around = letters.context_of(request, definition)
    told_on = _day(day or now(), request.language)
    context = replace(around, date=told_on, reason=reason or "", document=document)
    own = letters.own_words(request, definition, kind, context)
    content = words(kind, own, request.language)
    return Message(
        id=uuid4(),
        user_id=request.user_id,
        request_id=request.id,
        kind=kind,
        key=key_of(request, kind, occasion),
        language=request.language,
        subject=content.subject,
        body=content.body,
    )


def key_of(request: Request, kind: str, occasion: str = "") -> str:
    """Return what is unique to a message of that kind on that occasion."""
    return f"{request.id}:{kind}:{occasion}"


def _day(moment: datetime, language: str) -> str:
    """Return the day in Paris in words of that language: the reader's, not the one of who acts."""
    return long_date(moment, language)


def inbox(user: User, after: UUID | None = None) -> Sequence[Message]:
    """Return up to `PAGE` messages of the account and one more, newest first, those older than the one given."""
    query = select(Message).where(Message.user_id == user.id)
    last = None if after is None else find(user, after)
    if last is not None:
        same_moment = (Message.created_at == last.created_at) & (Message.id < last.id)
        query = query.where(or_(Message.created_at < last.created_at, same_moment))
    return db.session.scalars(query.order_by(Message.created_at.desc(), Message.id.desc()).limit(PAGE + 1)).all()


def find(user: User, message_id: UUID) -> Message | None:
    """Return that message of the account; somebody else's is not found."""
    return db.session.scalar(select(Message).where(Message.id == message_id, Message.user_id == user.id))


def mark_read(message: Message) -> None:
    """Note that the message was opened, the first time only."""
    if message.read_at is None:
        message.read_at = now()
        forget_unread()


def undelivered(agent: User) -> Sequence[tuple[Job, Request]]:
    """Return the e-mails given up of requests of the agent's services, the latest first, among the last 500 of all."""
    failed = select(Job).where(Job.kind == MAIL, Job.state == "failed").order_by(Job.id.desc())
    jobs = db.session.scalars(failed.limit(_MOST_FAILURES)).all()
    of_message = {UUID(job.payload["message"]): job for job in jobs}
    query = (
        select(Message.id, Request)
        .join(Request, Request.id == Message.request_id)
        # A draft is its person's alone.
        .where(Message.id.in_(of_message), Request.service.in_(agent.services), Request.number.is_not(None))
    )
    found = [(of_message[message_id], request) for message_id, request in db.session.execute(query)]
    return sorted(found, key=lambda pair: pair[0].id, reverse=True)


def send_again(agent: User, job_id: int) -> bool:
    """Set an e-mail that was given up going again; False when it is none of the agent's services."""
    if all(job.id != job_id for job, _request in undelivered(agent)):
        return False
    again = {"state": "ready", "attempts": 0, "run_after": now(), "lease_until": None, "done_at": None, "fault": None}
    db.session.execute(update(Job).where(Job.id == job_id, Job.state == "failed").values(**again))
    outbox.wake_after_commit(db.session)
    return True
