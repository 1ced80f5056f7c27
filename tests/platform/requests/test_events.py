"""The chain of events: intact as written, broken by any change, free of values."""

import json

import pytest
from sqlalchemy.exc import IntegrityError

from guichet.database import db
from guichet.requests import events
from guichet.requests.models import Event, Request
from guichet.requests.states import Actor, Kind


@pytest.fixture
def chain(app, walk):
    walker = walk()
    walker.submit()
    with app.app_context():
        for kind in ("read", "taken", "read", "closed"):
            events.record(walker.id, kind, Actor(Kind.AGENT, 7), {"file": "f"} if kind == "read" else None)
        db.session.commit()
        yield events.history(walker.id)


def test_the_chain_is_intact_as_written(chain):
    assert [event.kind for event in chain] == ["submitted", "read", "taken", "read", "closed"]
    assert [event.sequence for event in chain] == [1, 2, 3, 4, 5]
    assert events.intact(chain)


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "refused"), ("actor_id", 8), ("actor", "citizen"), ("codes", {}), ("sequence", 9), ("hash", "0" * 64)],
)
def test_any_change_breaks_it(chain, name, value):
    setattr(chain[1], name, value)
    assert not events.intact(chain)


def test_a_missing_or_exchanged_event_breaks_it(chain):
    assert not events.intact(chain[1:])
    assert not events.intact([chain[0], *chain[2:]])
    assert not events.intact([chain[0], chain[2], chain[1], *chain[3:]])


def test_events_hold_no_value_of_a_person(chain):
    text = json.dumps([event.codes for event in chain])
    assert "Durand" not in text
    assert "carte.pdf" not in text
    assert "ana@example.fr" not in text


def test_the_digest_proves_the_answers_as_long_as_they_are_there(chain):
    request = db.session.get(Request, chain[0].request_id)
    assert chain[0].codes["answers"] == events.sealed(request.salt, request.answers)
    assert chain[0].codes["answers"] != events.sealed(request.salt, {**request.answers, "nom": "Autre"})
    assert chain[0].codes["answers"] != events.sealed("00", request.answers)


def test_two_events_never_share_a_place(chain):
    first = chain[0]
    db.session.add(
        Event(
            request_id=first.request_id,
            sequence=1,
            kind="read",
            actor="agent",
            at=first.at,
            previous_hash="0" * 64,
            hash="1" * 64,
        )
    )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
