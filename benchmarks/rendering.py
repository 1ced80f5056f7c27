"""Draw the steps of a form beside the same pages written by hand in Jinja2, and beside react-jsonschema-form."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checking import PROGRAMS, rounds_of, submission
from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from table import Result, told

from guichet_render import renderer
from guichet_validate.coerce import coerce
from guichet_validate.engine import Evaluation, evaluate

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from guichet_validate.context import Context
    from guichet_validate.model import Definition, Step

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
# At most so much of the time of the page written by hand; at least so many times faster than the other renderer.
HAND_BOUND = 0.3
PEER_BOUND = 10.0
# Bytes of the fields of a step.
LARGEST_STEP = 15_000
LOOPS = 300
PEER_LOOPS = 100


def measured(options: argparse.Namespace) -> Iterator[Result]:
    """Measure every step of the forty-field form, filled in."""
    definition, context, evaluations = filled()
    pages, hands = both(definition, context, evaluations)
    for step, page, hand in zip(definition.steps, pages, hands, strict=True):
        assert normal(page()) == normal(hand()), f"{step.id} is not the page beside"
        assert len(page().encode()) <= LARGEST_STEP, f"{step.id} takes {len(page().encode())} bytes"
    times = rounds_of([_all(pages), _all(hands), *pages, *hands], options.rounds, LOOPS)
    whole = f"drawing {len(pages)} steps of 40 fields"
    yield told(Result.of_pairs(whole, "Jinja2, by hand", times[0], times[1], bound=HAND_BOUND))
    count = len(pages)
    for place, step in enumerate(definition.steps):
        yield told(
            Result.of_pairs(f"drawing «{step.id}»", "Jinja2, by hand", times[2 + place], times[2 + count + place])
        )
    peer = _peer(definition, evaluations, options.rounds)
    if peer is not None:
        total = [sum(rounds) for rounds in zip(*peer.values(), strict=True)]
        yield told(Result.of_pairs(whole, "react-jsonschema-form", times[0], total, bound=PEER_BOUND, faster=True))


def both(definition: Definition, context: Context, evaluations: dict[str, Evaluation]) -> tuple[list[Any], list[Any]]:
    """Return what draws each step, ours and by hand."""
    return (
        [_ours(definition, context, step, evaluations[step.id]) for step in definition.steps],
        [_by_hand(step, evaluations[step.id]) for step in definition.steps],
    )


def _all(pages: list[Any]) -> Any:
    return lambda: [page() for page in pages]


def filled() -> tuple[Definition, Context, dict[str, Evaluation]]:
    definition, context, forms = submission()
    answers: dict[str, Any] = {}
    for step, form in forms.items():
        answers = coerce(definition, step, form, answers).answers
    return (
        definition,
        context,
        {step.id: evaluate(definition, answers, context, through=step.id) for step in definition.steps},
    )


def _ours(definition: Definition, context: Context, step: Step, evaluation: Evaluation) -> Any:
    draws = renderer("fr")

    def page() -> str:
        return draws.step(
            definition, step.id, evaluation, context=context, show_problems=True, step_url=lambda name: name
        ).fields

    return page


def _by_hand(step: Step, evaluation: Evaluation) -> Any:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=ChainableUndefined, auto_reload=False
    )
    template = environment.get_template(f"{step.id}.html")
    errors: dict[str, tuple[str, ...]] = defaultdict(tuple)
    told_by_city = {"sample": "27 6 2026", "price": "37,50 €"}
    return partial(template.render, answers=evaluation.answers, errors=errors, **told_by_city)


def normal(html: str) -> str:
    """HTML with every space alike: the pages may be laid out differently, never say anything else."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", html))


def _peer(definition: Definition, evaluations: dict[str, Evaluation], rounds: int) -> dict[str, list[float]] | None:
    """Seconds that react-jsonschema-form takes for each rendering of a step on the server."""
    node = shutil.which("node", path=str(PROGRAMS)) or shutil.which("node")
    npm = shutil.which("npm", path=str(PROGRAMS)) or shutil.which("npm")
    if node is None or npm is None:
        print("Skipped: react-jsonschema-form; run tools/browsers.sh first")
        return None
    if not (PEERS / "node_modules").exists():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=PEERS, check=True)
    steps = [
        {"id": step.id, "schema": _schema(definition, step), "answers": _answers(step, evaluations[step.id])}
        for step in definition.steps
    ]
    done = subprocess.run(
        [node, "rjsf.mjs"],
        input=json.dumps({"rounds": rounds, "loops": PEER_LOOPS, "steps": steps}),
        capture_output=True,
        text=True,
        check=True,
        cwd=PEERS,
        env={"NODE_ENV": "production"},
    )
    found = json.loads(done.stdout)
    for step in steps:
        html = found["html"][step["id"]]
        missing = [name for name in step["answers"] if f'id="root_{name}' not in html]
        assert not missing, f"react-jsonschema-form leaves out {missing}"
    return {step["id"]: found[step["id"]] for step in steps}


def _names(step: Step) -> set[str]:
    return {pointer.split("/")[1] for pointer in step.fields}


def _answers(step: Step, evaluation: Evaluation) -> dict[str, Any]:
    return {name: value for name, value in evaluation.answers.items() if name in _names(step)}


def _schema(definition: Definition, step: Step) -> dict[str, Any]:
    """The part of the definition that one step asks: its properties, and the conditions among them."""
    document, names = definition.document, _names(step)
    conditions = [
        entry
        for entry in document.get("allOf", ())
        if "x-exit" not in entry and set(entry["if"].get("properties", {})) <= names
    ]
    return {
        "$schema": document["$schema"],
        "type": "object",
        "$defs": document.get("$defs", {}),
        "properties": {name: node for name, node in document["properties"].items() if name in names},
        "required": [name for name in document["required"] if name in names],
        "allOf": conditions,
    }
