"""The GitLab template: its scripts are taken from the file and run as a runner does."""

import json
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
import yaml


@pytest.fixture(scope="module")
def template(root):
    return yaml.safe_load((root / "templates" / "guichet.gitlab-ci.yml").read_text("utf-8"))


@pytest.fixture
def perform(template, run, environment_of_python):
    """Run a job with these variables; a fresh environment stands for its image."""

    def _perform(name, **given):
        assert given.keys() <= template["variables"].keys()
        job = {**template[template[name]["extends"]], **template[name]}
        script = "\n".join(["set -eo pipefail", *job["before_script"], *job["script"]])
        path = f"{environment_of_python}:/usr/bin:/bin"
        return run("bash", "-c", script, **{**template["variables"], **given}, PATH=path)

    return _perform


def test_the_template_fits_its_schema(root):
    schema = ("--builtin-schema", "vendor.gitlab-ci", "templates/guichet.gitlab-ci.yml")
    result = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema], cwd=root, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


def test_the_jobs_pass_a_clean_folder_and_report_a_fault(template, perform, repository, break_one, version):
    quality = repository / template["guichet-check"]["artifacts"]["reports"]["codequality"]
    tests = repository / template["guichet-test"]["artifacts"]["reports"]["junit"]
    checked = perform("guichet-check", DEFINITIONS_CHECKER=version, DEFINITIONS_LANG="en")
    assert checked.returncode == 0, checked.stdout
    assert json.loads(quality.read_text("utf-8")) == []
    assert (repository / template["guichet-check"]["cache"]["paths"][0]).is_dir()
    tested = perform("guichet-test", DEFINITIONS_LANG="en")
    assert (tested.returncode, "no failure." in tested.stdout) == (0, True)
    assert int(ET.parse(tests).getroot().get("tests")) > 2

    assert perform("guichet-test", DEFINITIONS_MIN_COVERAGE="101").returncode == 2

    break_one()
    checked = perform("guichet-check", DEFINITIONS_LANG="en")
    assert checked.returncode == 1
    assert "[privacy-missing]" in checked.stdout
    (record,) = json.loads(quality.read_text("utf-8"))
    assert (record["check_name"], record["location"]["path"]) == (
        "privacy-missing",
        "definitions/proprete/encombrants.json",
    )
