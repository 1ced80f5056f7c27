"""Files drawn anew: what is in the picture, what is not, who gets it, and how each look of an agent is told."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import time_machine
import typst
from PIL import Image
from sqlalchemy import select, update

from guichet.database import db, now
from guichet.documents import decoding, pictures
from guichet.documents.models import File, RequestDocument
from guichet.requests.models import Event

ORIENTATION, POSITION, MAKER = 0x0112, 0x8825, 0x010F
RED, WHITE = (220, 20, 20), (255, 255, 255)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def image(kind="PNG", size=(400, 300), mode="RGB", colour=RED, **options):
    written = io.BytesIO()
    Image.new(mode, size, colour).save(written, kind, **options)
    return written.getvalue()


def pdf(tmp_path, text="= Bonjour", size="210mm"):
    source = tmp_path / "page.typ"
    source.write_text(f"#set page(width: {size}, height: 297mm, fill: rgb(220, 20, 20))\n{text}\n#pagebreak()\nDeux")
    return typst.compile(source)


def opened(made):
    assert made.startswith(b"\xff\xd8\xff")
    return Image.open(io.BytesIO(made), formats=("JPEG",))


def near(picture, place, colour):
    return all(abs(one - other) < 30 for one, other in zip(picture.getpixel(place), colour, strict=True))


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("png", image()),
        ("jpg", image("JPEG")),
        ("jpeg", image("JPEG")),
        ("gif", image("GIF", mode="P", colour=0)),
        ("tif", image("TIFF")),
        ("tif", image("TIFF", mode="1", colour=1, compression="group4")),
        ("jpg", image("JPEG", mode="CMYK", colour=(0, 200, 200, 20))),
    ],
)
def test_every_image_is_drawn_as_a_jpeg_of_its_size(extension, content):
    assert opened(decoding.preview(extension, content)).size == (400, 300)


def test_sixteen_bits_a_pixel_keep_their_greys():
    grey = Image.new("I;16", (40, 30), 128 * 256)
    for kind in ("PNG", "TIFF"):
        written = io.BytesIO()
        grey.save(written, kind)
        picture = opened(decoding.preview({"PNG": "png", "TIFF": "tif"}[kind], written.getvalue()))
        assert near(picture, (5, 5), (128, 128, 128))


def test_a_picture_stands_upright_and_nothing_but_pixels_is_left():
    camera = Image.Exif()
    camera[ORIENTATION] = 6
    camera[MAKER] = "Appareil de Marie"
    camera[POSITION] = {1: "N", 2: (48.0, 48.0, 5.0)}
    content = image("JPEG", exif=camera, comment=b"un mot cach\xc3\xa9", icc_profile=b"profile of a screen") + b"after"
    made = decoding.preview("jpg", content)
    picture = opened(made)
    assert picture.size == (300, 400)
    assert not picture.getexif()
    assert not {"comment", "icc_profile", "exif", "xmp"} & picture.info.keys()
    for word in (b"Marie", b"mot", b"screen", b"after"):
        assert word not in made


def test_what_is_transparent_lies_on_white():
    assert near(opened(decoding.preview("png", image(mode="RGBA", colour=(255, 0, 0, 0)))), (5, 5), WHITE)


def test_a_picture_has_a_size_in_pixels_and_in_bytes():
    import random

    side = 2600
    noise = Image.frombytes("RGB", (side, side), random.Random(1).randbytes(side * side * 3))
    written = io.BytesIO()
    noise.save(written, "JPEG", quality=50)
    made = decoding.preview("jpg", written.getvalue())
    assert len(made) <= pictures.PREVIEW_LIMIT
    assert max(opened(made).size) <= pictures.PREVIEW_SIDE


@pytest.mark.parametrize(("size", "shape"), [("210mm", (990, 1400)), ("594mm", (1400, 700)), ("2mm", None)])
def test_the_first_page_of_a_pdf_is_drawn_within_a_square(tmp_path, size, shape):
    picture = opened(decoding.preview("pdf", pdf(tmp_path, "= Bonjour" if shape else "", size)))
    assert near(picture, (2, 2), RED)
    assert max(picture.size) <= pictures.PREVIEW_SIDE
    if shape:
        assert all(abs(one - other) < 4 for one, other in zip(picture.size, shape, strict=True))


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("pdf", b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"),
        ("pdf", b"%PDF-1.7\n" + b"1 0 obj << /Type /Pages /Kids [1 0 R] /Count 9999999 >> endobj\n" * 50 + b"%%EOF"),
        ("png", image()[:60]),
        ("jpg", image()),
        ("tif", b"II*\x00" + bytes(40)),
        ("odt", b"PK\x03\x04"),
    ],
)
def test_what_cannot_be_drawn_is_told_as_such(extension, content):
    assert decoding.preview(extension, content) is None


@pytest.fixture
def sent(app, walk, agent):
    """Send a request with a file of that name and content; answers the walker, an agent and the file's addresses."""

    def send(content=None, name="carte.png"):
        walker = walk()
        walker.start()
        walker.fill(until="pieces")
        posted = walker.post("pieces", {"/piece/-": (io.BytesIO(content or image()), name)})
        assert posted.status_code == 303
        walker.open("review")
        assert walker.send().status_code == 303
        with app.app_context():
            document = db.session.scalars(select(RequestDocument)).one()
        base = f"/agent/requests/{walker.id}"
        return walker, agent(), f"{base}/documents/{document.id}", f"{base}/files/{document.file_id}"

    return send


def reads(app):
    with app.app_context():
        return [event.codes for event in db.session.scalars(select(Event).where(Event.kind == "read"))]


def test_an_agent_sees_a_picture_and_the_file_itself_stays_an_attachment(sent):
    _, camille, page, file = sent()
    assert f'src="{file}/picture"' in camille.get(page).text
    response = camille.get(f"{file}/picture")
    assert (response.status_code, response.mimetype) == (200, "image/jpeg")
    assert opened(response.data).size == (400, 300)
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"] == "inline"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert camille.get(file).headers["Content-Disposition"].startswith("attachment")


def test_a_look_at_page_and_picture_is_told_once_and_each_later_look_again(app, sent):
    walker, camille, page, file = sent()
    named = {"file": file.rpartition("/")[2]}
    camille.get(page)
    camille.get(f"{file}/picture")
    assert reads(app) == [named]
    # The picture alone, later: a look of its own.
    with time_machine.travel(now() + timedelta(minutes=6)):
        camille.get(f"{file}/picture")
        camille.get(f"{file}/picture")
        assert reads(app) == [named] * 2
        camille.get(file)
        assert reads(app) == [named] * 3
    told = walker.client.get("/profile/readings").text
    assert told.count("carte.png") == 3


def test_another_agents_look_is_another_look(app, sent, agent):
    _, camille, page, file = sent()
    camille.get(page)
    agent(email="dominique@ville.example").get(f"{file}/picture")
    assert len(reads(app)) == 2


def test_a_picture_that_could_not_be_drawn_is_no_look(app, sent):
    _, camille, _, file = sent(b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n", "carte.pdf")
    assert camille.get(f"{file}/picture").status_code == 415
    assert reads(app) == []


def test_a_document_without_pictures_shows_none(sent):
    _, camille, page, file = sent(b"{\\rtf1\\ansi Bonjour}", "lettre.rtf")
    assert "/picture" not in camille.get(page).text
    assert camille.get(f"{file}/picture").status_code == 404


@pytest.mark.parametrize("state", ["quarantine", "infected", "error"])
def test_nothing_is_drawn_of_a_file_that_is_not_clean(app, sent, state):
    _, camille, page, file = sent()
    with app.app_context():
        db.session.execute(update(File).values(state=state))
        db.session.commit()
    assert "/picture" not in camille.get(page).text
    assert camille.get(f"{file}/picture").status_code == 404


def test_a_file_that_was_changed_on_the_disk_is_not_drawn(sent, config):
    _, camille, _, file = sent()
    (path,) = (path for path in config.storage.rglob(file.rpartition("/")[2].replace("-", "")))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert camille.get(f"{file}/picture").status_code == 503


def test_every_decoder_busy_asks_to_come_back(sent, monkeypatch):
    _, camille, _, file = sent()
    monkeypatch.setattr(decoding, "WAIT_LIMIT", 0.01)
    held = [decoding._pool._free.acquire(timeout=1) for _ in range(decoding.DECODERS)]
    try:
        assert camille.get(f"{file}/picture").status_code == 503
    finally:
        for _ in held:
            decoding._pool._free.release()


def test_the_picture_says_what_it_is_of(sent, tmp_path):
    _, camille, page, _ = sent(pdf(tmp_path), "livret «A».pdf")
    (alt,) = re.findall(r'<img src="[^"]*/picture" alt="([^"]*)"', camille.get(page).text)
    assert alt == "Aperçu de la première page de «\u00a0livret «A».pdf\u00a0»"
