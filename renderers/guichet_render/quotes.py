"""Quoted answers in texts: `{/demandeur/nom}`, `{@/nom}`, `{n}`, `{settings.delai}`, `{request.number}`, `{reason}`.

`{sample}` and `{today}` are the renderer's own, in hints: a date near today, and today.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup, escape

_QUOTE = re.compile(r"\{(@?/[A-Za-z0-9*/]+|n|settings\.[A-Za-z0-9_]+|request\.(?:number|url)|reason|sample|today)\}")

# Says what a quote reads as; `None` leaves the quote as it is written.
Say = Callable[[str], "str | None"]


def quotes(text: str) -> tuple[str, ...]:
    """Return what a text quotes, braces left out."""
    return _pieces(text)[1::2]


def fill(text: str, say: Say) -> str:
    """Return a plain text with its quotes replaced; the result is not HTML and must be escaped like any text."""
    if "{" not in text:
        return text
    parts = list(_pieces(text))
    for place in range(1, len(parts), 2):
        parts[place] = _or(say(parts[place]), f"{{{parts[place]}}}")
    return "".join(parts)


def fill_markup(markup: Markup, say: Say) -> Markup:
    """Return HTML with its quotes replaced by escaped answers.

    Quotes are replaced after the Markdown was read, so an answer is never read as Markdown; a brace in an address
    was percent-encoded then, so an answer never gets into a link.
    """
    if "{" not in markup:
        return markup
    parts = list(_pieces(str(markup)))
    for place in range(1, len(parts), 2):
        parts[place] = escape(_or(say(parts[place]), f"{{{parts[place]}}}"))
    return Markup("".join(parts))  # noqa: S704 -- escaped


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """Return the text cut at its quotes: words, quote without braces, words, and so on."""
    return tuple(_QUOTE.split(text))


@lru_cache(maxsize=1024)
def before_quotes(text: str, known: tuple[str, ...] = ("n",)) -> str:
    """Return the text before its first quote that is not among `known`, without the punctuation left over."""
    for match in _QUOTE.finditer(text):
        if match[1] not in known:
            return text[: match.start()].rstrip(" \u00a0\u202f:–-,;(")
    return text


def _or(found: str | None, written: str) -> str:
    return written if found is None else found
