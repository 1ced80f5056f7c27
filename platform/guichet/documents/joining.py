"""Photographs of one paper made into one PDF, a page each, small enough to be kept; memory and time are bounded."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from threading import BoundedSemaphore

from PIL import Image, ImageOps

from guichet.documents.inspection import NAME_LIMIT, SIZE_LIMIT, Accepted, Rejected, clean_name, extension, inspect

PAGE_LIMIT = 10
SHOT_LIMIT = 10 * 1024 * 1024  # bytes of one photograph that will only be a page
TIME_LIMIT = 20.0  # seconds, for waiting and for working each

# What cameras make; other images may hold several pages, of which only the first would be kept.
_KINDS = ("jpg", "jpeg", "png")
_FORMATS = ("JPEG", "PNG")
# What is decoded whole before it is reduced: PNG, progressive JPEG. Any other JPEG is reduced as it is decoded.
_WHOLE_PIXELS = 16_000_000
# Longest side in pixels and quality, from the finest: the first that fits the page's share is taken.
_STEPS = ((2000, 82), (2000, 70), (1600, 65), (1400, 55), (1200, 45), (1000, 40), (800, 35), (600, 30))
_LONG_SIDE_OF_A4 = 11.69  # inches
_AROUND_PAGES = 16 * 1024  # bytes left for what stands around the pages

# Two at a time, whatever the number of threads: about 150 MB each at worst.
_AT_WORK = BoundedSemaphore(2)


def is_photograph(name: str) -> bool:
    """Tell by the extension whether a file may be joined with others."""
    return extension(name) in _KINDS


def join(shots: Sequence[tuple[str, Callable[[], bytes]]]) -> Accepted | Rejected:
    """Return the PDF of these photographs (name, and what reads the content) in their order, named like the first.

    Codes of a refusal: those of one file (``fileSize`` at SHOT_LIMIT), ``filePages`` (more than PAGE_LIMIT), and
    ``fileJoin`` where it takes too long or cannot be made small enough. Raises what reading raises.
    """
    if len(shots) > PAGE_LIMIT:
        return Rejected("filePages", {"limit": PAGE_LIMIT})
    if not shots or not _AT_WORK.acquire(timeout=TIME_LIMIT):
        return Rejected("fileJoin")
    try:
        return _joined(shots, time.monotonic() + TIME_LIMIT)
    finally:
        _AT_WORK.release()


def _joined(shots: Sequence[tuple[str, Callable[[], bytes]]], until: float) -> Accepted | Rejected:
    pages: list[bytes] = []
    room = SIZE_LIMIT - _AROUND_PAGES
    for place, (name, read) in enumerate(shots):
        if time.monotonic() > until:
            return Rejected("fileJoin")
        shot = inspect(name, io.BytesIO(read()), SHOT_LIMIT)
        if isinstance(shot, Rejected):
            return shot
        page = _page(shot.content, room // (len(shots) - place))
        if page is None:
            return Rejected("fileContent")
        pages.append(page)
        room -= len(page)
    document = _document(pages)
    if len(document) > SIZE_LIMIT:
        return Rejected("fileJoin")
    return Accepted(_pdf_name(shots[0][0]), "application/pdf", document)


def _page(content: bytes, share: int) -> bytes | None:
    """Return a JPEG of at most ``share`` bytes, upright and without what the camera noted; the smallest if none fits.

    ``None`` when the image cannot be decoded.
    """
    longest = _STEPS[0][0]
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            whole = image.format == "PNG" or "progressive" in image.info
            if whole and image.width * image.height > _WHOLE_PIXELS:
                return None
            image.thumbnail((longest, longest))
            upright = _on_white(ImageOps.exif_transpose(image))
    except Exception:  # noqa: BLE001 -- a hostile image makes its parser raise anything: it is no page
        return None
    written = b""
    for side, quality in _STEPS:
        upright.thumbnail((side, side))
        written = _jpeg(upright, quality)
        if len(written) <= share:
            break
    return written


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    with_alpha = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return paper


def _jpeg(image: Image.Image, quality: int) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def _document(pages: Iterable[bytes]) -> bytes:
    """Write pages that are JPEG already; each keeps its own quality."""
    first, *others = (Image.open(io.BytesIO(page), formats=("JPEG",)) for page in pages)
    written = io.BytesIO()
    longest = max(max(image.size) for image in (first, *others))
    with closing(first):
        first.save(
            written,
            "PDF",
            save_all=True,
            append_images=others,
            quality="keep",
            resolution=longest / _LONG_SIDE_OF_A4,
        )
    return written.getvalue()


def _pdf_name(name: str) -> str:
    stem = clean_name(name).rpartition(".")[0]
    return f"{stem[: NAME_LIMIT - 4]}.pdf"
