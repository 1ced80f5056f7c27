"""The strategies exported for tests elsewhere: examples are as told, and without Hypothesis the reason is clear."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from guichet_validate.engine import evaluate
from guichet_validate.generator.answers import default_context
from guichet_validate.strategies import Fault, hostile_answers, nearly_valid_answers, valid_answers

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
DETAIL = {"if": {"properties": {"suite": {"const": True}}, "required": ["suite"]}, "then": {"required": ["detail"]}}
FIELDS = {"suite": {"type": "boolean"}, "detail": {"type": "string", "maxLength": 20}}


@pytest.fixture(scope="module")
def definition(birth):
    return birth


@FEW
@given(st.data())
def test_valid_answers_are_valid(definition, data):
    answers = data.draw(valid_answers(definition))
    assert evaluate(definition, answers, default_context()).valid


@FEW
@given(st.data())
def test_nearly_valid_answers_are_not(definition, data):
    fault = data.draw(nearly_valid_answers(definition))
    assert isinstance(fault, Fault)
    judged = evaluate(definition, fault.answers, default_context())
    assert not judged.valid or fault.code in {"additionalProperties", "false"}


@FEW
@given(st.data())
def test_hostile_answers_are_judged(definition, data):
    answers = data.draw(hostile_answers(definition))
    json.dumps(evaluate(definition, answers, default_context()).answers, allow_nan=False)


def test_examples_shrink_to_the_simplest_answers(make):
    entry = {**DETAIL, "else": {"properties": {"detail": False}}}
    definition = make(FIELDS, required=["suite"], allOf=[entry])
    quiet = settings(database=None, deadline=None, max_examples=500)
    assert find(valid_answers(definition), lambda answers: True, settings=quiet) == {"suite": False}
    found = find(valid_answers(definition), lambda answers: "detail" in answers, settings=quiet)
    assert set(found) == {"suite", "detail"}


@pytest.mark.parametrize("module", ["guichet_validate", "guichet_validate.generator.answers"])
def test_nothing_else_needs_hypothesis(module):
    program = f"import sys, {module}; sys.exit('hypothesis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_without_hypothesis_the_extra_is_named():
    program = "import sys; sys.modules['hypothesis'] = None; import guichet_validate.strategies"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "pip install guichet-demarches[testing]" in done.stderr
