"""SARIF: a log that code scanning services accept, with texts in both languages and lasting fingerprints."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from guichet_validate import cli
from guichet_validate.checks.catalogue import RULES
from guichet_validate.checks.phrasing import describe

ROOT = Path(__file__).resolve().parents[4]
SCHEMA = ROOT / "tools" / "node_modules" / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"


def log_of(result):
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def schema():
    if not SCHEMA.exists():
        pytest.skip("no npm packages in tools/; `make test` brings them")
    return json.loads(SCHEMA.read_text("utf-8"))


@pytest.mark.parametrize("command", [cli.check, cli.test], ids=["check", "test"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_log_fits_the_official_schema(command, lang, call, city, schema):
    log = log_of(call(command, "definitions", "--format", "sarif", "--lang", lang))
    assert log["runs"][0]["results"]
    jsonschema.Draft7Validator(schema).validate(log)


def test_a_clean_run_is_a_log_without_results(call, example):
    result = call(cli.check, example("positive", "test-failed"), "--format", "sarif")
    assert result.exit_code == 0
    (run,) = log_of(result)["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_a_result_says_rule_level_and_place_from_the_root_of_the_repository(call, city):
    log = log_of(call(cli.check, "definitions", "--format", "sarif", "--lang", "en"))
    (run,) = log["runs"]
    (result,) = run["results"]
    assert (log["version"], result["ruleId"], result["level"]) == ("2.1.0", "test-failed", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "test-failed"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "definitions/voirie/fautive.json", "uriBaseId": "%SRCROOT%"}
    lines = (city / "definitions/voirie/fautive.json").read_text("utf-8").splitlines()
    line = lines[place["region"]["startLine"] - 1]
    assert line[place["region"]["startColumn"] - 1 :].startswith('"valid"')
    assert result["message"]["text"].startswith("The test “rien” fails")


def test_the_root_is_the_one_that_the_service_names(call, city, monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(city / "definitions"))
    log = log_of(call(cli.check, "definitions", "--format", "sarif"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "voirie/fautive.json"


def test_a_file_outside_the_repository_is_named_in_full(call, city, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("ailleurs là") / "fautive.json"
    elsewhere.write_bytes((city / "definitions" / "voirie" / "fautive.json").read_bytes())
    log = log_of(call(cli.check, elsewhere, "--format", "sarif"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": elsewhere.as_uri()}


def test_each_level_has_its_name(call, example):
    for code, severity, level in (("text-spaces", "warning", "warning"), ("text-contact", "information", "note")):
        path = example("negative", code)
        log = log_of(call(cli.check, path, "--format", "sarif", "--information"))
        assert {result["level"] for result in log["runs"][0]["results"]} == {level}, severity


def test_a_rule_is_described_in_both_languages(call, city):
    (run,) = log_of(call(cli.check, "definitions", "--format", "sarif", "--lang", "fr"))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert (run["language"], rule["id"], rule["name"]) == ("fr", "test-failed", "TestFailed")
    page, _, heading = rule["helpUri"].partition("#")
    assert f"### {heading}\n" in (ROOT / page).read_text("utf-8")
    assert heading == "test-failed"
    assert rule["defaultConfiguration"] == {"level": "error"}
    (translation,) = run["translations"]
    (translated,) = translation["rules"]
    assert translation["language"] == "en"
    for key in ("shortDescription", "fullDescription", "help"):
        assert rule[key]["text"] != translated[key]["text"]
    assert rule["shortDescription"]["text"].startswith("Le test «\u00a0…\u00a0» échoue")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_described_without_a_finding(rule, lang):
    said = describe(rule.code, lang)
    assert said.message != rule.code
    assert said.hint
    assert not re.search(r"\{\s*\$|\{\?", said.message + said.hint)


def test_fingerprints_last_when_lines_move_and_differ_between_findings(call, city):
    def fingerprints():
        log = log_of(call(cli.check, "definitions", "--format", "sarif"))
        return [result["partialFingerprints"]["guichetFinding/v1"] for result in log["runs"][0]["results"]]

    path = city / "definitions" / "voirie" / "fautive.json"
    document = json.loads(path.read_text("utf-8"))
    document["x-tests"].append({**document["x-tests"][-1], "name": "rien non plus"})
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")
    before = fingerprints()
    assert len(set(before)) == len(before) == 2
    path.write_text("\n\n" + json.dumps(document, indent=8), encoding="utf-8")
    assert fingerprints() == before
