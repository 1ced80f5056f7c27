"""Erasing what a request holds of a person: its row stays, with its number, its dates and its chain of events."""

from __future__ import annotations

from typing import Any, Final

from flask import current_app
from sqlalchemy import ColumnElement, Executable, delete, null, select, update

from guichet.config import Config
from guichet.database import db, now
from guichet.documents.models import File, RequestDocument
from guichet.documents.services import ByteChanges
from guichet.messages.channels import identifier
from guichet.messages.models import Mail, Message
from guichet.opinions.models import Opinion
from guichet.private.models import PrivateBrowser, PrivateLink
from guichet.profile.models import ProfileChange
from guichet.requests.models import Correction, Entry, InternalNote, Request
from guichet.requests.states import Status

#: How many parameters one statement gets at most: databases bound them.
AT_ONCE: Final = 500


def erase(condition: ColumnElement[bool], changes: ByteChanges) -> None:
    """Erase what the requests that fit hold of people, in the current transaction; bytes go after its commit.

    Drafts go whole. Of any other request there stay the number, procedure, service, status, dates and events, which
    hold codes and ids only. Doing it twice changes nothing.
    """
    which = select(Request.id).where(condition)
    changes.dropped.extend(db.session.scalars(select(File.id).where(File.request_id.in_(which))))
    forget_mails(Message.request_id.in_(which))
    for statement in (
        delete(Message).where(Message.request_id.in_(which)),
        delete(ProfileChange).where(ProfileChange.request_id.in_(which)),
        delete(RequestDocument).where(RequestDocument.request_id.in_(which)),
        delete(Correction).where(Correction.request_id.in_(which)),
        delete(PrivateBrowser).where(PrivateBrowser.request_id.in_(which)),
        delete(PrivateLink).where(PrivateLink.request_id.in_(which)),
        delete(Entry).where(Entry.request_id.in_(which)),
        delete(InternalNote).where(InternalNote.request_id.in_(which)),
        delete(Opinion).where(Opinion.request_id.in_(which)),
        delete(File).where(File.request_id.in_(which)),
        delete(Request).where(condition, Request.status == Status.DRAFT.value),
        update(Request).where(condition, Request.erased_at.is_(None)).values(**_emptied()),
    ):
        run(statement)


def forget_mails(condition: ColumnElement[bool]) -> None:
    """Delete, from the demonstration's mailbox, the letters that carried these messages."""
    config: Config = current_app.extensions["guichet_config"]
    if config.smtp_url is not None:
        return
    names = [identifier(config, message_id) for message_id in db.session.scalars(select(Message.id).where(condition))]
    for start in range(0, len(names), AT_ONCE):
        run(delete(Mail).where(Mail.message_id.in_(names[start : start + AT_ONCE])))


def run(statement: Executable) -> None:
    """Send a statement that changes rows; those in memory are not looked at."""
    db.session.execute(statement.execution_options(synchronize_session=False))


def _emptied() -> dict[str, Any]:
    return {
        "answers": {},
        "origins": {},
        "posted": [],
        "declined": [],
        "begun": [],
        "step": None,
        "summary": "",
        "evaluated": null(),
        # Without it nobody can guess the values from the digests in the events.
        "salt": None,
        "reason": None,
        "erased_at": now(),
    }
