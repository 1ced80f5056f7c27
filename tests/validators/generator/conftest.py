"""The city's definitions, loaded once, and the day they are judged on."""

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from guichet_validate.context import PARIS, Context
from guichet_validate.generator.filling import Surroundings
from guichet_validate.kinds import load_kinds
from guichet_validate.loading import load_file

DEFINITIONS = Path(__file__).parents[3] / "definitions"
FILES = sorted(path for path in DEFINITIONS.glob("*/*.json") if '"x-steps"' in path.read_text(encoding="utf-8"))
CONTEXT = Context(now=datetime(2026, 5, 4, 12, tzinfo=PARIS))


@cache
def loaded(path):
    return load_file(path, library=load_kinds(DEFINITIONS / "documents.json"))


@cache
def read(path):
    return Surroundings.of(loaded(path), CONTEXT)


def pytest_generate_tests(metafunc):
    """`around` is each definition with a form in turn."""
    if "around" in metafunc.fixturenames:
        metafunc.parametrize("around", FILES, ids=lambda path: path.stem, indirect=True)


@pytest.fixture
def around(request):
    """A definition of the city and its context, read by the generator."""
    return read(request.param)
