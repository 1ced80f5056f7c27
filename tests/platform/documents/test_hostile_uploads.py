"""A corpus of hostile files: the verdict on each, and what all of them together cost a running portal in memory."""

from __future__ import annotations

import http.client
import io
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image

from guichet.documents.clamd import Clamd
from guichet.documents.inspection import Accepted, Rejected, inspect
from guichet.i18n import text

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
RTF = b"{\\rtf1\\ansi Bonjour}"
ODT = b"application/vnd.oasis.opendocument.text"
EXE = b"MZ\x90\x00" + bytes(60)
HTML = b"<html><script>alert(1)</script></html>"
TAKEN = "taken"


def image(kind: str, size: tuple[int, int] = (4, 3)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind)
    return buffer.getvalue()


def odt(*entries: tuple[str, bytes], mimetype: bytes = ODT, stored: bool = True, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same name twice
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
            for name, content in entries or (("content.xml", b"<office/>"),):
                archive.writestr(name, content, zipfile.ZIP_DEFLATED)
            archive.comment = comment
    return buffer.getvalue()


WHOLE = ("content.xml", b"<office/>")


def ole(*names: str) -> bytes:
    """Build the smallest compound file with empty streams of these names, at most three."""
    free, end, fat_sector, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    fat = struct.pack("<128I", fat_sector, end, *[free] * 126)

    def entry(name: str, kind: int, right: int, child: int) -> bytes:
        raw = (name + "\0").encode("utf-16-le") if name else b""
        body = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, none, right, child)
        return body + bytes(36) + struct.pack("<IQ", end, 0)

    streams = [
        entry(name, 2, place + 1 if place < len(names) else none, none) for place, name in enumerate(names, start=1)
    ]
    rest = [entry("", 0, none, none)] * (3 - len(names))
    return header + fat + b"".join([entry("Root Entry", 5, none, 1), *streams, *rest])


def png(width: int, height: int) -> bytes:
    """Build a tiny PNG whose header promises that picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + image("GIF")[10:]


def many_entries(count: int) -> bytes:
    """Build an archive whose directory has so many empty entries, each as short as can be."""
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    tail = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry) * count, len(local), 0)
    return local + entry * count + b"PK\x05\x06" + tail


def zip64(content: bytes) -> bytes:
    """Put the locator of another, larger directory before the end of an archive."""
    return content[:-22] + b"PK\x06\x07" + bytes(16) + content[-22:]


JPEG, PNG, GIF, TIFF = image("JPEG"), image("PNG"), image("GIF"), image("TIFF")

CORPUS: Mapping[str, tuple[str, bytes, str]] = {
    # Programs and pages under another name
    "program": ("facture.exe", EXE, "fileType"),
    "program-as-pdf": ("facture.pdf", EXE, "fileContent"),
    "program-as-doc": ("facture.doc", EXE, "fileContent"),
    "program-as-odt": ("facture.odt", EXE, "fileContent"),
    "program-as-rtf": ("facture.rtf", EXE, "fileContent"),
    "program-as-jpg": ("photo.jpg", EXE, "fileContent"),
    "elf-as-png": ("photo.png", b"\x7fELF" + bytes(60), "fileContent"),
    "script-as-pdf": ("facture.pdf", b"#!/bin/sh\nrm -rf /\n%%EOF", "fileContent"),
    "page-as-pdf": ("facture.pdf", HTML, "fileContent"),
    "page-as-gif": ("image.gif", HTML, "fileContent"),
    "page-as-tif": ("image.tif", HTML, "fileContent"),
    "drawing": ("plan.svg", b"<svg onload='alert(1)'/>", "fileType"),
    "drawing-as-png": ("plan.png", b"<svg onload='alert(1)'/>", "fileContent"),
    "page": ("page.html", HTML, "fileType"),
    "two-extensions": ("facture.pdf.exe", PDF, "fileType"),
    "two-extensions-back": ("facture.exe.pdf", PDF, TAKEN),
    "shortcut": ("facture.lnk", b"L\0\0\0", "fileType"),
    "archive": ("facture.zip", odt(), "fileType"),
    "word-of-today": ("lettre.docx", odt(), "fileType"),
    "word-with-macros": ("lettre.docm", odt(), "fileType"),
    # Extensions that are not those of the content
    "jpg-as-png": ("photo.png", JPEG, "fileContent"),
    "png-as-jpg": ("photo.jpg", PNG, "fileContent"),
    "gif-as-png": ("photo.png", GIF, "fileContent"),
    "tif-as-jpg": ("photo.jpg", TIFF, "fileContent"),
    "pdf-as-odt": ("lettre.odt", PDF, "fileContent"),
    "odt-as-pdf": ("lettre.pdf", odt(), "fileContent"),
    "rtf-as-doc": ("lettre.doc", RTF, "fileContent"),
    "doc-as-rtf": ("lettre.rtf", ole("WordDocument"), "fileContent"),
    "workbook-as-doc": ("lettre.doc", ole("Workbook"), "fileContent"),
    "mail-as-doc": ("lettre.doc", ole("__properties_version1.0"), "fileContent"),
    "spreadsheet-as-odt": ("lettre.odt", odt(mimetype=ODT[:-4] + b"calc"), "fileContent"),
    "jar-as-odt": ("lettre.odt", odt(("META-INF/MANIFEST.MF", b"Main-Class: A"), mimetype=b"x"), "fileContent"),
    # Two kinds in one
    "program-then-pdf": ("a.pdf", EXE + PDF, "fileContent"),
    "page-then-pdf": ("a.pdf", HTML + PDF, "fileContent"),
    "line-then-pdf": ("a.pdf", b"\n" + PDF, "fileContent"),
    "pdf-then-archive": ("a.pdf", PDF + odt(), "fileContent"),
    "pdf-in-comment-of-archive": ("a.pdf", PDF + odt(comment=PDF), "fileContent"),
    "jpg-then-archive": ("a.jpg", JPEG + odt(), "fileContent"),
    "png-then-archive": ("a.png", PNG + odt(), "fileContent"),
    "gif-then-archive": ("a.gif", GIF + odt(), "fileContent"),
    "tif-then-archive": ("a.tif", TIFF + odt(), "fileContent"),
    "rtf-then-archive": ("a.rtf", RTF + odt(comment=b"}"), "fileContent"),
    "doc-then-archive": ("a.doc", ole("WordDocument") + odt(), "fileContent"),
    "program-then-odt": ("a.odt", EXE + odt(), "fileContent"),
    "odt-then-page": ("a.odt", odt() + HTML, "fileContent"),
    "odt-with-comment": ("a.odt", odt(comment=HTML), "fileContent"),
    "gif-that-is-a-script": ("a.gif", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "fileContent"),
    # What runs when it is opened
    "odt-basic": ("a.odt", odt(WHOLE, ("Basic/Standard/Module1.xml", b"Shell")), "fileMacro"),
    "odt-basic-other-case": ("a.odt", odt(WHOLE, ("BASIC/Standard/Module1.xml", b"Shell")), "fileMacro"),
    "odt-python": ("a.odt", odt(WHOLE, ("Scripts/python/a.py", b"import os")), "fileMacro"),
    "doc-macros": ("a.doc", ole("WordDocument", "Macros"), "fileMacro"),
    "doc-vba": ("a.doc", ole("WordDocument", "_VBA_PROJECT_CUR"), "fileMacro"),
    "rtf-object": ("a.rtf", b"{\\rtf1{\\object\\objocx{\\*\\objdata 0105}}}", "fileMacro"),
    "rtf-object-other-case": ("a.rtf", b"{\\rtf1{\\object{\\*\\ObjData 0105}}}", "fileMacro"),
    # Bombs and floods
    "odt-bomb": ("a.odt", odt(("content.xml", bytes(1_900_000))), "fileContent"),
    "odt-bomb-of-many": ("a.odt", odt(WHOLE, *[(f"{n}", bytes(1024 * 1024)) for n in range(60)]), "fileContent"),
    "odt-bomb-300-mb": ("a.odt", odt(WHOLE, *[(f"{n}", bytes(20_000_000)) for n in range(3)]), "fileContent"),
    "odt-many-entries": ("a.odt", odt(WHOLE, *[(f"{n}", b"") for n in range(1001)]), "fileContent"),
    "odt-endless-directory": ("a.odt", many_entries(43_000), "fileContent"),
    "odt-zip64": ("a.odt", zip64(odt()), "fileContent"),
    "png-flood": ("a.png", png(12_000, 12_000), "fileContent"),
    "png-flood-widest": ("a.png", png(0x7FFFFFFF, 0x7FFFFFFF), "fileContent"),
    "png-nothing-wide": ("a.png", png(0, 0), "fileContent"),
    "gif-flood": ("a.gif", gif(65_535, 65_535), "fileContent"),
    "heavy": ("a.pdf", PDF + bytes(8 * 1024 * 1024) + b"%%EOF", "fileSize"),
    # Cut, empty, broken
    "empty-pdf": ("a.pdf", b"", "fileEmpty"),
    "empty-odt": ("a.odt", b"", "fileEmpty"),
    "empty-png": ("a.png", b"", "fileEmpty"),
    "pdf-head-only": ("a.pdf", b"%PDF-1.7", "fileContent"),
    "pdf-cut": ("a.pdf", PDF[:-7], "fileContent"),
    "jpg-cut": ("a.jpg", JPEG[:-2], "fileContent"),
    "jpg-head-only": ("a.jpg", JPEG[:3], "fileContent"),
    "png-cut": ("a.png", PNG[:-20], "fileContent"),
    "png-changed": ("a.png", PNG[:45] + b"\xff" + PNG[46:], "fileContent"),
    "gif-cut": ("a.gif", GIF[:13], "fileContent"),
    "tif-head-only": ("a.tif", b"MM\x00*" + bytes(8), "fileContent"),
    "rtf-cut": ("a.rtf", RTF[:-1], "fileContent"),
    "doc-cut": ("a.doc", ole("WordDocument")[:600], "fileContent"),
    "odt-cut": ("a.odt", odt()[:-30], "fileContent"),
    "odt-without-content": ("a.odt", odt(("styles.xml", b"")), "fileContent"),
    "odt-type-packed": ("a.odt", odt(WHOLE, stored=False), "fileContent"),
    "odt-type-last": ("a.odt", odt(WHOLE).replace(b"mimetype", b"mimetypf"), "fileContent"),
    "odt-changed": ("a.odt", odt().replace(ODT, ODT[::-1], 1), "fileContent"),
    "odt-twice-the-same": ("a.odt", odt(WHOLE, WHOLE), "fileContent"),
    "odt-climbs-out": ("a.odt", odt(WHOLE, ("../../etc/cron.d/a", b"x")), "fileContent"),
    "odt-from-the-root": ("a.odt", odt(WHOLE, ("/etc/passwd", b"x")), "fileContent"),
    "odt-from-a-drive": ("a.odt", odt(WHOLE, ("C:/a.exe", b"x")), "fileContent"),
    # Names; what is taken comes under a name of its own, as data
    "name-nothing": ("", PDF, "fileName"),
    "name-dots": ("...pdf", PDF, "fileName"),
    "name-extension-only": (".pdf", PDF, "fileName"),
    "name-folder": ("../../etc/", PDF, "fileName"),
    "name-invisible": ("\u200b\u202e.pdf", PDF, "fileName"),
    "name-nul-before-exe": ("a.pdf\x00.exe", PDF, "fileType"),
    "name-turned-round": ("a\u202efdp.exe", PDF, "fileType"),
    "name-ends-with-a-dot": ("a.pdf.", PDF, "fileType"),
    "name-stream": ("a.pdf::$DATA", PDF, "fileType"),
    "name-wide-letters": ("\uff41\uff0e\uff50\uff44\uff46", PDF, "fileType"),
    "name-without-extension": ("CON", PDF, "fileType"),
    "name-endless-extension": ("a." + "p" * 300, PDF, "fileType"),
}

NAMES: Mapping[str, str] = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\windows\\win.pdf": "win.pdf",
    "a\x00.pdf": "a.pdf",
    "a\r\nX-Evil: 1.pdf": "aX-Evil: 1.pdf",
    "a.p\u200bdf": "a.pdf",
    "a\u202egpj.pdf": "agpj.pdf",
    "é" * 300 + ".pdf": "é" * 251 + ".pdf",
    "NUL.pdf": "NUL.pdf",
    "com1.pdf": "com1.pdf",
    "-rf.pdf": "-rf.pdf",
    "a;rm -rf ~;.pdf": "a;rm -rf ~;.pdf",
    "<img src=x onerror=alert(1)>.pdf": "<img src=x onerror=alert(1)>.pdf",
    "{{ 7*7 }}.pdf": "{{ 7*7 }}.pdf",
    "' or 1=1 --.pdf": "' or 1=1 --.pdf",
}


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) + len(NAMES) >= 80


@pytest.mark.parametrize("case", CORPUS)
def test_each_hostile_file_gets_its_verdict(case: str) -> None:
    name, content, expected = CORPUS[case]
    verdict = inspect(name, io.BytesIO(content))
    assert (verdict.code if isinstance(verdict, Rejected) else TAKEN) == expected


@pytest.mark.parametrize("sent", NAMES)
def test_an_odd_name_is_cleaned_and_the_rest_is_data(sent: str) -> None:
    verdict = inspect(sent, io.BytesIO(PDF))
    assert isinstance(verdict, Accepted)
    assert verdict.name == NAMES[sent]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("eicar.rtf", b"{\\rtf1 " + EICAR + b"}"),
        ("eicar.odt", odt(("content.xml", EICAR))),
        ("eicar-beside.odt", odt(WHOLE, ("Pictures/a.png", EICAR))),
        ("eicar.pdf", PDF + EICAR + b"\n%%EOF"),
        ("eicar.jpg", JPEG[:-2] + EICAR + b"\xff\xd9"),
    ],
)
def test_a_virus_in_a_sound_file_is_for_the_antivirus(clamd, name: str, content: bytes) -> None:
    assert isinstance(inspect(name, io.BytesIO(content)), Accepted)
    assert Clamd(clamd.socket).infection(content) == "Eicar-Test.UNOFFICIAL"


ROOT = Path(__file__).parents[3]
MOST = 30 * 1024  # KiB that the web process may take more
CARD = {"kind": "carte-identite", "holder": "self", "issued-day": "27", "issued-month": "3", "issued-year": "2024"}
GOOD = {
    "a.pdf": PDF,
    "a.jpg": JPEG,
    "a.png": PNG,
    "a.gif": GIF,
    "a.tif": TIFF,
    "a.odt": odt(),
    "a.doc": ole("WordDocument"),
    "a.rtf": RTF,
}


class Browser:
    """Somebody signed in who sends files to the library."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        self.connection = connection
        self.cookies: SimpleCookie = SimpleCookie()
        self.token = ""

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        self.connection.request(method, path, body, {"Cookie": cookies, "Content-Type": kind, "Accept-Language": "fr"})
        response = self.connection.getresponse()
        for header in response.headers.get_all("Set-Cookie") or ():
            self.cookies.load(header)
        page = unescape(response.read().decode())
        if found := re.search(r'name="csrf_token" [^>]*value="([^"]+)"', page):
            self.token = found[1]
        return response.status, page

    def sign_in(self) -> None:
        self.ask("GET", "/login")
        typed = {"identifier": "ana@example.fr", "password": "Demarches1", "submit": "1", "csrf_token": self.token}
        status, page = self.ask("POST", "/login", urlencode(typed).encode(), "application/x-www-form-urlencoded")
        assert status in {302, 303}, page
        self.ask("GET", "/profile/library/add")

    def send(self, name: str, content: bytes) -> str:
        """Send a file; return ``taken``, or what the page says of it."""
        parts = [(f'name="{key}"', value.encode()) for key, value in {**CARD, "csrf_token": self.token}.items()]
        # As browsers write names.
        written = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        parts.append((f'name="file"; filename="{written}"', content))
        body = b"".join(
            b"--limit\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + value + b"\r\n"
            for head, value in parts
        )
        status, page = self.ask(
            "POST", "/profile/library/add", body + b"--limit--\r\n", "multipart/form-data; boundary=limit"
        )
        if status == 303:
            return TAKEN
        found = re.search(r'<p class="error" id="file-error">(.*?)</p>', page, re.DOTALL)
        return found[1] if found else f"{status}"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[tuple[int, Browser]]:
    """A running portal: its process, and a browser in front of it. It has no procedure."""
    definitions = tmp_path / "definitions"
    definitions.mkdir()
    for name in ("city.json", "documents.json"):
        shutil.copy(ROOT / "definitions" / name, definitions / name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"PORT": str(port), "GUICHET_DATA": str(tmp_path / "data"), "GUICHET_DEFINITIONS": str(definitions)}
    with subprocess.Popen(
        [sys.executable, "-c", "from guichet.cli import main; main(['run'])"],
        cwd=tmp_path,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        assert running.stdout
        said = ""
        while "Guichet: http" not in said:
            line = running.stdout.readline()
            said += line
            assert line, said
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            yield running.pid, Browser(connection)
        running.terminate()
        assert running.wait(30) == 0


def status(pid: int, name: str) -> int:
    (line,) = (one for one in Path(f"/proc/{pid}/status").read_text().splitlines() if one.startswith(f"{name}:"))
    return int(line.split()[1])


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is read where Linux tells it")
def test_a_running_portal_judges_the_hostile_files_and_does_not_grow(portal: tuple[int, Browser]) -> None:
    pid, ana = portal
    ana.sign_in()
    for _ in range(2):
        for name, content in GOOD.items():
            assert ana.send(name, content) == TAKEN
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak begins here
    before = status(pid, "VmRSS")

    told = {case: ana.send(name, content) for case, (name, content, _) in CORPUS.items()}

    grown = status(pid, "VmHWM") - before
    wanted = {
        case: TAKEN if code == TAKEN else text("fr", f"library-{code}", {}) for case, (_, _, code) in CORPUS.items()
    }
    # A browser sends a file without a name when none was chosen.
    wanted["name-nothing"] = text("fr", "library-file-missing", {})
    assert {case: one for case, one in told.items() if one != wanted[case]} == {}
    assert grown < MOST, f"{grown} KiB"
    assert ana.send("a.png", PNG) == TAKEN
