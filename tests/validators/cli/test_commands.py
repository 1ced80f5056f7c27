"""The commands check, test and bundle: what they print and the exit status they leave."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet_validate import cli

EXAMPLES = Path(__file__).parent.parent / "example-files"
GOOD = EXAMPLES / "positive" / "test-failed" / "exemple.json"
BAD = EXAMPLES / "negative" / "condition-vacuous" / "exemple.json"
WARNED = EXAMPLES / "negative" / "text-spaces" / "exemple.json"
FAILING = EXAMPLES / "negative" / "test-failed" / "exemple.json"


def run(command, *arguments, env=None):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], env=env)


def test_a_clean_definition_leaves_status_0():
    result = run(cli.check, GOOD, "--lang", "en")
    assert result.exit_code == 0
    assert result.output == "1 definition checked: no error.\n"


def test_findings_leave_status_1_and_say_where_what_and_how_to_mend_it():
    result = run(cli.check, BAD, "--lang", "en")
    assert result.exit_code == 1
    place, pointer, hint, summary = result.output.splitlines()
    line = BAD.read_text("utf-8").splitlines().index(place_of_condition())
    assert place.startswith(f"{BAD}:{line + 1}:")
    assert place.endswith("error: The condition also holds when “nature” has no answer. [condition-vacuous]")
    assert pointer == "    /allOf/0/if/properties/nature"
    assert hint == '    → Add "nature" to the condition’s “required”.'
    assert summary == "1 definition checked: 1 error."


def place_of_condition():
    return next(line for line in BAD.read_text("utf-8").splitlines() if '"if"' in line)


def test_warnings_alone_leave_status_0():
    result = run(cli.check, WARNED, "--lang", "fr")
    assert result.exit_code == 0
    assert "avertissement" in result.output


def test_french_is_the_default_unless_the_shell_speaks_english():
    assert "erreur" in run(cli.check, BAD, env={"LC_ALL": "C.UTF-8"}).output
    assert "1 error" in run(cli.check, BAD, env={"LC_ALL": "en_GB.UTF-8"}).output


def test_json_tells_the_same_to_programs():
    result = run(cli.check, BAD, "--format", "json", "--lang", "en")
    assert result.exit_code == 1
    told = json.loads(result.output)
    assert told["files"] == [str(BAD)]
    assert (told["checked"], told["errors"], told["warnings"]) == (1, 1, 0)
    finding = told["findings"][0]
    assert finding["code"] == "condition-vacuous"
    assert finding["params"] == {"name": "nature"}
    assert finding.keys() == {
        *("file", "line", "column", "pointer", "code", "severity", "params", "message", "hint"),
    }


@pytest.mark.parametrize("command", [cli.check, cli.test], ids=["check", "test"])
def test_an_unusable_call_leaves_status_2(command, tmp_path):
    assert run(command).exit_code == 2
    assert run(command, tmp_path / "absent.json").exit_code == 2
    assert run(command, GOOD, "--lang", "tlh").exit_code == 2
    empty = run(command, tmp_path, "--lang", "en")
    assert empty.exit_code == 2
    assert "No definition in these paths." in empty.output


def test_a_folder_is_walked_but_what_stands_beside_definitions_is_not(tmp_path):
    for name in ("city.json", "documents.json", "fragments/champ.json", "lists/rues.json", ".cache/vieux.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "voirie").mkdir()
    (tmp_path / "voirie" / "exemple.json").write_bytes(GOOD.read_bytes())
    result = run(cli.check, tmp_path, "--format", "json")
    assert json.loads(result.output)["files"] == [str(tmp_path / "voirie" / "exemple.json")]
    assert result.exit_code == 0


def test_the_nearest_fragments_and_kinds_up_the_tree_hold(tmp_path):
    document = json.loads(GOOD.read_text("utf-8"))
    document["properties"]["quartier"] = {"$ref": "guichet:fragments/quartier"}
    document["x-steps"][0]["fields"].append("/quartier")
    (tmp_path / "voirie").mkdir()
    path = tmp_path / "voirie" / "exemple.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "[fragment-unknown]" in run(cli.check, path).output
    (tmp_path / "fragments").mkdir()
    fragment = {"title": "Quartier", "type": "string", "maxLength": 40}
    (tmp_path / "fragments" / "quartier.json").write_text(json.dumps(fragment), encoding="utf-8")
    assert run(cli.check, path).exit_code == 0


def test_a_broken_neighbour_is_told_once(tmp_path):
    for name in ("un", "deux"):
        document = json.loads(GOOD.read_text("utf-8"))
        document["x-procedure"]["id"] = name
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "documents.json").write_text("{", encoding="utf-8")
    result = run(cli.check, tmp_path, "--format", "json")
    assert result.exit_code == 1
    assert [Path(finding["file"]).name for finding in json.loads(result.output)["findings"]] == ["documents.json"]


def test_the_second_validator_is_asked_on_demand():
    disputed = EXAMPLES / "negative" / "validators-disagree" / "exemple.json"
    assert run(cli.check, disputed).exit_code == 0
    assert run(cli.check, disputed, "--reference").exit_code == 1


def test_tests_that_pass_leave_status_0():
    result = run(cli.test, GOOD, "--lang", "en")
    assert result.exit_code == 0
    assert result.output == "2 tests passed, no failure.\n"


def test_a_failing_test_is_named_with_its_difference():
    result = run(cli.test, FAILING, "--lang", "en")
    assert result.exit_code == 1
    first, difference, summary = result.output.splitlines()
    assert first.startswith(f"{FAILING}:")
    assert first.endswith("the test “rien” fails")
    assert difference == '    valid: expected true, got [{"at": "/objet", "code": "required"}]'
    assert summary == "1 test passed, 1 failure."


def test_a_file_that_cannot_be_read_fails_its_tests():
    result = run(cli.test, EXAMPLES / "negative" / "json-syntax", "--lang", "en")
    assert result.exit_code == 1
    assert "A comma is missing after this." in result.output


def test_bundle_prints_a_self_contained_document():
    path = EXAMPLES / "positive" / "reference-outside" / "exemple.json"
    result = run(cli.bundle, path, "--base-url", "https://demarches.example")
    assert result.exit_code == 0
    bundled = json.loads(result.output)
    assert bundled["$id"] == "https://demarches.example/procedures/exemple/1.0.0.json"
    assert "guichet:" not in result.output
    assert "fragmentAddress" in bundled["$defs"]


def test_bundle_writes_a_file_in_canonical_form(tmp_path):
    path = EXAMPLES / "positive" / "reference-outside" / "exemple.json"
    target = tmp_path / "groupe.json"
    assert run(cli.bundle, path, "--output", target).output == ""
    assert target.read_text("utf-8") == run(cli.bundle, path).output
    assert run(cli.format_files, target, "--check").exit_code == 0
    assert run(cli.check, target, "--lang", "en").exit_code == 1  # its name is not its id
    assert run(cli.bundle, path, "--output", tmp_path / "absent" / "groupe.json").exit_code == 1


def test_bundle_refuses_what_a_broken_fragment_would_change(tmp_path):
    (tmp_path / "exemple.json").write_bytes(GOOD.read_bytes())
    (tmp_path / "fragments").mkdir()
    (tmp_path / "fragments" / "email.json").write_text("{", encoding="utf-8")
    result = run(cli.bundle, tmp_path / "exemple.json", "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "email.json:1:1: The file stops before its end" in result.stderr


def test_a_bundled_document_is_bundled_already(tmp_path):
    path = EXAMPLES / "positive" / "reference-outside" / "exemple.json"
    once = tmp_path / "exemple.json"
    once.write_text(run(cli.bundle, path).output, encoding="utf-8")
    assert run(cli.bundle, once).output == once.read_text("utf-8")


def test_bundle_says_what_it_cannot_find():
    result = run(cli.bundle, EXAMPLES / "negative" / "fragment-unknown" / "exemple.json", "--lang", "en")
    assert result.exit_code == 1
    assert "The fragment “lieu” does not exist." in result.output
    assert run(cli.bundle, EXAMPLES / "negative" / "json-syntax" / "exemple.json").exit_code == 1


def test_the_package_needs_no_web_framework():
    program = (
        "import sys, guichet_validate.cli, guichet_validate.checks.run;"
        "print([name for name in ('flask', 'sqlalchemy', 'celery', 'jsonschema', 'fluent') if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
