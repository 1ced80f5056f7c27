"""JUnit: a suite per file, a case per finding or per test, and XML whatever a definition holds."""

import json
from xml.etree import ElementTree as ET

from guichet_validate import cli

CASE = {"name", "classname", "file", "line"}
COUNTS = {"tests", "failures", "errors", "skipped"}


def suites_of(result):
    root = ET.fromstring(result.stdout.encode())
    assert root.tag == "testsuites"
    for element in (root, *root):
        assert element.attrib.keys() == {"name", *COUNTS}
        cases = list(element.iter("testcase"))
        assert int(element.get("tests")) == len(cases) > 0
        assert int(element.get("failures")) == len(list(element.iter("failure")))
        assert int(element.get("errors")) == len(list(element.iter("error")))
        assert all(case.attrib.keys() <= CASE for case in cases)
        assert all({"message", "type"} == told.attrib.keys() for told in element.iter("failure"))
    assert {suite.tag for suite in root} == {"testsuite"}
    return {suite.get("name"): suite for suite in root}


def test_a_file_is_a_suite_and_a_finding_a_failure(call, city):
    result = call(cli.check, "definitions", "--format", "junit", "--lang", "en")
    assert result.exit_code == 1
    suites = suites_of(result)
    assert list(suites) == ["definitions/voirie/bonne.json", "definitions/voirie/fautive.json"]
    (case,) = suites["definitions/voirie/bonne.json"]
    assert list(case) == []
    (case,) = suites["definitions/voirie/fautive.json"]
    assert case.get("name") == "test-failed /x-tests/1/valid"
    assert case.find("failure").get("message").startswith("The test “rien” fails")


def test_what_does_not_fail_the_run_fails_no_case(call, example):
    path = example("negative", "text-spaces")
    (suite,) = suites_of(call(cli.check, path, "--format", "junit")).values()
    assert {child.tag for case in suite for child in case} == {"system-out"}
    (suite,) = suites_of(call(cli.check, path, "--format", "junit", "--fail-on", "warning")).values()
    assert {child.tag for case in suite for child in case} == {"failure"}


def test_each_test_of_a_definition_is_a_case(call, city):
    suites = suites_of(call(cli.test, "definitions", "--format", "junit", "--lang", "en"))
    passed = suites["definitions/voirie/bonne.json"]
    assert [case.get("name") for case in passed] == ["un banc", "rien"]
    assert [list(case) for case in passed] == [[], []]
    good, bad = suites["definitions/voirie/fautive.json"]
    assert list(good) == []
    assert "valid: expected true" in bad.find("failure").text


def test_a_file_that_cannot_run_is_in_error(call, example):
    (suite,) = suites_of(
        call(cli.test, example("negative", "json-syntax"), "--format", "junit", "--lang", "en")
    ).values()
    assert suite.find("testcase/error").get("message") == "A comma is missing after this."


def test_characters_that_xml_cannot_hold_are_replaced(call, city):
    path = city / "definitions" / "voirie" / "fautive.json"
    document = json.loads(path.read_text("utf-8"))
    document["x-tests"][1]["name"] = "bip \u0007 <&> \ufffe"
    path.write_text(json.dumps(document), encoding="utf-8")
    for command in (cli.check, cli.test):
        result = call(command, path, "--format", "junit")
        suites_of(result)
        assert "bip \ufffd &lt;&amp;&gt; \ufffd" in result.stdout
