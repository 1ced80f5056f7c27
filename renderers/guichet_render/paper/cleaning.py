"""Make any text printable: what cannot be shaped is replaced by a sign that says so, and told.

A PDF/UA file refuses a character without a glyph, and with it the whole document: a name must not lose its receipt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from guichet_render.paper.coverage import coverage

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
#: Where a word longer than a line may be broken.
BREAK: Final = "\N{ZERO WIDTH SPACE}"

_PLAIN: Final = re.compile(r"[ -~]*")
_LONG_WORD: Final = re.compile(r"[^\s\u200b]{29,}")
_PIECE: Final = 14
_CACHED: Final = 4096
# Joining marks that Arabic spelling needs between its letters; all other invisible characters are left out.
_JOINERS: Final = "\u200c\u200d"
_ARABIC: Final = range(0x0620, 0x0700)


class Cleaner:
    """Cleans the texts of one document; `missing` gathers the characters that were replaced.

    A `strict` one keeps only what the first font has, character by character: the last resort.
    """

    def __init__(self, *, strict: bool = False) -> None:
        """Begin with nothing missing."""
        self.missing: set[str] = set()
        self._strict = strict

    def tree(self, value: Any, key: str = "") -> Any:
        """Return JSON with every text in it cleaned; addresses of links get no break."""
        if isinstance(value, str):
            return self.text(value, breaks=key != "href")
        if isinstance(value, Mapping):
            return {name: self.tree(child, name) for name, child in value.items()}
        if isinstance(value, list | tuple):
            return [self.tree(child, key) for child in value]
        return value

    def text(self, text: str, *, breaks: bool = True) -> str:
        """Return the text as it can be printed, with places to break its longest words."""
        if not _PLAIN.fullmatch(text):
            text, missing = _printable(text, strict=self._strict)
            self.missing |= missing
        return _LONG_WORD.sub(_broken, text) if breaks else text


def _broken(match: re.Match[str]) -> str:
    """Break a long word between its clusters."""
    pieces, piece = [], ""
    for cluster in _clusters(match[0]):
        if len(piece) >= _PIECE:
            pieces.append(piece)
            piece = ""
        piece += cluster
    return BREAK.join([*pieces, piece])


@lru_cache(_CACHED)
def _printable(text: str, *, strict: bool) -> tuple[str, frozenset[str]]:
    missing: set[str] = set()
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept: list[str] = []
    for cluster in _clusters(_joined("".join(map(_visible, whole)))):
        if _fits(cluster, strict=strict):
            kept.append(cluster)
            continue
        # Two signs beside each other say no more than one does for what hangs on a letter.
        for part in (cluster[0], cluster[1:]):
            if part and _fits(part, strict=strict) and not _hangs(part[0]):
                kept.append(part)
            elif part:
                kept.append(REPLACEMENT)
                missing.update(part)
    return _joined("".join(kept)), frozenset(missing)


def _visible(letter: str) -> str:
    """Return the letter, a space or a line end in place of what is none, nothing for what nobody sees."""
    if letter == "\n" or letter in _JOINERS:
        return letter
    category = unicodedata.category(letter)
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "Zs" or letter == "\t":
        return letter if any(ord(letter) in points for points in coverage()) else " "
    selector = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return "" if category in ("Cc", "Cf") or selector or letter == "\u034f" else letter


def _clusters(text: str) -> Iterator[str]:
    """Yield each letter with the marks that hang on it; nothing hangs on the end of a line."""
    start = 0
    for place in range(1, len(text)):
        if not _hangs(text[place]) or text[place - 1] == "\n":
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _hangs(letter: str) -> bool:
    return letter >= "\u0300" and unicodedata.category(letter) in ("Mn", "Mc", "Me")


def _fits(cluster: str, *, strict: bool) -> bool:
    """Tell whether one font has all of it: a letter and its marks are never shaped from two."""
    if cluster == "\n" or cluster in _JOINERS:
        return True
    if _hangs(cluster[0]) or unicodedata.category(cluster[0]) in ("Cn", "Co", "Cs"):
        return False
    if strict:
        return len(cluster) == 1 and ord(cluster) in coverage()[0]
    return any(all(ord(letter) in points for letter in cluster) for points in coverage())


def _joined(text: str) -> str:
    """Keep a joining mark only between two Arabic letters."""
    if not any(mark in text for mark in _JOINERS):
        return text
    around = f" {text} "
    return "".join(
        letter
        for before, letter, after in zip(around, text, around[2:], strict=False)
        if letter not in _JOINERS or (ord(before) in _ARABIC and ord(after) in _ARABIC and not _hangs(after))
    )
