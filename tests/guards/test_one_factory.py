"""Validators are built in one place, with one list of formats and no way to fetch a reference."""

import re

import pytest

FACTORY = "validators/guichet_validate/validator.py"
BUILDING = re.compile(
    r"\b(?:Draft\d+Validator|validator_for|validator_cls_for|FormatChecker|Registry)\s*\("
    r"|\bjsonschema(?:_rs)?\.validate\b"
)


def test_only_the_factory_builds_validators(root, python_sources):
    elsewhere = {
        str(path.relative_to(root)): found
        for path in python_sources
        if str(path.relative_to(root)) != FACTORY and (found := BUILDING.findall(path.read_text("utf-8")))
    }
    assert elsewhere == {}


@pytest.mark.parametrize(
    "line",
    ["x = Draft202012Validator(schema)", "jsonschema_rs.validator_for(schema)", "jsonschema.validate(1, {})"],
)
def test_the_guard_sees_a_second_factory(line):
    assert BUILDING.search(line)
