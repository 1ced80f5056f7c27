"""Where reports go: whole files or none, pipes that close, characters that a terminal lacks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from guichet_validate import cli
from guichet_validate.cli import writing


def test_a_report_goes_to_a_file_and_people_still_read_theirs(call, city):
    result = call(cli.check, "definitions", "--format", "json", "--output", "rapport.json", "--lang", "en")
    assert result.exit_code == 1
    assert json.loads((city / "rapport.json").read_text("utf-8"))["errors"] == 1
    assert "[test-failed]" in result.output
    assert sorted(path.name for path in city.iterdir()) == ["definitions", "rapport.json"]


def test_a_text_report_in_a_file_leaves_the_sentence_that_counts(call, city):
    result = call(cli.check, "definitions", "--output", "rapport.txt", "--lang", "en")
    assert result.output == "2 definitions checked: 1 error.\n"
    assert (city / "rapport.txt").read_text("utf-8").endswith(result.output)
    call(cli.test, "definitions", "--format", "junit", "--output", "rapport.txt")
    assert (city / "rapport.txt").read_text("utf-8").startswith("<?xml")


def test_a_report_that_cannot_be_written_is_an_unusable_call_and_changes_nothing(call, city, monkeypatch):
    assert call(cli.check, "definitions", "--output", "absent/rapport.txt").exit_code == 2
    (city / "rapport.txt").write_text("avant", encoding="utf-8")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.Path, "replace", fail)
    result = call(cli.check, "definitions", "--output", "rapport.txt", "--lang", "en")
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert (city / "rapport.txt").read_text("utf-8") == "avant"
    assert sorted(path.name for path in city.iterdir()) == ["definitions", "rapport.txt"]


def test_a_link_keeps_its_place_and_a_pipe_is_written_through(call, city):
    (city / "ailleurs.txt").write_text("avant", encoding="utf-8")
    (city / "rapport.txt").symlink_to("ailleurs.txt")
    call(cli.check, "definitions", "--output", "rapport.txt")
    assert (city / "rapport.txt").is_symlink()
    assert (city / "ailleurs.txt").read_text("utf-8") != "avant"
    assert call(cli.check, "definitions", "--output", "/dev/null").exit_code == 1
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("form", ["text", "json", "github", "junit", "sarif", "gitlab"])
def test_a_pipe_that_closes_ends_the_run_quietly(form, city):
    # More than a pipe holds, so that the command still writes when the reader has gone.
    path = city / "definitions" / "voirie" / "fautive.json"
    document = json.loads(path.read_text("utf-8"))
    document["x-tests"] = [{**document["x-tests"][1], "name": f"{number} {'a' * 150}"} for number in range(1000)]
    path.write_text(json.dumps(document), encoding="utf-8")
    command = [sys.executable, "-m", "guichet.cli", "check", "definitions", "--format", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)


def test_a_terminal_without_the_characters_still_gets_its_report(city):
    command = [sys.executable, "-m", "guichet.cli", "check", "definitions", "--lang", "fr"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert (result.returncode, result.stderr) == (1, b"")
    assert b"[test-failed]" in result.stdout


def test_a_file_name_that_is_no_text_is_told(city):
    (city / "definitions" / os.fsdecode(b"\xff.json")).write_bytes(b"{")
    for form in ("text", "json", "sarif", "junit", "github", "gitlab"):
        command = [sys.executable, "-m", "guichet.cli", "check", "definitions", "--format", form]
        result = subprocess.run(command, capture_output=True, check=False)
        assert (result.returncode, result.stderr) == (1, b""), form
