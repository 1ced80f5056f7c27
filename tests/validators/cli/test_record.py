"""The option --record of the command test."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet_validate import cli
from guichet_validate.formatting import reformatted

GOOD = Path(__file__).parent.parent / "example-files" / "positive" / "test-failed" / "exemple.json"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "exemple.json").write_text(reformatted(GOOD.read_text("utf-8")), encoding="utf-8")
    (tmp_path / "vide.json").write_text("{}", encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(cli.test, [*map(str, arguments), "--lang", "en"])


def test_a_recorded_test_is_in_the_file_and_passes(folder):
    path = folder / "exemple.json"
    before = path.read_text("utf-8")
    result = run(path, "--record", folder / "vide.json", "--name", "sans réponse", "--date", "2026-05-04")
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert printed == json.loads(path.read_text("utf-8"))["x-tests"][-1]
    assert (printed["name"], printed["date"], printed["valid"]) == ("sans réponse", "2026-05-04", False)
    assert "says what came out" in result.stderr
    assert [line for line in before.splitlines() if line.rstrip(",") not in path.read_text("utf-8")] == []
    assert run(path).output == "3 tests passed, no failure.\n"
    assert CliRunner().invoke(cli.check, [str(path)]).exit_code == 0


def test_the_name_of_the_answers_file_is_the_test_s_when_none_is_given(folder):
    assert json.loads(run(folder / "exemple.json", "--record", folder / "vide.json").stdout)["name"] == "vide"


def test_a_name_that_is_taken_changes_nothing(folder):
    path = folder / "exemple.json"
    run(path, "--record", folder / "vide.json")
    before = path.read_text("utf-8")
    result = run(path, "--record", folder / "vide.json")
    assert result.exit_code == 1
    assert "A test is already named “vide”." in result.stderr
    assert path.read_text("utf-8") == before


def test_the_profile_and_other_inputs_come_from_files(folder):
    (folder / "profil.json").write_text('{"identity": {"familyName": "Durand"}}', encoding="utf-8")
    (folder / "reste.json").write_text('{"account": {"signedIn": true}, "valid": "ignored"}', encoding="utf-8")
    options = ("--profile", folder / "profil.json", "--inputs", folder / "reste.json")
    entry = json.loads(run(folder / "exemple.json", "--record", folder / "vide.json", *options).stdout)
    assert entry["profile"] == {"identity": {"familyName": "Durand"}}
    assert entry["account"] == {"signedIn": True}


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1, "a": 2}'])
def test_answers_that_cannot_be_read_change_nothing(folder, content):
    before = (folder / "exemple.json").read_text("utf-8")
    (folder / "vide.json").write_text(content, encoding="utf-8")
    result = run(folder / "exemple.json", "--record", folder / "vide.json")
    assert result.exit_code == 1
    assert "vide.json" in result.stderr
    assert (folder / "exemple.json").read_text("utf-8") == before


def test_misshapen_inputs_are_told(folder):
    (folder / "reste.json").write_text('{"household": {}}', encoding="utf-8")
    result = run(folder / "exemple.json", "--record", folder / "vide.json", "--inputs", folder / "reste.json")
    assert result.exit_code == 1
    assert "do not have the shape" in result.stderr


def test_a_definition_that_cannot_be_built_takes_no_test(folder):
    (folder / "exemple.json").write_text('{"x-procedure": {}}', encoding="utf-8")
    assert run(folder / "exemple.json", "--record", folder / "vide.json").exit_code == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--name", "x"),
        ("--record", "vide.json", "--date", "2026-02-30"),
        ("--record", "vide.json", "--date", "demain"),
        ("--record", "vide.json", "--name", ""),
        ("--record", "absent.json"),
    ],
)
def test_an_unusable_call_leaves_status_2(folder, options, monkeypatch):
    monkeypatch.chdir(folder)
    assert run("exemple.json", *options).exit_code == 2
    assert run(".", "--record", "vide.json").exit_code == 2
