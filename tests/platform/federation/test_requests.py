"""What is certified fills requests in, tells where it comes from, and is fixed where the definition says so."""

import io
import json
from pathlib import Path

import pytest
from sqlalchemy import select

from guichet.database import db
from guichet.publishing import services as publishing
from guichet.requests.models import Request

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
ESSAI = Path(__file__).parents[1] / "essai.json"


@pytest.fixture
def essai(app, tmp_path):
    """The short procedure, whose name is that of FranceConnect where there is one, and fixed."""
    definition = json.loads(ESSAI.read_text("utf-8"))
    definition["properties"]["nom"]["x-prefill"] = {
        "from": ["franceconnect:family_name", "profile:/identity/familyName"],
        "lock": ["franceconnect:family_name"],
    }
    path = tmp_path / "essai.json"
    path.write_text(json.dumps(definition), "utf-8")
    with app.app_context():
        report = publishing.publish([path], actor="test")
        assert not report.refused, report.findings
        db.session.commit()
    return "essai"


def sent_name(app):
    with app.app_context():
        return db.session.scalars(select(Request)).one().answers["nom"]


def test_a_certified_name_is_filled_in_and_stays_whatever_is_posted(app, walk, traveller, csrf):
    walker = walk()
    assert traveller(client=walker.client).link().status_code == 303
    walker.token = csrf(walker.client)
    walker.start(anew="true")
    walker.fill(until="vous")
    page = walker.open("vous").text
    assert "transmis par FranceConnect" in page
    assert '<p class="value">DURAND</p>' in page
    assert 'name="/nom"' not in page
    assert walker.post("vous", {"/nom": "Quelqu’un d’autre", "/telephone": "01 99 00 00 00"}).status_code == 303
    walker.post("pieces", {"/piece/-": (io.BytesIO(PDF), "carte.pdf")})
    assert walker.send().status_code == 303
    assert sent_name(app) == "DURAND"


def test_without_a_certified_identity_the_name_is_the_persons(app, walk):
    walker = walk()
    assert walker.submit().status_code == 303
    assert sent_name(app) == "Durand"
