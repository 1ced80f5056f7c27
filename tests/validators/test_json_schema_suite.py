"""The JSON Schema Test Suite, required part of 2020-12, through the one factory of validators.

With the suite's remotes registered and formats as annotations nothing fails. In the product's own configuration,
offline and with formats asserted, each difference is listed with its reason.
"""

import json
from pathlib import Path

import pytest

from guichet_validate.validator import build

SUITE = Path(__file__).parents[1] / "cases" / "json-schema-test-suite"
FILES = sorted((SUITE / "draft2020-12").glob("*.json"))
REMOTES = {
    f"http://localhost:1234/{path.relative_to(SUITE / 'remotes').as_posix()}": json.loads(path.read_text("utf-8"))
    for path in (SUITE / "remotes").rglob("*.json")
}
LISTED = json.loads((Path(__file__).parent / "data" / "suite-differences.json").read_text("utf-8"))


def failures(path, **options):
    """The cases that come out otherwise than the suite says, as pairs of descriptions."""
    for group in json.loads(path.read_text("utf-8")):
        try:
            validator = build(group["schema"], **options)
        except ValueError:
            validator = None
        for case in group["tests"]:
            if validator is None or validator.is_valid(case["data"]) is not case["valid"]:
                yield group["description"], case["description"]


def test_the_whole_required_part_is_here():
    groups = [group for path in FILES for group in json.loads(path.read_text("utf-8"))]
    assert sum(len(group["tests"]) for group in groups) == 1299


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_factory_passes_the_suite(path):
    assert list(failures(path, resources=REMOTES, assert_formats=False)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_difference_of_the_products_own_configuration_is_listed(path):
    listed = {
        (group, case)
        for files in LISTED["differences"].values()
        for group, cases in files.get(path.stem, {}).items()
        for case in cases
    }
    assert set(failures(path)) == listed


def test_every_listed_difference_has_a_reason():
    assert LISTED["differences"].keys() == LISTED["reasons"].keys()
