"""Compile the conditions of a definition to closures that judge exactly as JSON Schema 2020-12 does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.pointers import split
from guichet_validate.validator import build

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Test = Callable[[Any], bool]

_MAX_DEPTH = 40
# Far above what the checker lets a condition hold; the checker tells it better.
MAX_WEIGHT = 100_000

# Keywords that only say something to people.
_SILENT = frozenset({"title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly", "$comment"})


class ConditionCompiler:
    """Compiles schemas of one bundled document; what is outside the usual subset is judged by the validator."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Remember the document, whose ``$defs`` the conditions may name."""
        self.document = document
        self._named: dict[str, Test] = {}
        self._weights: dict[str, int] = {}

    def compile(self, schema: Any) -> Test:
        """Return a function that tells whether a JSON value satisfies ``schema``; it never raises on JSON.

        Raises ValueError when the schema is none: a reference that leads nowhere, a pattern that is not linear; and
        when it makes too many tests once its references are followed, which would take for ever to judge.
        """
        if self._weight(schema, 0) > MAX_WEIGHT:
            raise ValueError("too many tests")
        return self._schema(schema, 0)

    def _weight(self, node: Any, depth: int) -> int:
        """Return how many objects a schema holds, those behind its references counted as often as they are named."""
        if isinstance(node, list):
            return sum(self._weight(item, depth + 1) for item in node)
        if not isinstance(node, dict):
            return 0
        if depth > _MAX_DEPTH * 4:
            return MAX_WEIGHT + 1
        total = 1 + sum(self._weight(child, depth + 1) for child in node.values())
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference not in self._weights:
                # One that leads back to itself goes as deep as the answers do.
                self._weights[reference] = 1
                self._weights[reference] = min(self._weight(self._target(reference), depth + 1), MAX_WEIGHT + 1)
            total += self._weights[reference]
        return total

    def _target(self, reference: str) -> Any:
        target: Any = self.document
        for part in split(reference.removeprefix("#")):
            target = target.get(part) if isinstance(target, dict) else None
        return target if reference.startswith("#/") else None

    def _schema(self, schema: Any, depth: int) -> Test:
        if schema is True or schema == {}:
            return _always
        if schema is False:
            return _never
        if not isinstance(schema, dict):
            raise ValueError("neither an object nor a boolean")  # noqa: TRY004 - one kind of error for any bad schema
        if _is_usual(schema):
            # Nearly every condition: each property that is tested is required too.
            judged = [(name, self._schema(child, depth + 1)) for name, child in schema["properties"].items()]
            return _all_present(judged, [name for name in schema["required"] if name not in schema["properties"]])
        tests: list[Test] = []
        for keyword, argument in schema.items():
            if keyword in _SILENT or keyword.startswith("x-"):
                continue
            test = self._keyword(keyword, argument, depth) if depth < _MAX_DEPTH else None
            if test is None:
                return self._validator(schema)
            tests.append(test)
        return _all(tests)

    def _keyword(self, keyword: str, argument: Any, depth: int) -> Test | None:
        """Return the test of one keyword that stands for itself, ``None`` for any other."""
        atom = _ATOMS.get(keyword)
        if atom is not None:
            return atom(argument)
        if keyword in ("pattern", "multipleOf", "format", "uniqueItems"):
            return self._validator({keyword: argument})
        if keyword in _COMBINED and isinstance(argument, list):
            return _COMBINED[keyword]([self._schema(child, depth + 1) for child in argument])
        if keyword in _WRAPPED:
            return _WRAPPED[keyword](self._schema(argument, depth + 1))
        match keyword:
            case "required" if _are_names(argument):
                return _required(tuple(argument))
            case "properties" if isinstance(argument, dict):
                return _properties({name: self._schema(child, depth + 1) for name, child in argument.items()})
            case "$ref" if isinstance(argument, str):
                return self._reference(argument, depth)
        return None

    def _reference(self, reference: str, depth: int) -> Test | None:
        if reference in self._named:
            return self._named[reference]
        target = self._target(reference)
        if target is None:
            raise ValueError("a reference that leads nowhere")
        self._named[reference] = self._schema(target, depth + 1)
        return self._named[reference]

    def _validator(self, schema: Any) -> Test:
        definitions = self.document.get("$defs", {})
        return build({"$defs": definitions, "allOf": [schema]}).is_valid


def same(left: Any, right: Any) -> bool:
    """Tell whether two JSON values are equal as JSON Schema means it: 1 is 1.0, true is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same(*pair) for pair in zip(left, right, strict=True))
    return bool(left == right)


def _always(_: Any) -> bool:
    return True


def _never(_: Any) -> bool:
    return False


def _all(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    kept = tuple(tests)
    return lambda value: all(test(value) for test in kept)


def _any(tests: Sequence[Test]) -> Test:
    kept = tuple(tests)
    return lambda value: any(test(value) for test in kept)


def _one(tests: Sequence[Test]) -> Test:
    kept = tuple(tests)
    return lambda value: sum(test(value) for test in kept) == 1


def _negated(test: Test) -> Test:
    return lambda value: not test(value)


def _are_names(argument: Any) -> bool:
    return isinstance(argument, list) and all(isinstance(name, str) for name in argument)


def _required(names: tuple[str, ...]) -> Test:
    if len(names) == 1:
        only = names[0]
        return lambda value: not isinstance(value, dict) or only in value
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


def _is_usual(schema: dict[str, Any]) -> bool:
    return (
        schema.keys() == {"properties", "required"}
        and isinstance(schema["properties"], dict)
        and _are_names(schema["required"])
        and schema["properties"].keys() <= set(schema["required"])
    )


def _all_present(tests: Sequence[tuple[str, Test]], others: Sequence[str]) -> Test:
    if len(tests) == 1 and not others:
        ((only, holds),) = tests
        return lambda value: not isinstance(value, dict) or (only in value and holds(value[only]))

    def judge(value: Any) -> bool:
        if isinstance(value, dict):
            for name, test in tests:
                if name not in value or not test(value[name]):
                    return False
            return all(name in value for name in others)
        return True

    return judge


def _properties(tests: Mapping[str, Test]) -> Test:
    items = tuple(tests.items())

    def judge(value: Any) -> bool:
        if isinstance(value, dict):
            for name, test in items:
                if name in value and not test(value[name]):
                    return False
        return True

    return judge


def _contains(test: Test) -> Test:
    return lambda value: not isinstance(value, list) or any(test(item) for item in value)


_COMBINED: Mapping[str, Callable[[Sequence[Test]], Test]] = {"allOf": _all, "anyOf": _any, "oneOf": _one}
_WRAPPED: Mapping[str, Callable[[Test], Test]] = {"not": _negated, "contains": _contains}


def _const(expected: Any) -> Test:
    if isinstance(expected, str):
        return lambda value: value == expected
    return lambda value: same(value, expected)


def _enum(options: Any) -> Test | None:
    if not isinstance(options, list):
        return None
    if all(isinstance(option, str) for option in options):
        known = frozenset(options)
        return lambda value: isinstance(value, str) and value in known
    return lambda value: any(same(value, option) for option in options)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))


_TYPES: Mapping[str, Test] = {
    "string": lambda value: isinstance(value, str),
    "integer": _is_integer,
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}


def _type(names: Any) -> Test | None:
    if isinstance(names, str):
        return _TYPES.get(names)
    if _are_names(names) and all(name in _TYPES for name in names):
        return _any([_TYPES[name] for name in names])
    return None


def _bound(kind: Test, holds: Callable[[Any, Any], bool]) -> Callable[[Any], Test | None]:
    def compile_bound(limit: Any) -> Test | None:
        if not _is_number(limit):
            return None
        return lambda value: not kind(value) or holds(value, limit)

    return compile_bound


_ATOMS: Mapping[str, Callable[[Any], Test | None]] = {
    "const": _const,
    "enum": _enum,
    "type": _type,
    "minimum": _bound(_is_number, lambda value, limit: bool(value >= limit)),
    "maximum": _bound(_is_number, lambda value, limit: bool(value <= limit)),
    "exclusiveMinimum": _bound(_is_number, lambda value, limit: bool(value > limit)),
    "exclusiveMaximum": _bound(_is_number, lambda value, limit: bool(value < limit)),
    "minLength": _bound(_TYPES["string"], lambda value, limit: len(value) >= limit),
    "maxLength": _bound(_TYPES["string"], lambda value, limit: len(value) <= limit),
    "minItems": _bound(_TYPES["array"], lambda value, limit: len(value) >= limit),
    "maxItems": _bound(_TYPES["array"], lambda value, limit: len(value) <= limit),
    "minProperties": _bound(_TYPES["object"], lambda value, limit: len(value) >= limit),
    "maxProperties": _bound(_TYPES["object"], lambda value, limit: len(value) <= limit),
}
