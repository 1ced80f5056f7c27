"""The program of a decoder: a child process without means, which reads files for the portal one after the other.

It knows nothing but what it is sent: no settings, no database, no storage, and it may write no file. It ends when the
portal does.
"""

from __future__ import annotations

import math
import os
import resource
import socket
import sys
from contextlib import suppress
from typing import Any, Final

from guichet.documents import frames, pictures, structure

MEMORY: Final = 512 * 1024 * 1024  # bytes of address space
CPU_SECONDS: Final = 15  # of one task
REQUEST_LIMIT: Final = 16 * 1024 * 1024  # bytes
_DESCRIPTORS: Final = 32
_OUT_OF_MEMORY: Final = 3


def main() -> None:
    """Answer what comes over the socket that is the standard input, until it ends."""
    _renounce()
    with socket.socket(fileno=0) as portal, suppress(OSError):
        while (request := frames.unpack(portal.recv, REQUEST_LIMIT)) is not None:
            header, content = request
            _allow(CPU_SECONDS)
            try:
                answer, made = _answer(header, content)
            except MemoryError:
                # What is left of a task that ran out of memory may take the next one's.
                sys.exit(_OUT_OF_MEMORY)
            portal.sendall(frames.pack(answer, made))


def _answer(header: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    made: bytes | None
    match header["task"]:
        case "examine":
            return {"code": structure.examine(header["extension"], content)}, b""
        case "page":
            made = pictures.page(content, header["share"])
        case "document":
            made = pictures.document(content, header["sizes"])
        case "preview":
            made = pictures.preview(content, header["extension"])
        case _:
            made = None
    return {"code": "fileContent" if made is None else ""}, made or b""


def _renounce() -> None:
    """Give up what no task needs, for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_DESCRIPTORS, _DESCRIPTORS))
    # macOS gives every process more address space than this from the beginning, and refuses the limit.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _allow(seconds: int) -> None:
    """Give so much processor time from now on; who uses more is ended by the system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    os.umask(0o077)
    main()
