"""Photographs of one paper become one PDF: in order, upright, small enough, and nothing hostile gets further."""

import io
import random
import re
import time
from contextlib import ExitStack

import pytest
from PIL import Image

from guichet.documents import decoding, inspection, joining, pictures
from guichet.documents.formats import EXTENSIONS
from guichet.documents.inspection import SIZE_LIMIT, Accepted, Rejected
from guichet.documents.joining import PAGE_LIMIT, SHOT_LIMIT, join
from guichet_render.widgets import file as widget

RED, GREEN, BLUE = (220, 20, 20), (20, 220, 20), (20, 20, 220)
ORIENTATION, POSITION = 0x0112, 0x8825


def photograph(colour=RED, size=(400, 300), kind="JPEG", **options):
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **options)
    return written.getvalue()


def noisy(size, seed=1):
    pixels = random.Random(seed).randbytes(size[0] * size[1] * 3)
    written = io.BytesIO()
    Image.frombytes("RGB", size, pixels).save(written, "JPEG", quality=80)
    return written.getvalue()


def shots(*contents, name="IMG 1.jpg"):
    return [(name, lambda content=content: content) for content in contents]


def pages(document):
    """The images of a PDF, one a page, in order."""
    found = re.findall(rb"/Filter /DCTDecode.*?stream\r?\n(.*?)\r?\nendstream", document, re.DOTALL)
    return [Image.open(io.BytesIO(content)) for content in found]


def near(image, place, colour):
    return all(abs(one - other) < 30 for one, other in zip(image.convert("RGB").getpixel(place), colour, strict=True))


def test_each_photograph_is_a_page_in_the_order_given():
    green = shots(photograph(GREEN, kind="PNG"), name="Carte verso.png")
    made = join([*shots(photograph(RED), name="Carte recto.jpg"), *green, *shots(photograph(BLUE))])
    assert (made.name, made.type) == ("Carte recto.pdf", "application/pdf")
    assert all(near(page, (5, 5), colour) for page, colour in zip(pages(made.content), (RED, GREEN, BLUE), strict=True))
    assert made.content.count(b"/Type /Page\n") == 3
    assert inspection.inspect(made.name, io.BytesIO(made.content)) == made


def test_a_photograph_stands_upright_and_what_the_camera_noted_is_gone():
    camera = Image.Exif()
    camera[ORIENTATION] = 6  # to be turned by a quarter
    camera[POSITION] = {1: "N", 2: (48.0, 48.0, 5.0)}
    (page,) = pages(join(shots(photograph(size=(400, 300), exif=camera, comment=b"un mot"))).content)
    assert page.size == (300, 400)
    assert not page.getexif()
    assert "comment" not in page.info


def test_heavy_photographs_are_made_to_fit_together():
    heavy = [noisy((2400, 1800), seed) for seed in range(3)]
    assert all(SIZE_LIMIT < len(content) <= SHOT_LIMIT for content in heavy)
    made = join(shots(*heavy))
    assert len(made.content) <= SIZE_LIMIT
    assert len(pages(made.content)) == 3
    assert all(600 <= max(page.size) <= 2000 for page in pages(made.content))


def test_a_small_photograph_leaves_its_share_to_the_others():
    alone = pages(join(shots(noisy((1600, 1200)))).content)[0]
    beside = pages(join(shots(photograph(), noisy((1600, 1200)))).content)[1]
    assert beside.size == alone.size


def test_what_is_transparent_lies_on_white():
    written = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(written, "PNG")
    (page,) = pages(join(shots(written.getvalue(), name="a.png")).content)
    assert near(page, (5, 5), (255, 255, 255))


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        ([photograph()] * (PAGE_LIMIT + 1), "filePages"),
        ([photograph(), b""], "fileEmpty"),
        ([photograph(), b"x" * (SHOT_LIMIT + 1)], "fileSize"),
        ([photograph(), b"%PDF-1.4 %%EOF"], "fileContent"),
        ([photograph()[:200] + b"\xff\xd9"], "fileContent"),
        ([photograph(size=(9000, 9000))], "fileContent"),
        ([], "fileJoin"),
    ],
)
def test_what_cannot_be_a_page_is_refused_with_its_reason(contents, code):
    verdict = join(shots(*contents))
    assert isinstance(verdict, Rejected)
    assert verdict.code == code


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("JPEG", {"progressive": True})])
def test_what_must_be_decoded_whole_has_fewer_pixels(kind, options, monkeypatch):
    content = photograph(size=(300, 200), kind=kind, **options)
    assert pictures.page(content, SIZE_LIMIT)
    monkeypatch.setattr(pictures, "_WHOLE_PIXELS", 50_000)
    assert pictures.page(content, SIZE_LIMIT) is None
    assert pictures.page(photograph(size=(300, 200)), SIZE_LIMIT)


def test_what_takes_too_long_or_cannot_begin_is_given_up(monkeypatch):
    monkeypatch.setattr(joining, "TIME_LIMIT", 0.01)

    def slowly():
        time.sleep(0.05)
        return photograph()

    assert join([("a.jpg", slowly), ("b.jpg", slowly)]) == Rejected("fileJoin")
    monkeypatch.setattr(joining, "TIME_LIMIT", 20.0)
    monkeypatch.setattr(decoding, "WAIT_LIMIT", 0.01)
    with ExitStack() as held:
        for _ in range(decoding.DECODERS):
            held.enter_context(decoding._pool._free)
        assert join(shots(photograph())) == Rejected("fileBusy")
    assert isinstance(join(shots(photograph())), Accepted)


def test_a_long_name_stays_within_its_length():
    made = join(shots(photograph(), name="é" * 300 + ".jpg"))
    assert len(made.name) <= inspection.NAME_LIMIT
    assert made.name.endswith("é.pdf")


def test_the_page_tells_the_limits_that_hold():
    assert (widget.MOST_PAGES, widget.LARGEST_PHOTOGRAPH, widget.LARGEST) == (PAGE_LIMIT, SHOT_LIMIT, SIZE_LIMIT)
    assert all(joining.is_photograph(f"a{ending}") for ending in widget.PHOTOGRAPHS)
    assert set(widget.KINDS) == set(EXTENSIONS)
    assert [kind for kind in widget.KINDS if joining.is_photograph(f"a{kind}")] == list(widget.PHOTOGRAPHS)
