"""The verdicts against brute force: on small definitions every set of answers is put to the engine."""

import random

import pytest

from guichet_validate.engine import evaluate
from guichet_validate.findings import DefinitionError
from guichet_validate.flow.observing import Observer
from guichet_validate.flow.targets import FAILS, TAKEN
from guichet_validate.flow.verdicts import analyse
from guichet_validate.loading import load

MOST_ANSWERS = 1_500


def compared(seed, context, small):
    """Return what is proved and yet not reached, and what is said never to be reached and is; and how much is open."""
    made, every_answer = small
    document = made(random.Random(seed))
    try:
        definition = load(document)
    except DefinitionError:
        return None
    answers = list(every_answer(document))
    if len(answers) > MOST_ANSWERS:
        return None
    observer = Observer(definition)
    seen, sent = set(), set()
    for given in answers:
        evaluation = evaluate(definition, given, context())
        found = observer.observe(evaluation)
        seen |= found
        stopped = {target for target in found if target.side == TAKEN or (target.side == FAILS and evaluation.exit)}
        sent |= found if evaluation.valid else stopped if not evaluation.problems else set()
    flow = analyse(definition, ())
    wrongly_proved = [target for target in flow.of("proved") if target not in seen]
    wrongly_never = [target for target in flow.of("never") if target in sent]
    return wrongly_proved, wrongly_never, len(flow.of("undecided")), len(flow.verdicts)


@pytest.mark.parametrize("start", range(0, 160, 20))
def test_no_verdict_contradicts_the_engine(start, context, small):
    results = [result for seed in range(start, start + 20) if (result := compared(seed, context, small)) is not None]
    assert len(results) >= 8
    assert [(proved, never) for proved, never, _, _ in results if proved or never] == []


def test_nearly_everything_is_decided(context, small):
    results = [result for seed in range(200, 260) if (result := compared(seed, context, small)) is not None]
    undecided, every = sum(result[2] for result in results), sum(result[3] for result in results)
    assert every > 300
    assert undecided <= every / 50
