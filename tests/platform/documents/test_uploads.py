"""Files posted with a step: one bad file costs nothing but itself, and nothing of it is kept anywhere."""

import datetime as dt
import hashlib
import io
import json
import os
import random
import re
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import delete, func, select

from guichet.database import db
from guichet.documents import joining, uploads
from guichet.documents import services as documents
from guichet.documents.models import File
from guichet.publishing import services as publishing
from guichet.requests.models import Request

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
CANARY = b"canari-7391"
LIMIT = 2 * 1024 * 1024


@pytest.fixture
def walker(walk):
    walker = walk()
    walker.start()
    walker.fill(until="pieces")
    return walker


@pytest.fixture
def traces(config):
    """Return everything the portal has kept: the bytes of its files and of its database."""

    def read():
        return b"".join(path.read_bytes() for path in config.data.rglob("*") if path.is_file())

    return read


def answers(app, walker):
    with app.app_context():
        return db.session.get(Request, walker.id).answers


def files(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(File)), len(list(documents.storage().list()))


def padded(size):
    return PDF[:-6] + CANARY + b" " * (size - len(PDF) - len(CANARY)) + b"%%EOF\n"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("carte.pdf", padded(LIMIT + 1), "Choisissez un fichier plus léger"),
        ("carte.pdf", padded(10 * 1024 * 1024), "Choisissez un fichier plus léger"),
        ("facture.pdf", b"MZ\x90\x00" + CANARY + PDF, "le contenu de celui-ci ne correspond pas à son nom"),
        ("facture.exe", CANARY + PDF, "un fichier d’un type accepté"),
        ("facture.pdf.html", CANARY + PDF, "un fichier d’un type accepté"),
        ("vide.pdf", b"", "celui-ci est vide"),
        (".pdf", PDF + CANARY, "Renommez le fichier"),
    ],
)
def test_a_bad_file_is_named_and_thrown_away(app, walker, traces, name, content, told):
    response = walker.post("pieces", {"/piece/-": (io.BytesIO(content), name)})
    assert response.status_code == 422
    assert told in response.text
    assert 'href="#f-piece"' in response.text
    assert "Joignez un fichier" not in response.text
    assert "piece" not in answers(app, walker)
    assert files(app) == (0, 0)
    kept = traces()
    assert CANARY not in kept
    assert name.encode() not in kept or name == ".pdf"


@pytest.mark.parametrize("action", ["previous", "save", "update", "abandon"])
def test_a_bad_file_is_told_whatever_the_button(app, walker, action):
    response = walker.post("pieces", {"/piece/-": (io.BytesIO(b"MZ"), "facture.pdf")}, action)
    assert response.status_code == 422
    assert "le contenu de celui-ci ne correspond pas à son nom" in response.text
    assert files(app) == (0, 0)


def test_everything_else_of_the_same_post_is_kept(app, walk):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "autre", "/precision": "Ma voisine", "/nombre": "1"})
    walker.post("vous", {"/nom": "Durand"})
    response = walker.post(
        "pieces",
        {
            "/piece/-": [(io.BytesIO(padded(LIMIT + 1)), "lourd.pdf"), (io.BytesIO(PDF), "carte.pdf")],
            "/photos/-": (io.BytesIO(PDF), "photo.pdf"),
        },
    )
    assert response.status_code == 422
    kept = answers(app, walker)
    assert [file["name"] for file in kept["piece"]] == ["carte.pdf"]
    assert [file["name"] for file in kept["photos"]] == ["photo.pdf"]
    assert files(app) == (2, 2)


def test_a_file_of_exactly_two_megabytes_is_accepted(app, walker):
    content = padded(LIMIT)
    assert len(content) == LIMIT
    assert walker.post("pieces", {"/piece/-": (io.BytesIO(content), "carte.pdf")}).status_code == 303
    (file,) = answers(app, walker)["piece"]
    assert file["size"] == LIMIT
    with app.app_context():
        row = db.session.get(File, uuid.UUID(file["id"]))
        assert (row.state, row.size, row.sha256) == ("clean", LIMIT, hashlib.sha256(content).hexdigest())
        assert documents.content_of(row) == content


def test_no_more_files_than_the_field_takes(app, walker):
    three = [(io.BytesIO(PDF), f"{number}.pdf") for number in range(3)]
    response = walker.post("pieces", {"/piece/-": three})
    assert response.status_code == 422
    assert "2 au plus" in response.text
    assert len(answers(app, walker)["piece"]) == 2
    assert files(app) == (2, 2)


@pytest.mark.parametrize("name", ["/inconnu/-", "/nom/-", "/piece", "/piece/0", "/piece/-/-", "piece"])
def test_a_file_for_no_field_of_the_step_is_ignored_and_said_so(app, walker, traces, name):
    walker.post("pieces", {name: (io.BytesIO(PDF + CANARY), "intrus-7391.pdf")}, "update")
    assert "Une information inconnue de ce formulaire a été ignorée." in walker.open("pieces").text
    assert files(app) == (0, 0)
    assert CANARY not in traces()


def test_a_file_for_a_field_that_is_switched_off_is_never_stored(app, walker, traces):
    walker.post("pieces", {"/photos/-": (io.BytesIO(PDF[:-6] + CANARY + b"\n%%EOF"), "intrus-7391.pdf")}, "update")
    assert "photos" not in answers(app, walker)
    assert files(app) == (0, 0)
    kept = traces()
    assert CANARY not in kept
    assert b"intrus-7391" not in kept


def test_identity_and_size_of_a_file_never_come_from_the_form(app, walker):
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")}, "update")
    (before,) = answers(app, walker)["piece"]
    forged = {"/piece/0/id": str(uuid.uuid4()), "/piece/0/name": "x", "/piece/0/size": "1", "/piece/1/id": "y"}
    walker.post("pieces", forged, "update")
    (after,) = answers(app, walker)["piece"]
    assert {**before, **after} == {**after, **before}
    assert (after["id"], after["name"], after["size"]) == (before["id"], before["name"], before["size"])


def test_a_removed_file_goes_from_database_and_disk(app, walker):
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")}, "update")
    assert files(app) == (1, 1)
    walker.post("pieces", {}, "remove:/piece/0")
    assert "piece" not in answers(app, walker)
    assert files(app) == (0, 0)


def test_a_file_that_is_no_longer_asked_for_goes_too(app, walk):
    walker = walk()
    walker.start()
    walker.post("demande", {"/pour": "autre", "/precision": "Ma voisine", "/nombre": "1"})
    walker.post("vous", {"/nom": "Durand"})
    walker.post("pieces", {"/photos/-": (io.BytesIO(PDF), "photo.pdf")}, "update")
    assert files(app) == (1, 1)
    walker.post("demande", {"/pour": "moi", "/nombre": "1"})
    assert files(app) == (0, 0)


def test_losing_against_another_tab_stores_nothing(app, walker):
    seen = walker.version
    walker.post("pieces", {}, "update")
    walker.version = seen
    response = walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")})
    assert response.status_code == 409
    assert "Choisissez de nouveau les fichiers" in response.text
    assert files(app) == (0, 0)


def test_a_storage_that_is_full_loses_the_file_only_and_says_so(app, walker, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        response = walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")})
    assert response.status_code == 422
    assert "Votre fichier n’a pas pu être enregistré." in response.text
    assert "piece" not in answers(app, walker)
    assert files(app) == (0, 0)
    assert walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")}).status_code == 303


def test_a_storage_that_gives_other_bytes_back_is_not_believed(app, walker, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("guichet.documents.storage.LocalStorage.get", lambda *_arguments: b"other")
        response = walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")})
    assert "Votre fichier n’a pas pu être enregistré." in response.text
    assert files(app) == (0, 0)


def test_a_transaction_that_fails_takes_its_bytes_with_it(app, walker, monkeypatch):
    def fail(*_arguments, **_options):
        raise RuntimeError

    monkeypatch.setattr("guichet.requests.drafts.save", fail)
    assert walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")}).status_code == 500
    assert files(app) == (0, 0)


def test_the_sweep_removes_old_bytes_that_no_row_knows_and_nothing_else(app, walker, config):
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")}, "update")
    with app.app_context():
        orphan, young = uuid.uuid4(), uuid.uuid4()
        documents.storage().put(orphan, b"x")
        documents.storage().put(young, b"x")
        old = (dt.datetime.now(dt.UTC) - dt.timedelta(days=2)).timestamp()
        for path in config.storage.rglob("*"):
            if path.is_file() and path.name != young.hex:
                os.utime(path, (old, old))
        assert documents.sweep() == 1
        assert not documents.storage().exists(orphan)
        assert documents.storage().exists(young)
        assert documents.sweep() == 0
    assert files(app) == (1, 2)


def test_an_odd_name_comes_back_as_data_only(app, walker):
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "../../é; X-Evil=1 <b>.pdf")}, "update")
    (file,) = answers(app, walker)["piece"]
    response = walker.client.get(f"{walker.base}/files/{file['id']}")
    assert response.status_code == 200
    assert file["name"] == "é; X-Evil=1 <b>.pdf"
    assert "<b>.pdf" not in walker.open("pieces").text
    assert response.headers["Content-Disposition"].startswith("attachment; filename")


def test_a_body_beyond_32_megabytes_is_a_plain_413(app, walker):
    huge = io.BytesIO(b"0" * (33 * 1024 * 1024))
    response = walker.post("pieces", {"/piece/-": (huge, "carte.pdf")})
    assert response.status_code == 413
    assert files(app) == (0, 0)


TYPED = {
    "/piece/-/as": "carte",
    "/piece/-/expires#day": "3",
    "/piece/-/expires#month": "12",
    "/piece/-/expires#year": "2031",
}


@pytest.fixture
def dated(app, config, walk):
    """Return a citizen at the documents of a procedure whose paper bears a date."""
    document = json.loads((Path(__file__).parents[1] / "essai.json").read_text(encoding="utf-8"))
    accepts = document["properties"]["piece"]["x-document"]["accepts"]
    accepts[0]["notExpired"] = True
    accepts.append({"id": "passeport", "kind": "passeport", "title": "Passeport", "notExpired": True})
    document["x-procedure"]["version"] = "1.1.0"
    document["x-tests"] = [{"name": "rien", "answers": {}, "valid": False}]
    path = config.data / "essai.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    walker = walk()
    with app.app_context():
        assert not publishing.publish([path], actor="test").refused
        db.session.commit()
    walker.start()
    walker.fill(until="pieces")
    return walker


def typed_again(page):
    day = re.search(r'name="/piece/-/expires#day"[^>]*value="3"', page)
    chosen = re.search(r'name="/piece/-/as" value="carte" checked', page)
    return bool(day), bool(chosen)


@pytest.mark.parametrize("file", [(b"MZ", "facture.pdf"), (padded(LIMIT + 1), "lourd.pdf"), (b"", "")])
def test_what_was_typed_beside_a_refused_file_comes_back(app, dated, file):
    content, name = file
    response = dated.post("pieces", {**TYPED, "/piece/-": (io.BytesIO(content), name)})
    assert response.status_code == 422
    assert typed_again(response.text) == (True, True)
    fragment = dated.post(
        "pieces", {**TYPED, "/piece/-": (io.BytesIO(content), name)}, "update", {"X-Guichet-Fragment": "1"}
    )
    assert typed_again(fragment.text) == (True, True)
    assert "piece" not in answers(app, dated)


def test_what_was_typed_beside_an_accepted_file_goes_with_it(app, dated):
    response = dated.post("pieces", {**TYPED, "/piece/-": (io.BytesIO(PDF), "a.pdf")}, "update")
    assert response.status_code == 303
    assert typed_again(dated.open("pieces").text) == (False, False)
    assert answers(app, dated)["piece"][0]["expires"] == "2031-12-03"


def test_what_was_typed_beside_a_file_that_could_not_be_stored_comes_back(dated, monkeypatch):
    def full(*_, **__):
        raise OSError

    monkeypatch.setattr(documents, "store", full)
    response = dated.post("pieces", {**TYPED, "/piece/-": (io.BytesIO(PDF), "a.pdf")})
    assert response.status_code == 422
    assert typed_again(response.text) == (True, True)


# ---- Another in the place of one; several photographs as one document ----


def photograph(size=(60, 40), colour="red"):
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def heavy():
    """A photograph beyond what is kept, within what may be a page."""
    pixels = random.Random(7).randbytes(2400 * 1800 * 3)
    written = io.BytesIO()
    Image.frombytes("RGB", (2400, 1800), pixels).save(written, "JPEG", quality=80)
    return written.getvalue()


def test_a_new_file_takes_the_place_of_the_one_it_was_chosen_for(app, walker):
    both = [(io.BytesIO(PDF), "a.pdf"), (io.BytesIO(PDF), "b.pdf")]
    walker.post("pieces", {"/piece/-": both}, "update")
    before = answers(app, walker)["piece"]
    walker.post("pieces", {"/piece/0": (io.BytesIO(photograph()), "recto.jpg")}, "update")
    after = answers(app, walker)["piece"]
    assert [file["name"] for file in after] == ["recto.jpg", "b.pdf"]
    assert (after[0]["type"], after[0]["as"]) == ("image/jpeg", "carte")
    assert after[1] == before[1]
    assert walker.client.get(f"{walker.base}/files/{before[0]['id']}").status_code == 404
    assert files(app) == (2, 2)


@pytest.mark.parametrize("content", [b"MZ" + CANARY, b"", padded(LIMIT + 1)])
def test_the_old_file_stays_when_the_new_one_is_refused(app, walker, traces, content):
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "a.pdf")}, "update")
    before = answers(app, walker)["piece"]
    response = walker.post("pieces", {"/piece/0": (io.BytesIO(content), "b.pdf")})
    assert response.status_code == 422
    assert 'href="#f-piece"' in response.text
    assert answers(app, walker)["piece"] == before
    assert walker.client.get(f"{walker.base}/files/{before[0]['id']}").status_code == 200
    assert files(app) == (1, 1)
    assert CANARY not in traces()


def test_the_old_file_stays_when_the_new_one_cannot_be_stored(app, walker, monkeypatch):
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "a.pdf")}, "update")

    def full(*_, **__):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(documents, "store", full)
        response = walker.post("pieces", {"/piece/0": (io.BytesIO(PDF), "b.pdf")})
    assert "Votre fichier n’a pas pu être enregistré." in response.text
    assert [file["name"] for file in answers(app, walker)["piece"]] == ["a.pdf"]
    assert files(app) == (1, 1)


def test_photographs_stay_apart_when_their_document_cannot_be_stored(app, walker, monkeypatch):
    two = [(io.BytesIO(photograph()), name) for name in ("a.jpg", "b.jpg")]
    walker.post("pieces", {"/piece/-": two}, "update")
    before = answers(app, walker)["piece"]

    def full(*_, **__):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(documents, "store", full)
        walker.post("pieces", {}, "join:/piece")
    assert answers(app, walker)["piece"] == before
    assert files(app) == (2, 2)


def test_dates_given_with_the_new_file_are_its_own(app, dated):
    dated.post("pieces", {**TYPED, "/piece/-": (io.BytesIO(PDF), "a.pdf")}, "update")
    again = {name.replace("/-/", "/0/"): text for name, text in TYPED.items()} | {"/piece/0/expires#year": "2035"}
    dated.post("pieces", {**again, "/piece/0": (io.BytesIO(PDF), "b.pdf")}, "update")
    (file,) = answers(app, dated)["piece"]
    assert (file["name"], file["as"], file["expires"]) == ("b.pdf", "carte", "2035-12-03")


def test_three_photographs_become_one_document_in_their_order(app, walker):
    three = [(io.BytesIO(photograph(colour=colour)), f"{colour}.jpg") for colour in ("red", "green", "blue")]
    assert walker.post("pieces", {"/piece/-": three, "/piece/-#join": "true"}).status_code == 303
    (file,) = answers(app, walker)["piece"]
    assert (file["name"], file["type"], file["as"]) == ("red.pdf", "application/pdf", "carte")
    with app.app_context():
        content = documents.content_of(db.session.get(File, uuid.UUID(file["id"])))
    assert content.count(b"/DCTDecode") == 3
    assert files(app) == (1, 1)


def test_a_photograph_too_heavy_alone_is_taken_as_a_page(app, walker):
    content = heavy()
    assert LIMIT < len(content) < 10 * 1024 * 1024
    assert walker.post("pieces", {"/piece/-": (io.BytesIO(content), "a.jpg")}).status_code == 422
    joined = {"/piece/-": [(io.BytesIO(content), "a.jpg"), (io.BytesIO(photograph()), "b.jpg")]}
    assert walker.post("pieces", {**joined, "/piece/-#join": "true"}).status_code == 303
    (file,) = answers(app, walker)["piece"]
    assert file["size"] <= LIMIT


def test_what_is_no_photograph_stays_a_file_of_its_own(app, walker):
    mixed = [(io.BytesIO(photograph()), "a.jpg"), (io.BytesIO(PDF), "b.pdf"), (io.BytesIO(photograph()), "c.JPEG")]
    walker.post("pieces", {"/piece/-": mixed, "/piece/-#join": "true"}, "update")
    assert [file["name"] for file in answers(app, walker)["piece"]] == ["a.pdf", "b.pdf"]


def test_photographs_for_one_place_are_one_document_without_a_word(app, walker):
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "a.pdf")}, "update")
    two = [(io.BytesIO(photograph()), name) for name in ("recto.jpg", "verso.jpg")]
    walker.post("pieces", {"/piece/-": two}, "update")
    assert [file["name"] for file in answers(app, walker)["piece"]] == ["a.pdf", "recto.pdf"]


def test_a_photograph_that_is_none_is_told_and_the_wish_to_join_comes_back(app, walker):
    two = [(io.BytesIO(photograph()), "a.jpg"), (io.BytesIO(b"\xff\xd8\xff" + CANARY), "b.jpg")]
    response = walker.post("pieces", {"/piece/-": two, "/piece/-#join": "true"})
    assert response.status_code == 422
    assert "le contenu de celui-ci ne correspond pas à son nom" in response.text
    assert re.search(r'name="/piece/-#join" value="true" checked', response.text)
    assert "piece" not in answers(app, walker)
    assert files(app) == (0, 0)


def test_too_many_pages_are_told(walker):
    many = [(io.BytesIO(photograph()), f"{number}.jpg") for number in range(11)]
    response = walker.post("pieces", {"/piece/-": many, "/piece/-#join": "true"})
    assert response.status_code == 422
    assert "Réunissez moins de photos" in response.text
    assert "10 au plus" in response.text


def test_photographs_that_are_there_are_joined_by_their_button(app, walker):
    two = [(io.BytesIO(photograph(colour=colour)), f"{colour}.jpg") for colour in ("red", "blue")]
    walker.post("pieces", {"/piece/-": two}, "update")
    assert "Réunir ces 2 photos en un seul document" in walker.open("pieces").text
    walker.post("pieces", {}, "up:/piece/1")
    response = walker.post("pieces", {}, "join:/piece")
    (file,) = answers(app, walker)["piece"]
    assert (file["name"], file["type"], file["as"]) == ("blue.pdf", "application/pdf", "carte")
    assert response.location.endswith("#f-piece-0")
    assert files(app) == (1, 1)
    walker.post("pieces", {}, "join:/piece")
    assert answers(app, walker)["piece"] == [file]


def test_photographs_that_cannot_be_read_again_stay_as_they_are(app, walker, monkeypatch):
    two = [(io.BytesIO(photograph()), name) for name in ("a.jpg", "b.jpg")]
    walker.post("pieces", {"/piece/-": two}, "update")
    before = answers(app, walker)["piece"]
    with monkeypatch.context() as patch:
        patch.setattr("guichet.documents.storage.LocalStorage.get", lambda *_arguments: b"other")
        response = walker.post("pieces", {}, "join:/piece")
    assert response.status_code == 422
    assert "elles n’ont pas pu être réunies" in response.text
    assert answers(app, walker)["piece"] == before
    assert files(app) == (2, 2)


def test_attached_files_come_into_sight_before_going_on(app, walker):
    response = walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "a.pdf")}, "attach:/piece")
    assert response.location.endswith("/steps/pieces#f-piece-0")
    assert walker.post("pieces", {}, "remove:/piece/0").location.endswith("/steps/pieces#f-piece")


@pytest.mark.parametrize("action", ["update", "join:/piece"])
def test_others_can_write_while_photographs_are_joined(app, walker, config, monkeypatch, action):
    two = [(io.BytesIO(photograph()), name) for name in ("a.jpg", "b.jpg")]
    walker.post("pieces", {"/piece/-": two}, "update")
    written = []

    def joins(shots):
        other = sqlite3.connect(config.data / "guichet.sqlite3", timeout=0, isolation_level=None)
        with closing(other):
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        written.append(len(shots))
        return joining.join(shots)

    monkeypatch.setattr("guichet.documents.uploads.join", joins)
    monkeypatch.setattr("guichet.requests.pressing.join", joins)
    if action == "update":
        walker.post("pieces", {}, "remove:/piece/0")
        two = [(io.BytesIO(photograph()), name) for name in ("a.jpg", "b.jpg")]
        response = walker.post("pieces", {"/piece/-": two, "/piece/-#join": "true"}, action)
    else:
        response = walker.post("pieces", {}, action)
    assert response.status_code == 303
    assert written == [2]


def test_a_draft_sent_or_gone_meanwhile_is_not_written(app, walker, monkeypatch):
    def gone(*arguments):
        with app.app_context():
            db.session.execute(delete(Request).where(Request.id == walker.id))
            db.session.commit()
        return uploads.Uploads()

    monkeypatch.setattr("guichet.requests.drafts.received", gone)
    assert walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "a.pdf")}).status_code == 404
    assert files(app) == (0, 0)
