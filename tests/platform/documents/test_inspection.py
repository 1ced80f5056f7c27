"""What may be stored and what may not, judged by content and not by name alone."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from guichet.documents import structure
from guichet.documents.inspection import NAME_LIMIT, SIZE_LIMIT, Accepted, Rejected, clean_name, inspect

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
RTF = b"{\\rtf1\\ansi Bonjour}"


def image(kind: str, size: tuple[int, int] = (4, 3)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind)
    return buffer.getvalue()


def odt(*, mimetype: bytes = b"application/vnd.oasis.opendocument.text", content: bytes = b"<office/>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    """Build the smallest compound file with one empty stream of that name."""
    free, end, fat_sector, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    fat = struct.pack("<128I", fat_sector, end, *[free] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        raw = (name + "\0").encode("utf-16-le") if name else b""
        body = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, none, none, child)
        return body + bytes(36) + struct.pack("<IQ", end, 0)

    directory = entry("Root Entry", 5, 1) + entry(stream, 2, none) + entry("", 0, none) * 2
    return header + fat + directory


def bomb_png(width: int, height: int) -> bytes:
    """Build a tiny PNG whose header promises an enormous picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("livret.pdf", PDF, "application/pdf"),
        ("LIVRET.PDF", PDF, "application/pdf"),
        ("lettre.rtf", RTF, "application/rtf"),
        ("lettre.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("lettre.doc", ole("WordDocument"), "application/msword"),
        ("carte.gif", image("GIF"), "image/gif"),
        ("carte.jpg", image("JPEG"), "image/jpeg"),
        ("carte.jpeg", image("JPEG"), "image/jpeg"),
        ("carte.png", image("PNG"), "image/png"),
        ("carte.tif", image("TIFF"), "image/tiff"),
    ],
)
def test_every_promised_kind_is_accepted_under_our_own_media_type(name: str, content: bytes, media_type: str) -> None:
    assert inspect(name, io.BytesIO(content)) == Accepted(name, media_type, content)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("facture.exe", b"MZ\x90\x00", "fileType"),
        ("facture.pdf.exe", PDF, "fileType"),
        ("facture", PDF, "fileType"),
        ("facture.svg", b"<svg/>", "fileType"),
        ("facture.docx", odt(), "fileType"),
        ("facture.pdf", b"", "fileEmpty"),
        ("facture.pdf", b"MZ\x90\x00" + bytes(200) + PDF, "fileContent"),
        ("facture.pdf", b"\n" + PDF, "fileContent"),
        ("facture.pdf", PDF.replace(b"%%EOF", b""), "fileContent"),
        ("page.jpg", b"<html></html>", "fileContent"),
        ("carte.png", image("JPEG"), "fileContent"),
        ("carte.jpg", image("JPEG")[:200], "fileContent"),
        ("carte.png", image("PNG")[:40], "fileContent"),
        ("carte.png", bomb_png(12_000, 12_000), "fileContent"),
        ("carte.tif", b"II*\x00" + bytes(30), "fileContent"),
        ("lettre.rtf", RTF[:-1], "fileContent"),
        ("lettre.doc", ole("Workbook"), "fileContent"),
        ("lettre.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "fileContent"),
        ("lettre.odt", odt(mimetype=b"application/vnd.oasis.opendocument.calc"), "fileContent"),
        ("lettre.odt", odt(content=bytes(1_900_000)), "fileContent"),
        ("lettre.odt", odt()[:-30], "fileContent"),
        (".pdf", PDF, "fileName"),
        ("../../etc/", PDF, "fileName"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, code: str) -> None:
    verdict = inspect(name, io.BytesIO(content))
    assert isinstance(verdict, Rejected)
    assert verdict.code == code


@pytest.mark.behaviour("at most 2 MB (2 × 1024 × 1024 bytes) each, judged by content and not by name alone")
@pytest.mark.parametrize(("extra", "accepted"), [(0, True), (1, False), (8 * 1024 * 1024, False)])
def test_the_limit_is_two_megabytes_inclusive_and_the_rest_is_read(extra: int, *, accepted: bool) -> None:
    padding = SIZE_LIMIT - len(PDF) - len(b"\n%%EOF") + extra
    stream = io.BytesIO(PDF + b" " * padding + b"\n%%EOF")
    verdict = inspect("scan.pdf", stream)
    assert isinstance(verdict, Accepted) is accepted
    if not accepted:
        assert verdict == Rejected("fileSize", {"limit": SIZE_LIMIT})
        assert stream.read() == b""


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\ana\\livret.pdf", "livret.pdf"),
        ("../../../etc/livret.pdf", "livret.pdf"),
        ("e\u0301tat civil.pdf", "état civil.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nSet-Cookie: x\x00.pdf", "aSet-Cookie: x.pdf"),
        ("  deux   mots .pdf ", "deux mots .pdf"),
        ("简历.pdf", "简历.pdf"),
        ("\ud800.pdf", ""),
    ],
)
def test_a_name_keeps_what_a_person_wrote_and_nothing_else(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


def test_a_long_name_keeps_its_extension() -> None:
    name = clean_name("é" * 400 + ".pdf")
    assert len(name) == NAME_LIMIT
    assert name.endswith("é.pdf")
    assert unicodedata.is_normalized("NFC", name)


def test_a_lying_directory_is_no_sound_document(monkeypatch: pytest.MonkeyPatch) -> None:
    content = odt(content=b"x" * 5000)
    real: Callable[[zipfile.ZipFile], list[zipfile.ZipInfo]] = zipfile.ZipFile.infolist

    def lying(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        entries = real(archive)
        entries[-1].file_size = 10
        return entries

    monkeypatch.setattr(zipfile.ZipFile, "infolist", lying)
    assert structure.examine("odt", content) == "fileContent"
