"""An antivirus to scan with: the real daemon with one signature, and one that says whatever a test wants."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# The harmless test file of the antivirus makers, in two halves so that no scanner takes this one for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class RealClamd:
    """ClamAV's own daemon, knowing one signature; it can be stopped and started again."""

    def __init__(self, program: str, libraries: str, folder: Path) -> None:
        self.socket = folder / "clamd.sock"
        self._command = [program, "-c", str(folder / "clamd.conf")]
        self._environment = {**os.environ, "LD_LIBRARY_PATH": libraries}
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "signatures").mkdir()
        (folder / "signatures" / "test.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        (folder / "clamd.conf").write_text(
            f"DatabaseDirectory {folder / 'signatures'}\nLocalSocket {self.socket}\nTemporaryDirectory {folder}\n"
            "Foreground yes\nFixStaleSocket yes\nStreamMaxLength 3M\n"
        )

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with socket.socket(socket.AF_UNIX) as asked:
                if asked.connect_ex(str(self.socket)) == 0:
                    return
            time.sleep(0.05)
        pytest.fail("clamd does not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


@pytest.fixture(scope="session")
def daemon() -> Iterator[RealClamd]:
    own = ROOT / "tools" / "clamav" / "usr"
    program = str(own / "sbin" / "clamd") if own.is_dir() else shutil.which("clamd")
    if program is None:
        pytest.skip("no ClamAV here: tools/clamav.sh brings it")
    libraries = ":".join(str(path) for path in sorted((own / "lib").glob("*/")))
    # A socket's path has to be short.
    with tempfile.TemporaryDirectory(prefix="clamd") as folder:
        clamd = RealClamd(program, libraries, Path(folder))
        yield clamd
        clamd.stop()


@pytest.fixture
def clamd(daemon: RealClamd) -> Iterator[RealClamd]:
    """The real daemon, running."""
    daemon.start()
    yield daemon
    daemon.stop()


# What is done with a connection, or what is said once all of the content has come.
Behaviour = Callable[[socket.socket], None] | bytes


def _take_in(connection: socket.socket) -> bytes:
    """Read one INSTREAM as the protocol has it; return its content."""
    with connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while (length := struct.unpack(">I", stream.read(4))[0]) != 0:
            content += stream.read(length)
    return content


@pytest.fixture
def received() -> list[bytes]:
    """The contents that reached the daemon of `pretend`."""
    return []


@pytest.fixture
def pretend(received: list[bytes]) -> Iterator[Callable[[Behaviour], tuple[str, int]]]:
    """Call with what that daemon does or says; answers where it listens."""
    ends: list[Callable[[], None]] = []

    def listen(behave: Behaviour) -> tuple[str, int]:
        server = socket.create_server(("127.0.0.1", 0))
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                connection, _ = server.accept()
                with connection:
                    if ended.is_set():
                        return
                    if isinstance(behave, bytes):
                        received.append(_take_in(connection))
                        connection.sendall(behave)
                    else:
                        behave(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()

        def end() -> None:
            ended.set()
            with socket.create_connection(server.getsockname(), 5):
                pass
            thread.join(5)
            server.close()

        ends.append(end)
        return server.getsockname()

    yield listen
    for end in ends:
        end()
