"""Small definitions for the tests of the engine, made of the keywords that a test is about."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from guichet_validate.context import PARIS, Context
from guichet_validate.kinds import load_kinds
from guichet_validate.loading import load, load_file

# A busy machine is no failure; what must be fast is measured by the benchmarks.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def document(properties, *, steps=None, **keywords):
    """A definition with these properties; one step lists them all unless ``steps`` maps ids to pointers."""
    listed = steps or {"seule": [f"/{name}" for name in properties]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-definition": 1,
        "title": "Essai",
        "x-procedure": {
            "id": "essai",
            "version": "1.0.0",
            "state": "live",
            "category": "essais",
            "service": "essais",
            "online": "full",
            "access": "open",
            "languages": ["fr", "en"],
            "reference": "ESS",
        },
        "x-steps": [{"id": name, "title": name, "fields": fields} for name, fields in listed.items()],
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        **keywords,
    }


@pytest.fixture
def make_document():
    return document


@pytest.fixture
def make():
    """Load a definition made of these properties and keywords."""

    def _make(properties, **keywords):
        return load(document(properties, **keywords))

    return _make


@pytest.fixture
def context():
    """Build a context on a day of 2026, noon in Paris."""

    def _context(day="2026-05-04", hour=12, **known):
        moment = datetime.fromisoformat(day).replace(hour=hour, tzinfo=PARIS)
        return Context(now=moment, **known)

    return _context


@pytest.fixture
def told():
    """Problems as pairs of pointer and code."""

    def _told(problems):
        return [(problem.pointer, problem.code) for problem in problems]

    return _told


@pytest.fixture(scope="session")
def birth():
    """The definition of the city that has most of the language in it."""
    folder = Path(__file__).parents[2] / "definitions"
    return load_file(folder / "etat-civil" / "acte-naissance.json", library=load_kinds(folder / "documents.json"))
