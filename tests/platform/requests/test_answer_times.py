"""The page of a procedure tells how long its last answers took, once there are enough of them."""

import datetime as dt
import uuid
from html import unescape

import pytest
from sqlalchemy import select

from guichet.database import db, now
from guichet.publishing.models import Procedure
from guichet.requests.answer_times import LEAST, AnswerTimes, answer_times
from guichet.requests.models import Request


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def answered(app, essai):
    """Call with the days that each answer took; ``fields`` change the requests."""

    def add(*took, **fields):
        noon = now().replace(hour=12)
        with app.app_context():
            digest = db.session.scalar(select(Procedure.digest).where(Procedure.id == essai))
            for days in took:
                decided = noon - dt.timedelta(days=2)
                values = {
                    "procedure_id": essai,
                    "digest": digest,
                    "service": "etat-civil",
                    "status": "closed",
                    "language": "fr",
                    "created_at": decided,
                    "updated_at": decided,
                    "submitted_at": decided - dt.timedelta(days=days),
                    "decided_at": decided,
                }
                db.session.add(Request(id=uuid.uuid4(), **{**values, **fields}))
            db.session.commit()

    return add


@pytest.fixture
def told(app, client):
    def read(lang="fr"):
        with app.app_context():
            found = answer_times("essai")
        client.set_cookie("guichet_language", lang)
        return found, " ".join(unescape(client.get("/procedures/essai").text).split())

    return read


def test_half_and_nine_in_ten(answered, told):
    answered(*range(1, 21))
    found, page = told()
    assert found == AnswerTimes(10, 18)
    assert "La moitié des dernières demandes ont reçu leur réponse en 10 jours au plus, neuf sur dix en 18" in page
    assert "Half of the last requests were answered within 10 days, nine out of ten within 18 days." in told("en")[1]


def test_too_few_tell_nothing(answered, told):
    answered(*[3] * (LEAST - 1))
    found, page = told()
    assert found is None
    assert "dernières demandes" not in page


def test_all_alike_are_told_once(answered, told):
    answered(*[0] * LEAST)
    assert "Neuf des dernières demandes sur dix ont reçu leur réponse le jour même." in told()[1]


def test_only_what_was_answered_of_late_counts(answered, told):
    answered(*[4] * LEAST)
    long_ago = now() - dt.timedelta(days=500)
    answered(*[90] * LEAST, status="cancelled")
    answered(*[90] * LEAST, status="processing", decided_at=None)
    answered(*[90] * LEAST, decided_at=long_ago, submitted_at=long_ago - dt.timedelta(days=90))
    assert told()[0] == AnswerTimes(4, 4)
