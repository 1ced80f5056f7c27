"""Texts that match a pattern of the definitions' grammar."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from guichet_validate.generator.chances import pick
from guichet_validate.regular import Either, Join, Letter, PatternError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guichet_validate.generator.chances import Chances
    from guichet_validate.regular import Ranges, Tree

# Beyond the least that a pattern asks, this many more are tried for each repeat.
GROWTH = (0, 1, 3, 9, 30, 100, 300)
MAX_LETTERS = 5_000
_NICE = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.,;:/@+ ()'éèàçœÉ"
_VARIED = _NICE + '\u2019\u00ab!?#%&*<>"\\=[]{}|~^`$€ñ漢🏛'


@lru_cache(maxsize=512)
def _tree(pattern: str) -> Tree | None:
    try:
        return parse(pattern)
    except PatternError:
        return None


@lru_cache(maxsize=2048)
def _letters(ranges: Ranges) -> str:
    """Return the letters of a class that are tried, those that read well first; one at least."""
    varied = "".join(letter for letter in _VARIED if _within(ranges, letter))
    edges = "".join(chr(edge) for low, high in ranges for edge in (low, high) if not 0xD800 <= edge <= 0xDFFF)  # noqa: PLR2004
    shown = "".join(letter for letter in edges if letter.isprintable())
    return varied + shown or edges or "?"


def _within(ranges: Ranges, letter: str) -> bool:
    return any(low <= ord(letter) <= high for low, high in ranges)


def matching(pattern: str, chances: Chances, growth: int = 0, *, full: bool = False) -> str | None:
    """Return a text that the pattern matches, ``None`` when it is outside the grammar or grows too long.

    Each repeat takes the least it may and up to ``growth`` more; ``full``: as many as that.
    """
    tree = _tree(pattern)
    if tree is None:
        return None
    pieces: list[str] = []
    for letter in _walk(tree, chances, growth, full=full):
        pieces.append(letter)
        if len(pieces) > MAX_LETTERS:
            return None
    return "".join(pieces)


def _walk(tree: Tree, chances: Chances, growth: int, *, full: bool) -> Iterator[str]:
    if isinstance(tree, Letter):
        yield pick(chances, _letters(tree.ranges))
    elif isinstance(tree, Join):
        for part in tree.parts:
            yield from _walk(part, chances, growth, full=full)
    elif isinstance(tree, Either):
        yield from _walk(pick(chances, tree.branches), chances, growth, full=full)
    else:
        most = tree.least + growth if tree.most < 0 else min(tree.most, tree.least + growth)
        for _ in range(most if full else chances.between(tree.least, most)):
            yield from _walk(tree.inner, chances, growth, full=full)
