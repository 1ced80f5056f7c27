"""The definition's own tests: well formed, naming what exists, and passing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows, string, strings

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

MISSING = Rule("tests-missing", "warning")
NAME_TWICE = Rule("test-twice")
BASE_UNKNOWN = Rule("test-base-unknown")
BASE_CYCLE = Rule("test-base-cycle")
POINTER_UNKNOWN = Rule("test-pointer-unknown")
STEP_UNKNOWN = Rule("test-step-unknown")
EXIT_UNKNOWN = Rule("test-exit-unknown")
NOTICE_UNKNOWN = Rule("test-notice-unknown")
SETTING_UNKNOWN = Rule("test-setting-unknown")
EXPECTS_NOTHING = Rule("test-expects-nothing")

RULES = (
    MISSING,
    NAME_TWICE,
    BASE_UNKNOWN,
    BASE_CYCLE,
    POINTER_UNKNOWN,
    STEP_UNKNOWN,
    EXIT_UNKNOWN,
    NOTICE_UNKNOWN,
    SETTING_UNKNOWN,
    EXPECTS_NOTHING,
)

_EXPECTED = (
    "valid",
    "exit",
    "errors",
    "warnings",
    "hidden",
    "steps",
    "notices",
    "asked",
    "computed",
    "prefilled",
    "fed",
    "delay",
)


def check(sheet: Sheet) -> None:
    """Report tests that could not be run, or that test nothing."""
    tests = list(rows(sheet.document.get("x-tests")))
    if sheet.has_form and not tests:
        sheet.report(MISSING, "")
    bases = {string(test.get("name")): string(test.get("base")) for _, test in tests}
    names = _names(sheet)
    seen: set[str | None] = set()
    for index, test in tests:
        place = Place().down("x-tests", index)
        name = string(test.get("name"))
        if name in seen and name is not None:
            sheet.report(NAME_TWICE, place.down("name"), name=name)
        seen.add(name)
        _base(sheet, name, bases, place)
        _pointers(sheet, test, place)
        _named(sheet, test, place, names)
        if not any(key in test for key in _EXPECTED):
            sheet.report(EXPECTS_NOTHING, place, name=name or "")


def _base(sheet: Sheet, name: str | None, bases: Mapping[str | None, str | None], place: Place) -> None:
    base = bases.get(name)
    if base is None:
        return
    if base not in bases:
        sheet.report(BASE_UNKNOWN, place.down("base"), base=base)
        return
    passed = {name}
    while base is not None:
        if base in passed:
            sheet.report(BASE_CYCLE, place.down("base"), base=base)
            return
        passed.add(base)
        base = bases.get(base)


def _pointers(sheet: Sheet, test: Mapping[str, Any], place: Place) -> None:
    """Report fields that the definition has not."""
    pointers: list[tuple[str, int | str, str]] = [
        ("hidden", index, pointer) for index, pointer in enumerate(strings(test.get("hidden")))
    ]
    pointers += [("asked", index, pointer) for index, pointer in enumerate(strings(test.get("asked")))]
    pointers += [(key, pointer, pointer) for key in ("computed", "prefilled") for pointer in mapping(test.get(key))]
    for key, index, pointer in pointers:
        if not _known(sheet, pointer):
            sheet.report(POINTER_UNKNOWN, place.down(key, index), field=pointer)
    for key in ("errors", "warnings"):
        for index, problem in rows(test.get(key)):
            at = string(problem.get("at"))
            if at is not None and not _known(sheet, at):
                sheet.report(POINTER_UNKNOWN, place.down(key, index, "at"), field=at)


def _names(sheet: Sheet) -> Mapping[str, Collection[str | None]]:
    """The names that tests may say, by the key that says them."""
    steps = [step for _, step in rows(sheet.document.get("x-steps"))]
    return {
        "exit": {string(mapping(entry.get("x-exit")).get("id")) for _, entry in rows(sheet.document.get("allOf"))},
        "settings": mapping(sheet.document.get("x-settings")).keys(),
        "steps": {string(step.get("id")) for step in steps},
        "notices": {string(entry.get("id")) for step in steps for _, entry in rows(step.get("fields"))},
    }


def _named(sheet: Sheet, test: Mapping[str, Any], place: Place, names: Mapping[str, Collection[str | None]]) -> None:
    """Report exits, settings, steps and notices that the definition has not."""
    wanted = string(test.get("exit"))
    if wanted is not None and wanted not in names["exit"]:
        sheet.report(EXIT_UNKNOWN, place.down("exit"), name=wanted)
    for name in mapping(test.get("settings")):
        if name not in names["settings"]:
            sheet.report(SETTING_UNKNOWN, place.down("settings", name), name=name)
    for key, rule in (("steps", STEP_UNKNOWN), ("notices", NOTICE_UNKNOWN)):
        for index, name in enumerate(strings(test.get(key))):
            if name not in names[key]:
                sheet.report(rule, place.down(key, index), name=name)


def _known(sheet: Sheet, pointer: str) -> bool:
    node = sheet.outline.node(pointer)
    if node is not None:
        return True
    # A row of a repeat, a file, or one of several choices stands one level below its field.
    above = sheet.outline.node(pointer.rpartition("/")[0])
    return above is not None and above.kind in ("repeat", "file", "choices") and pointer.rpartition("/")[2].isdigit()
