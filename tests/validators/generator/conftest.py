"""The city's definitions, loaded once, and the day they are judged on."""

from functools import cache
from pathlib import Path

import pytest

from guichet_validate.context import Context
from guichet_validate.generator.filling import Surroundings
from guichet_validate.kinds import load_kinds
from guichet_validate.lists import load_lists
from guichet_validate.loading import load_file
from guichet_validate.testing import prepare

DEFINITIONS = Path(__file__).parents[3] / "definitions"
FILES = sorted(path for path in DEFINITIONS.glob("*/*.json") if '"x-steps"' in path.read_text(encoding="utf-8"))
LISTS = {name: table.rows for name, table in load_lists(DEFINITIONS / "lists").items()}


@cache
def loaded(path):
    return load_file(path, library=load_kinds(DEFINITIONS / "documents.json"))


@cache
def read(path):
    """Read on a day on which a golden case is valid: some procedures are open for a part of the year."""
    definition = loaded(path)
    tests = definition.document["x-tests"]
    valid = next(test for test in tests if test.get("valid") is True and "settings" not in test)
    on = prepare(definition, valid, {test["name"]: test for test in tests}).context.now
    return Surroundings.of(definition, Context(now=on, lists=LISTS))


def pytest_generate_tests(metafunc):
    """`around` is each definition with a form in turn."""
    if "around" in metafunc.fixturenames:
        metafunc.parametrize("around", FILES, ids=lambda path: path.stem, indirect=True)


@pytest.fixture
def around(request):
    """A definition of the city and its context, read by the generator."""
    return read(request.param)
