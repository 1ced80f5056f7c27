"""Run the tests that a definition carries (``x-tests``) through the real engine, on frozen dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from guichet_validate.answers import declared
from guichet_validate.context import PARIS, Context, LibraryDocument
from guichet_validate.engine import evaluate, refuse_unknown
from guichet_validate.feed import feed
from guichet_validate.formats import is_date
from guichet_validate.model import NoticeEntry
from guichet_validate.pointers import get, join, split
from guichet_validate.prefill import prefill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guichet_validate.engine import Evaluation
    from guichet_validate.model import Definition, Field
    from guichet_validate.problems import Problem

# The day of tests that name none: verdicts must not change from one day to the next.
DEFAULT_DATE = "2026-01-15"

INPUTS = ("date", "answers", "profile", "household", "library", "settings", "account", "lists", "earlier")

# The code of a paper's rule stands for the date it needs, too.
_IMPLIED = {"maxAge": {"maxAge", "issued"}, "notExpired": {"notExpired", "expires"}}


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that was not met; ``expected`` and ``actual`` are JSON values of the test's own data."""

    aspect: str
    expected: Any
    actual: Any


@dataclass(frozen=True, slots=True)
class Prepared:
    """The inputs of one test, bases merged: the answers before and after prefill, and the context."""

    answers: dict[str, Any]
    filled: dict[str, Any]
    context: Context


@dataclass(frozen=True, slots=True)
class TestResult:
    """What one test gave; ``prepared`` and ``evaluation`` are ``None`` where it could not be run."""

    # Not a test class, whatever pytest makes of the name.
    __test__ = False

    name: str
    passed: bool
    differences: tuple[Difference, ...]
    prepared: Prepared | None = None
    evaluation: Evaluation | None = None


def run_tests(definition: Definition) -> tuple[TestResult, ...]:
    """Return the result of every test of a definition, in order; a misshapen test fails, nothing is raised."""
    tests = definition.document.get("x-tests")
    listed = [test for test in tests if isinstance(test, dict)] if isinstance(tests, list) else []
    by_name = {str(test.get("name", "")): test for test in listed}
    return tuple(run_test(definition, test, by_name) for test in listed)


def run_test(definition: Definition, test: Mapping[str, Any], by_name: Mapping[str, Any]) -> TestResult:
    """Return the result of one test; ``by_name`` holds the others, for its ``base``."""
    name = str(test.get("name", ""))
    try:
        prepared = prepare(definition, test, by_name)
    except ValueError as error:
        return TestResult(name, passed=False, differences=(Difference("test", str(error), None),))
    evaluation = evaluate(definition, prepared.filled, prepared.context)
    unknown = refuse_unknown(definition, prepared.answers)
    differences = tuple(_differences(definition, test, prepared, evaluation, unknown))
    return TestResult(name, not differences, differences, prepared, evaluation)


def prepare(definition: Definition, test: Mapping[str, Any], by_name: Mapping[str, Any]) -> Prepared:
    """Merge a test with its bases and build its context; raises ValueError when that cannot be done."""
    inputs = merged(test, by_name)
    context = _context(inputs)
    answers = _completed(definition.root, _mapping(inputs, "answers"))
    return Prepared(answers, _prefilled(definition, answers, context), context)


def _prefilled(definition: Definition, answers: dict[str, Any], context: Context) -> dict[str, Any]:
    """Fill as a request does: what is known at once, then what waits for a condition on it or on what it computes."""
    if not (context.profile or context.household or context.franceconnect or context.earlier):
        return declared(definition.root, answers)  # type: ignore[no-any-return]
    filled = prefill(definition, answers, context, conditional=False).answers
    if not definition.plan.prefills_when:
        return filled
    return prefill(definition, evaluate(definition, filled, context).answers, context).answers


def merge_patch(target: Any, patch: Any) -> Any:
    """Return ``target`` changed by a JSON merge patch (RFC 7396): null deletes. What is not changed is shared."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged


def merged(test: Mapping[str, Any], by_name: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs of a test, those of its bases included; raises ValueError for a base that leads nowhere."""
    chain = [test]
    while "base" in chain[-1]:
        base = by_name.get(str(chain[-1]["base"]))
        if base is None or len(chain) > len(by_name) + 1:
            raise ValueError("the base does not exist or leads back to this test")
        chain.append(base)
    inputs: dict[str, Any] = {}
    for one in reversed(chain):
        inputs.update({key: one[key] for key in INPUTS if key in one})
        if "with" in one:
            inputs["answers"] = merge_patch(inputs.get("answers", {}), one["with"])
    return inputs


def _context(inputs: Mapping[str, Any]) -> Context:
    moment = datetime.fromisoformat(str(inputs.get("date", DEFAULT_DATE)))
    if moment.tzinfo is None:
        hour = {"hour": 12} if moment.hour == 0 and "T" not in str(inputs.get("date", "")) else {}
        moment = moment.replace(tzinfo=PARIS, **hour)
    profile = _mapping(inputs, "profile")
    household = tuple(_mappings(inputs, "household"))
    papers = _mappings(inputs, "library")
    account = _mapping(inputs, "account")
    return Context(
        now=moment,
        settings=_mapping(inputs, "settings"),
        signed_in=bool(account.get("signedIn", profile or household or papers)),
        assurance=account["assurance"] if isinstance(account.get("assurance"), str) else None,
        profile=profile,
        household=household,
        franceconnect=_mapping(account, "franceconnect"),
        library=tuple(_paper(index, paper) for index, paper in enumerate(papers)),
        earlier=_mapping(inputs, "earlier"),
        lists={name: _mappings(_mapping(inputs, "lists"), name) for name in _mapping(inputs, "lists")},
    )


def _mapping(inputs: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = inputs.get(key, {})
    if not isinstance(value, dict):
        raise ValueError(f"{key} must be an object")  # noqa: TRY004 - one kind of error for a misshapen test
    return value


def _mappings(inputs: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = inputs.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"{key} must be a list of objects")
    return value


def _paper(index: int, paper: Mapping[str, Any]) -> LibraryDocument:
    return LibraryDocument(
        id=_uuid(900 + index),
        kind=str(paper.get("kind", "")),
        holder=str(paper.get("holder", "self")),
        issued=_day(paper, "issued"),
        expires=_day(paper, "expires"),
    )


def _day(paper: Mapping[str, Any], key: str) -> str | None:
    value = paper.get(key)
    if value is not None and not (isinstance(value, str) and is_date(value)):
        raise ValueError(f"{key} must be a date")
    return value


def _uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def _completed(field: Field, value: Any) -> Any:
    """Fill in what a test may leave out of a file: its id, name, type and size."""
    if field.kind == "file" and isinstance(value, list):
        return [
            {
                "id": _uuid(index + 1),
                "name": f"piece-{index + 1}.pdf",
                "type": "application/pdf",
                "size": 120_000,
                **item,
            }
            if isinstance(item, dict)
            else item
            for index, item in enumerate(value)
        ]
    if field.kind == "repeat" and isinstance(value, list):
        return [_members(field, row) for row in value]
    return _members(field, value) if field.kind == "object" else value


def _members(field: Field, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    children = {child.name: child for child in field.children}
    return {name: _completed(children[name], member) if name in children else member for name, member in value.items()}


def _differences(
    definition: Definition,
    test: Mapping[str, Any],
    prepared: Prepared,
    evaluation: Evaluation,
    unknown: tuple[Problem, ...],
) -> Iterator[Difference]:
    problems = (*evaluation.problems, *unknown)
    if "valid" in test and test["valid"] is not (evaluation.valid and not unknown):
        stopped = _exit_id(evaluation)
        instead = [_told(problem) for problem in problems] or ({"exit": stopped} if stopped else True)
        yield Difference("valid", test["valid"], instead)
    for aspect, value in (("exit", _exit_id(evaluation)), ("delay", definition.delay_for(evaluation.answers))):
        if aspect in test and test[aspect] != value:
            yield Difference(aspect, test[aspect], value)
    for aspect, found in (("errors", problems), ("warnings", evaluation.warnings)):
        if aspect in test and not _same_problems(test[aspect], found):
            yield Difference(aspect, test[aspect], [_told(problem) for problem in found])
    lists: dict[str, tuple[str, ...]] = {
        "hidden": hidden_of(evaluation),
        "steps": evaluation.steps,
        "notices": notices_of(definition, evaluation) if "notices" in test else (),
        "asked": evaluation.asked,
    }
    for aspect, actual in lists.items():
        if aspect in test and not _same_set(test[aspect], actual):
            yield Difference(aspect, test[aspect], list(actual))
    yield from _values_that_differ(definition, test, prepared, evaluation)


def _values_that_differ(
    definition: Definition, test: Mapping[str, Any], prepared: Prepared, evaluation: Evaluation
) -> Iterator[Difference]:
    fed: dict[str, Any] = {}
    if "fed" in test:
        fed = {change.target: change.new for change in feed(definition, evaluation, prepared.context)}
    for aspect, value_at in (
        ("computed", evaluation.computed.get),
        ("prefilled", lambda pointer: get(prepared.filled, pointer)),
        ("fed", fed.get),
    ):
        expected = test.get(aspect)
        if isinstance(expected, dict):
            actual_values = {pointer: value_at(pointer) for pointer in expected}
            if aspect == "fed":
                actual_values = fed
            if actual_values != expected:
                yield Difference(aspect, expected, actual_values)


def notices_of(definition: Definition, evaluation: Evaluation) -> tuple[str, ...]:
    """Return the ids of the notices on the pages that apply."""
    entries = (entry for step in definition.steps if step.id in evaluation.steps for entry in step.entries)
    notices = (entry for entry in entries if isinstance(entry, NoticeEntry) and entry.applies(evaluation.answers))
    return tuple(notice.id for notice in notices if notice.id is not None)


def _exit_id(evaluation: Evaluation) -> str | None:
    return evaluation.exit.id if evaluation.exit is not None else None


def _told(problem: Problem) -> dict[str, str]:
    return {"at": problem.pointer, "code": problem.code}


def _same_set(expected: Any, actual: tuple[str, ...]) -> bool:
    return isinstance(expected, list) and sorted(map(str, expected)) == sorted(actual)


def _same_problems(expected: Any, found: tuple[Problem, ...]) -> bool:
    """Tell whether each expectation meets a problem, and each problem an expectation."""
    if not isinstance(expected, list):
        return False
    return all(any(_meets(wanted, problem) for problem in found) for wanted in expected) and all(
        any(_meets(wanted, problem) for wanted in expected) for problem in found
    )


def _meets(wanted: Any, problem: Problem) -> bool:
    if not isinstance(wanted, dict) or wanted.get("at") != problem.pointer:
        return False
    code = wanted.get("code")
    return code is None or problem.code in _IMPLIED.get(str(code), {str(code)})


def hidden_of(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the fields switched off, sorted, without those of the blank rows of an empty form."""
    return tuple(sorted(pointer for pointer in evaluation.off if _has_row(evaluation.answers, pointer)))


def _has_row(answers: Mapping[str, Any], pointer: str) -> bool:
    """Tell whether the rows that a pointer passes through are there, blank rows of an empty form left aside."""
    parts = split(pointer)
    return all(
        get(answers, join(parts[: place + 1])) is not None for place, part in enumerate(parts[:-1]) if part.isdigit()
    )
