"""The canonical text of a definition, a fragment, or any other JSON of a city: order of keys, then layout."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from guichet_validate.key_order import KEYS, TRANSLATIONS
from guichet_validate.pointers import split

WIDTH = 120
INDENT = 2


_SEPARATORS = re.compile(r"[\s,:]*")


class _Number(str):
    """A number as its author wrote it."""

    __slots__ = ()


def formatted(document: Mapping[str, Any], kind: str | None = None) -> str:
    """Return the canonical text of a parsed document: keys in the order of ``key_order``, arrays as they are.

    Two spaces a level; what fits 120 columns stands on one line. Fields follow the order of the steps. ``kind`` is
    one of ``key_order.KEYS``; when it is not given, of a document that is neither a definition nor a fragment only
    the layout changes.
    """
    ordered = _ordered(document, _kind(document) if kind is None else kind)
    if "x-steps" in document:
        ordered = _in_step_order(ordered)
    return f"{_text(ordered, 0, 0, 0)}\n"


def reformatted(text: str) -> str:
    """Return the canonical text of a JSON object's text (one that ``source.read`` accepts), numbers as written."""
    return formatted(json.loads(text, parse_int=_Number, parse_float=_Number))


def with_test(text: str, test: Mapping[str, Any]) -> str:
    """Return the text of a definition with one more test at the end of ``x-tests``; nothing else in it changes.

    A text in canonical form stays so; in any other, the test is put in by hand, as it were. Raises ValueError when
    ``x-tests`` is no list.
    """
    document = json.loads(text)
    tests = document.get("x-tests", [])
    if not isinstance(tests, list):
        raise ValueError("x-tests is no list")  # noqa: TRY004 - one kind of error for what cannot hold a test
    if reformatted(text) == text:
        document = json.loads(text, parse_int=_Number, parse_float=_Number)
        return formatted({**document, "x-tests": [*document.get("x-tests", []), test]})
    indent = INDENT * 2
    entry = f"\n{' ' * indent}{_text(_ordered(test, 'test'), indent, indent, 1)}\n{' ' * INDENT}"
    if "x-tests" not in document:
        end = text.rindex("}")
        return f'{text[:end].rstrip()},\n{" " * INDENT}"x-tests": [{entry}]\n{text[end:]}'
    end = _end_of_member(text, "x-tests") - 1
    return f"{text[:end].rstrip()}{',' if tests else ''}{entry}{text[end:]}"


def _end_of_member(text: str, key: str) -> int:
    """Return the offset behind the value of a key of the root."""
    decoder = json.JSONDecoder()
    place = text.index("{") + 1
    while True:
        name, place = decoder.raw_decode(text, _SEPARATORS.match(text, place).end())  # type: ignore[union-attr]
        _, place = decoder.raw_decode(text, _SEPARATORS.match(text, place).end())  # type: ignore[union-attr]
        if name == key:
            return place


def _kind(document: Mapping[str, Any]) -> str:
    if "x-definition" in document or "x-procedure" in document:
        return "definition"
    return "field" if "type" in document or "$ref" in document else ""


def _ordered(value: Any, kind: str) -> Any:
    """Put the keys of a value of that kind, and of all below it, in order."""
    if not kind:
        return value
    if kind.startswith("["):
        return [_ordered(item, kind[1:-1]) for item in value] if isinstance(value, list) else value
    if not isinstance(value, dict):
        return value
    if kind.startswith("{"):
        return {name: _ordered(child, kind[1:-1]) for name, child in value.items()}
    keys = KEYS[kind]
    result = {key: _ordered(value[key], below) for key, below in keys.items() if key in value}
    result |= {key: child for key, child in value.items() if key not in keys}
    if isinstance(result.get(TRANSLATIONS), dict):
        result[TRANSLATIONS] = {
            language: _sorted(texts, keys) if isinstance(texts, dict) else texts
            for language, texts in result[TRANSLATIONS].items()
        }
    return result


def _sorted(value: Mapping[str, Any], first: Iterable[str]) -> dict[str, Any]:
    """The members named first, in that order, then the others as they stand."""
    return {**{key: value[key] for key in first if key in value}, **value}


def _in_step_order(document: dict[str, Any]) -> dict[str, Any]:
    ranks: dict[str, int] = {}
    steps = document["x-steps"]
    for step in steps if isinstance(steps, list) else ():
        entries = step.get("fields") if isinstance(step, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, str) and not isinstance(entry, _Number):
                parts = split(entry)
                for length in range(1, min(len(parts), 2) + 1):
                    ranks.setdefault("/".join(parts[:length]), len(ranks))
    properties = document.get("properties")
    if isinstance(properties, dict):
        document["properties"] = {
            name: {**node, "properties": _by_rank(node["properties"], ranks, f"{name}/")}
            if isinstance(node, dict) and isinstance(node.get("properties"), dict)
            else node
            for name, node in _by_rank(properties, ranks, "").items()
        }
    return document


def _by_rank(properties: Mapping[str, Any], ranks: Mapping[str, int], above: str) -> dict[str, Any]:
    """Sort fields by step; one that no step lists (a computed helper) stays behind the one it follows."""
    places: dict[str, int] = {}
    rank = -1
    for name in properties:
        rank = places[name] = ranks.get(above + name, rank)
    return {name: properties[name] for name in sorted(properties, key=places.__getitem__)}


def _text(value: Any, indent: int, before: int, after: int) -> str:
    """Write a value whose first line has ``before`` characters on its left and whose last has ``after`` behind it."""
    line = _line(value)
    if not isinstance(value, dict | list) or not value or before + len(line) + after <= WIDTH:
        return line
    inner = indent + INDENT
    if isinstance(value, dict):
        members = [(f"{_string(key)}: ", child) for key, child in value.items()]
    else:
        members = [("", child) for child in value]
    lines = [
        f"{' ' * inner}{name}{_text(child, inner, inner + len(name), 1 if place < len(members) else 0)}"
        for place, (name, child) in enumerate(members, start=1)
    ]
    start, end = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([start, ",\n".join(lines), " " * indent + end])


def _line(value: Any) -> str:
    if isinstance(value, dict):
        members = ", ".join(f"{_string(key)}: {_line(child)}" for key, child in value.items())
        return f"{{ {members} }}" if members else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_line, value))}]"
    if isinstance(value, _Number):
        return str(value)
    return _string(value) if isinstance(value, str) else json.dumps(value)


def _string(text: str) -> str:
    # A lone half of a surrogate pair cannot be written as UTF-8: it keeps its escape.
    written = json.dumps(text, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found.group()):04x}", written)
