"""Which channel letters take: the mail server of the settings, or the mailbox of the demonstration."""

from urllib.parse import urlsplit
from uuid import UUID

from guichet.config import Config
from guichet.messages.mailbox import Mailbox
from guichet_notify.channels import Channel, TransientDeliveryError
from guichet_notify.smtp import Server, SmtpChannel


def channel(config: Config) -> Channel:
    """Return it. Raises TransientDeliveryError in production without a server: the letters wait for one."""
    if config.smtp_url:
        return SmtpChannel(Server.from_url(config.smtp_url))
    if config.environment == "production":
        raise TransientDeliveryError("no-server")
    return Mailbox()


def identifier(config: Config, letter_id: UUID) -> str:
    """Return the Message-ID of a letter: the same at each attempt, so that one that arrives twice is recognised."""
    return f"{letter_id}@{urlsplit(config.base_url).hostname}"
