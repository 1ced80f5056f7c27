"""What the portal does every hour: one chore that fails holds up no other."""

import logging

import pytest

from guichet.tasks import tidying


def test_every_chore_is_done_and_told_though_one_fails(app, monkeypatch, caplog):
    done = []

    def fail():
        raise OSError("full")

    chores = (("first", lambda: done.append("first")), ("broken", fail), ("last", lambda: done.append("last") or 3))
    monkeypatch.setattr(tidying, "_CHORES", chores)
    with app.app_context(), caplog.at_level(logging.INFO, "guichet.tidying"):
        tidying.tidy()
    assert done == ["first", "last"]
    assert [record.fields for record in caplog.records if record.message == "chore"] == [
        {"chore": "broken", "fault": "OSError"},
        {"chore": "last", "count": 3},
    ]


def test_what_ends_the_process_is_no_fault_of_a_chore(app, monkeypatch):
    def end():
        raise KeyboardInterrupt

    monkeypatch.setattr(tidying, "_CHORES", (("ended", end),))
    with app.app_context(), pytest.raises(KeyboardInterrupt):
        tidying.tidy()
