"""The formats of files that are taken: their extensions, our media type of each, and how their first bytes read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PIXEL_LIMIT: Final = 40_000_000  # width times height as the header says, before anything is decoded


@dataclass(frozen=True, slots=True)
class Format:
    """One accepted format: our media type, and what its files begin with."""

    type: str
    signatures: tuple[bytes, ...]


_JPEG: Final = Format("image/jpeg", (b"\xff\xd8\xff",))
FORMATS: Final[Mapping[str, Format]] = {
    "doc": Format("application/msword", (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)),
    "pdf": Format("application/pdf", (b"%PDF-",)),
    "rtf": Format("application/rtf", (b"{\\rtf",)),
    "odt": Format("application/vnd.oasis.opendocument.text", (b"PK\x03\x04",)),
    "gif": Format("image/gif", (b"GIF87a", b"GIF89a")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Format("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "tif": Format("image/tiff", (b"II*\x00", b"MM\x00*")),
}
EXTENSIONS: Final = tuple(f".{name}" for name in FORMATS)
