"""Which characters the bundled fonts can print, read from the fonts themselves."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"

#: In the order in which a character is looked for; `style.typ` names the same families.
FAMILIES: Final = ("AtkinsonHyperlegibleNext", "NotoSans", "NotoSansArabic", "NotoSansHebrew")

_SEGMENTS, _GROUPS = 4, 12  # formats of a character map: 16-bit segments, 32-bit groups


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """Return the code points of each family, those that all its styles have."""
    found = []
    for family in FAMILIES:
        styles = [frozenset(_mapped(path.read_bytes())) for path in sorted(FONTS.glob(f"{family}-*.ttf"))]
        found.append(frozenset.intersection(*styles))
    return tuple(found)


@cache
def own() -> str:
    """Return the pattern of what the first font draws with one glyph each.

    Left to itself it would build a letter it lacks from parts, and each part would be read out as the whole letter.
    """
    points = sorted(point for point in coverage()[0] if not unicodedata.combining(chr(point)))
    return "[" + "".join(f"\\u{{{point:X}}}" for point in points) + "]"


def _mapped(font: bytes) -> Iterator[int]:
    """Yield the code points that an OpenType font maps to a glyph of its own, from its widest Unicode map."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    maps = [start + struct.unpack_from(">HHI", font, start + 4 + 8 * place)[2] for place in range(count)]
    formats = {struct.unpack_from(">H", font, at)[0]: at for at in maps}
    return _groups(font, formats[_GROUPS]) if _GROUPS in formats else _segments(font, formats[_SEGMENTS])


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for place in range(count):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * place)
        yield from range(first + (glyph == 0), last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    lists = [at + 14, at + 16 + doubled, at + 16 + 2 * doubled, at + 16 + 3 * doubled]
    for place in range(0, doubled, 2):
        last, first, delta, offset = (struct.unpack_from(">H", font, start + place)[0] for start in lists)
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offset:
                (glyph,) = struct.unpack_from(">H", font, lists[3] + place + offset + 2 * (point - first))
            if glyph and (glyph + delta) % 0x10000:
                yield point
