"""Turn a set of answers into a test of a definition: what the engine makes of them, written as ``x-tests`` holds it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from guichet_validate.engine import evaluate, refuse_unknown
from guichet_validate.feed import feed
from guichet_validate.lists import resting_on
from guichet_validate.model import NoticeEntry
from guichet_validate.pointers import get, join
from guichet_validate.testing import DEFAULT_DATE, INPUTS, hidden_of, merge_patch, merged, notices_of, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guichet_validate.engine import Evaluation
    from guichet_validate.lists import Lists
    from guichet_validate.model import Definition
    from guichet_validate.problems import Problem
    from guichet_validate.testing import Prepared

_EMPTY: Mapping[str, Any] = {
    **{key: {} for key in ("answers", "profile", "settings", "account", "earlier", "lists")},
    **{key: [] for key in ("household", "library")},
    "date": DEFAULT_DATE,
}
# As many as a test may hold of one list.
MAX_ROWS = 50
# A test that leans on another must be clearly shorter than one that stands alone.
_WORTH = 0.6


class NameTakenError(Exception):
    """Another test bears the name; ``index`` is its place in ``x-tests``."""

    def __init__(self, index: int) -> None:
        """Keep the place of the other test."""
        super().__init__(index)
        self.index = index


def recorded(definition: Definition, name: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return a new entry of ``x-tests`` for these inputs (the keys of ``testing.INPUTS``), with what came out.

    It leans on the existing test it differs least from, where that makes it short. Raises ValueError when the inputs
    are misshapen, NameTakenError when a test bears that name.
    """
    tests = definition.document.get("x-tests")
    by_name: dict[str, Any] = {}
    for index, test in enumerate(tests if isinstance(tests, list) else ()):
        if isinstance(test, dict):
            if test.get("name") == name:
                raise NameTakenError(index)
            by_name[str(test.get("name"))] = test
    given = {key: inputs[key] for key in INPUTS if key in inputs and inputs[key] != _EMPTY.get(key)}
    given.setdefault("answers", {})
    given["answers"] = _shortened(definition, given, by_name)
    outcome = dict(_outcome(definition, prepare(definition, given, by_name)))
    return {"name": name, **_shortest(given, by_name), **outcome}


def needed_rows(definition: Definition, inputs: Mapping[str, Any], lists: Lists) -> dict[str, list[dict[str, str]]]:
    """Return the rows of the city's reference lists that these inputs lead to, by list: what a test of them needs.

    What is computed from a list leads further. Raises ValueError when the inputs are misshapen.
    """
    whole = {name: list(lists[name].rows) for name in sorted(definition.lists & lists.keys())}
    prepared = prepare(definition, {**{key: inputs[key] for key in INPUTS if key in inputs}, "lists": whole}, {})
    found = evaluate(definition, prepared.filled, prepared.context).found
    return {name: rows[:MAX_ROWS] for name, rows in resting_on(prepared.context.lists, found).items()}


def _shortened(definition: Definition, given: Mapping[str, Any], by_name: Mapping[str, Any]) -> Any:
    """Leave out of files what the tests fill in themselves, unless it changes the outcome."""
    answers = given["answers"]
    short = _without_particulars(answers)
    if short == answers:
        return answers
    full = dict(_outcome(definition, prepare(definition, given, by_name)))
    same = full == dict(_outcome(definition, prepare(definition, {**given, "answers": short}, by_name)))
    return short if same else answers


def _without_particulars(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_particulars(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() >= {"id", "name", "type", "size"}:
        return {key: value[key] for key in ("as", "issued", "expires") if key in value}
    return {key: _without_particulars(child) for key, child in value.items()}


def _outcome(definition: Definition, prepared: Prepared) -> Iterator[tuple[str, Any]]:
    """What came out, as far as this definition can make it differ."""
    evaluation = evaluate(definition, prepared.filled, prepared.context)
    unknown = refuse_unknown(definition, prepared.answers)
    problems = (*evaluation.problems, *unknown)
    yield "valid", evaluation.valid and not unknown
    if evaluation.exit is not None:
        yield "exit", evaluation.exit.id
    if problems:
        yield "errors", _told(problems)
    if any(rule.level == "warning" for rule in definition.rules):
        yield "warnings", _told(evaluation.warnings)
    yield "steps", list(evaluation.steps)
    if any(isinstance(entry, NoticeEntry) and entry.id for step in definition.steps for entry in step.entries):
        yield "notices", list(notices_of(definition, evaluation))
    if any(branch.writes for branch in definition.plan.branches):
        yield "hidden", list(hidden_of(evaluation))
    if any(field.document is not None for field in definition.fields.values()):
        yield "asked", list(evaluation.asked)
    if definition.delays:
        yield "delay", definition.delay_for(evaluation.answers)
    if evaluation.computed:
        yield "computed", dict(evaluation.computed)
    yield from _given_and_taken(definition, prepared, evaluation)


def _given_and_taken(
    definition: Definition, prepared: Prepared, evaluation: Evaluation
) -> Iterator[tuple[str, dict[str, Any]]]:
    prefilled = {
        pointer: value for pointer, value in _leaves(prepared.filled) if get(prepared.answers, pointer) is None
    }
    if prefilled:
        yield "prefilled", prefilled
    fed = {change.target: change.new for change in feed(definition, evaluation, prepared.context)}
    if fed:
        yield "fed", fed


def _told(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    distinct = dict.fromkeys((problem.pointer, problem.code) for problem in problems)
    return [{"at": pointer, "code": code} for pointer, code in distinct]


def _leaves(value: Any, *parts: str | int) -> Iterator[tuple[str, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not inside and parts:
        yield join(parts), value
    for part, child in inside:
        yield from _leaves(child, *parts, part)


def _shortest(given: dict[str, Any], by_name: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs as they stand, or as the difference from an existing test when that is clearly shorter."""
    best, room = given, _size(given) * _WORTH
    for name, test in by_name.items():
        try:
            base = merged(test, by_name)
        except ValueError:
            continue
        leaning = _difference(name, base, given)
        if leaning is not None and _size(leaning) < room:
            best, room = leaning, _size(leaning)
    return best


def _difference(name: str, base: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any] | None:
    old, new = base.get("answers", {}), given["answers"]
    patch = _patch(old, new)
    if not _same(merge_patch(old, patch), new):
        return None
    others = {
        key: given.get(key, _EMPTY.get(key))
        for key in INPUTS
        if key != "answers" and not _same(given.get(key, _EMPTY.get(key)), base.get(key, _EMPTY.get(key)))
    }
    return {"base": name, **({"with": patch} if patch else {}), **others}


def _patch(old: Any, new: Any) -> Any:
    """The merge patch that makes ``new`` of ``old``, where there is one."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    patch: dict[str, Any] = {key: None for key in old if key not in new}
    changed = {key: child for key, child in new.items() if key not in old or not _same(old[key], child)}
    return patch | {key: _patch(old.get(key), child) for key, child in changed.items()}


def _same(left: Any, right: Any) -> bool:
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False))
