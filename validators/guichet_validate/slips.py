"""Tell which slip of the keyboard made a text no JSON, and where it is best mended."""

from __future__ import annotations

import json

CURLY_QUOTES = "“”„«»‘’"
_WORDS = ("True", "False", "None", "TRUE", "FALSE", "NULL", "Null", "undefined")
_OPENING = ("{", "[", ":")


def slip(text: str, error: json.JSONDecodeError) -> tuple[str, int]:
    """Return the name of the slip, ``other`` when it is none of the usual ones, and the offset to point at."""
    here = error.pos
    found = text[here : here + 1]
    before = len(text[:here].rstrip())
    if error.msg.startswith(("Invalid control character", "Unterminated string")):
        return ("quote-missing", here) if found in ("\n", "\r", '"') else ("other", here)
    if not text[here:].strip():
        return ("empty", 0) if not before else ("end-missing", before - 1)
    if error.msg == "Extra data":
        return "end-early", here
    if found in CURLY_QUOTES or found == "'":
        return "quote-shape", here
    if text.startswith(("//", "/*", "#"), here):
        return "comment", here
    if text.startswith(_WORDS, here):
        return "word", here
    return _punctuation(text, error, here, before)


def _punctuation(text: str, error: json.JSONDecodeError, here: int, before: int) -> tuple[str, int]:
    found, previous = text[here], text[before - 1 : before]
    if found in ",}]" and (previous == "," or (found == "," and previous in _OPENING)):
        return "comma-extra", before - 1 if previous == "," else here
    if error.msg.startswith("Illegal trailing comma"):
        return "comma-extra", here
    if error.msg == "Expecting ',' delimiter":
        if found in "}]":
            return "bracket-other", here
        # A word right after a quotation mark: the mark was meant to be read.
        is_word = found not in '"{[' and previous == '"'
        return ("quote-inside", before - 1) if is_word else ("comma-missing", before - 1)
    if error.msg == "Expecting ':' delimiter":
        return "colon-missing", before - 1
    return "other", here
