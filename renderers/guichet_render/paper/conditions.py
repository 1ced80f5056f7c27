"""Conditions in words: when a field of the paper form is to be filled in, read from the definition's `if`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from guichet_render.face import Face
from guichet_render.reading import Reader

_MAX_DEPTH: Final = 12
_MOST_ANSWERS: Final = 8
_BOUNDS: Final = {"minimum": "least", "exclusiveMinimum": "above", "maximum": "most", "exclusiveMaximum": "below"}
_DEFS: Final = "#/$defs/"


@dataclass(slots=True)
class When:
    """What switches one field: `filled` are the conditions that must all hold, `required` those that make it so."""

    filled: list[str] = field(default_factory=list)
    required: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stop:
    """An exit: the condition in words, its node, and the templates of the fields it reads."""

    when: str
    node: Mapping[str, Any]
    reads: frozenset[str]


class Conditions:
    """The conditions of one definition, worded by a reader without answers."""

    def __init__(self, reader: Reader) -> None:
        """Read every `if` of the root, the groups and the rows."""
        self._reader = reader
        self._say = reader.language
        self.of: dict[str, When] = {}
        self.stops: list[Stop] = []
        for scope, node in self._scopes():
            for entry in node.get("allOf", ()):
                if isinstance(entry, Mapping) and "if" in entry:
                    self._entry(entry, scope)

    def _scopes(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        definition = self._reader.definition
        yield "", definition.root.node
        for pointer, one in definition.fields.items():
            if one.kind == "object":
                yield pointer, one.node
            elif one.kind == "repeat":
                yield one.row_pointer, one.row_node

    def _entry(self, entry: Mapping[str, Any], scope: str) -> None:
        test = entry["if"]
        if "x-exit" in entry:
            reads = frozenset(self._reads(test, scope, 0))
            self.stops.append(Stop(self.words(test, scope), entry["x-exit"], reads))
            return
        for branch, holds in (("then", True), ("else", False)):
            for target, off in _named(entry.get(branch), scope, 0):
                words = self.words(test, scope, holds=holds != off)
                when = self.of.setdefault(target, When())
                kept = when.filled if off else when.required
                if words not in kept:
                    kept.append(words)

    # ---- Words ----

    def words(self, schema: Any, scope: str, *, holds: bool = True) -> str:
        """Return a condition as the end of a sentence that begins with «si»."""
        return self._schema(schema, scope, 0, holds=holds) or self._say("paper-if-other")

    def _schema(self, schema: Any, scope: str, depth: int, *, holds: bool) -> str:
        if not isinstance(schema, Mapping) or depth > _MAX_DEPTH:
            return ""
        parts = []
        if isinstance(schema.get("$ref"), str):
            parts.append(self._schema(self._target(schema["$ref"]), scope, depth + 1, holds=holds))
        properties = schema.get("properties")
        properties = properties if isinstance(properties, Mapping) else {}
        parts += [self._field(child, f"{scope}/{name}", depth, holds=holds) for name, child in properties.items()]
        parts += [
            self._leaf("given", f"{scope}/{name}", holds=holds)
            for name in schema.get("required", ())
            if name not in properties
        ]
        parts += [self._schema(child, scope, depth + 1, holds=holds) for child in schema.get("allOf", ())]
        if "not" in schema:
            parts.append(self._schema(schema["not"], scope, depth + 1, holds=not holds))
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                ways = [self._schema(child, scope, depth + 1, holds=holds) for child in schema[keyword]]
                parts.append(self._joined(ways, every=not holds, inside=len(parts) > 0 or depth > 0))
        return self._joined(parts, every=holds, inside=depth > 0)

    def _joined(self, parts: list[str], *, every: bool, inside: bool) -> str:
        told = list(dict.fromkeys(part for part in parts if part))
        said = self._say("paper-if-and" if every else "paper-if-or").join(told)
        return f"({said})" if inside and len(told) > 1 else said

    def _field(self, schema: Any, pointer: str, depth: int, *, holds: bool) -> str:
        face = self._reader.form.faces.get(pointer)
        if face is None or not isinstance(schema, Mapping):
            return ""
        if face.field.kind == "object" or "properties" in schema:
            return self._schema(schema, pointer, depth + 1, holds=holds)
        parts = []
        for keyword, argument in schema.items():
            if keyword == "const":
                parts.append(self._is([argument], face, holds=holds))
            elif keyword == "enum" and isinstance(argument, list):
                parts.append(self._is(argument, face, holds=holds))
            elif keyword == "contains" and isinstance(argument, Mapping):
                inner = argument.get("enum", [argument["const"]] if "const" in argument else None)
                parts.append(
                    self._is(inner, face, holds=holds)
                    if isinstance(inner, list) and face.field.kind == "choices"
                    else self._leaf("other-one", pointer, holds=holds)
                )
            elif keyword in _BOUNDS:
                limit = face.widget.read(face, argument, self._say)
                parts.append(self._leaf(_BOUNDS[keyword], pointer, holds=holds, limit=limit))
            elif keyword == "not":
                parts.append(self._field(argument, pointer, depth, holds=not holds))
            elif keyword in ("anyOf", "oneOf"):
                ways = [self._field(child, pointer, depth, holds=holds) for child in argument]
                parts.append(self._joined(ways, every=not holds, inside=True))
            elif keyword not in ("type", "$comment"):
                parts.append(self._leaf("other-one", pointer, holds=holds))
        if not parts:
            parts.append(self._leaf("given", pointer, holds=holds))
        return self._joined(parts, every=holds, inside=True)

    def _is(self, values: list[Any], face: Face, *, holds: bool) -> str:
        """Say that an answer is, or is not, one of these."""
        if face.field.kind == "boolean" and len(values) == 1 and (face.field.hidden or not face.field.choices):
            yes = values[0] is True
            if face.field.computed:
                return self._leaf("case", face.field.pointer, holds=holds is yes)
            if face.widget.name == "checkbox":
                return self._leaf("ticked", face.field.pointer, holds=holds is yes)
            # Yes and no are the only two: «not yes» is told as no.
            values, holds = [yes is holds], True
        quote = self._say("paper-quoted", text="{}")
        answers = [quote.replace("{}", self._reader.read(face, self._held(face, value))) for value in values]
        said = self._say("paper-if-or").join(answers[:_MOST_ANSWERS])
        key = "case-of" if face.field.computed else "ticked-of" if face.field.kind == "choices" else "answered"
        return self._leaf(key, face.field.pointer, holds=holds, answer=said)

    @staticmethod
    def _held(face: Face, value: Any) -> Any:
        return [value] if face.field.kind == "choices" else value

    def _leaf(self, key: str, pointer: str, *, holds: bool, **more: str) -> str:
        face = self._reader.form.faces.get(pointer)
        if face is None:
            return ""
        # The value of a hidden helper tells nobody anything, but whether its case is one's own.
        if face.field.hidden and key != "case":
            key, more = "case-other", {}
        title = self._reader.fill(face.title, pointer.rpartition("/")[0]).rstrip(" \u00a0\u202f:")
        return self._say(f"paper-if-{key}", title=title, holds="yes" if holds else "no", **more)

    # ---- What is read ----

    def _reads(self, schema: Any, scope: str, depth: int) -> Iterator[str]:
        if not isinstance(schema, Mapping) or depth > _MAX_DEPTH:
            return
        if isinstance(schema.get("$ref"), str):
            yield from self._reads(self._target(schema["$ref"]), scope, depth + 1)
        properties = schema.get("properties")
        for name, child in (properties if isinstance(properties, Mapping) else {}).items():
            yield f"{scope}/{name}"
            yield from self._reads(child, f"{scope}/{name}", depth + 1)
        for keyword in ("anyOf", "allOf", "oneOf"):
            for child in schema.get(keyword, ()):
                yield from self._reads(child, scope, depth + 1)
        yield from self._reads(schema.get("not"), scope, depth + 1)

    def _target(self, reference: str) -> Any:
        named = self._reader.definition.document.get("$defs", {})
        return named.get(reference.removeprefix(_DEFS)) if isinstance(named, Mapping) else None


def _named(schema: Any, scope: str, depth: int) -> Iterator[tuple[str, bool]]:
    """Yield the templates that a branch speaks of, and whether it switches them off."""
    if not isinstance(schema, Mapping) or depth > _MAX_DEPTH:
        return
    for name in schema.get("required", ()):
        yield f"{scope}/{name}", False
    properties = schema.get("properties")
    for name, child in (properties if isinstance(properties, Mapping) else {}).items():
        if child is False:
            yield f"{scope}/{name}", True
        yield from _named(child, f"{scope}/{name}", depth + 1)
