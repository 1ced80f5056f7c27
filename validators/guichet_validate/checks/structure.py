"""Judge a document by the meta-schema, and turn what the validator says into clear findings."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import mapping
from guichet_validate.pointers import get, join
from guichet_validate.validator import build

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

SCHEMAS = Path(__file__).parent.parent / "schemas"
BASE = "https://guichet.example/schemas/definition/1/"

KEYWORD_UNKNOWN = Rule("keyword-unknown")
KEYWORD_REFUSED = Rule("keyword-refused")
KEYWORD_MISSING = Rule("keyword-missing")
PRIVACY_MISSING = Rule("privacy-missing")
OBJECT_OPEN = Rule("object-not-closed")
TYPE_WRONG = Rule("type-wrong")
VALUE_NOT_ALLOWED = Rule("value-not-allowed")
SHAPE_WRONG = Rule("shape-wrong")
NAME_WRONG = Rule("name-wrong")
REFERENCE_SHAPE = Rule("tracking-prefix-wrong")
NUMBER_OUT_OF_RANGE = Rule("number-out-of-range")
LENGTH_WRONG = Rule("length-wrong")
REPEATED = Rule("repeated-item")

RULES = (
    KEYWORD_UNKNOWN,
    KEYWORD_REFUSED,
    KEYWORD_MISSING,
    PRIVACY_MISSING,
    OBJECT_OPEN,
    TYPE_WRONG,
    VALUE_NOT_ALLOWED,
    SHAPE_WRONG,
    NAME_WRONG,
    REFERENCE_SHAPE,
    NUMBER_OUT_OF_RANGE,
    LENGTH_WRONG,
    REPEATED,
)

# Keywords of JSON Schema that the profile leaves out, so that every tool and every reader understands a definition.
_REFUSED = frozenset(
    {
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$id",
        "$vocabulary",
        "definitions",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "patternProperties",
        "prefixItems",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
        "additionalItems",
        "minContains",
        "maxContains",
        "minProperties",
        "maxProperties",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "writeOnly",
        "allOf",
        "anyOf",
        "not",
        "if",
        "then",
        "else",
    }
)
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_LENGTHS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_CLOSE = 0.7
# A file that departs in more places than this is no definition: the first ones say so.
MOST_TOLD = 300


def schema_files() -> dict[str, bytes]:
    """The meta-schema's files by name, as they are published below ``/schemas/definition/1/``."""
    return {path.name: path.read_bytes() for path in sorted(SCHEMAS.glob("*.json"))}


def bundled() -> dict[str, Any]:
    """The whole meta-schema as one document that holds every file under its own address."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": BASE + "definition.json",
        "$defs": _schemas(),
    }


@cache
def _schemas() -> dict[str, Any]:
    return {name: json.loads(content) for name, content in schema_files().items()}


@cache
def _validator() -> Any:
    # The factory's validators look nothing up elsewhere.
    return build(bundled())


def check(sheet: Sheet) -> None:
    """Report every departure of the document from the meta-schema."""
    for error in islice(_validator().iter_errors(sheet.document), MOST_TOLD):
        if sheet.is_full:
            break
        _translate(sheet, error)


def _translate(sheet: Sheet, error: Any) -> None:
    pointer = join(error.instance_path)
    keyword, schema, shape = _location(error)
    kind = error.kind
    if keyword == "additionalProperties" and hasattr(kind, "unexpected"):
        for name in kind.unexpected[:MOST_TOLD]:
            _unknown(sheet, pointer, name, schema)
    elif keyword == "required":
        _missing(sheet, pointer, kind.property)
    elif keyword == "type":
        sheet.report(TYPE_WRONG, pointer, expected=", ".join(kind.types))
    elif keyword in ("enum", "const"):
        _not_allowed(sheet, pointer, error, [kind.expected_value] if keyword == "const" else kind.options)
    elif keyword == "pattern":
        rule = REFERENCE_SHAPE if shape == "reference" else SHAPE_WRONG
        sheet.report(rule, pointer, shape=shape)
    elif keyword == "propertyNames":
        sheet.report(NAME_WRONG, pointer, name=_wrong_name(kind), shape=shape)
    elif keyword in _LIMITS:
        sheet.report(NUMBER_OUT_OF_RANGE, pointer, keyword=keyword, limit=_limit(schema, keyword))
    elif keyword in _LENGTHS:
        sheet.report(LENGTH_WRONG, pointer, keyword=keyword, limit=_limit(schema, keyword))
    elif keyword == "uniqueItems":
        sheet.report(REPEATED, pointer)
    else:
        sheet.report(SHAPE_WRONG, pointer, shape=keyword)


def _location(error: Any) -> tuple[str, Any, str]:
    """The keyword that failed, the meta-schema's object around it, and the name of that object."""
    url = error.absolute_keyword_location or ""
    file, _, fragment = url.removeprefix(BASE).partition("#")
    holder, _, keyword = fragment.rpartition("/")
    schema = get(_schemas().get(file, {}), holder, {})
    parts = [part for part in holder.split("/") if part not in ("", "items", "additionalProperties", "properties")]
    return keyword or str(error.schema_path[-1]), schema, parts[-1] if parts else file.removesuffix(".json")


def _unknown(sheet: Sheet, pointer: str, name: str, schema: Any) -> None:
    here = pointer + join([name])
    known = list(mapping(mapping(schema).get("properties")))
    close = get_close_matches(name, known, n=1, cutoff=_CLOSE)
    if name in _REFUSED:
        sheet.report(KEYWORD_REFUSED, here, keyword=name)
    else:
        sheet.report(KEYWORD_UNKNOWN, here, keyword=name, close=close[0] if close else "none")


def _missing(sheet: Sheet, pointer: str, name: str) -> None:
    if name == "x-privacy" and pointer == "":
        sheet.report(PRIVACY_MISSING, pointer)
    elif name == "additionalProperties":
        sheet.report(OBJECT_OPEN, pointer)
    else:
        sheet.report(KEYWORD_MISSING, pointer, keyword=name)


def _not_allowed(sheet: Sheet, pointer: str, error: Any, options: list[Any]) -> None:
    if pointer.endswith("/additionalProperties"):
        sheet.report(OBJECT_OPEN, pointer.removesuffix("/additionalProperties"))
        return
    allowed = [json.dumps(option, ensure_ascii=False) for option in options]
    value = error.instance if isinstance(error.instance, str) else ""
    close = get_close_matches(value, map(str, options), n=1, cutoff=_CLOSE)
    sheet.report(VALUE_NOT_ALLOWED, pointer, allowed=", ".join(allowed), close=close[0] if close else "none")


def _wrong_name(kind: Any) -> str:
    instance = getattr(kind.error, "instance", "")
    return instance if isinstance(instance, str) else ""


def _limit(schema: Any, keyword: str) -> float | str:
    limit = mapping(schema).get(keyword)
    return limit if isinstance(limit, int | float) else ""
