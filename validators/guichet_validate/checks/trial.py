"""Try a definition that its file's checks accept: build it, run its tests, and ask a second validator."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.files import translated
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, rows, string
from guichet_validate.engine import evaluate
from guichet_validate.findings import DefinitionError
from guichet_validate.loading import load
from guichet_validate.model import Definition
from guichet_validate.pointers import join
from guichet_validate.testing import prepare, run_tests
from guichet_validate.validator import build, build_reference

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

TEST_FAILED = Rule("test-failed")
JUDGES_DISAGREE = Rule("validators-disagree")

RULES = (TEST_FAILED, JUDGES_DISAGREE)


def check(sheet: Sheet) -> None:
    """Report what only shows when the definition runs, to the second validator too when it is asked."""
    try:
        definition = load(sheet.document, fragments=sheet.fragments, library=sheet.kinds, strict=False)
    except DefinitionError as error:
        for finding in translated(error):
            sheet.add(finding)
        return
    tests = list(rows(sheet.document.get("x-tests")))
    sheet.definition, sheet.results = definition, run_tests(definition)
    for (index, test), result in zip(tests, sheet.results, strict=False):
        differing = {difference.aspect for difference in result.differences}
        for difference in result.differences:
            aspect = difference.aspect
            if aspect == "valid" and differing & {"errors", "exit"}:
                continue  # they say what it is about
            place = Place().down("x-tests", index, *([aspect] if aspect in test else []))
            told = {key: told_value(getattr(difference, key)) for key in ("expected", "actual")}
            sheet.report(TEST_FAILED, place, name=result.name, aspect=aspect, **told)
    if sheet.reference:
        _compare(sheet, definition, tests)


def told_value(value: Any) -> str:
    """A value of a test's own data, as one line."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _compare(sheet: Sheet, definition: Definition, tests: list[tuple[int, Mapping[str, Any]]]) -> None:
    """Have both validators judge the answers of every test, before and after the engine tidied them."""
    document = dict(definition.document)
    ours, theirs = build(document), build_reference(document)
    by_name = {str(test.get("name", "")): test for _, test in tests}
    for index, test in tests:
        try:
            prepared = prepare(definition, test, by_name)
        except ValueError:
            continue  # reported as a failed test
        finished = dict(evaluate(definition, prepared.filled, prepared.context).answers)
        for answers in (prepared.filled, finished):
            detail = _difference(ours, theirs, answers)
            if detail is not None:
                place = Place().down("x-tests", index)
                sheet.report(JUDGES_DISAGREE, place, name=string(test.get("name")) or "", detail=detail)


def _difference(ours: Any, theirs: Any, answers: dict[str, Any]) -> str | None:
    """Where the two differ: the pointers that only one of them refuses."""
    found = {join(_place(error)) for error in ours.iter_errors(answers)}
    try:
        expected = {join(error.absolute_path) for error in theirs.iter_errors(answers)}
    except (re.error, RecursionError) as error:
        return type(error).__name__
    return ", ".join(sorted(pointer or "/" for pointer in found ^ expected)) or None


def _place(error: Any) -> list[str | int]:
    """The second library reports a property that must be absent at the object around it: so do we here."""
    absent = error.kind.name == "falseSchema" and "properties" in error.schema_path[-2:-1]
    place: list[str | int] = error.instance_path
    return place[:-1] if absent else place
