"""Read the structure of a file that begins as its extension says. Runs in a decoder, never in the portal itself."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import filetype
import olefile
from PIL import Image

from guichet.documents.formats import FORMATS, PIXEL_LIMIT

ZIP_ENTRY_LIMIT = 1_000
ZIP_UNPACKED_LIMIT = 50 * 1024 * 1024  # bytes, all entries together
ZIP_RATIO_LIMIT = 100  # unpacked to packed, for entries of more than a megabyte

ZIP_DIRECTORY_LIMIT = 256 * 1024  # bytes: it is read whole, and each of its entries takes ten times its place

_CHUNK = 64 * 1024
_PDF_TAIL = 1024  # where readers look for the end mark
_ODT = FORMATS["odt"].type.encode()
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22  # bytes, without a comment
_ZIP_LONGEST_COMMENT = 0xFFFF
_ZIP_64 = b"PK\x06\x07"
_ZIP_64_SIZE = 20  # bytes, just before the end
# What runs when an agent opens the document: Basic and other scripts of OpenDocument, VBA of Word, objects of RTF.
_ODT_MACROS = ("basic/", "scripts/")
_DOC_MACROS = ("Macros", "_VBA_PROJECT_CUR")
_RTF_OBJECT = b"\\objdata"


@dataclass(frozen=True, slots=True)
class _Structure:
    """What is read of one format: test of structure, what `filetype` may call it besides, test for macros."""

    sound: Callable[[bytes], bool]
    aliases: frozenset[str] = frozenset()
    runs: Callable[[bytes], bool] = lambda _content: False


def examine(extension: str, content: bytes) -> str:
    """Return the code of what is wrong with a content (``fileContent``, ``fileMacro``), nothing when it is sound."""
    structure = _STRUCTURES[extension]
    if not (_same_family(extension, content) and structure.sound(content)):
        return "fileContent"
    return "fileMacro" if structure.runs(content) else ""


def _same_family(extension: str, content: bytes) -> bool:
    """Ask a second, independent table of signatures; where it knows nothing ours stands alone."""
    if extension != "odt" and _zip_end(content) is not None:
        return False  # read from its end it is an archive as well
    guess = filetype.guess_mime(content[:8192])
    return guess is None or guess == FORMATS[extension].type or guess in _STRUCTURES[extension].aliases


def _image(*formats: str) -> Callable[[bytes], bool]:
    def sound(content: bytes) -> bool:
        try:
            with Image.open(io.BytesIO(content), formats=formats) as image:
                width, height = image.size
                if width * height > PIXEL_LIMIT:
                    return False
                image.verify()
        except Exception:  # noqa: BLE001 -- a hostile image makes its parser raise anything: it is not sound
            return False
        return True

    return sound


def _jpeg(content: bytes) -> bool:
    return b"\xff\xd9" in content[-_CHUNK:] and _image("JPEG", "MPO")(content)


def _pdf(content: bytes) -> bool:
    return b"%%EOF" in content[-_PDF_TAIL:]


def _rtf(content: bytes) -> bool:
    return content.rstrip(b"\x00\r\n\t ").endswith(b"}")


def _doc(content: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            return bool(ole.exists("WordDocument"))
    except Exception:  # noqa: BLE001 -- as for images
        return False


def _doc_runs(content: bytes) -> bool:
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        return any(ole.exists(name) for name in _DOC_MACROS)


def _rtf_runs(content: bytes) -> bool:
    # A control word may be broken by line ends anywhere but in its name.
    return _RTF_OBJECT in content.lower()


def _zip_end(content: bytes) -> int | None:
    """Return where the end record of an archive stands whose comment ends with the content."""
    at = content.rfind(_ZIP_END, max(len(content) - _ZIP_END_SIZE - _ZIP_LONGEST_COMMENT, 0))
    if at < 0 or len(content) - at < _ZIP_END_SIZE:
        return None
    (comment,) = struct.unpack_from("<H", content, at + 20)
    return at if at + _ZIP_END_SIZE + comment == len(content) else None


def _small_directory(content: bytes) -> bool:
    """Tell whether nothing follows the archive, and its directory may be read whole."""
    at = _zip_end(content)
    if at is None or at + _ZIP_END_SIZE != len(content) or content[: at - _ZIP_64_SIZE + 4].endswith(_ZIP_64):
        return False
    (size,) = struct.unpack_from("<I", content, at + 12)
    return bool(size <= ZIP_DIRECTORY_LIMIT)


def _inside(name: str) -> bool:
    """Tell whether an entry unpacks below the folder it is unpacked in."""
    return not name.startswith("/") and "\\" not in name and ":" not in name and ".." not in name.split("/")


def _odt_runs(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(name.lower().startswith(_ODT_MACROS) for name in archive.namelist())


def _odt(content: bytes) -> bool:
    if not _small_directory(content):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if (
                not 0 < len(entries) <= ZIP_ENTRY_LIMIT
                or sum(entry.file_size for entry in entries) > ZIP_UNPACKED_LIMIT
            ):
                return False
            first = min(entries, key=lambda entry: entry.header_offset)
            return (
                first.filename == "mimetype"
                and first.compress_type == zipfile.ZIP_STORED
                and first.file_size == len(_ODT)
                and archive.read(first) == _ODT
                and "content.xml" in (names := archive.namelist())
                and len(set(names)) == len(names)
                and all(map(_inside, names))
                and all(_modest(entry) and _as_long_as_declared(archive, entry) for entry in entries)
            )
    except Exception:  # noqa: BLE001 -- as for images
        return False


def _modest(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size <= 1024 * 1024 or entry.file_size <= ZIP_RATIO_LIMIT * max(entry.compress_size, 1)


def _as_long_as_declared(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Unpack in small pieces: the directory may lie about a size, the checksum at the end tells."""
    seen = 0
    with archive.open(entry) as unpacked:
        while piece := unpacked.read(_CHUNK):
            seen += len(piece)
            if seen > entry.file_size:
                return False
    return seen == entry.file_size


_JPEG: Final = _Structure(_jpeg)
_STRUCTURES: Final[Mapping[str, _Structure]] = {
    "doc": _Structure(_doc, frozenset({"application/x-ole-storage"}), _doc_runs),
    "pdf": _Structure(_pdf),
    "rtf": _Structure(_rtf, frozenset({"text/rtf"}), _rtf_runs),
    "odt": _Structure(_odt, frozenset({"application/zip"}), _odt_runs),
    "gif": _Structure(_image("GIF")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _Structure(_image("PNG")),
    "tif": _Structure(_image("TIFF")),
}
