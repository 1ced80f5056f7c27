"""GitHub's annotations: one line each, and no way for a definition to write a command of its own."""

import json

import pytest

from guichet_validate import cli
from guichet_validate.checks import Report
from guichet_validate.cli.reporters import View, report_check
from guichet_validate.findings import Finding


def test_a_finding_is_an_annotation_at_its_line(call, city):
    result = call(cli.check, "definitions", "--format", "github", "--lang", "en")
    annotation, summary = result.stdout.splitlines()
    assert annotation.startswith("::error file=definitions/voirie/fautive.json,line=")
    assert ",title=test-failed::The test “rien” fails" in annotation
    assert summary == "2 definitions checked: 1 error."
    assert call(cli.test, "definitions", "--format", "github", "--lang", "en").stdout.splitlines()[-1] == (
        "3 tests passed, 1 failure."
    )


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("information", "notice")])
def test_each_severity_has_its_level(severity, level):
    finding = Finding("text-contact", severity, "", {}, "a.json", 2, 3)
    first, _ = report_check(Report(("a.json",), (finding,)), "github", View("en", information=True))
    assert first.startswith(f"::{level} file=a.json,line=2,col=3,title=text-contact::")


def test_a_definition_writes_no_annotation_of_its_own(call, city):
    path = city / "definitions" / "voirie" / "100%,a:b.json"
    document = json.loads((city / "definitions" / "voirie" / "fautive.json").read_text("utf-8"))
    document["x-tests"][1]["name"] = "a\n::error::b\r%0A"
    path.write_text(json.dumps(document), encoding="utf-8")
    result = call(cli.test, path, "--format", "github", "--lang", "en")
    annotation, _ = result.stdout.split("\n", 1)
    assert annotation.startswith("::error file=definitions/voirie/100%25%2Ca%3Ab.json,line=1,")
    assert "a\\u000a::error::b\\u000d%250A" in annotation
    assert len(result.stdout.splitlines()) == 2
