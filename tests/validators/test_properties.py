"""Whatever is answered: no exception, JSON out, verdicts that a stock validator shares, nothing changed twice."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet_validate.coerce import coerce
from guichet_validate.context import PARIS, Context, LibraryDocument
from guichet_validate.engine import evaluate, refuse_unknown
from guichet_validate.feed import feed
from guichet_validate.kinds import load_kinds
from guichet_validate.loading import load, load_file
from guichet_validate.pointers import bind
from guichet_validate.prefill import prefill
from guichet_validate.validator import build_reference

DEFINITIONS = Path(__file__).parents[2] / "definitions"
FILES = sorted(path for path in DEFINITIONS.glob("*/*.json") if "x-steps" in path.read_text(encoding="utf-8"))
CONTEXT = Context(
    now=datetime(2026, 5, 4, 12, tzinfo=PARIS),
    profile={"identity": {"familyName": "Durand"}, "contacts": {"email": "ana@example.fr"}},
    household=({"id": "m1", "relation": "child", "familyName": "Durand"},),
    library=(LibraryDocument("00000000-0000-4000-8000-000000000001", "passeport", expires="2030-01-01"),),
)

texts = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", "2026-05-04", "2026-05-04T10:00", "2031-13-40", "Durand", "78000", "06 12 34 56 78"]),
    st.sampled_from(["\ud800", "\x00", "a\u0301", "1" * 400, "ana@example.fr"]),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@cache
def definition_of(path):
    return load_file(path, library=load_kinds(DEFINITIONS / "documents.json"))


def value_of(field, wild):
    """Values for a field: mostly of its type and options, sometimes anything."""
    fitting = {
        "string": texts,
        "integer": st.integers(-2, 40) | st.integers(),
        "number": st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 50),
        "boolean": st.booleans(),
        "choices": st.lists(st.sampled_from([choice.value for choice in field.choices] or ["x"]), max_size=3),
        "file": st.lists(file_answers(field), max_size=2),
    }
    if field.kind == "object":
        chosen = members_of(field, wild)
    elif field.kind == "repeat":
        chosen = st.lists(members_of(field, wild), max_size=3)
    elif field.choices and field.kind != "choices":
        chosen = st.sampled_from([choice.value for choice in field.choices])
    elif field.format == "date":
        chosen = st.dates(datetime(1950, 1, 1).date(), datetime(2030, 1, 1).date()).map(str)  # noqa: DTZ001
    else:
        chosen = fitting[field.kind]
    return st.one_of(chosen, chosen, chosen, anything) if wild else chosen


def file_answers(field):
    ids = [accepted.id for accepted in field.document.accepts] if field.document else ["x"]
    return st.fixed_dictionaries(
        {
            "id": st.uuids().map(str),
            "name": st.just("a.pdf"),
            "type": st.just("application/pdf"),
            "size": st.integers(0, 3_000_000),
        },
        optional={
            "as": st.sampled_from([*ids, "autre"]),
            "issued": st.sampled_from(["2026-04-01", "2020-01-01", "hier"]),
            "expires": st.sampled_from(["2030-01-01", "2020-01-01"]),
        },
    )


def members_of(field, wild):
    return st.fixed_dictionaries({}, optional={child.name: value_of(child, wild) for child in field.children})


def answers_of(wild):
    return st.sampled_from(FILES).flatmap(
        lambda path: st.tuples(st.just(definition_of(path)), members_of(definition_of(path).root, wild))
    )


lenient = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@lenient
@given(answers_of(wild=True) | st.tuples(st.sampled_from(FILES).map(definition_of), anything))
def test_no_answers_make_the_engine_fail(given_answers):
    definition, answers = given_answers
    refuse_unknown(definition, answers)
    if not isinstance(answers, dict):
        answers = {"x": answers}
    filled = prefill(definition, answers, CONTEXT)
    for through in (None, *(step.id for step in definition.steps[:2])):
        evaluation = evaluate(definition, filled.answers, CONTEXT, through=through)
        feed(definition, evaluation, CONTEXT)
        json.dumps(evaluation.answers, allow_nan=False).encode()
        assert all(pointer not in evaluation.required for pointer in evaluation.off)
        for problem in (*evaluation.problems, *evaluation.warnings):
            json.dumps(dict(problem.params))
            assert definition.field_at(problem.pointer) is not None


@lenient
@given(answers_of(wild=False))
def test_a_stock_validator_gives_the_same_verdict_on_the_pruned_answers(given_answers):
    definition, answers = given_answers
    context = Context(now=CONTEXT.now)
    evaluation = evaluate(definition, answers, context)
    # What JSON Schema cannot say: rules, and what is asked of papers beside their shape.
    ours = {"as", "issued", "expires", "maxAge", "notExpired"}
    shape = [problem for problem in evaluation.problems if problem.rule is None and problem.code not in ours]
    fast = definition.plan.validator.is_valid(evaluation.answers)
    assert fast is (not shape and evaluation.exit is None)
    assert fast is reference_of(definition.digest, definition).is_valid(evaluation.answers)


@cache
def reference_of(digest, definition):
    return build_reference(definition.document)


@lenient
@given(answers_of(wild=True))
def test_evaluating_what_came_out_changes_nothing_more(given_answers):
    definition, answers = given_answers
    once = evaluate(definition, answers, CONTEXT)
    twice = evaluate(definition, once.answers, CONTEXT)
    assert twice.answers == once.answers
    assert twice.problems == once.problems
    assert twice.off == once.off
    assert twice.pruned == ()


@lenient
@given(st.data())
def test_no_form_makes_coercion_or_the_engine_fail(data):
    definition = definition_of(data.draw(st.sampled_from(FILES)))
    step = data.draw(st.sampled_from(definition.steps))
    names = [bind(pointer, (0, 1)) for pointer in definition.fields]
    tails = st.sampled_from(["", "", "", "#day", "#month", "#year", "/0", "/-/as", "/0/issued", "#row", "/x"])
    name = st.builds(str.__add__, st.sampled_from(names), tails) | texts | st.just("action")
    form = data.draw(st.lists(st.tuples(name, texts), max_size=25))
    previous = data.draw(members_of(definition.root, wild=True))
    coerced = coerce(definition, step.id, form, previous)
    evaluation = evaluate(definition, coerced.answers, CONTEXT, through=step.id)
    json.dumps(evaluation.answers, allow_nan=False).encode()


def test_a_definition_is_shared_by_threads():
    definition = definition_of(next(path for path in FILES if path.stem == "acte-naissance"))
    test = next(test for test in definition.document["x-tests"] if test.get("computed") and "answers" in test)
    expected = evaluate(definition, test["answers"], CONTEXT)

    def judge(_):
        evaluation = evaluate(definition, test["answers"], CONTEXT)
        return (evaluation.answers, evaluation.problems, evaluation.computed)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(judge, range(400)))
    assert expected.computed
    assert found == [(expected.answers, expected.problems, expected.computed)] * 400


@pytest.mark.parametrize("depth", [100, 5000])
def test_depth_is_cut_not_followed(depth):
    deep = []
    for _ in range(depth):
        deep = [deep]
    definition = definition_of(FILES[0])
    answers = {field.name: deep for field in definition.root.children}
    evaluation = evaluate(definition, answers, CONTEXT)
    assert evaluation.problems
    assert coerce(definition, definition.steps[0].id, [], answers)
    assert prefill(definition, answers, CONTEXT)


@pytest.mark.parametrize("rows", [51, 2000, 10**6])
def test_of_too_many_rows_one_too_many_is_judged(rows):
    row = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "maximum": 3}}}
    properties = {"r": {"type": "array", "maxItems": 50, "items": row}}
    steps = [{"id": "s", "fields": ["/r"]}]
    definition = load(
        {
            "x-procedure": {"id": "essai"},
            "x-steps": steps,
            "type": "object",
            "properties": properties,
            "required": ["r"],
        }
    )
    evaluation = evaluate(definition, {"r": [{"n": 9}] * rows}, CONTEXT)
    assert [problem.code for problem in evaluation.problems].count("maxItems") == 1
    assert len(evaluation.problems) == 52
