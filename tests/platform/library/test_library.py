"""«Ma bibliothèque de justificatifs»: consulted, added to, replaced, deleted, and verified by the right service."""

import datetime as dt
import io
import shutil
import threading
from dataclasses import replace
from html import unescape

import pytest
import time_machine
from PIL import Image
from sqlalchemy import func, select

from guichet.database import db, now, writing
from guichet.documents import services as storing
from guichet.documents.models import File
from guichet.library import services as library
from guichet.library.models import LibraryEvent


def shown(response):
    return unescape(response.text)


def stored(app):
    """The ids of the rows of files, and of the bytes."""
    with app.app_context():
        return set(db.session.scalars(select(File.id))), {one.key for one in storing.storage().list()}


@pytest.mark.behaviour("«Ma bibliothèque de justificatifs» (consult, add, replace, delete at any time)")
def test_a_document_is_added_consulted_replaced_and_deleted(app, owner):
    ana = owner()
    assert "Aucun document" in shown(ana.client.get("/profile/library"))
    added = ana.add()
    page = shown(ana.client.get("/profile/library"))
    for said in ("Carte d’identité", "carte.pdf", "À vérifier", "À moi"):
        assert said in page
    got = ana.client.get(f"/profile/library/{added}/file")
    assert got.data.startswith(b"%PDF")
    assert got.headers["Content-Disposition"].startswith("attachment")
    (before,) = ana.documents()
    assert ana.post(f"/{added}", name="nouvelle.pdf", version="1").status_code == 303
    (after,) = ana.documents()
    assert (after.id, after.state, after.version) == (before.id, "pending", 2)
    assert after.file_id != before.file_id
    assert "nouvelle.pdf" in shown(ana.client.get("/profile/library"))
    assert stored(app) == ({after.file_id}, {after.file_id})
    assert "gardent leur copie" in shown(ana.client.get(f"/profile/library/{added}/delete"))
    gone = ana.client.post(f"/profile/library/{added}/delete", data={"csrf_token": ana.token})
    assert gone.status_code == 303
    assert ana.documents() == []
    assert stored(app) == (set(), set())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": ""}, "Choisissez le type de document"),
        ({"kind": "rien"}, "Choisissez le type de document"),
        ({"holder": "quelqu-un"}, "Choisissez une personne de votre foyer"),
        ({"issued-day": "31", "issued-month": "2"}, "Saisissez une date qui existe"),
        ({"issued-day": "", "issued-month": "", "issued-year": ""}, "Saisissez la date du document"),
        ({"issued-year": "2999"}, "elle est dans l’avenir"),
        ({"issued-year": "1999"}, "celui-ci ne l’est plus"),
        ({"expires-day": "1", "expires-month": "1", "expires-year": "2020"}, "celui-ci ne l’est plus"),
        ({"content": None}, "Choisissez un fichier"),
        ({"content": b""}, "celui-ci est vide"),
        ({"content": b"MZ" * 400}, "ne correspond pas à son nom"),
        ({"name": "carte.exe"}, "d’un type accepté"),
        ({"name": "carte.rtf", "content": rb"{\rtf1 {\object{\*\objdata 01}}}"}, "sans macro"),
        ({"content": b"%PDF-1.4" + b" " * (2 * 1024 * 1024)}, "plus léger"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(app, owner, fields, said):
    ana = owner()
    response = ana.post(**fields)
    assert response.status_code == 422
    assert said in shown(response)
    assert ana.documents() == []
    assert stored(app) == (set(), set())
    if "kind" not in fields:
        assert 'value="carte-identite" selected' in response.text


def test_an_unlimited_kind_needs_no_date(owner):
    ana = owner()
    ana.add(kind="livret-famille", **{"issued-day": "", "issued-month": "", "issued-year": ""})
    (found,) = ana.documents()
    assert found.valid_until is None


def test_somebody_elses_document_is_not_found(owner):
    added = owner().add()
    other = owner("paul@example.fr")
    for path in (f"/{added}", f"/{added}/delete", f"/{added}/file"):
        assert other.client.get(f"/profile/library{path}").status_code == 404
    assert other.post(f"/{added}", version="1").status_code == 404
    assert len(owner().documents()) == 1


def test_two_tabs_that_replace_do_not_overwrite_each_other(app, owner):
    ana = owner()
    added = ana.add()
    assert ana.post(f"/{added}", name="une.pdf", version="1").status_code == 303
    late = ana.post(f"/{added}", name="autre.pdf", version="1")
    assert late.status_code == 409
    assert "il a changé" in shown(late)
    assert "une.pdf" in shown(ana.client.get("/profile/library"))
    rows, bytes_ = stored(app)
    assert len(rows) == len(bytes_) == 1


def test_a_library_has_a_size(app, owner, monkeypatch):
    monkeypatch.setattr(library, "MOST", 2)
    ana = owner()
    ana.add()
    ana.add()
    assert ana.post().status_code == 303
    assert len(ana.documents()) == 2
    assert "Supprimez-en un" in shown(ana.client.get("/profile/library"))


def test_a_storage_that_is_full_is_said_and_loses_nothing(app, owner, monkeypatch):
    ana = owner()

    def full(*_):
        raise OSError(28, "No space left on device")

    with app.app_context():
        monkeypatch.setattr(storing.storage(), "put", full)
    response = ana.post()
    assert response.status_code == 422
    assert "n’a pas pu être enregistré" in shown(response)
    assert ana.documents() == []


# ---- Agents ----


@pytest.mark.behaviour("Documents put in the library outside any request go to the service that verifies their kind.")
def test_a_document_goes_to_the_service_that_verifies_its_kind(owner, judge, agent):
    ana = owner()
    card = ana.add()
    insurance = ana.add(kind="assurance-scolaire", **{"issued-year": "2026"})
    assert "2 documents" not in shown(judge.client.get("/agent/requests"))
    assert "Un document de bibliothèque à vérifier" in shown(judge.client.get("/agent/requests"))
    queue = judge.client.get("/agent/documents").text
    assert str(card) in queue
    assert str(insurance) not in queue
    assert judge.client.get(f"/agent/documents/{insurance}").status_code == 404
    assert judge.client.get(f"/agent/documents/{insurance}/file").status_code == 404
    assert judge(insurance, "accept").status_code == 404
    school = agent("education", email="ecole@ville.example")
    assert str(insurance) in school.get("/agent/documents").text
    assert ana.client.get("/agent/documents").status_code == 403


@pytest.mark.behaviour("An agent checks each one (accepted, or refused with a reason).")
def test_an_agent_accepts_and_the_person_is_told(app, owner, judge, mails):
    ana = owner()
    card = ana.add()
    page = shown(judge.client.get(f"/agent/documents/{card}"))
    for said in ("Ana Durand", "carte.pdf", "27 mars 2034"):
        assert said in page
    assert judge(card, "accept").status_code == 303
    assert "Accepté" in shown(ana.client.get("/profile/library"))
    letter, verified = mails()[-2:]
    assert (letter.to, letter.subject) == ("ana@example.fr", "Votre document est accepté")
    assert (verified.to, verified.subject) == ("ana@example.fr", "Votre identité est vérifiée")
    assert "Carte d’identité" in letter.text
    assert str(card) not in judge.client.get("/agent/documents").text


@pytest.mark.behaviour("An agent checks each one (accepted, or refused with a reason).")
def test_an_agent_refuses_with_a_reason_that_the_person_reads(owner, judge, mails):
    ana = owner()
    card = ana.add()
    empty = judge(card, "refuse", reason=" ")
    assert empty.status_code == 422
    assert 'href="#reason"' in empty.text
    assert judge(card, "refuse", reason="Le verso <b>manque</b>").status_code == 303
    page = ana.client.get("/profile/library").text
    assert "Le verso &lt;b&gt;manque&lt;/b&gt;" in page
    assert "Refusé" in page
    letter = mails()[-1]
    assert letter.subject == "Votre document est à remplacer"
    assert "Le verso <b>manque</b>" in letter.text
    assert "<b>manque" not in letter.html
    # A new file is looked at anew.
    ana.post(f"/{card}", version="2")
    (found,) = ana.documents()
    assert (found.state, found.reason) == ("pending", None)


def test_a_verdict_on_what_was_replaced_meanwhile_changes_nothing(owner, judge):
    ana = owner()
    card = ana.add()
    ana.post(f"/{card}", version="1", name="autre.pdf")
    late = judge(card, "accept", version="1")
    assert late.status_code == 409
    assert "il a changé" in shown(late)
    assert ana.documents()[0].state == "pending"
    assert judge(card, "accept", version="2").status_code == 303
    assert judge(card, "refuse", version="3", reason="Trop tard").status_code == 409
    assert ana.documents()[0].state == "accepted"


def test_of_two_agents_one_decides(app, owner, judge, make_user):
    ana = owner()
    for round_ in range(10):
        card = ana.add()
        agents = [
            make_user(f"a{round_}{n}@ville.example", roles=("agent",), services=("etat-civil",)) for n in range(2)
        ]
        won = []
        start = threading.Barrier(2)

        def decide(agent_id, number, card=card, start=start, won=won):
            from guichet.accounts.models import User

            with app.app_context():
                me = db.session.get(User, agent_id)
                document, _ = library.for_agent(me, card)
                db.session.rollback()
                start.wait()
                try:
                    document, _ = library.for_agent(me, card)
                    if number:
                        library.accept(document, me, seen_version=1)
                    else:
                        library.refuse(document, me, "Non", seen_version=1)
                    db.session.commit()
                    won.append(number)
                except library.StaleDocumentError:
                    db.session.rollback()

        threads = [threading.Thread(target=decide, args=(agent_id, n)) for n, agent_id in enumerate(agents)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1
        with app.app_context():
            verdicts = select(func.count()).where(
                LibraryEvent.document_id == card, LibraryEvent.what.in_(["accepted", "refused"])
            )
            assert db.session.scalar(verdicts) == 1


@pytest.mark.behaviour("«Qui a consulté mes données» (every agent read of a request or document, citizen-readable)")
def test_every_look_of_an_agent_is_shown_to_the_person(owner, judge):
    ana = owner()
    card = ana.add()
    assert "Carte d’identité" not in shown(ana.client.get("/profile/readings"))
    judge.client.get(f"/agent/documents/{card}")
    judge.client.get(f"/agent/documents/{card}/file")
    page = shown(ana.client.get("/profile/readings"))
    assert page.count("Document de la bibliothèque") == 2
    assert "Service de l’état civil" in page
    # What was read stays told when the document is gone.
    ana.client.post(f"/profile/library/{card}/delete", data={"csrf_token": ana.token})
    assert shown(ana.client.get("/profile/readings")).count("Document de la bibliothèque") == 2


def test_readings_are_paged_over_requests_and_library(owner, judge):
    ana = owner()
    card = ana.add()
    for _ in range(30):
        judge.client.get(f"/agent/documents/{card}")
    first = ana.client.get("/profile/readings")
    following = first.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = ana.client.get(following)
    assert (shown(first) + shown(second)).count("Document de la bibliothèque") == 30


def test_the_file_of_a_document_that_is_not_clean_is_handed_to_nobody(app, owner, judge):
    ana = owner()
    card = ana.add()
    with app.app_context(), app.test_request_context(), writing():
        for file in db.session.scalars(select(File)):
            file.state = "quarantine"
    assert judge.client.get(f"/agent/documents/{card}/file").status_code == 404
    assert str(card) not in judge.client.get("/agent/documents").text
    assert judge(card, "accept").status_code == 409
    assert "En cours d’examen" in shown(ana.client.get("/profile/library"))
    assert ana.client.get(f"/profile/library/{card}/file").status_code == 404


def test_a_register_of_kinds_being_edited_changes_nothing(app, owner, judge, tmp_path):

    config = app.extensions["guichet_config"]
    folder = tmp_path / "city"
    shutil.copytree(config.definitions, folder)
    app.extensions["guichet_config"] = replace(config, definitions=folder)
    ana = owner()
    ana.add()
    (folder / "documents.json").write_text("{", "utf-8")
    assert "Carte d’identité" in shown(ana.client.get("/profile/library"))
    assert judge.client.get("/agent/requests").status_code == 200


def test_a_picture_is_shown_to_the_owner_and_to_the_agent_whose_look_is_told_once(app, owner, judge):
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(written, "PNG")
    ana = owner()
    card = ana.add(content=written.getvalue(), name="carte.png")
    address = f"/profile/library/{card}/picture"
    assert f'src="{address}"' in ana.client.get(f"/profile/library/{card}").text
    assert ana.client.get(address).mimetype == "image/jpeg"
    assert f'src="/agent/documents/{card}/picture"' in judge.client.get(f"/agent/documents/{card}").text
    response = judge.client.get(f"/agent/documents/{card}/picture")
    assert (response.mimetype, response.headers["Content-Disposition"]) == ("image/jpeg", "inline")
    assert shown(ana.client.get("/profile/readings")).count("Document de la bibliothèque") == 1
    with time_machine.travel(now() + dt.timedelta(minutes=6)):
        judge.client.get(f"/agent/documents/{card}/picture")
        assert shown(ana.client.get("/profile/readings")).count("Document de la bibliothèque") == 2
    with app.app_context(), app.test_request_context(), writing():
        db.session.scalars(select(File)).one().state = "quarantine"
    assert ana.client.get(address).status_code == 404
    assert judge.client.get(f"/agent/documents/{card}/picture").status_code == 404
