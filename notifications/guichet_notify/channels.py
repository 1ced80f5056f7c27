"""What a channel is: it takes one letter to one person, or says how it failed."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels with a letter; `type` is its media type."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One letter to one person. `identifier` is the Message-ID without angle brackets: the same at each attempt."""

    to: str
    sender: str
    sender_name: str
    identifier: str
    language: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


class DeliveryError(Exception):
    """A letter that was not taken. `code` is a short word for staff and logs and holds nothing of the letter."""

    def __init__(self, code: str) -> None:
        """Keep the code, which is all that may be told."""
        super().__init__(code)
        self.code = code


class TransientDeliveryError(DeliveryError):
    """The letter was not taken this time; trying again later may help."""


class UnknownDeliveryError(DeliveryError):
    """The connection ended before the answer: the letter may have been taken. Try again with the same identifier."""


class PermanentDeliveryError(DeliveryError):
    """The letter will never be taken as it is; trying again only annoys."""


class Channel(Protocol):
    """A way to reach people."""

    def send(self, post: Post) -> None:
        """Hand the letter over, or raise one of the delivery errors."""
