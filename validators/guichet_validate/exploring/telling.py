"""Write a chart for people, as text, and for programs, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from guichet_validate.flow.atoms import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guichet_validate.exploring.chart import Chart
    from guichet_validate.exploring.journeys import Journey
    from guichet_validate.exploring.labels import Labels
    from guichet_validate.exploring.tree import Fork, Way
    from guichet_validate.flow.confirming import Witness

# More lines of one tree than that are told by their number.
MOST_LINES = 60
_MOST_NAMES = 6


def as_text(chart: Chart, labels: Labels) -> Iterator[str]:
    """Yield the lines: what is always asked, the trees, the journeys, exits and documents with their witness."""
    say = labels.say
    definition = chart.definition
    yield say("explore-title", name=labels.own(definition.document), id=definition.id, version=definition.version)
    yield say("explore-paths", count=chart.paths, more=int(chart.partial))
    yield ""
    yield say("explore-always")
    for step in definition.steps:
        titles = [labels.field(template) for template in chart.always[step.id]]
        yield f"  {labels.own(step.node)}{say('colon')}{', '.join(titles) or say('explore-nothing')}"
    for tree in chart.trees:
        yield ""
        lines = list(_fork(tree.fork, labels, ""))
        yield from lines[:MOST_LINES]
        if len(lines) > MOST_LINES or tree.partial:
            yield f"  … {say('explore-lines-more', count=max(len(lines) - MOST_LINES, 0), more=int(tree.partial))}"
    yield ""
    for key, journey in (("shortest", chart.shortest), ("longest", chart.longest)):
        yield from _journey(key, journey, chart, labels)
    for key, witnesses in (("exit", chart.exits), ("document", chart.documents)):
        if witnesses:
            yield ""
            yield say(f"explore-{key}s")
        for name, witness in witnesses.items():
            title = labels.exit(name) if key == "exit" else labels.field(name)
            yield f"  {title}{say('colon')}{_witness(witness, labels)}"


def _fork(fork: Fork, labels: Labels, indent: str, around: str = "") -> Iterator[str]:
    yield f"{indent}{labels.field(fork.template, around)}"
    for place, way in enumerate(fork.ways):
        last = place == len(fork.ways) - 1
        line = f"{indent}{'└' if last else '├'}─ {labels.answers(fork.variable, way.values)}"
        followed = consequence(way, fork, labels)
        yield f"{line}{labels.say('colon')}{followed}" if followed else line
        if way.fork is not None:
            yield from _fork(way.fork, labels, f"{indent}{' ' if last else '│'}  ", fork.template)


def consequence(way: Way, fork: Fork, labels: Labels) -> str:
    """Say what follows from an answer: an exit, or the fields that appear, those of another step with its title."""
    if way.exit is not None:
        return labels.say("explore-exit", name=labels.exit(way.exit))
    own = labels.step(fork.template)
    by_step: dict[str, list[str]] = {}
    for template in way.shown:
        # A question that comes next is told by itself.
        if way.fork is None or template != way.fork.template:
            by_step.setdefault(labels.step(template), []).append(labels.field(template, fork.template))
    told = []
    for step, titles in by_step.items():
        shown = ", ".join(titles[:_MOST_NAMES])
        if len(titles) > _MOST_NAMES:
            shown += f", {labels.say('explore-more', count=len(titles) - _MOST_NAMES)}"
        told.append(shown if step in ("", own) else f"{shown} [{step}]")
    return "; ".join(told)


def _journey(key: str, journey: Journey | None, chart: Chart, labels: Labels) -> Iterator[str]:
    say = labels.say
    if journey is None:
        yield say(f"explore-no-{key}")
        return
    steps = [labels.own(step.node) for step in chart.definition.steps if step.id in journey.steps]
    yield say(f"explore-{key}", fields=journey.fields, steps=len(steps))
    yield f"  {' → '.join(steps)}"
    told = (
        say("explore-test", name=journey.test)
        if journey.test is not None
        else json.dumps(journey.answers, ensure_ascii=False)
    )
    yield f"  {told}"


def _witness(witness: Witness | None, labels: Labels) -> str:
    if witness is None:
        return labels.say("explore-no-witness")
    if witness.test is not None:
        return labels.say("explore-test", name=witness.test)
    return json.dumps(witness.answers, ensure_ascii=False)


def as_json(chart: Chart, labels: Labels) -> str:
    """Return the whole chart as one JSON document; texts are in the language of the labels."""
    definition = chart.definition
    return json.dumps(
        {
            "id": definition.id,
            "version": definition.version,
            "paths": chart.paths,
            "partial": chart.partial,
            "always": {step: list(fields) for step, fields in chart.always.items()},
            "trees": [{"partial": tree.partial, **_fork_record(tree.fork, labels)} for tree in chart.trees],
            "shortest": _journey_record(chart.shortest),
            "longest": _journey_record(chart.longest),
            "exits": {name: _witness_record(witness) for name, witness in chart.exits.items()},
            "documents": {name: _witness_record(witness) for name, witness in chart.documents.items()},
        },
        ensure_ascii=False,
        indent=2,
        default=str,
    )


def _fork_record(fork: Fork, labels: Labels) -> dict[str, Any]:
    return {
        "field": fork.template,
        "title": labels.field(fork.template),
        "ways": [
            {
                "label": labels.answers(fork.variable, way.values),
                "values": [None if value is ABSENT else value for value in way.values],
                "shown": list(way.shown),
                "exit": way.exit,
                "next": _fork_record(way.fork, labels) if way.fork is not None else None,
            }
            for way in fork.ways
        ],
    }


def _journey_record(journey: Journey | None) -> dict[str, Any] | None:
    if journey is None:
        return None
    return {
        "fields": journey.fields,
        "steps": list(journey.steps),
        "test": journey.test,
        "answers": journey.answers,
    }


def _witness_record(witness: Witness | None) -> dict[str, Any] | None:
    return None if witness is None else {"test": witness.test, "answers": witness.answers}
