"""The city's definitions, as they lie in the folder, and what stands beside them."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEFINITIONS = ROOT / "definitions"
FRAGMENTS = ROOT / "validators" / "guichet_validate" / "fragments"
MEASURED = Path(__file__).parent / "data" / "forty-fields.json"
PROCEDURES = sorted(DEFINITIONS.glob("*/*.json"))


def pytest_generate_tests(metafunc):
    """`procedure` is each published definition in turn, `definition` also the one used for measurements."""
    for name, paths in {
        "procedure": PROCEDURES,
        "definition": [*PROCEDURES, MEASURED],
        "fragment": sorted(FRAGMENTS.glob("*.json")),
    }.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, paths, ids=lambda path: path.stem)


@pytest.fixture(scope="session")
def procedures():
    return PROCEDURES


@pytest.fixture(scope="session")
def city():
    return json.loads((DEFINITIONS / "city.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def kinds():
    """The kinds of documents, by name."""
    return json.loads((DEFINITIONS / "documents.json").read_text("utf-8"))["kinds"]
