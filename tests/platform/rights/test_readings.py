"""«Qui a consulté mes données»: each reading by an agent, and by nobody else."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from guichet.database import db
from guichet.documents.models import File
from guichet.documents.services import byte_changes
from guichet.requests import events
from guichet.requests.models import Request
from guichet.requests.states import Actor, Kind
from guichet.rights import erasing, readings


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.mark.behaviour("every agent read of a request or document, citizen-readable")
def test_each_reading_of_a_request_its_copy_and_its_document_is_told(app, walk, request_of, agent):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "CANARI")
    with app.app_context():
        file_id = db.session.scalar(select(File.id))
    page = walker.client.get("/profile/readings")
    assert "Aucun agent n’a encore consulté vos données." in page.text
    reader = agent(email="camille.martel@ville.example")
    reader.get(f"/agent/requests/{request_id}")
    reader.get(f"/agent/requests/{request_id}/files/{file_id}")
    reader.get(f"/agent/requests/{request_id}/copy.pdf")
    page = unescape(walker.client.get("/profile/readings").text)
    told = re.findall(r"<td>(Vos réponses|Document [^<]+)<br>", page)
    assert told == ["Vos réponses", "Document CANARI.pdf", "Vos réponses"]
    assert page.count("<td>Service de l’état civil</td>") == 3
    assert "camille" not in page


def test_the_owner_who_reads_is_no_agent(walk, request_of):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "CANARI")
    walker.client.get(f"/requests/{request_id}")
    assert "Aucun agent" in walker.client.get("/profile/readings").text


def test_readings_of_others_are_not_shown(walk, request_of, agent):
    ana, paul = walk("ana@example.fr"), walk("paul@example.fr")
    request_of(ana, "CANARI")
    agent().get(f"/agent/requests/{request_of(paul, 'VOISIN')}")
    assert "Aucun agent" in ana.client.get("/profile/readings").text


def test_pages_follow_one_another_without_a_gap_even_at_one_moment(app, walk, request_of):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "CANARI")
    with app.app_context():
        moment = None
        for _ in range(2 * readings.PAGE + 3):
            event = events.record(request_id, "read", Actor(Kind.AGENT, 1))
            moment = event.at = moment or event.at
            db.session.flush()
        db.session.commit()
    seen, address = [], "/profile/readings"
    while address:
        page = unescape(walker.client.get(address).text)
        seen.append(page.count("<td>Vos réponses<br>"))
        address = (re.findall(r'rel="next" href="([^"]+)"', page) or [None])[0]
    assert seen == [readings.PAGE, readings.PAGE, 3]


@pytest.mark.parametrize("before", ["", "x", "2026-01-01_1", "2026-01-01T00:00:00+00:00_-1", "_", "0001-01-01_1"])
def test_a_broken_page_mark_is_no_fault(make_user, sign_in, before):
    client = sign_in(make_user())
    assert client.get("/profile/readings", query_string={"before": before}).status_code == 200


def test_a_document_erased_since_is_still_told(app, walk, request_of, agent, decide):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "CANARI")
    with app.app_context():
        file_id = db.session.scalar(select(File.id))
    agent().get(f"/agent/requests/{request_id}/files/{file_id}")
    decide(request_id)
    with app.app_context(), byte_changes() as changes:
        erasing.erase(Request.id == request_id, changes)
        db.session.commit()
    page = walker.client.get("/profile/readings").text
    assert "Un document effacé depuis" in page
    assert "CANARI" not in page
