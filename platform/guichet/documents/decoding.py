"""Have files read by decoders: child processes with limits, kept warm, given up at the first fault.

Whatever a hostile file does to the library that reads it happens there. The portal sends bytes and takes back a code
or bytes, never an object.
"""

from __future__ import annotations

import atexit
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from guichet.documents import frames

DECODERS: Final = 2  # at a time
TIME_LIMIT: Final = 20.0  # seconds for one task
WAIT_LIMIT: Final = 20.0  # seconds until a decoder is free
USES: Final = 100  # of one decoder: what a library has leaked by then goes with it
_ANSWER_LIMIT: Final = 4 * 1024 * 1024  # bytes
# Threads and their heaps take address space by the number of processors, of which a decoder has little.
_ENVIRONMENT: Final = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
# Where an interpreter that was put together by hand finds itself.
_INTERPRETER: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME")
_JPEG: Final = b"\xff\xd8\xff"
_PDF: Final = b"%PDF-"

_log = logging.getLogger("guichet.decoding")


class DecodingError(Exception):
    """A file that could not be read; `code` is that of the refusal."""

    def __init__(self, code: str, fault: str) -> None:
        """Keep the code; `fault` is for the log."""
        super().__init__(fault)
        self.code = code


def examine(extension: str, content: bytes) -> str:
    """Return the code of what is wrong with the structure of a content, nothing when it is sound.

    Raises ``DecodingError`` (``fileUnreadable``, ``fileBusy``), as all others here.
    """
    answer, _ = _pool.ask({"task": "examine", "extension": extension}, content)
    code = answer.get("code")
    if code not in {"", "fileContent", "fileMacro"}:
        raise DecodingError("fileUnreadable", "answer")
    return str(code)


def page(content: bytes, share: int) -> bytes | None:
    """Return a photograph as a JPEG of at most ``share`` bytes if one can be, upright and bare; ``None`` if it is none.

    The smallest there is where none fits.
    """
    return _made({"task": "page", "share": share}, content, _JPEG)


def document(pages: Sequence[bytes]) -> bytes | None:
    """Return the PDF of these JPEG."""
    return _made({"task": "document", "sizes": [len(one) for one in pages]}, b"".join(pages), _PDF)


def preview(extension: str, content: bytes) -> bytes | None:
    """Return a JPEG of an image or of the first page of a PDF; ``None`` when it cannot be drawn."""
    return _made({"task": "preview", "extension": extension}, content, _JPEG)


def stop() -> None:
    """End the decoders that wait; the next file begins with a new one."""
    _pool.stop()


def _made(request: Mapping[str, Any], content: bytes, begins: bytes) -> bytes | None:
    answer, made = _pool.ask(request, content)
    if answer.get("code"):
        return None
    if not made.startswith(begins):
        raise DecodingError("fileUnreadable", "answer")
    return made


class _Decoder:
    """One child process and the socket to it. One thread uses it at a time."""

    def __init__(self) -> None:
        """Start it. Raises ``OSError``."""
        self.uses = 0
        self._socket, theirs = socket.socketpair()
        try:
            # No settings, secrets or place of the portal go with it; only where modules lie. A session of its own:
            # Ctrl-C is for the portal, which ends its decoders itself.
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "guichet.documents.decoder"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",
                start_new_session=True,
            )
        except BaseException:
            self._socket.close()
            raise
        finally:
            theirs.close()

    def ask(self, request: bytes, until: float) -> tuple[dict[str, Any], bytes]:
        """Send a frame and return the one that comes back. Raises ``OSError`` (``TimeoutError``), or for no frame."""

        def receive(count: int) -> bytes:
            self._wait(until)
            return self._socket.recv(count)

        self.uses += 1
        self._wait(until)
        self._socket.sendall(request)
        answer = frames.unpack(receive, _ANSWER_LIMIT)
        if answer is None:
            raise ConnectionResetError
        return answer

    def end(self) -> None:
        self._socket.close()
        self.process.kill()
        self.process.wait()

    def _wait(self, until: float) -> None:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _INTERPRETER if name in os.environ}
    return {**kept, **_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(str(Path(place).absolute()) for place in sys.path)}


class _Pool:
    """At most so many decoders, started when they are first needed."""

    def __init__(self, size: int = DECODERS) -> None:
        self._free = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[_Decoder] = []

    def ask(self, request: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """Have a decoder do a task. Raises ``DecodingError``."""
        if not self._free.acquire(timeout=WAIT_LIMIT):
            raise _given_up("fileBusy", "busy")
        try:
            return self._ask(frames.pack(request, content))
        finally:
            self._free.release()

    def stop(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for decoder in idle:
            decoder.end()

    def _ask(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            decoder = self._take()
        except OSError as error:
            raise _given_up("fileBusy", "start") from error
        try:
            answer = decoder.ask(request, time.monotonic() + TIME_LIMIT)
        except BaseException as error:
            decoder.end()
            if isinstance(error, TimeoutError):
                raise _given_up("fileUnreadable", "slow") from error
            if isinstance(error, OSError | frames.BrokenFrameError):
                raise _given_up("fileUnreadable", f"ended {decoder.process.returncode}") from error
            raise
        if decoder.uses >= USES:
            decoder.end()
        else:
            with self._lock:
                self._idle.append(decoder)
        return answer

    def _take(self) -> _Decoder:
        """Return a decoder that waits, or a new one; one that has died while it waited costs nobody a file."""
        while True:
            with self._lock:
                decoder = self._idle.pop() if self._idle else None
            if decoder is None:
                return _Decoder()
            if decoder.process.poll() is None:
                return decoder
            decoder.end()


def _given_up(code: str, fault: str) -> DecodingError:
    _log.warning("decoding", extra={"fields": {"fault": fault}})
    return DecodingError(code, fault)


def _anew() -> None:
    """Leave the decoders to the process they belong to: this one was forked from it."""
    global _pool  # noqa: PLW0603 -- one per process
    _pool = _Pool()


_pool = _Pool()
atexit.register(stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_anew)
