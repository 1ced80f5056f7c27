"""Every definition of the city as plain text: what the agent's view shows, without a sign of its markup."""

import datetime as dt
import functools
import html
import json
import re
from pathlib import Path

import pytest

from guichet_render import renderer
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.generator.answers import Answers
from guichet_validate.kinds import load_kinds
from guichet_validate.lists import load_lists
from guichet_validate.loading import load_file

DEFINITIONS = Path(__file__).parents[2] / "definitions"
FILES = sorted(path for path in DEFINITIONS.glob("*/*.json") if '"x-steps"' in path.read_text("utf-8"))
CONTEXT = Context(
    now=dt.datetime(2026, 5, 4, 10, 0, tzinfo=PARIS),
    signed_in=True,
    settings=json.loads((DEFINITIONS / "city.json").read_text("utf-8"))["settings"],
    lists={name: table.rows for name, table in load_lists(DEFINITIONS / "lists").items()},
)
SHOWN = re.compile(r'<h\d>(.*?)</h\d>|<dt>(.*?)</dt>|<span class="text">(.*?)</span>|<li><a [^>]*>(.*?)</a>', re.DOTALL)
MARKUP = re.compile(r"</(?:p|strong|em|a|li|ul|ol|span)>|&(?:amp|lt|gt|quot|#[0-9]+);|\{(?:/|@/|settings)")


@functools.cache
def answered(path):
    """A definition and what some valid answers to it make, the same in each language."""
    definition = load_file(path, library=load_kinds(DEFINITIONS / "documents.json"))
    made = [Answers(definition, CONTEXT, seed).valid() for seed in range(5)]
    return definition, [evaluate(definition, answers, CONTEXT) for answers in made]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_plain_text_says_what_an_agent_reads(path, lang):
    definition, evaluations = answered(path)
    drawn = renderer(lang)
    for evaluation in evaluations:
        text = drawn.plain_text(definition, evaluation, context=CONTEXT)
        flat = " ".join(text.casefold().split())
        shown = drawn.answers(definition, evaluation, context=CONTEXT)
        said = [html.unescape(next(filter(None, found))) for found in SHOWN.findall(shown) if any(found)]
        assert len(said) > len(evaluation.steps)
        for one in said:
            assert " ".join(one.casefold().rstrip(" \u00a0\u202f:").split()) in flat
        assert not MARKUP.search(text)
        assert text.endswith("\n")
        assert not text.startswith("\n")
