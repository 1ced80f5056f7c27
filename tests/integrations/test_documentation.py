"""The examples of the page on continuous integration fit the services' schemas and what this project offers."""

import re
import subprocess
import sys

import pytest
import yaml

from guichet_validate.cli.options import FORMATS

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "integrators" / "continuous-integration.md").read_text("utf-8")


@pytest.fixture(scope="module")
def examples(page):
    """The YAML documents of the page, as text, by what they are for."""
    found = {"workflows": [], "gitlab": [], "pre-commit": []}
    for language, text in BLOCK.findall(page):
        if language == "yaml":
            kind = "workflows" if "jobs:" in text else "pre-commit" if "repos:" in text else "gitlab"
            found[kind].append(text)
    return found


def test_the_examples_fit_the_services_schemas(examples, tmp_path):
    assert {kind: len(texts) for kind, texts in examples.items()} == {"workflows": 2, "gitlab": 1, "pre-commit": 1}
    schemas = {"workflows": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}
    for kind, schema in schemas.items():
        for number, text in enumerate(examples[kind]):
            path = tmp_path / f"{kind}-{number}.yml"
            path.write_text(text, encoding="utf-8")
            command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
            result = subprocess.run(command, capture_output=True, text=True, check=False)
            assert result.returncode == 0, result.stdout
    (config,) = examples["pre-commit"]
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", str(tmp_path / "config.yaml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_workflows_give_the_action_inputs_that_it_has(examples, root, page):
    inputs = yaml.safe_load((root / "action.yml").read_text("utf-8"))["inputs"]
    for text in examples["workflows"]:
        (job,) = yaml.safe_load(text)["jobs"].values()
        (step,) = [step for step in job["steps"] if "/guichet@" in step.get("uses", "")]
        assert step["with"].keys() <= inputs.keys()
    table = page.partition("| input |")[2]
    assert re.findall(r"^\| `([a-z-]+)` \| [^|]*\| [^|]+ \|$", table, re.MULTILINE) == [*inputs]


def test_the_other_examples_name_what_is_there(examples, root):
    template = yaml.safe_load((root / "templates" / "guichet.gitlab-ci.yml").read_text("utf-8"))
    for text in examples["gitlab"]:
        example = yaml.safe_load(text)
        assert example["variables"].keys() <= template["variables"].keys()
        assert (root / example["include"][0]["file"]).is_file()
    hooks = {hook["id"] for hook in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    for text in examples["pre-commit"]:
        assert {hook["id"] for repo in yaml.safe_load(text)["repos"] for hook in repo["hooks"]} <= hooks


def test_the_page_names_every_format(page):
    assert set(re.findall(r"^\| `(\w+)` \|", page.partition("## The cache")[0], re.MULTILINE)) == set(FORMATS)
