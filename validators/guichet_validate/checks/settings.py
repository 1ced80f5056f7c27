"""Settings: a default of the declared type, within its own bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, members
from guichet_validate.validator import build

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

DEFAULT_INVALID = Rule("setting-default-invalid")

RULES = (DEFAULT_INVALID,)

_BOUNDS = ("type", "minimum", "maximum", "minLength", "maxLength", "format", "pattern", "oneOf")


def check(sheet: Sheet) -> None:
    """Report settings whose default the city itself could not enter."""
    for name, schema in members(sheet.document.get("x-settings")):
        bounds = {key: schema[key] for key in _BOUNDS if key in schema}
        try:
            valid = build(bounds).is_valid(schema.get("default"))
        except ValueError:
            continue  # the structure or the pattern has its own finding
        if "default" in schema and not valid:
            sheet.report(DEFAULT_INVALID, Place().down("x-settings", name, "default"), name=name)
