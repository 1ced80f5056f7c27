"""The messages a definition words itself: `x-messages`."""

from __future__ import annotations

from collections.abc import Mapping

from guichet_render.quotes import Say, fill
from guichet_render.reading import Reader
from guichet_validate.texts import text


def known(number: str, url: str, reason: str | None) -> dict[str, str]:
    """Return what a message may quote besides answers and settings."""
    return {"request.number": number, "request.url": url, "reason": reason or ""}


def message(reader: Reader, event: str) -> tuple[str, str] | None:
    """Return the subject and the body of an event, or nothing when the definition has none."""
    events = reader.definition.document.get("x-messages")
    node = events.get(event) if isinstance(events, Mapping) else None
    if not isinstance(node, Mapping):
        return None
    subject = text(node, "subject", reader.language.code)
    body = text(node, "body", reader.language.code)
    if not subject or not body:
        return None
    return fill(subject, _without_answers(reader)), reader.fill(body)


def _without_answers(reader: Reader) -> Say:
    say = reader.say()
    return lambda quote: None if quote.startswith(("/", "@/")) else say(quote)
