"""The GitHub Action: its steps are taken from the file and run as a runner does."""

import json
import re
import subprocess
import sys

import pytest
import yaml

SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
CARRIES_ON = "${{ !cancelled() && steps.install.outcome == 'success' }}"


def carries_on(step, results):
    """Tell whether a step runs after one that failed."""
    return step.get("if") == CARRIES_ON and (
        "Install Guichet" not in results or not results["Install Guichet"].returncode
    )


@pytest.fixture(scope="module")
def action(root):
    return yaml.safe_load((root / "action.yml").read_text("utf-8"))


@pytest.fixture
def perform(action, root, run, tmp_path):
    """Run every step that is a script with these inputs; returns the steps that ran, each with its result.

    What an earlier call installed is used again by one that names no version.
    """

    def _perform(**given):
        inputs = {name: entry["default"] for name, entry in action["inputs"].items()}
        assert given.keys() <= inputs.keys()
        known = {f"inputs.{name}": value for name, value in (inputs | given).items()}
        known["steps.python.outputs.python-path"] = sys.executable
        results, failed = {}, False
        for step in action["runs"]["steps"]:
            installed = step.get("id") == "install" and "version" not in given
            if "run" not in step or installed or (failed and not carries_on(step, results)):
                continue
            assert step["shell"] == "bash"
            assert not EXPRESSION.search(step["run"]), "an input written into a script is read as its code"
            variables = {
                name: EXPRESSION.sub(lambda found: known[found[1]], value) for name, value in step["env"].items()
            }
            places = {"RUNNER_TEMP": tmp_path / "runner", "GITHUB_ACTION_PATH": root}
            results[step["name"]] = run(*SHELL, step["run"], **places, **variables)
            failed = failed or results[step["name"]].returncode != 0
        return results

    return _perform


def test_the_action_fits_its_schema(root):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_the_action_takes_nothing_from_others_but_python(action):
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    assert [name.partition("@")[0] for name in used] == ["actions/setup-python"]


def test_the_action_passes_a_clean_folder_and_annotates_a_fault(perform, repository, break_one, version):
    results = perform(version=version, lang="en")
    assert [result.returncode for result in results.values()] == [0, 0, 0], results
    assert "::error" not in results["Check definitions"].stdout
    assert "no failure." in results["Run the tests of definitions"].stdout

    statuses = {
        share: perform(**{"min-coverage": share})["Run the tests of definitions"].returncode for share in ("1", "101")
    }
    assert statuses == {"1": 0, "101": 2}

    break_one()
    results = perform(lang="en")
    assert [result.returncode for result in results.values()] == [1, 0]
    annotations = [line for line in results["Check definitions"].stdout.splitlines() if line.startswith("::error ")]
    assert len(annotations) == 1
    assert annotations[0].startswith("::error file=definitions/proprete/encombrants.json,line=1,col=1,title=privacy-mi")

    # Inputs are words, never code, and a path may hold spaces.
    (repository / "deux mots").mkdir()
    (repository / "definitions" / "securite").rename(repository / "deux mots" / "securite")
    report = "$(touch injected).sarif"
    results = perform(paths="deux mots\n\ndefinitions\n", format="sarif", output=report)
    assert results["Check definitions"].returncode == 1
    assert not (repository / "injected").exists()
    log = json.loads((repository / report).read_text("utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["privacy-missing"]
    assert len(log["runs"][0]["artifacts"]) == 2

    results = perform(version="0.0.0.dev0")
    assert list(results) == ["Install Guichet"]
    assert results["Install Guichet"].returncode != 0
