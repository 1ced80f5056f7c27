"""How heavy a page is before anything was answered: what somebody with an old telephone waits for."""

import json
from pathlib import Path

import pytest

DEFINITIONS = Path(__file__).parents[3] / "definitions"
FILES = sorted(path for path in DEFINITIONS.glob("*/*.json") if '"x-steps"' in path.read_text("utf-8"))
# Bytes of the page alone, uncompressed; style sheet, script and typeface are fetched once for all pages.
HEAVIEST = 15_000


@pytest.fixture
def app(published_app):
    return published_app


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_step_is_a_light_page(walk, path):
    document = json.loads(path.read_text("utf-8"))
    walker = walk()
    walker.procedure = document["x-procedure"]["id"]
    walker.start(anew="true")
    for step in document["x-steps"]:
        page = walker.open(step["id"])
        assert len(page.data) <= HEAVIEST, step["id"]
