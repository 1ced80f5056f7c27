"""The job of this domain: bring one message to its person by e-mail."""

import logging
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from flask import current_app

from guichet.config import Config
from guichet.database import db
from guichet.i18n import t
from guichet.messages import letters
from guichet.messages.channels import channel, identifier
from guichet.messages.models import Message
from guichet.publishing import services as publishing
from guichet.publishing.city import city
from guichet.requests import printing
from guichet.requests.models import Request
from guichet_notify.channels import Attachment, PermanentDeliveryError, Post
from guichet_notify.composing import envelop
from guichet_notify.wording import Words
from guichet_render.paper import PressError

MAIL: Final = "mail"

_log = logging.getLogger("guichet.messages")


def deliver(payload: Mapping[str, str]) -> None:
    """Send the message of that id; one that was erased meanwhile is no longer sent. Raises delivery errors."""
    config: Config = current_app.extensions["guichet_config"]
    message = db.session.get(Message, UUID(payload["message"]))
    if message is None:
        return
    post = post_of(message)
    # No transaction stays open while another machine answers: on SQLite it would hold up every writer.
    db.session.rollback()
    channel(config).send(post)


def post_of(message: Message) -> Post:
    """Return the letter that carries a message. PermanentDeliveryError: its person has no address."""
    config: Config = current_app.extensions["guichet_config"]
    request = db.session.get_one(Request, message.request_id)
    definition = publishing.by_digest(request.digest)
    to = letters.recipient_of(request)
    if to is None:
        raise PermanentDeliveryError("no-address")
    context, body = letters.addressed(request, letters.context_of(request, definition), message.body)
    composed = envelop(Words(message.subject, body), context, message.language)
    return Post(
        to=to,
        sender=config.mail_from,
        sender_name=city().title,
        identifier=identifier(config, message.id),
        language=message.language,
        subject=composed.subject,
        text=composed.text,
        html=composed.html,
        attachments=_attachments(message, request),
    )


def _attachments(message: Message, request: Request) -> tuple[Attachment, ...]:
    """Return the receipt that goes with an acknowledgement, made anew from the frozen request at each attempt."""
    if message.kind != "acknowledgement" or request.number is None:
        return ()
    try:
        made = printing.receipt(request, message.language)
    except PressError:
        # The letter says all that the receipt does: it does not wait for it.
        _log.exception("receipt not printed")
        return ()
    name = t("papers-receipt-file", message.language, number=request.number)
    return (Attachment(name=name, type="application/pdf", content=made.pdf),)
