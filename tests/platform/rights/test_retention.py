"""What a definition says of how long data are kept is what happens, on a clock that is moved."""

import datetime as dt
import json
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from guichet.accounts.models import User
from guichet.database import db
from guichet.documents.models import File
from guichet.documents.services import storage
from guichet.messages.models import Message
from guichet.publishing import services as publishing
from guichet.requests import events
from guichet.requests.models import Request
from guichet.rights import keeping, retention
from guichet.tasks.tidying import tidy

START = dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


def apply(app):
    with app.app_context():
        return retention.apply()


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.behaviour("Retention per procedure is stated in its definition and applied.")
@pytest.mark.parametrize("how", ["close", "refuse", "cancel"])
def test_a_decided_request_is_erased_when_its_retention_is_over_and_not_a_day_before(
    app, walk, request_of, decide, everything, how
):
    with time_machine.travel(START, tick=False) as clock:
        walker = walk("ana@example.fr")
        request_id = request_of(walker, "CANARI")
        decide(request_id, how)
        clock.move_to(START + dt.timedelta(days=364))
        assert apply(app) == 0
        assert everything().count("CANARI") > 3
        clock.move_to(START + dt.timedelta(days=366))
        assert apply(app) == 1
        assert "CANARI" not in everything()
        assert apply(app) == 0
        with app.app_context():
            found = db.session.get_one(Request, request_id)
            assert found.number
            assert found.user_id
            assert found.erased_at == dt.datetime.now(dt.UTC)
            assert events.intact(events.history(request_id))
            assert list(storage().list()) == []
        assert count(app, Message) == count(app, File) == 0


@pytest.mark.parametrize("status", ["pending", "processing"])
def test_a_request_in_progress_is_kept_however_old(app, walk, request_of, everything, status):
    with time_machine.travel(START, tick=False) as clock:
        request_id = request_of(walk("ana@example.fr"), "CANARI")
        with app.app_context():
            db.session.get_one(Request, request_id).status = status
            db.session.commit()
        before = everything()
        clock.move_to(START + dt.timedelta(days=5000))
        assert apply(app) == 0
        assert everything() == before


def test_a_draft_left_alone_goes_whole_with_its_files(app, walk, request_of, sign_in, csrf, everything):
    with time_machine.travel(START, tick=False) as clock:
        walker = walk("ana@example.fr")
        request_of(walker, "CANARI", until="draft")
        clock.move_to(START + dt.timedelta(days=366))
        with app.app_context():
            user_id = db.session.scalar(select(User.id))
        walker.token = csrf(sign_in(user_id, walker.client))
        assert walker.start(anew="true").status_code == 303
        assert apply(app) == 1
        assert "CANARI" not in everything()
        assert count(app, Request) == 1  # the young one


def test_a_draft_is_kept_as_long_as_its_definition_says(app, tmp_path, make_user):
    document = json.loads(Path(__file__).parents[1].joinpath("essai.json").read_text("utf-8"))
    document["x-privacy"]["draftRetention"] = "P30D"
    path = tmp_path / "essai.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    user_id = make_user()
    with app.app_context():
        publishing.publish([path], actor="test")
        digest = publishing.current("essai").digest
        for days in (29, 31):
            moment = START - dt.timedelta(days=days)
            db.session.add(
                Request(
                    procedure_id="essai", digest=digest, service="etat-civil", user_id=user_id, language="fr",
                    summary=f"{days} jours", created_at=moment, updated_at=moment,
                )
            )  # fmt: skip
        db.session.commit()
    with time_machine.travel(START, tick=False):
        assert apply(app) == 1
    with app.app_context():
        assert db.session.scalars(select(Request.summary)).all() == ["29 jours"]


def test_many_go_in_batches_and_none_is_left(app, walk, request_of, decide):
    walker = walk("ana@example.fr")
    decide(request_of(walker, "CANARI"))
    with app.app_context():
        one = db.session.scalar(select(Request))
        values = {
            name: getattr(one, name)
            for name in ("procedure_id", "digest", "service", "language", "user_id", "created_at", "updated_at")
        }
        old = START - dt.timedelta(days=4000)
        for number in range(2 * retention.BATCH + 1):
            db.session.add(
                Request(
                    **values, number=f"N-{number}", status="closed", decided_at=old, submitted_at=old, answers={"a": 1}
                )
            )
        db.session.commit()
    assert apply(app) == 2 * retention.BATCH + 1
    assert apply(app) == 0


def test_answers_that_serve_no_more_once_decided_are_emptied(app, tmp_path, walk, request_of, decide, everything):
    document = json.loads(Path(__file__).parents[1].joinpath("essai.json").read_text("utf-8"))
    for name in ("telephone", "piece"):
        document["properties"][name]["x-privacy"] = {"erase": True}
    document["x-procedure"]["version"] = "1.0.1"
    path = tmp_path / "essai.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    walker = walk("ana@example.fr")
    with app.app_context():
        assert not publishing.publish([path], actor="test").refused
        db.session.commit()
    waiting = request_of(walker, "ATTEND")
    decided = request_of(walker, "CANARI")
    decide(decided)
    assert apply(app) == 1
    assert apply(app) == 0
    with app.app_context():
        assert db.session.get_one(Request, decided).answers == {
            "pour": "moi", "nombre": 2, "total": 4, "nom": "CANARI", "attestation": True,
        }  # fmt: skip
        assert "telephone" in db.session.get_one(Request, waiting).answers
    assert count(app, File) == 1
    assert "% CANARI" not in everything()
    assert walker.client.get(f"/requests/{decided}").status_code == 200


def test_the_pages_of_an_erased_request_say_so(app, walk, request_of, decide, agent):
    walker = walk("ana@example.fr")
    request_id = request_of(walker, "CANARI")
    decide(request_id, at=START - dt.timedelta(days=4000))
    reader = agent()
    assert apply(app) == 1
    for client, path in ((walker.client, "/requests"), (reader, "/agent/requests")):
        page = client.get(f"{path}/{request_id}")
        assert page.status_code == 200
        assert "ont été effacés le" in page.text
        assert ".pdf" not in page.text
        assert client.get(f"{path}/{request_id}/copy.pdf").status_code == 404
    assert walker.client.get(f"/requests/{request_id}/receipt.pdf").status_code == 404
    with app.app_context():
        number = db.session.get_one(Request, request_id).number
    assert "CANARI" not in app.test_client().get(f"/tracking?number={number}").text
    assert walker.client.get("/requests").status_code == 200


def test_answers_in_rows_are_emptied_in_each_row():
    answers = {"gens": [{"nom": "a", "né": "1"}, {"nom": "b", "né": "2"}], "pieces": [{"id": "0" * 32}], "x": 1}
    left, files = retention.without(answers, ("/gens/*/né", "/pieces", "/absent/*/x"))
    assert left == {"gens": [{"nom": "a"}, {"nom": "b"}], "x": 1}
    assert [file.hex for file in files] == ["0" * 32]
    assert "né" in answers["gens"][0]


@pytest.mark.parametrize(
    ("decided", "duration", "over"),
    [
        ("2026-03-27T12:00:00+00:00", "P1Y", "2027-03-27T12:00:00+00:00"),
        ("2026-08-31T12:00:00+00:00", "P6M", "2027-02-28T13:00:00+00:00"),
        ("2024-02-29T12:00:00+00:00", "P1Y", "2025-02-28T12:00:00+00:00"),
    ],
)
def test_durations_go_by_the_calendar_of_paris(decided, duration, over):
    decided, over = dt.datetime.fromisoformat(decided), dt.datetime.fromisoformat(over)
    assert keeping.until(decided, duration) == over
    assert decided <= keeping.latest(over, duration)


def test_the_relay_applies_it(app, walk, request_of, decide):
    request_id = request_of(walk("ana@example.fr"), "CANARI")
    decide(request_id, at=START - dt.timedelta(days=4000))
    with app.app_context():
        tidy()
        assert db.session.get_one(Request, request_id).erased_at
        assert db.session.scalar(select(func.count()).select_from(User)) == 1
