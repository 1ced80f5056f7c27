"""What a person reads about a problem: what to do next, never a code, never somebody's answer by accident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guichet_render.face import Face
from guichet_render.reading import Reader
from guichet_render.widgets.file import LARGEST
from guichet_validate.pointers import get
from guichet_validate.problems import Problem
from guichet_validate.searching import typed_in
from guichet_validate.texts import text

# The shape of an answer is told by either keyword; an own message for one serves for the other.
_TWINS = {"format": "pattern", "pattern": "format"}
# One sentence serves several keywords.
_SAME = {"enum": "oneOf", "exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum", "minContains": "contains"}
_LIMITS = {"fileSize": LARGEST}
_COUNTS = frozenset({"fileCount", "filePages"})
_FORMATS = frozenset({"date", "email", "phone-fr", "postcode-fr", "time-local", "datetime-local", "iban", "siret",
                      "siren", "nir", "plate-fr", "rna"})  # fmt: skip


def phrase(problem: Problem, face: Face | None, reader: Reader) -> str:
    """Return the sentence for a problem at the field of `face` (`None`: at no field anyone sees)."""
    if problem.rule is not None:
        message = _rule(problem, reader)
        if message:
            return reader.fill(message, problem.row)
    row = _row_of(problem.pointer)
    if face is None:
        return reader.language("problem-elsewhere")
    searched = typed_in(get(reader.answers, problem.pointer)) is not None and bool(face.lookup or face.options)
    own = _own("lookup" if searched and face.lookup else problem.code, face, reader)
    if own:
        return reader.fill(own, row)
    title = reader.fill(face.title, row)
    params = _params(problem, face, title, reader)
    over = 0 if searched else _excess(problem, reader)
    if over:
        return reader.language("problem-maxLength-by", **params, over=over, excess=reader.language.number(over))
    return reader.language("problem-search" if searched else _key(problem, face, reader), **params)


def _excess(problem: Problem, reader: Reader) -> int:
    """Return by how many characters a text is too long; nothing of the text itself is said."""
    limit, typed = problem.params.get("limit"), get(reader.answers, problem.pointer)
    if problem.code != "maxLength" or not isinstance(limit, int) or not isinstance(typed, str):
        return 0
    return max(len(typed) - limit, 0)


def _rule(problem: Problem, reader: Reader) -> str | None:
    rule = next((rule for rule in reader.definition.rules if rule.id == problem.rule), None)
    return text(rule.node, "message", reader.language.code) if rule else None


def _own(code: str, face: Face, reader: Reader) -> str | None:
    node = face.field.node.get("x-errors")
    if not isinstance(node, Mapping):
        return None
    for key in (code, _TWINS.get(code)):
        if key and (found := text(node, key, reader.language.code)):
            return found
    return None


def _row_of(pointer: str) -> str | None:
    """Return the pointer of the innermost row around an answer."""
    parts = pointer.split("/")
    last = max((place for place, part in enumerate(parts) if part.isdigit()), default=None)
    return None if last is None else "/".join(parts[: last + 1])


def _key(problem: Problem, face: Face, reader: Reader) -> str:
    code = _SAME.get(problem.code, problem.code)
    if code == "const" and face.widget.verb == "tick":
        code = "required"
    if code == "type" and face.widget.verb == "choose":
        code = "oneOf"
    if code in ("pattern", "format"):
        kind = problem.params.get("format") or face.field.format
        if kind in _FORMATS:
            return f"problem-format-{kind}"
        code = "pattern-sample" if _sample(face) else "pattern"
    key = f"problem-{code}"
    if "limit" not in problem.params and reader.language.has(f"{key}-plain"):
        key += "-plain"
    return key if reader.language.has(key) else "problem-other"


def _params(problem: Problem, face: Face, title: str, reader: Reader) -> dict[str, Any]:
    limit = problem.params.get("limit", _LIMITS.get(problem.code, ""))
    language = reader.language
    spelled = limit
    if problem.code.startswith("file") and isinstance(limit, int) and problem.code not in _COUNTS:
        spelled = language.size(limit)
    elif isinstance(limit, int | float) and not isinstance(limit, bool):
        spelled = language.money(int(limit)) if face.field.money else language.number(limit)
    elif isinstance(limit, str) and limit.startswith("P"):
        spelled = language.duration(limit)
    name = title.rstrip(" \u00a0\u202f:")
    return {
        "title": name,
        "asks": _asks(name),
        "verb": face.widget.verb,
        "kind": "money" if face.field.money else face.field.kind,
        "limit": spelled,
        "count": limit if isinstance(limit, int) else 0,
        "name": problem.params.get("name", ""),
        "sample": _sample(face) or reader.sample(face),
    }


def _asks(title: str) -> str:
    """Tell what kind of words a title is: a question, an order («Précisez à quel titre»), or a name."""
    if title.endswith("?"):
        return "question"
    return "order" if title.partition(" ")[0].endswith("ez") else "name"


def _sample(face: Face) -> str:
    samples = face.field.node.get("examples")
    return face.widget.sample(samples[0]) if isinstance(samples, list) and samples else ""
