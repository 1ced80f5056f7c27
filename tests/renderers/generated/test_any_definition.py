"""No definition that passes the check can hang, crash or exceed its bound, in the engine or in the renderers."""

import json
import random
import time
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet_render import renderer
from guichet_validate.checks import check
from guichet_validate.coerce import coerce
from guichet_validate.context import PARIS, Context, LibraryDocument
from guichet_validate.engine import evaluate, refuse_unknown
from guichet_validate.feed import feed
from guichet_validate.findings import DefinitionError
from guichet_validate.generator.answers import Answers
from guichet_validate.generator.chances import Seeded
from guichet_validate.kinds import DocumentKind
from guichet_validate.loading import load
from guichet_validate.offers import offers
from guichet_validate.prefill import prefill
from guichet_validate.source import Source

KINDS = {"piece": DocumentKind("piece", {})}
CONTEXT = Context(
    now=datetime(2026, 5, 4, 12, tzinfo=PARIS),
    profile={"identity": {"familyName": "Durand"}, "contacts": {"email": "ana@example.fr"}},
    household=({"id": "m1", "relation": "child", "familyName": "Durand"},),
    library=(LibraryDocument("00000000-0000-4000-8000-000000000001", "piece", issued="2026-04-01"),),
    lists={"ecoles": [{"code": "a", "nom": "École A"}, {"code": "b", "nom": "École B"}]},
)
SEEDS = 60
# Seconds of processor time; what a definition of the largest size may take, several times over.
CHECK, JUDGE, DRAW = 2.0, 0.5, 2.0


def timed(bound, work, *arguments, **options):
    """What the work gives, within a bound of processor time."""
    started = time.process_time()
    done = work(*arguments, **options)
    spent = time.process_time() - started
    assert spent < bound, (work.__name__, spent)
    return done


def accepted(document):
    """The definition, or nothing when the check finds errors in it; that they are findings is all that counts."""
    source = Source("exemple.json", json.dumps(document), document)
    findings = timed(CHECK, check, source, kinds=KINDS)
    if any(finding.severity == "error" for finding in findings):
        return None
    return load(document, library=KINDS)


def draw(definition, evaluation, lang):
    """Everything that is drawn of an evaluation."""
    draws, told = renderer(lang), {"context": CONTEXT, "step_url": str}
    for step in definition.steps:
        draws.step(definition, step.id, evaluation, show_problems=True, **told)
    changes = offers(definition, feed(definition, evaluation, CONTEXT))
    draws.review(definition, evaluation, show_problems=True, changes=changes, **told)
    draws.changes(definition, changes, evaluation.answers, CONTEXT)
    draws.answers(definition, evaluation, context=CONTEXT, audience="agent")
    draws.plain_text(definition, evaluation, context=CONTEXT)
    draws.summary(definition, evaluation, CONTEXT)
    draws.information(definition, context=CONTEXT)
    if evaluation.exit is not None:
        draws.exit(definition, evaluation.exit, context=CONTEXT, answers=evaluation.answers)


def judge(definition, answers):
    """Judge and draw answers as a request does."""
    refuse_unknown(definition, answers)
    filled = timed(
        JUDGE, prefill, definition, answers if isinstance(answers, dict) else {"x": answers}, CONTEXT
    ).answers
    for through in (None, definition.steps[0].id):
        evaluation = timed(JUDGE, evaluate, definition, filled, CONTEXT, through=through)
        json.dumps(evaluation.answers, allow_nan=False).encode()
    evaluation = timed(JUDGE, evaluate, definition, filled, CONTEXT)
    for lang in definition.languages:
        timed(DRAW, draw, definition, evaluation, lang)
    form = [(pointer.replace("*", "0"), str(answers)[:200]) for pointer in definition.fields]
    timed(JUDGE, coerce, definition, definition.steps[0].id, form, filled)


def try_out(definition, seed, rounds=2):
    made = Answers(definition, CONTEXT, seed)
    for _ in range(rounds):
        fault = made.nearly_valid()
        for answers in (made.valid(), fault.answers if fault else {}, made.hostile()):
            judge(definition, {} if answers is None else answers)


def test_most_made_up_definitions_pass_the_check(made):
    seeds = [made(Seeded(random.Random(seed))) for seed in range(SEEDS)]
    assert sum(accepted(document) is not None for document in seeds) > SEEDS * 0.8


class Drawn:
    """Choices of Hypothesis, which shrinks them."""

    def __init__(self, data):
        self.data = data

    def between(self, low, high):
        return self.data.draw(st.integers(low, high))


UNHURRIED = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@UNHURRIED
@given(st.data())
def test_what_passes_the_check_is_judged_and_drawn_in_time(made, data):
    definition = accepted(made(Drawn(data)))
    if definition is not None:
        try_out(definition, 1, rounds=1)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nearly_a_definition_is_refused_or_judged_and_drawn(nearly_made, seed):
    definition = None
    try:
        definition = accepted(nearly_made(Seeded(random.Random(seed))))
    except DefinitionError:
        pytest.fail("it passed the check and could not be loaded")
    if definition is not None and definition.steps:
        try_out(definition, seed, rounds=1)


@pytest.mark.long(minutes=20)
def test_thousands_of_definitions_are_judged_and_drawn(made, nearly_made):
    tried = 0
    for seed in range(3_000):
        for make in (made, nearly_made):
            definition = accepted(make(Seeded(random.Random(seed))))
            if definition is not None and definition.steps:
                try_out(definition, seed, rounds=1)
                tried += 1
    assert tried > 2_500
