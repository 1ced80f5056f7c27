"""The option --cache of the command check: the same report in every format, from memory or not."""

import json

import pytest

from guichet_validate import cli
from guichet_validate.checks import crew


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "gitlab"])
def test_a_report_from_memory_is_the_same(form, call, city, monkeypatch):
    arguments = ("definitions", "--format", form, "--information")
    fresh = call(cli.check, *arguments, "--no-cache")
    first = call(cli.check, *arguments)
    monkeypatch.delattr(crew, "judge")
    again = call(cli.check, *arguments)
    assert (fresh.exit_code, fresh.output) == (first.exit_code, first.output) == (again.exit_code, again.output)


def test_the_cache_lies_where_it_is_asked_for(call, city, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(city / "xdg"))
    call(cli.check, "definitions", "--no-cache")
    assert not (city / "xdg").exists()
    call(cli.check, "definitions")
    (file,) = (city / "xdg" / "guichet").iterdir()
    assert len(json.loads(file.read_text("utf-8"))) == 2
    call(cli.check, "definitions", "--cache", "ici")
    assert [path.name for path in (city / "ici").iterdir()] == [file.name]
    assert call(cli.check, "definitions", "--cache", "definitions/voirie/bonne.json").exit_code == 2


def test_a_relative_cache_folder_of_the_system_is_left_aside(call, city, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "relatif")
    monkeypatch.setenv("HOME", str(city / "maison"))
    call(cli.check, "definitions")
    assert [path.name for path in (city / "maison" / ".cache").iterdir()] == ["guichet"]
    assert not (city / "relatif").exists()
