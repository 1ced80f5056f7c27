"""The pages that the benchmarks compare the renderer with say what it says: no figure is taken of anything else."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def rendering(monkeypatch):
    """The part of the benchmarks that draws; it stands beside the others, outside any package."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import rendering

    yield rendering
    for name in [
        name for name, module in sys.modules.items() if str(BENCHMARKS) in str(getattr(module, "__file__", ""))
    ]:
        del sys.modules[name]


def test_the_pages_written_by_hand_are_those_of_the_renderer(rendering):
    definition, context, evaluations = rendering.filled()
    ours, theirs = rendering.both(definition, context, evaluations)
    assert len(ours) == len(definition.steps)
    for step, page, hand in zip(definition.steps, ours, theirs, strict=True):
        assert rendering.normal(page()) == rendering.normal(hand()), step.id
