"""How the portal and its decoders talk: a small header of JSON, then bytes, both of a length told before."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from typing import Any, Final

HEADER_LIMIT: Final = 64 * 1024  # bytes
_LENGTHS: Final = struct.Struct("!II")


class BrokenFrameError(Exception):
    """What came is no frame: cut, too long, or no header."""


def pack(header: Mapping[str, Any], content: bytes = b"") -> bytes:
    """Return one frame."""
    said = json.dumps(header).encode()
    return _LENGTHS.pack(len(said), len(content)) + said + content


def unpack(receive: Callable[[int], bytes], limit: int) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame with at most ``limit`` bytes of content; ``None`` when the other side is done.

    ``receive`` returns up to so many bytes, none at the end. Raises ``BrokenFrameError``, and what ``receive`` raises.
    """
    lengths = _exactly(receive, _LENGTHS.size)
    if not lengths:
        return None
    try:
        said, size = _LENGTHS.unpack(lengths)
        if said > HEADER_LIMIT or size > limit:
            raise BrokenFrameError
        header = json.loads(_exactly(receive, said))
    except (struct.error, ValueError, RecursionError) as error:
        raise BrokenFrameError from error
    content = _exactly(receive, size)
    if not isinstance(header, dict) or len(content) != size:
        raise BrokenFrameError
    return header, content


def _exactly(receive: Callable[[int], bytes], count: int) -> bytes:
    """Return that many bytes, fewer when the other side ends before."""
    found = bytearray()
    while len(found) < count and (piece := receive(count - len(found))):
        found += piece
    return bytes(found)
