"""Our verdict on the shape of answers is that of jsonschema, jsonschema-rs and ajv, but for a written list of reasons.

The list stands in docs/integrators/validators.md; a difference without one of its reasons fails.
"""

import json
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.formats import FORMATS
from guichet_validate.generator.answers import Answers
from guichet_validate.kinds import load_kinds
from guichet_validate.lists import load_lists
from guichet_validate.loading import load_file

ROOT = Path(__file__).resolve().parents[3]
DEFINITIONS = ROOT / "definitions"
FILES = sorted(path for path in DEFINITIONS.glob("*/*.json") if '"x-steps"' in path.read_text("utf-8"))
LIST = ROOT / "docs" / "integrators" / "validators.md"
CONTEXT = Context(
    # A day on which every procedure is open.
    now=datetime(2026, 5, 14, 12, tzinfo=PARIS),
    lists={name: table.rows for name, table in load_lists(DEFINITIONS / "lists").items()},
)
SAMPLE = 600
WHOLE = 10_000
MOST_BYTES = 100_000
# What the portal judges beyond the schema: rules, papers and reference lists.
PAPERS = {"as", "issued", "expires", "maxAge", "notExpired", "lookup"}


def reasons(errors):
    """Why only one side made these errors: a reason for each, `None` for an error without any."""
    for _, keyword, argument, value in errors:
        if keyword == "format" and isinstance(value, str) and argument in {*FORMATS} - {"date", "uuid", "email"}:
            yield "own-format"
        elif keyword == "format" and argument == "date" and isinstance(value, str) and value.startswith("0000-"):
            yield "year-zero"
        elif (keyword == "pattern" or argument == "email") and isinstance(value, str) and value.endswith("\n"):
            yield "final-newline"
        elif value in ("Infinity", "-Infinity") or (type(value) in (int, float) and abs(value) > 2**53):
            yield "large-number"
        else:
            yield None


def json_lines(answers, count):
    """Made-up answers as JSON: a third each valid, with one fault, and hostile; and what the engine makes of them."""
    for number in range(count):
        made = (answers.valid, lambda: answers.nearly_valid().answers, hostile_of(answers))[number % 3]()
        finished = evaluate(answers.around.definition, made, answers.around.context).answers
        for value in (made, finished) if number % 2 else (finished,):
            line = json.dumps(value)
            if len(line) < MOST_BYTES:
                yield line


def hostile_of(answers):
    def make():
        made = answers.hostile(json_only=True)
        return made if isinstance(made, dict) else {"x": made}

    return make


def shape_holds(definition, answers):
    """The engine's own verdict on finished answers, without what JSON Schema cannot say."""
    judged = evaluate(definition, answers, CONTEXT)
    wrong = [problem for problem in judged.problems if problem.rule is None and problem.code not in PAPERS]
    return not wrong and judged.exit is None


def compare(judge, path, count, seed):
    """Judge that many answers to a definition; return how many lines there were, and each difference by its reason."""
    definition = load_file(path, library=load_kinds(DEFINITIONS / "documents.json"))
    lines = list(json_lines(Answers(definition, CONTEXT, seed), count))
    verdicts = judge(definition, lines)
    ours = verdicts.pop("guichet")
    found = Counter()
    for name, theirs in verdicts.items():
        assert len(theirs) == len(lines)
        for line, our, their in zip(lines, ours, theirs, strict=True):
            if bool(our) != bool(their):
                why = set(reasons(our or their))
                assert None not in why, (path.stem, name, line[:3000], our or their)
                found.update((name, reason) for reason in why)
    for line, our in zip(lines, ours, strict=True):
        answers = json.loads(line)
        if evaluate(definition, answers, CONTEXT).answers == answers:
            assert shape_holds(definition, answers) is not bool(our), (path.stem, line[:3000], our)
    refused = sum(map(bool, ours))
    assert min(refused, len(lines) - refused) > len(lines) // 5
    return len(lines), found


def listed():
    """The reasons of the written list."""
    return set(re.findall(r"^\| `([a-z-]+)` \|", LIST.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_of_answers_is_judged_alike(judge, path):
    lines, found = compare(judge, path, SAMPLE // len(FILES), seed=11)
    assert lines >= SAMPLE // len(FILES)
    assert {reason for _, reason in found} <= listed()


@pytest.mark.long(minutes=15)
def test_ten_thousand_answers_are_judged_alike(judge):
    total, all_found = 0, Counter()
    for path in FILES:
        lines, found = compare(judge, path, WHOLE // len(FILES) + 1, seed=12)
        total += lines
        all_found += found
    sys.stdout.write(f"{total} answers, differences: {dict(all_found)}\n")
    assert total >= WHOLE
    assert {reason for _, reason in all_found} <= listed()


def test_the_reasons_of_the_list_are_those_looked_for():
    own = ("/a", "format", "siret", "1"), ("/a", "format", "date", "0000-01-01")
    others = ("/a", "pattern", "^a$", "a\n"), ("/a", "maximum", 3, 10**30), ("/a", "type", "integer", "Infinity")
    assert set(reasons([*own, *others])) == listed()
    assert list(reasons([("/a", "type", "string", 3)])) == [None]
