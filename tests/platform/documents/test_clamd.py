"""The client of the antivirus: only its plain word counts, and nothing makes it wait for ever."""

import io
import socket
import struct
import time
import zipfile
from pathlib import Path

import pytest

from guichet.documents.clamd import Clamd, NoVerdictError

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def zipped(content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def test_the_real_daemon_finds_what_it_knows_wherever_it_hides(clamd):
    scanner = Clamd(clamd.socket)
    assert scanner.infection(PDF) is None
    assert scanner.infection(b"") is None
    assert scanner.infection(zipped(b"<office/>")) is None
    assert scanner.infection(PDF + b" " * (2 * 1024 * 1024 - len(PDF))) is None
    for content in (EICAR, zipped(EICAR), PDF + EICAR):
        assert scanner.infection(content) == "Eicar-Test.UNOFFICIAL"


def test_the_real_daemon_says_that_a_content_is_too_long(clamd):
    with pytest.raises(NoVerdictError) as raised:
        Clamd(clamd.socket).infection(b"x" * (4 * 1024 * 1024))
    # It closes while it is still being told: its word does not always arrive.
    assert raised.value.code in {"scanner-size", "scanner-away"}


def test_the_content_arrives_whole(pretend, received):
    content = bytes(range(256)) * 1000
    assert Clamd(pretend(b"stream: OK\0")).infection(content) is None
    assert received == [content]


def reset(connection):
    connection.recv(10)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def read_up(connection):
    while not connection.recv(65536).endswith(bytes(4)):
        pass


def endless(connection):
    read_up(connection)
    try:
        while True:
            connection.sendall(b"stream: OK")
    except OSError:
        return


@pytest.mark.parametrize(
    ("behave", "code"),
    [
        (b"stream: OK", "scanner-reply"),  # cut short
        (b"\0", "scanner-reply"),
        (b"", "scanner-reply"),
        (b"stream: OK and more\0", "scanner-reply"),
        (b"xstream: OK\0", "scanner-reply"),
        (b"UNKNOWN COMMAND\0", "scanner-reply"),
        (b"\xff\xfe\x00", "scanner-reply"),
        (b"stream: Can't allocate memory ERROR\0", "scanner-reply"),
        (b"INSTREAM size limit exceeded. ERROR\0", "scanner-size"),
        (reset, None),
        (endless, "scanner-reply"),
        (lambda connection: None, None),
        (lambda connection: time.sleep(1), "scanner-slow"),
    ],
)
def test_anything_but_a_plain_word_is_no_verdict(pretend, behave, code):
    began = time.monotonic()
    with pytest.raises(NoVerdictError) as raised:
        Clamd(pretend(behave)).infection(b"x" * 3_000_000, limit=0.5)
    assert code is None or raised.value.code == code
    assert time.monotonic() - began < 3


def test_a_drop_at_a_time_does_not_stretch_the_limit(pretend):
    def drip(connection):
        read_up(connection)
        for _ in range(30):
            time.sleep(0.1)
            try:
                connection.sendall(b"s")
            except OSError:
                return

    began = time.monotonic()
    with pytest.raises(NoVerdictError, match="scanner-slow"):
        Clamd(pretend(drip)).infection(PDF, limit=0.5)
    assert time.monotonic() - began < 1.5


def test_a_daemon_that_is_not_there_is_told(tmp_path):
    for address in (tmp_path / "nothing.sock", Path("/" + "x" * 300), ("127.0.0.1", 1)):
        with pytest.raises(NoVerdictError, match="scanner-away"):
            Clamd(address).infection(PDF)
