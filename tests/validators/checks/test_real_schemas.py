"""Real schemas of other trades are no procedures: they are told so, quickly, and never by a traceback."""

import time
from pathlib import Path

import check_jsonschema
import pytest

from guichet_validate.checks import check_paths
from guichet_validate.checks.phrasing import phrase

VENDORED = sorted((Path(check_jsonschema.__file__).parent / "builtin_schemas").rglob("*.json"))


def test_there_are_some():
    assert len(VENDORED) > 20


@pytest.mark.parametrize("path", VENDORED, ids=lambda path: path.stem)
def test_a_schema_of_others_gets_clear_findings(path):
    started = time.process_time()
    report = check_paths([path])
    assert time.process_time() - started < 2
    assert report.has_errors
    assert len(report.findings) <= 3_000
    for finding in report.findings:
        told = phrase(finding)
        assert told.message not in ("", finding.code)
        assert told.hint
        assert finding.line
