"""GitLab's code quality: the keys that it reads, and paths from the root of the repository."""

import json

from guichet_validate import cli


def test_a_finding_is_a_record(call, city):
    (record,) = json.loads(call(cli.check, "definitions", "--format", "gitlab", "--lang", "en").stdout)
    assert record.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
    assert (record["check_name"], record["severity"]) == ("test-failed", "major")
    assert record["location"]["path"] == "definitions/voirie/fautive.json"
    assert record["location"]["lines"]["begin"] > 1
    (failed,) = json.loads(call(cli.test, "definitions", "--format", "gitlab").stdout)
    assert failed["check_name"] == "test-failed"


def test_a_clean_run_is_an_empty_list(call, example):
    assert json.loads(call(cli.check, example("positive", "test-failed"), "--format", "gitlab").stdout) == []
