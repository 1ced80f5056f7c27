"""Judge a file somebody sent: its extension, its first bytes and its structure must agree."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO

import filetype
import olefile
from PIL import Image

SIZE_LIMIT = 2 * 1024 * 1024  # bytes, inclusive
NAME_LIMIT = 255  # characters
PIXEL_LIMIT = 40_000_000  # width times height as the header says, before anything is decoded
ZIP_ENTRY_LIMIT = 1_000
ZIP_UNPACKED_LIMIT = 50 * 1024 * 1024  # bytes, all entries together
ZIP_RATIO_LIMIT = 100  # unpacked to packed, for entries of more than a megabyte

ZIP_DIRECTORY_LIMIT = 256 * 1024  # bytes: it is read whole, and each of its entries takes ten times its place

_CHUNK = 64 * 1024
_PDF_TAIL = 1024  # where readers look for the end mark
_ODT = b"application/vnd.oasis.opendocument.text"
_ZIP_END = b"PK\x05\x06"
_ZIP_END_SIZE = 22  # bytes, without a comment
_ZIP_LONGEST_COMMENT = 0xFFFF
_ZIP_64 = b"PK\x06\x07"
_ZIP_64_SIZE = 20  # bytes, just before the end
# What runs when an agent opens the document: Basic and other scripts of OpenDocument, VBA of Word, objects of RTF.
_ODT_MACROS = ("basic/", "scripts/")
_DOC_MACROS = ("Macros", "_VBA_PROJECT_CUR")
_RTF_OBJECT = b"\\objdata"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be stored: its cleaned name, our own media type and its bytes."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that may not: the problem's code and its limits, never anything of the file itself."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One accepted kind: media type, first bytes, test of structure, what `filetype` may call it, test for macros."""

    type: str
    signatures: tuple[bytes, ...]
    sound: Callable[[bytes], bool]
    aliases: frozenset[str] = frozenset()
    runs: Callable[[bytes], bool] = lambda _content: False


def inspect(name: str, stream: IO[bytes], limit: int = SIZE_LIMIT) -> Accepted | Rejected:
    """Read a file up to the limit (bytes) and judge it; what is longer is read to its end and thrown away."""
    clean = clean_name(name)
    if not clean:
        return Rejected("fileName")
    kind = _KINDS.get(extension(clean))
    content = stream.read(limit + 1)
    if len(content) > limit:
        while stream.read(_CHUNK):
            pass
        return Rejected("fileSize", {"limit": limit})
    if kind is None:
        return Rejected("fileType", {"allowed": EXTENSIONS})
    if not content:
        return Rejected("fileEmpty")
    if not (content.startswith(kind.signatures) and _same_family(kind, content) and kind.sound(content)):
        return Rejected("fileContent")
    if kind.runs(content):
        return Rejected("fileMacro")
    return Accepted(clean, kind.type, content)


def clean_name(name: str) -> str:
    """Return the name without folder, control and direction characters, in NFC, at most 255 characters.

    Empty when nothing is left that could name a file. A long name loses the end of its stem, never its extension.
    """
    base = name.replace("\\", "/").rpartition("/")[2]
    # Cc, Cf (direction marks, zero-width), Cs (lone surrogates), Co and Cn: nothing a person could have meant.
    visible = "".join(character for character in base if not unicodedata.category(character).startswith("C"))
    clean = " ".join(unicodedata.normalize("NFC", visible).split())
    stem, dot, end = clean.rpartition(".")
    if not stem.strip(". ") and dot:
        return ""
    if len(clean) <= NAME_LIMIT:
        return clean
    return clean[:NAME_LIMIT] if not dot or len(end) >= NAME_LIMIT else stem[: NAME_LIMIT - len(end) - 1] + "." + end


def extension(name: str) -> str:
    """Return what follows the last dot, in lower case and without the dot; empty when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _same_family(kind: _Kind, content: bytes) -> bool:
    """Ask a second, independent table of signatures; where it knows nothing ours stands alone."""
    if kind is not _ODT_KIND and _zip_end(content) is not None:
        return False  # read from its end it is an archive as well
    guess = filetype.guess_mime(content[:8192])
    return guess is None or guess == kind.type or guess in kind.aliases


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


_ODT_KIND = _Kind(_ODT.decode(), (b"PK\x03\x04",), _odt, frozenset({"application/zip"}), _odt_runs)
_JPEG = _Kind("image/jpeg", (b"\xff\xd8\xff",), _jpeg)
_KINDS: Mapping[str, _Kind] = {
    "doc": _Kind("application/msword", (_OLE,), _doc, frozenset({"application/x-ole-storage"}), _doc_runs),
    "pdf": _Kind("application/pdf", (b"%PDF-",), _pdf),
    "rtf": _Kind("application/rtf", (b"{\\rtf",), _rtf, frozenset({"text/rtf"}), _rtf_runs),
    "odt": _ODT_KIND,
    "gif": _Kind("image/gif", (b"GIF87a", b"GIF89a"), _image("GIF")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _Kind("image/png", (b"\x89PNG\r\n\x1a\n",), _image("PNG")),
    "tif": _Kind("image/tiff", (b"II*\x00", b"MM\x00*"), _image("TIFF")),
}
EXTENSIONS = tuple(f".{name}" for name in _KINDS)
