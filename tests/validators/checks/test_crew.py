"""Several processes give the report that one gives, and one goes on alone where the others end."""

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from guichet_validate.checks import check_paths, crew
from guichet_validate.checks.memory import Memory

EXAMPLES = Path(__file__).parent.parent / "example-files" / "negative"


@pytest.fixture(scope="module")
def alone():
    report = check_paths([EXAMPLES])
    assert len(report.files) > crew.WORTH_SHARING
    return report


def test_several_processes_give_the_same_report(alone, tmp_path, monkeypatch):
    steps = []
    with monkeypatch.context() as patch:
        patch.delattr(crew, "judge")  # this process judges nothing itself
        shared = check_paths(
            [EXAMPLES],
            jobs=2,
            memory=Memory(tmp_path),
            progress=lambda done, total: steps.append((done, total)),
        )
    assert shared == alone
    assert steps == [(done, len(alone.files)) for done in range(1, len(alone.files) + 1)]
    assert check_paths([EXAMPLES], jobs=2, memory=Memory(tmp_path)) == alone


def test_few_files_need_no_processes(alone, monkeypatch):
    monkeypatch.delattr(crew, "_shared")
    few = alone.files[: crew.WORTH_SHARING - 1]
    assert check_paths(few, jobs=8).files == few


@pytest.mark.parametrize("error", [BrokenProcessPool, OSError])
def test_one_process_does_the_rest_when_the_others_end(alone, monkeypatch, error):
    def _end(paths, *, reference, jobs):
        judged = crew.judge_all(paths[:5], reference=reference, jobs=1)
        yield from judged
        raise error

    monkeypatch.setattr(crew, "_shared", _end)
    assert check_paths([EXAMPLES], jobs=2) == alone


def test_a_process_that_is_killed_takes_nothing_with_it(alone, monkeypatch):
    monkeypatch.setattr(crew, "_leave_interrupts", os.abort)
    assert check_paths([EXAMPLES], jobs=2) == alone
