"""Tell people what happens to their request: the message in the account and the e-mail, in one transaction."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.messages.models import Message
    from guichet.requests.models import Request


def announce(request: "Request", kind: str, *, reason: str | None = None, occasion: str = "") -> "Message":
    """Write the message of that kind about the request, and the job that mails it, in the caller's transaction.

    Kinds: `guichet_notify.KINDS`. `reason` is the agent's free text (question, refusal). A kind which can come back
    (a question, a verdict on a document) gives an `occasion` that tells one from the next, such as an event's
    sequence; announcing the same occasion twice breaks the unique key and with it the transaction. Never commits.
    """
    raise NotImplementedError
