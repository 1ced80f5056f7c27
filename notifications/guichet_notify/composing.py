"""From words to a letter: greeting, body, link to the request and signature, as text and as HTML."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from guichet_notify.cleaning import block, line
from guichet_notify.wording import SUBJECT_LIMIT, TEMPLATES, Context, Words, nearest, words


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter ready to be sent: the same content twice, as text and as HTML."""

    subject: str
    text: str
    html: str


def compose(kind: str, context: Context, language: str) -> Composed:
    """Return the letter for that kind of message. An unknown kind is a KeyError."""
    return envelop(words(kind, context, language), context, language)


def envelop(content: Words, context: Context, language: str) -> Composed:
    """Return the letter that carries words already written, such as those of a message kept in an account."""
    return fill("letter", content, asdict(context), language)


def fill(letter: str, content: Words, context: Mapping[str, Any], language: str) -> Composed:
    """Return the letter drawn by the templates of that name, from the words and what stands around them."""
    subject, body = line(content.subject, SUBJECT_LIMIT), block(content.body)
    folder = nearest(language)
    values = {
        **context,
        "language": folder,
        "subject": subject,
        "body": body,
        "paragraphs": [_lines(paragraph, context["url"]) for paragraph in body.split("\n\n")],
    }
    return Composed(
        subject=subject,
        text=block(TEMPLATES.get_template(f"{folder}/{letter}.txt").render(values)) + "\n",
        html=TEMPLATES.get_template(f"{folder}/{letter}.html").render(values),
    )


def _lines(paragraph: str, url: str) -> list[list[str]]:
    """Split a paragraph into lines, and each line into texts and, between them, addresses of the request.

    Such an address may lead to a place in its page. No other becomes a link: a body may quote what a stranger typed.
    """
    address = re.compile(f"({re.escape(url)}(?:#[a-z]+)?)")
    return [address.split(text) if url else [text] for text in paragraph.split("\n")]
