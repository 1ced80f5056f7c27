"""The job of this domain: bring one message to its person by e-mail."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app

from guichet.config import Config
from guichet.database import db
from guichet.messages import letters
from guichet.messages.mailbox import Mailbox
from guichet.messages.models import Message
from guichet.publishing import services as publishing
from guichet.publishing.city import city
from guichet.requests.models import Request
from guichet_notify.channels import Channel, PermanentDeliveryError, Post, TransientDeliveryError
from guichet_notify.composing import envelop
from guichet_notify.smtp import Server, SmtpChannel
from guichet_notify.wording import Words

MAIL: Final = "mail"


def deliver(payload: Mapping[str, str]) -> None:
    """Send the message of that id; one that was erased meanwhile is no longer sent. Raises delivery errors."""
    config: Config = current_app.extensions["guichet_config"]
    message = db.session.get(Message, UUID(payload["message"]))
    if message is None:
        return
    post = _post(message, config)
    # No transaction stays open while another machine answers: on SQLite it would hold up every writer.
    db.session.rollback()
    _channel(config).send(post)


def _post(message: Message, config: Config) -> Post:
    request = db.session.get_one(Request, message.request_id)
    definition = publishing.by_digest(request.digest)
    to = letters.recipient_of(request, definition)
    if to is None:
        raise PermanentDeliveryError("no-address")
    context = letters.context_of(request, definition)
    composed = envelop(Words(message.subject, message.body), context, message.language)
    return Post(
        to=to,
        sender=config.mail_from,
        sender_name=city().title,
        # The same at each attempt, so that a letter that arrives twice can be recognised.
        identifier=f"{message.id}@{urlsplit(config.base_url).hostname}",
        language=message.language,
        subject=composed.subject,
        text=composed.text,
        html=composed.html,
    )


def _channel(config: Config) -> Channel:
    if config.smtp_url:
        return SmtpChannel(Server.from_url(config.smtp_url))
    if config.environment == "production":
        raise TransientDeliveryError("no-server")
    return Mailbox()
