"""The command guichet: its help is light, and the portal's commands say what they need."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from guichet.cli import PORTAL, main


def test_help_lists_every_command_and_imports_no_server():
    program = (
        "import sys\nfrom click.testing import CliRunner\nfrom guichet.cli import main\n"
        "print(CliRunner().invoke(main, ['--help']).output)\n"
        "print(sorted({'flask', 'sqlalchemy', 'celery', 'waitress'} & sys.modules.keys()))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    *_, imported = result.stdout.strip().splitlines()
    assert imported == "[]"
    for name in ("check", "test", "bundle", *PORTAL):
        assert f"\n  {name} " in result.stdout


@pytest.mark.parametrize("name", PORTAL)
def test_a_portal_command_is_the_real_one_when_it_is_called(name):
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"Usage: main {name}" in result.output


@pytest.mark.parametrize("name", PORTAL)
def test_without_the_extra_a_portal_command_names_it(monkeypatch, name):
    monkeypatch.setattr("guichet.cli.find_spec", lambda module: None if module == "waitress" else object())
    result = CliRunner().invoke(main, [name])
    assert result.exit_code == 2
    assert 'pip install "guichet-demarches[portal]"' in result.output


def test_a_fault_in_the_portal_is_not_taken_for_a_missing_extra(monkeypatch):
    def broken(module, *arguments, **keywords):
        raise ModuleNotFoundError(name="guichet.absent")

    monkeypatch.setattr("guichet.cli.importlib.import_module", broken)
    result = CliRunner().invoke(main, ["run"])
    assert isinstance(result.exception, ModuleNotFoundError)


def test_an_unknown_command_is_an_unusable_call():
    assert CliRunner().invoke(main, ["publier"]).exit_code == 2
