"""What is certified fills requests in, tells where it comes from, and is fixed where the definition says so."""

import io

import pytest
from sqlalchemy import select

from guichet.database import db
from guichet.requests.models import Request

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture
def essai(publish_essai):
    """The short procedure, whose name is that of FranceConnect where there is one, and fixed."""
    first = "franceconnect:family_name"
    prefill = {"from": [first, "profile:/identity/familyName"], "lock": [first]}
    return publish_essai(lambda document: document["properties"]["nom"].update({"x-prefill": prefill}))


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
