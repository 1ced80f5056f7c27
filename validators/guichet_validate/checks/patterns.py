"""Patterns and formats: anchored, linear, portable, and a pattern beside every format of ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.regular import judge
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, members, string
from guichet_validate.validator import build

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

PATTERN_INVALID = Rule("pattern-invalid")
NOT_ANCHORED = Rule("pattern-not-anchored")
NOT_PORTABLE = Rule("pattern-not-portable")
NOT_LINEAR = Rule("pattern-not-linear")
FORMAT_UNKNOWN = Rule("format-unknown")
FORMAT_ALONE = Rule("format-without-pattern")

RULES = (PATTERN_INVALID, NOT_ANCHORED, NOT_PORTABLE, NOT_LINEAR, FORMAT_UNKNOWN, FORMAT_ALONE)

ALONE = ("date", "uuid")
BESIDE_PATTERN = (
    "email",
    "phone-fr",
    "postcode-fr",
    "siret",
    "siren",
    "rna",
    "iban",
    "nir",
    "plate-fr",
    "time-local",
    "datetime-local",
)
_RULE_OF = {
    "syntax": PATTERN_INVALID,
    "size": PATTERN_INVALID,
    "anchor": NOT_ANCHORED,
    "portable": NOT_PORTABLE,
    "slow": NOT_LINEAR,
}


def check(sheet: Sheet) -> None:
    """Report the patterns and formats of fields, of narrowings and of settings."""
    for node in sheet.outline.nodes.values():
        _value(sheet, node.schema, node.body)
        if node.kind == "choices":
            _value(sheet, node.row_schema, node.body.down("items"))
    for shape in sheet.outline.shapes:
        for index, branch in enumerate(
            shape.schema.get("allOf") or () if isinstance(shape.schema.get("allOf"), list) else ()
        ):
            _narrowing(sheet, mapping(mapping(branch).get("then")), shape.body.down("allOf", index, "then"))
    for name, setting in members(sheet.document.get("x-settings")):
        _value(sheet, setting, Place().down("x-settings", name))


def _narrowing(sheet: Sheet, schema: Mapping[str, Any], place: Place) -> None:
    for name, child in members(schema.get("properties")):
        here = place.down("properties", name)
        _pattern(sheet, child, here)
        _narrowing(sheet, child, here)


def _value(sheet: Sheet, schema: Mapping[str, Any], place: Place) -> None:
    _pattern(sheet, schema, place)
    name = string(schema.get("format"))
    if name is None:
        return
    if name not in (*ALONE, *BESIDE_PATTERN):
        sheet.report(FORMAT_UNKNOWN, place.down("format"), format=name)
    elif name in BESIDE_PATTERN and "pattern" not in schema:
        sheet.report(FORMAT_ALONE, place.down("format"), format=name)


def _pattern(sheet: Sheet, schema: Mapping[str, Any], place: Place) -> None:
    pattern = string(schema.get("pattern"))
    if pattern is None:
        return
    verdict = _judged(pattern)
    if verdict is not None:
        rule, detail = verdict
        sheet.report(rule, place.down("pattern"), detail=detail)


@lru_cache(maxsize=1024)
def _judged(pattern: str) -> tuple[Rule, str] | None:
    """Return the rule that a pattern breaks, if any; the same ones stand in many definitions."""
    verdict = judge(pattern[:501])
    if verdict is not None:
        reason, detail = verdict
        return _RULE_OF[reason], detail
    try:
        build({"pattern": pattern})
    except ValueError:
        return PATTERN_INVALID, ""
    return None
