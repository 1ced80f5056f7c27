"""Draw files anew: photographs as pages of one PDF, and previews. Runs in a decoder, never in the portal itself.

Whatever stood beside the pixels (place, camera, texts, other pages) is not in what is written.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from contextlib import closing
from typing import Any, Final

import typst

# Each plugin that may be needed, now: a decoder opens no file later. Pillow finds them by being imported.
from PIL import (
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PdfImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
)

from guichet.documents.formats import PIXEL_LIMIT

_PLUGINS: Final = (
    GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PdfImagePlugin, PngImagePlugin, TiffImagePlugin,
)  # fmt: skip
# What cameras make; other images may hold several pages, of which only the first would be kept.
_PHOTOGRAPHS: Final = ("JPEG", "PNG")
# What is decoded whole before it is reduced: PNG, progressive JPEG. Any other JPEG is reduced as it is decoded.
_WHOLE_PIXELS = 16_000_000
# Longest side in pixels and quality, from the finest: the first that fits the page's share is taken.
_STEPS = ((2000, 82), (2000, 70), (1600, 65), (1400, 55), (1200, 45), (1000, 40), (800, 35), (600, 30))
_LONG_SIDE_OF_A4 = 11.69  # inches

_IMAGES: Final = {"gif": ("GIF",), "jpg": ("JPEG", "MPO"), "jpeg": ("JPEG", "MPO"), "png": ("PNG",), "tif": ("TIFF",)}
PREVIEW_SIDE: Final = 1400  # pixels
PREVIEW_LIMIT: Final = 600 * 1024  # bytes
# The first page as large as it fits into a square: typst draws it, which is written in Rust and opens no file here.
_FIRST_PAGE: Final = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#let content = bytes(json(bytes(sys.inputs.content)))
#context {
  let size = measure(image(content, format: "pdf", page: 1))
  let scale = calc.min(700pt / size.width, 700pt / size.height)
  image(content, format: "pdf", page: 1, width: size.width * scale)
}
"""
_PREVIEW_RESOLUTION: Final = 144  # pixels per inch: 1400 along 700 points


def page(content: bytes, share: int) -> bytes | None:
    """Return a JPEG of at most ``share`` bytes, upright; the smallest if none fits.

    ``None`` when the image cannot be decoded.
    """
    longest = _STEPS[0][0]
    try:
        with Image.open(io.BytesIO(content), formats=_PHOTOGRAPHS) as image:
            whole = image.format == "PNG" or "progressive" in image.info
            if whole and image.width * image.height > _WHOLE_PIXELS:
                return None
            image.thumbnail((longest, longest))
            upright = _on_white(ImageOps.exif_transpose(image))
    except Exception:  # noqa: BLE001 -- a hostile image makes its parser raise anything: it is no page
        return None
    return _within(upright, share)


def document(pages: bytes, sizes: Iterable[int]) -> bytes:
    """Return the PDF of JPEG that lie one after the other, each of its size; each keeps its own quality."""
    rest = io.BytesIO(pages)
    first, *others = (Image.open(io.BytesIO(rest.read(size)), formats=("JPEG",)) for size in sizes)
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


def preview(content: bytes, extension: str) -> bytes | None:
    """Return a JPEG of at most PREVIEW_SIDE and PREVIEW_LIMIT of an image, or of the first page of a PDF.

    ``None`` when it cannot be drawn.
    """
    try:
        drawn = _first_page(content) if extension == "pdf" else content
        with Image.open(io.BytesIO(drawn), formats=_IMAGES.get(extension, ("PNG",))) as image:
            if image.width * image.height > PIXEL_LIMIT:
                return None
            shown = _eight_bits(image)
            shown.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
            upright = _on_white(ImageOps.exif_transpose(shown))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- as for pages
        return None
    return _within(upright, PREVIEW_LIMIT, PREVIEW_SIDE)


def _first_page(content: bytes) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
    # Its types know no folder that is a dictionary; nothing lies on the disk.
    folder: Any = {"main.typ": _FIRST_PAGE}
    compiler = typst.Compiler(folder, font_paths=fonts, ignore_system_fonts=True)
    inputs = {"content": json.dumps(list(content))}
    drawn = compiler.compile(format="png", ppi=_PREVIEW_RESOLUTION, sys_inputs=inputs)
    if not isinstance(drawn, bytes):
        raise TypeError("typst returned no page")
    return drawn


def _within(image: Image.Image, limit: int, longest: int = _STEPS[0][0]) -> bytes:
    # Pillow would write what it has read beside the pixels: a comment, the profile of a screen.
    image.info = {}
    written = b""
    for side, quality in _STEPS:
        image.thumbnail((min(side, longest), min(side, longest)))
        written = _jpeg(image, quality)
        if len(written) <= limit:
            break
    return written


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring 16 bits a pixel to 8: other conversions cut what is above 255."""
    if not image.mode.startswith("I;16"):
        return image
    return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")


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
