"""Ask a ClamAV daemon about a content, by its INSTREAM command over a local socket or the network."""

from __future__ import annotations

import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TIME_LIMIT: Final = 20.0  # seconds for the whole exchange
_CONNECT_LIMIT: Final = 3.0
_CHUNK: Final = 64 * 1024
_REPLY_LIMIT: Final = 4096  # bytes
_CLEAN: Final = "stream: OK"
_BEFORE: Final = "stream: "
_FOUND: Final = " FOUND"


class NoVerdictError(Exception):
    """The daemon did not say what the content is; `code` says why."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Clamd:
    """Where a daemon listens: the path of its socket, or host and port."""

    address: Path | tuple[str, int]

    def infection(self, content: bytes, limit: float = TIME_LIMIT) -> str | None:
        """Return the name of what was found in the content, ``None`` when it is clean.

        Nothing but the daemon's plain word counts: whatever else happens within ``limit`` seconds is a
        NoVerdictError.
        """
        until = time.monotonic() + limit
        try:
            with self._connect(min(limit, _CONNECT_LIMIT)) as connection:
                # A daemon that takes no more says why before it closes.
                with suppress(BrokenPipeError, ConnectionResetError):
                    _send(connection, content, until)
                reply = _reply(connection, until)
        except TimeoutError as error:
            raise NoVerdictError("scanner-slow") from error
        except OSError as error:
            raise NoVerdictError("scanner-away") from error
        return _verdict(reply)

    def _connect(self, limit: float) -> socket.socket:
        if isinstance(self.address, tuple):
            return socket.create_connection(self.address, limit)
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(limit)
            connection.connect(str(self.address))
        except BaseException:
            connection.close()
            raise
        return connection


def _send(connection: socket.socket, content: bytes, until: float) -> None:
    _wait(connection, until)
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), _CHUNK):
        piece = content[start : start + _CHUNK]
        _wait(connection, until)
        connection.sendall(struct.pack(">I", len(piece)) + piece)
    connection.sendall(struct.pack(">I", 0))


def _reply(connection: socket.socket, until: float) -> bytes:
    reply = b""
    while not reply.endswith(b"\0"):
        _wait(connection, until)
        piece = connection.recv(_REPLY_LIMIT)
        reply += piece
        if not piece or len(reply) > _REPLY_LIMIT:
            raise NoVerdictError("scanner-reply")
    return reply


def _wait(connection: socket.socket, until: float) -> None:
    """Give the next step of the exchange what is left of the time."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def _verdict(reply: bytes) -> str | None:
    said = reply[:-1].decode("utf-8", "replace")
    if said == _CLEAN:
        return None
    if said.startswith(_BEFORE) and said.endswith(_FOUND):
        return said[len(_BEFORE) : -len(_FOUND)]
    raise NoVerdictError("scanner-size" if "size limit exceeded" in said else "scanner-reply")
