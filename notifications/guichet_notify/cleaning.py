"""Make any text safe to stand in a header line or in a plain-text body."""

import re

#: Control characters, line and paragraph separators, and the marks that turn the reading direction round.
_INVISIBLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
_NOT_IN_A_LINE = re.compile(f"[{_INVISIBLE}\t\n]+")
_NOT_IN_A_BLOCK = re.compile(f"[{_INVISIBLE}]+")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def line(text: str, limit: int) -> str:
    """Return the text on one line of at most `limit` characters, without anything that could end a header."""
    flat = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _NOT_IN_A_LINE.sub(" ", text)).strip()
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def block(text: str) -> str:
    """Return the text with plain line ends, paragraphs one blank line apart, and no invisible characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _NOT_IN_A_BLOCK.sub("", plain))
    return _BLANK_LINES.sub("\n\n", plain).strip()
