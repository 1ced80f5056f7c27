"""Markdown subset → the JSON that the templates draw: paragraphs and lists of runs of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from markdown_it.token import Token

from guichet_render.marking import tokens
from guichet_render.quotes import Say, fill

Json = dict[str, Any]

_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def rich(text: str, say: Say) -> list[Json]:
    """Return the blocks of a text; quotes are answered after the Markdown was read, so no answer is read as such."""
    found, _ = _blocks(tokens(text), 0, say)
    return found


def plain(text: str) -> list[Json]:
    """Return one paragraph that says the text as it is."""
    return [{"k": "p", "runs": [{"t": text}]}]


def _blocks(read: Sequence[Token], at: int, say: Say) -> tuple[list[Json], int]:
    """Return the blocks from a place to the end of what holds them, and the place behind."""
    found: list[Json] = []
    while at < len(read):
        token = read[at]
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items, at = _items(read, at + 1, say)
            found.append({"k": "list", "ordered": token.type.startswith("ordered"), "items": items})
        elif token.type == "inline":
            found.append({"k": "p", "runs": _runs(token.children or [], say)})
            at += 1
        elif token.nesting < 0 and token.type != "paragraph_close":
            return found, at
        else:
            at += 1
    return found, at


def _items(read: Sequence[Token], at: int, say: Say) -> tuple[list[list[Json]], int]:
    items = []
    while read[at].type == "list_item_open":
        blocks, at = _blocks(read, at + 1, say)
        items.append(blocks)
        at += 1
    return items, at + 1


def _runs(children: Sequence[Token], say: Say) -> list[Json]:
    runs: list[Json] = []
    style: dict[str, bool] = {}
    href = ""
    for token in children:
        if token.type in ("strong_open", "em_open"):
            style[token.tag] = True
        elif token.type in ("strong_close", "em_close"):
            style.pop(token.tag, None)
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            href = address if urlsplit(address).scheme in _SCHEMES else ""
        elif token.type == "link_close":
            href = ""
        else:
            said = "\n" if token.type in ("softbreak", "hardbreak") else fill(token.content, say)
            runs.append({"t": said, **style, **({"href": href} if href else {})})
    return runs
