"""Objects and the whole of them: closed, named properly, and within the ceilings of the profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guichet_validate.checks.expressions.words import RESERVED
from guichet_validate.checks.outline import Shape
from guichet_validate.checks.rule import Rule
from guichet_validate.checks.structure import OBJECT_OPEN
from guichet_validate.checks.values import Place, mapping, sequence

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

PROPERTY_NAME = Rule("property-name-wrong")
PROPERTY_RESERVED = Rule("property-name-reserved")
PROPERTIES_MISSING = Rule("properties-missing")
REQUIRED_UNKNOWN = Rule("required-unknown")
FIELDS_TOO_MANY = Rule("fields-too-many")
TOO_DEEP = Rule("fields-too-deep")
CONDITIONS_TOO_MANY = Rule("conditions-too-many")

RULES = (
    PROPERTY_NAME,
    PROPERTY_RESERVED,
    PROPERTIES_MISSING,
    REQUIRED_UNKNOWN,
    FIELDS_TOO_MANY,
    TOO_DEEP,
    CONDITIONS_TOO_MANY,
)

MAX_FIELDS = 300
MAX_DEPTH = 5
MAX_CONDITIONS = 60
_NAME = re.compile(r"[a-z][A-Za-z0-9]{0,40}", re.ASCII)


def check(sheet: Sheet) -> None:
    """Report open or badly named objects, and a definition that is too large."""
    outline = sheet.outline
    conditions = 0
    for shape in outline.shapes:
        conditions += len(sequence(shape.schema.get("allOf")))
        if shape.schema.get("additionalProperties") is not False:
            sheet.report(OBJECT_OPEN, shape.body)
        if shape.node is not None and not mapping(shape.schema.get("properties")):
            sheet.report(PROPERTIES_MISSING, shape.body, name=shape.node.name)
        if shape.depth > MAX_DEPTH:
            sheet.report(TOO_DEEP, shape.node.place if shape.node else Place(), limit=MAX_DEPTH)
        _names(sheet, shape)
    if len(outline.nodes) > MAX_FIELDS or not outline.complete:
        sheet.report(FIELDS_TOO_MANY, "/properties", limit=MAX_FIELDS)
    if conditions > MAX_CONDITIONS:
        sheet.report(CONDITIONS_TOO_MANY, "/allOf", limit=MAX_CONDITIONS, count=conditions)


def _names(sheet: Sheet, shape: Shape) -> None:
    for name in mapping(shape.schema.get("properties")):
        place = shape.body.down("properties", name)
        if not _NAME.fullmatch(name):
            sheet.report(PROPERTY_NAME, place, name=name)
        elif name in RESERVED:
            sheet.report(PROPERTY_RESERVED, place, name=name)
    for index, name in enumerate(sequence(shape.schema.get("required"))):
        if isinstance(name, str) and name not in mapping(shape.schema.get("properties")):
            close = sheet.closest(name, mapping(shape.schema.get("properties")))
            sheet.report(REQUIRED_UNKNOWN, shape.body.down("required", index), name=name, close=close)
