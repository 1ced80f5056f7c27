"""The base distribution, installed as an integrator does: no extra, no compiler, wheels only."""

import json
import re
import shlex
import tomllib

import pytest

BUILDERS = ("gcc", "cc", "clang", "cargo", "rustc", "make")


@pytest.fixture
def installed(environment_of_python, wheel, run):
    """The programs of an environment that holds our wheel and what it asks for, found on a path of their own."""
    path = {"PATH": environment_of_python}
    pip = (environment_of_python / "python", "-m", "pip", "install", "--quiet", "--only-binary", ":all:")
    result = run(*pip, wheel, **path)
    assert result.returncode == 0, result.stdout
    assert not [name for name in BUILDERS if (environment_of_python / name).exists()]
    return lambda *arguments: run(environment_of_python / "guichet", *arguments, **path)


def test_the_base_distribution_works_by_itself(installed, environment_of_python, root, repository, break_one, run):
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert version in installed("--version").stdout
    assert "check" in installed("--help").stdout

    clean = installed("check", "definitions", "--lang", "en")
    assert (clean.returncode, clean.stdout.splitlines()[-1][:30]) == (0, "2 definitions checked: no erro")
    tested = installed("test", "definitions", "--lang", "en")
    assert (tested.returncode, tested.stdout.strip()[-11:]) == (0, "no failure.")
    bundled = installed("bundle", "definitions/proprete/encombrants.json")
    assert json.loads(bundled.stdout)["x-procedure"]["id"] == "encombrants"
    assert installed("check", "definitions", "--reference").returncode == 0
    for form in ("json", "sarif", "junit", "github", "gitlab"):
        assert installed("check", "definitions", "--format", form).returncode == 0, form

    page = (root / "docs" / "integrators" / "continuous-integration.md").read_text("utf-8")
    examples = re.findall(r"^guichet (.+)$", page, re.MULTILINE)
    assert len(examples) == 5
    assert [example for example in examples if installed(*shlex.split(example)).returncode] == []

    broken = break_one()
    found = installed("check", "definitions", "--lang", "en")
    assert found.returncode == 1
    assert f"{broken.relative_to(repository)}:" in found.stdout
    assert "[privacy-missing]" in found.stdout
    assert installed("check", "absent").returncode == 2

    refused = installed("run")
    assert refused.returncode == 2
    assert 'pip install "guichet-demarches[portal]"' in refused.stdout
    listed = run(environment_of_python / "python", "-m", "pip", "list", "--format", "json")
    names = {entry["name"].lower() for entry in json.loads(listed.stdout)}
    assert "guichet-demarches" in names
    assert not names & {"flask", "sqlalchemy", "celery", "jinja2"}
