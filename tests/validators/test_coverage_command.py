"""What ``guichet test`` says of coverage, and when it fails for want of it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet_validate.cli import test as command

EXAMPLES = Path(__file__).parent / "example-files"
LITTLE = EXAMPLES / "negative" / "tests-cover-too-little"
ENOUGH = EXAMPLES / "positive" / "tests-cover-too-little"


def run(*arguments):
    return CliRunner().invoke(command, [*map(str, arguments)])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_no_test_reaches_is_listed_with_its_place(lang):
    result = run(LITTLE, "--lang", lang)
    assert result.exit_code == 0
    assert "6/12" in result.output
    assert len(re.findall(r"exemple\.json:[1-9][0-9]*:[0-9]+: ", result.output)) == 6
    assert "coverage-" not in result.output


@pytest.mark.parametrize(("least", "status"), [("50", 0), ("50.5", 1), ("100", 1)])
def test_a_share_that_is_not_reached_fails(least, status):
    assert run(LITTLE, "--min-coverage", least).exit_code == status


def test_full_coverage_passes_any_share():
    result = run(ENOUGH, "--min-coverage", "100", "--lang", "en")
    assert result.exit_code == 0
    assert "100%" in result.output


@pytest.mark.parametrize("least", ["101", "-1", "beaucoup"])
def test_a_share_that_is_none_is_an_unusable_call(least):
    assert run(ENOUGH, "--min-coverage", least).exit_code == 2
