"""Generated answers: valid ones reach every branch, faults are where they say, hostile ones harm nobody."""

import json
import random

import pytest

from guichet_validate.engine import evaluate, refuse_unknown
from guichet_validate.generator.answers import Answers, default_context
from guichet_validate.generator.chances import Seeded
from guichet_validate.generator.faults import nearly_valid
from guichet_validate.generator.filling import leaves
from guichet_validate.generator.wiring import places
from guichet_validate.pointers import get, template

EXAMPLES = 200
FEWER = 12


def sides(definition, answers):
    """Every condition with how it came out, in each row it stands in."""
    for branch in definition.plan.branches:
        for pointer in places(branch.scope, answers):
            scope = get(answers, pointer) if pointer else answers
            if isinstance(scope, dict):
                yield branch.pointer, branch.test(scope)


def test_valid_answers_are_valid_and_differ(around):
    answers = Answers(around.definition, around.context, seed=1)
    seen = set()
    for _ in range(FEWER):
        made = answers.valid()
        judged = evaluate(around.definition, made, around.context)
        assert judged.valid
        assert not judged.pruned
        assert not refuse_unknown(around.definition, made)
        seen.add(json.dumps(made))
    assert len(seen) > FEWER * 0.7


@pytest.mark.long(minutes=5)
def test_two_hundred_valid_answers_reach_every_branch_and_field(around):
    definition = around.definition
    answers = Answers(definition, around.context, seed=1)
    reached, answered = set(), set()
    for _ in range(EXAMPLES):
        judged = evaluate(definition, answers.valid(), around.context)
        reached.update(sides(definition, judged.answers))
        answered.update(template(pointer) for pointer, _ in leaves(definition.root, judged.answers))
    possible = {
        (branch.pointer, side)
        for branch in definition.plan.branches
        for side in (True, False)
        if not (branch.is_exit and side)
    }
    # A side that hangs on the day or on a setting cannot be reached by answers alone.
    assert len(possible - reached) <= len(possible) // 20, possible - reached
    assert {name for name, field in definition.fields.items() if not field.children} - answered == set()


def test_a_fault_is_what_and_where_it_says(around):
    definition = around.definition
    answers, chances = Answers(definition, around.context, seed=2), Seeded(random.Random(2))
    codes = set()
    for made in [answers.valid() for _ in range(4)] * 12:
        fault = nearly_valid(around, made, chances)
        codes.add(fault.code)
        judged = evaluate(definition, fault.answers, around.context)
        told = {problem.pointer: problem.code for problem in judged.problems}
        if fault.code == "additionalProperties":
            assert [problem.pointer for problem in refuse_unknown(definition, fault.answers)] == [fault.pointer]
        elif fault.code == "false":
            assert fault.pointer in judged.pruned
            assert not definition.plan.validator.is_valid(fault.answers)
        elif fault.code == "exit":
            assert judged.exit is not None
        elif fault.code == "value":
            assert any(pointer.startswith(fault.pointer) for pointer in told), fault
        else:
            assert told.get(fault.pointer) == fault.code, fault
    assert codes >= {"value", "required", "additionalProperties"}


def test_hostile_answers_are_judged(around):
    answers = Answers(around.definition, around.context, seed=3)
    refused = 0
    for _ in range(FEWER):
        made = answers.hostile()
        refuse_unknown(around.definition, made)
        judged = evaluate(around.definition, made, around.context)
        json.dumps(judged.answers, allow_nan=False).encode()
        refused += not judged.valid
    assert refused


def test_json_only_is_json(around):
    answers = Answers(around.definition, around.context, seed=4)
    for _ in range(FEWER):
        json.dumps(answers.hostile(json_only=True), allow_nan=False, ensure_ascii=False).encode()


@pytest.mark.parametrize("kind", ["valid", "nearly_valid", "hostile"])
def test_a_seed_makes_the_same_answers(around, kind):
    def some():
        answers = Answers(around.definition, around.context, seed=7)
        return repr([getattr(answers, kind)() for _ in range(5)])

    assert some() == some()


def test_no_day_is_asked_for(around):
    assert Answers(around.definition).around.context == default_context()
