"""Photographs of one paper made into one PDF, a page each, small enough to be kept; memory and time are bounded."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence

from guichet.documents import decoding
from guichet.documents.inspection import NAME_LIMIT, SIZE_LIMIT, Accepted, Rejected, clean_name, extension, inspect

PAGE_LIMIT = 10
SHOT_LIMIT = 10 * 1024 * 1024  # bytes of one photograph that will only be a page
TIME_LIMIT = 20.0  # seconds of work

_KINDS = ("jpg", "jpeg", "png")
_AROUND_PAGES = 16 * 1024  # bytes left for what stands around the pages


def is_photograph(name: str) -> bool:
    """Tell by the extension whether a file may be joined with others."""
    return extension(name) in _KINDS


def join(shots: Sequence[tuple[str, Callable[[], bytes]]]) -> Accepted | Rejected:
    """Return the PDF of these photographs (name, and what reads the content) in their order, named like the first.

    Codes of a refusal: those of one file (``fileSize`` at SHOT_LIMIT), ``filePages`` (more than PAGE_LIMIT), and
    ``fileJoin`` where it takes too long or cannot be made small enough. Decoders take one photograph after the other:
    several of these go on side by side. Raises what reading raises.
    """
    if len(shots) > PAGE_LIMIT:
        return Rejected("filePages", {"limit": PAGE_LIMIT})
    if not shots:
        return Rejected("fileJoin")
    try:
        return _joined(shots, time.monotonic() + TIME_LIMIT)
    except decoding.DecodingError as error:
        return Rejected(error.code)


def _joined(shots: Sequence[tuple[str, Callable[[], bytes]]], until: float) -> Accepted | Rejected:
    pages: list[bytes] = []
    room = SIZE_LIMIT - _AROUND_PAGES
    for place, (name, read) in enumerate(shots):
        if time.monotonic() > until:
            return Rejected("fileJoin")
        shot = inspect(name, io.BytesIO(read()), SHOT_LIMIT)
        if isinstance(shot, Rejected):
            return shot
        page = decoding.page(shot.content, room // (len(shots) - place))
        if page is None:
            return Rejected("fileContent")
        pages.append(page)
        room -= len(page)
    document = decoding.document(pages)
    if document is None or len(document) > SIZE_LIMIT:
        return Rejected("fileJoin")
    return Accepted(_pdf_name(shots[0][0]), "application/pdf", document)


def _pdf_name(name: str) -> str:
    stem = clean_name(name).rpartition(".")[0]
    return f"{stem[: NAME_LIMIT - 4]}.pdf"
