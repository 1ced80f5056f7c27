"""Whoever keeps a document that will soon be out of date is told in time, once, and only when it matters."""

import datetime as dt

import pytest
from sqlalchemy import update

from guichet.database import db
from guichet.library import ending
from guichet.library.models import LibraryDocument
from guichet.library.services import today
from guichet.tasks.tidying import tidy


@pytest.fixture
def tell(app):
    def run():
        with app.app_context():
            return ending.tell()

    return run


@pytest.fixture
def change(app):
    def write(document_id, **values):
        with app.app_context():
            db.session.execute(update(LibraryDocument).where(LibraryDocument.id == document_id).values(**values))
            db.session.commit()

    return write


@pytest.fixture
def card(owner, judge):
    found = owner().add()
    assert judge(found, "accept").status_code == 303
    return found


@pytest.mark.parametrize(("days", "told"), [(0, 1), (30, 1), (31, 0), (-1, 0)])
def test_the_owner_is_told_thirty_days_before_and_once(card, change, tell, mails, days, told):
    change(card, valid_until=today() + dt.timedelta(days=days))
    assert tell() == told
    assert tell() == 0
    assert sum("bientôt plus valable" in mail.subject for mail in mails()) == told


def test_the_running_portal_tells_them_by_itself(app, card, change, mails):
    change(card, valid_until=today() + dt.timedelta(days=7))
    with app.app_context():
        tidy()
    assert sum("bientôt plus valable" in mail.subject for mail in mails()) == 1


def test_no_letter_about_what_is_not_accepted_or_has_a_successor(owner, judge, card, change, tell):
    soon = today() + dt.timedelta(days=5)
    change(card, valid_until=soon, state="refused")
    assert tell() == 0
    change(card, valid_until=soon, state="accepted")
    newer = owner().add()
    assert tell() == 1
    change(card, told_at=None)
    assert judge(newer, "accept").status_code == 303
    assert tell() == 0


def test_a_document_replaced_before_the_letter_goes_needs_none(owner, card, change, tell, mails):
    change(card, valid_until=today() + dt.timedelta(days=5))
    assert tell() == 1
    person = owner()
    (document,) = person.documents()
    assert person.post(path=f"/{card}", version=str(document.version)).status_code == 303
    assert not any("bientôt plus valable" in mail.subject for mail in mails())
