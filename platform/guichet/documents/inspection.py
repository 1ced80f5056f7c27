"""Judge a file somebody sent: its extension, its first bytes and its structure must agree."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from guichet.documents import decoding
from guichet.documents.formats import EXTENSIONS, FORMATS

SIZE_LIMIT = 2 * 1024 * 1024  # bytes, inclusive
NAME_LIMIT = 255  # characters

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be stored: its cleaned name, our own media type and its bytes."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that may not: the problem's code and its limits, never anything of the file itself."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def inspect(name: str, stream: IO[bytes], limit: int = SIZE_LIMIT) -> Accepted | Rejected:
    """Read a file up to the limit (bytes) and judge it; what is longer is read to its end and thrown away.

    Its structure is read by a decoder, never here. Codes of a refusal: ``fileName``, ``fileSize``, ``fileType``,
    ``fileEmpty``, ``fileContent``, ``fileMacro``, ``fileUnreadable`` (the decoder gave up on it), ``fileBusy``.
    """
    clean = clean_name(name)
    if not clean:
        return Rejected("fileName")
    ending = extension(clean)
    known = FORMATS.get(ending)
    content = stream.read(limit + 1)
    if len(content) > limit:
        while stream.read(_CHUNK):
            pass
        return Rejected("fileSize", {"limit": limit})
    if known is None:
        return Rejected("fileType", {"allowed": EXTENSIONS})
    if not content:
        return Rejected("fileEmpty")
    if not content.startswith(known.signatures):
        return Rejected("fileContent")
    try:
        code = decoding.examine(ending, content)
    except decoding.DecodingError as error:
        return Rejected(error.code)
    return Rejected(code) if code else Accepted(clean, known.type, content)


def clean_name(name: str) -> str:
    """Return the name without folder, control and direction characters, in NFC, at most 255 characters.

    Empty when nothing is left that could name a file. A long name loses the end of its stem, never its extension.
    """
    base = name.replace("\\", "/").rpartition("/")[2]
    # Cc, Cf (direction marks, zero-width), Cs (lone surrogates), Co and Cn: nothing a person could have meant.
    visible = "".join(character for character in base if not unicodedata.category(character).startswith("C"))
    clean = " ".join(unicodedata.normalize("NFC", visible).split())
    stem, dot, end = clean.rpartition(".")
    if not stem.strip(". ") and dot:
        return ""
    if len(clean) <= NAME_LIMIT:
        return clean
    return clean[:NAME_LIMIT] if not dot or len(end) >= NAME_LIMIT else stem[: NAME_LIMIT - len(end) - 1] + "." + end


def extension(name: str) -> str:
    """Return what follows the last dot, in lower case and without the dot; empty when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
