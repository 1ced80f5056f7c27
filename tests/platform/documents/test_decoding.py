"""Decoders that are killed, hang, run out of memory or of time: the person is refused one file, nothing else."""

from __future__ import annotations

import io
import os
import resource
import signal
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from guichet.documents import decoder, decoding, frames
from guichet.documents.formats import PIXEL_LIMIT
from guichet.documents.inspection import Accepted, Rejected, inspect
from guichet.documents.joining import join

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
UNREADABLE = Rejected("fileUnreadable")


def image(kind: str = "PNG", size: tuple[int, int] = (4, 3), mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.new(mode, size).save(written, kind)
    return written.getvalue()


def taken(name: str = "a.pdf", content: bytes = PDF) -> Accepted | Rejected:
    return inspect(name, io.BytesIO(content))


@pytest.fixture(autouse=True)
def anew():
    """Begin without any decoder, and leave none."""
    decoding.stop()
    yield
    decoding.stop()


def waiting() -> int:
    """Have a decoder wait for work, and return its process."""
    assert isinstance(taken(), Accepted)
    return decoding._pool._idle[-1].process.pid


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_one_decoder_reads_many_files_and_is_then_replaced(monkeypatch):
    first = waiting()
    assert waiting() == first
    monkeypatch.setattr(decoding, "USES", 3)
    assert isinstance(taken(), Accepted)
    assert gone(first)
    assert waiting() != first


def test_a_decoder_that_died_while_it_waited_costs_nobody_a_file():
    pid = waiting()
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while decoding._pool._idle[-1].process.poll() is None:
        assert time.monotonic() < deadline
    assert isinstance(taken(), Accepted)


def test_a_decoder_killed_in_the_middle_refuses_its_file_only():
    pid = waiting()
    os.kill(pid, signal.SIGSTOP)  # it has the file and does not come to the end of it
    with ThreadPoolExecutor(1) as threads:
        verdict = threads.submit(taken, "a.png", image())
        deadline = time.monotonic() + 10
        while decoding._pool._idle:
            assert time.monotonic() < deadline
        os.kill(pid, signal.SIGKILL)
        assert verdict.result(10) == UNREADABLE
    assert gone(pid)
    assert isinstance(taken("a.png", image()), Accepted)


@pytest.mark.parametrize("content", [image(), b"\x89PNG\r\n\x1a\n" + bytes(1_500_000)], ids=["small", "more-than-fits"])
def test_a_decoder_that_hangs_is_ended(monkeypatch, content):
    pid = waiting()
    os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(decoding, "TIME_LIMIT", 0.2)
    assert taken("a.png", content) == UNREADABLE
    assert gone(pid)
    monkeypatch.undo()
    assert isinstance(taken("a.png", image()), Accepted)


def test_photographs_whose_decoder_hangs_are_refused_as_a_whole(monkeypatch):
    os.kill(waiting(), signal.SIGSTOP)
    monkeypatch.setattr(decoding, "TIME_LIMIT", 0.2)
    assert join([("a.png", image)]) == UNREADABLE


def limited(monkeypatch: pytest.MonkeyPatch, **limits: int) -> None:
    """Have the next decoders start with smaller limits of their own."""
    set_limits = ";".join(f"decoder.{name}={value}" for name, value in limits.items())
    real = subprocess.Popen

    def start(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        code = f"from guichet.documents import decoder;{set_limits};decoder.main()"
        return real([*command[:-2], "-c", code], **options)

    monkeypatch.setattr(decoding.subprocess, "Popen", start)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit the address space")
def test_a_flood_of_pixels_within_the_limit_ends_a_decoder_and_nothing_else(monkeypatch):
    side = int(PIXEL_LIMIT**0.5)
    flood = image(size=(side, side), mode="RGBA")
    assert len(flood) < 200_000
    limited(monkeypatch, MEMORY=192 * 1024 * 1024)
    pid = waiting()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(decoding.DecodingError) as fault:
        decoding.preview("png", flood)
    assert fault.value.code == "fileUnreadable"
    assert gone(pid)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 * 1024
    monkeypatch.undo()
    assert decoding.preview("png", flood)  # the limit that holds is large enough for it


def test_a_file_that_takes_the_processor_for_too_long_ends_its_decoder(monkeypatch):
    limited(monkeypatch, CPU_SECONDS=0)
    pid = waiting()
    heavy = image("JPEG", (6000, 6000))

    def work() -> None:
        # Each task is given no more than the second that has begun.
        for _ in range(100):
            decoding.page(heavy, 10)

    with pytest.raises(decoding.DecodingError):
        work()
    assert gone(pid)


def test_every_decoder_busy_is_told_as_such(monkeypatch):
    monkeypatch.setattr(decoding, "WAIT_LIMIT", 0.05)
    for _ in range(decoding.DECODERS):
        assert decoding._pool._free.acquire(timeout=1)
    try:
        assert taken() == Rejected("fileBusy")
    finally:
        for _ in range(decoding.DECODERS):
            decoding._pool._free.release()
    assert isinstance(taken(), Accepted)


def test_where_no_process_can_be_started_the_file_may_come_again(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert taken() == Rejected("fileBusy")
    monkeypatch.undo()
    assert isinstance(taken(), Accepted)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff" * 8,
        b"\0\0\0\x02\0\0\0\0[]",
        b"\0\0\0\x02\0\0\0\x05{}abc",
        frames.pack({"code": "<b>"}),
        b"{",
        struct.pack("!II", 60_000, 0) + b"[" * 60_000,
        struct.pack("!II", 2**31, 0),
        struct.pack("!II", 2, 2**31) + b"{}",
    ],
)
def test_an_answer_that_is_none_is_believed_by_nobody(monkeypatch, answer):
    """A file may have taken its decoder over."""
    program = f"import socket; s = socket.socket(fileno=0); s.recv(9); s.sendall({answer!r})"
    real = subprocess.Popen
    monkeypatch.setattr(
        decoding.subprocess, "Popen", lambda command, **options: real([command[0], "-c", program], **options)
    )
    assert taken() == UNREADABLE


def test_a_decoder_knows_nothing_of_the_portal_and_writes_nothing(monkeypatch):
    monkeypatch.setenv("GUICHET_SECRET_KEY", "a secret")
    pid = waiting()
    if Path("/proc").is_dir():
        assert b"GUICHET" not in Path(f"/proc/{pid}/environ").read_bytes()
        assert len(list(Path(f"/proc/{pid}/fd").iterdir())) == 3
        limits = Path(f"/proc/{pid}/limits").read_text()
        for name, most in (
            ("Max core file size", 0),
            ("Max file size", 0),
            ("Max open files", decoder._DESCRIPTORS),
            ("Max address space", decoder.MEMORY),
        ):
            (line,) = (line for line in limits.splitlines() if line.startswith(name))
            assert line.removeprefix(name).split()[:2] == [str(most), str(most)]


def test_many_threads_at_once_get_their_own_answers():
    sizes = [(n, n) for n in range(2, 42)]
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda size: decoding.preview("png", image(size=size)), sizes))
    assert [Image.open(io.BytesIO(one)).size for one in made if one] == sizes
    assert len(decoding._pool._idle) <= decoding.DECODERS


_PORTAL = """
import io, sys, time
from guichet.documents import decoding
from guichet.documents.inspection import inspect
inspect("a.rtf", io.BytesIO(b"{\\\\rtf1}"))
print(decoding._pool._idle[0].process.pid, flush=True)
time.sleep(600 if "stay" in sys.argv else 0)
"""


@pytest.mark.parametrize("end", [None, signal.SIGKILL, signal.SIGTERM])
def test_decoders_end_with_their_portal_however_it_ends(end):
    command = [sys.executable, "-c", _PORTAL, *(["stay"] if end else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as portal:
        assert portal.stdout
        pid = int(portal.stdout.readline())
        if end:
            portal.send_signal(end)
        portal.wait(10)
    deadline = time.monotonic() + 10
    while not gone(pid):
        assert time.monotonic() < deadline


def test_a_forked_process_leaves_the_decoders_to_the_one_they_belong_to():
    pid = waiting()
    child = os.fork()
    if child == 0:
        fine = not decoding._pool._idle and isinstance(taken(), Accepted)
        decoding.stop()
        os._exit(0 if fine else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert waiting() == pid


_LOADED = """
import io, sys
from guichet.app import create_app
from guichet.documents.inspection import inspect
from guichet.documents.joining import join
inspect("a.rtf", io.BytesIO(b"{\\rtf1}"))
names = "PIL", "olefile", "filetype", "guichet.documents.structure", "guichet.documents.pictures"
print([name for name in names if name in sys.modules])
"""


def test_the_portal_itself_loads_nothing_that_decodes():
    said = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def test_the_page_says_what_to_do_about_a_file_that_ends_its_decoder(walk, monkeypatch):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    os.kill(waiting(), signal.SIGSTOP)
    monkeypatch.setattr(decoding, "TIME_LIMIT", 0.2)
    response = walker.post("pieces", {"/piece/-": (io.BytesIO(image()), "carte.png")})
    assert response.status_code == 422
    assert "Joignez une autre copie du fichier" in response.text
    monkeypatch.undo()
    assert walker.post("pieces", {"/piece/-": (io.BytesIO(image()), "carte.png")}).status_code == 303
