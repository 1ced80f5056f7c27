"""Conditions judge exactly as the validators do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet_validate.conditions import ConditionCompiler
from guichet_validate.findings import DefinitionError
from guichet_validate.validator import build, build_reference

NAMES = ("a", "b", "c")
DEFINITIONS = {
    "big": {"properties": {"a": {"minimum": 10}}, "required": ["a"]},
    "text": {"type": "string", "minLength": 2},
}

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12),
    st.sampled_from([0.0, 1.0, 1.5, -0.0, 10.0]),
    st.sampled_from(["", "a", "ab", "é", "1", "true", "2026-05-04"]),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
)
bounds = st.sampled_from([0, 1, 1.5, 2, 10])
sizes = st.integers(0, 3)
types = st.sampled_from(["string", "integer", "number", "boolean", "object", "array", "null"])
atoms = st.one_of(
    st.booleans(),
    st.fixed_dictionaries(
        {},
        optional={
            "const": values,
            "enum": st.lists(values, min_size=1, max_size=3),
            "type": types | st.lists(types, min_size=1, max_size=2, unique=True),
            "minimum": bounds,
            "maximum": bounds,
            "exclusiveMinimum": bounds,
            "exclusiveMaximum": bounds,
            "multipleOf": st.sampled_from([1, 2, 0.5]),
            "minLength": sizes,
            "maxLength": sizes,
            "pattern": st.sampled_from(["^a", "b$", "^[0-9]+$"]),
            "minItems": sizes,
            "maxItems": sizes,
            "uniqueItems": st.booleans(),
            "minProperties": sizes,
            "maxProperties": sizes,
            "required": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
            "$ref": st.sampled_from(["#/$defs/big", "#/$defs/text"]),
            "title": st.just("said to people"),
        },
    ),
)


def compound(inner):
    several = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from(NAMES), inner, max_size=2),
            "required": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
            "not": inner,
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "contains": inner,
            "minContains": st.integers(0, 2),
            "items": inner,
            "additionalProperties": inner,
            "if": inner,
            "then": inner,
            "const": values,
        },
    )


schemas = st.recursive(atoms, compound, max_leaves=6)


@settings(max_examples=400, deadline=None)
@given(schemas, values)
def test_a_compiled_condition_is_the_validator(schema, value):
    compiled = ConditionCompiler({"$defs": DEFINITIONS}).compile(schema)
    judge = build({"$defs": DEFINITIONS, "allOf": [schema]})
    assert compiled(value) is judge.is_valid(value)


@settings(max_examples=100, deadline=None)
@given(schemas, values)
def test_a_compiled_condition_is_the_second_validator(schema, value):
    compiled = ConditionCompiler({"$defs": DEFINITIONS}).compile(schema)
    judge = build_reference({"$defs": DEFINITIONS, "allOf": [schema]})
    assert compiled(value) is judge.is_valid(value)


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"const": 1}, True, False),
        ({"const": True}, 1, False),
        ({"const": 1}, 1.0, True),
        ({"const": {"a": [1, False]}}, {"a": [1.0, False]}, True),
        ({"const": {"a": [1, False]}}, {"a": [1.0, 0]}, False),
        ({"enum": [0]}, False, False),
        ({"properties": {"a": {"const": "x"}}}, {}, True),
        ({"properties": {"a": {"const": "x"}}, "required": ["a"]}, {}, False),
        ({"required": ["a"]}, "no object", True),
        ({"minLength": 2}, "é😀", True),
        ({"type": "integer"}, 3.0, True),
        ({"type": "integer"}, True, False),
    ],
)
def test_what_json_schema_says_and_python_does_not(schema, value, expected):
    assert ConditionCompiler({}).compile(schema)(value) is expected


def test_a_condition_that_names_itself_ends():
    document = {"$defs": {"loop": {"properties": {"a": {"$ref": "#/$defs/loop"}}, "required": ["b"]}}}
    compiled = ConditionCompiler(document).compile({"$ref": "#/$defs/loop"})
    assert compiled({"b": 1, "a": {"b": 1}})
    assert not compiled({"b": 1, "a": {}})


@pytest.mark.parametrize("schema", [{"$ref": "#/$defs/none"}, {"$ref": "other.json"}, {"pattern": "(?=a)"}, 12, None])
def test_what_is_no_schema_is_a_value_error(schema):
    with pytest.raises(ValueError, match=r".+"):
        ConditionCompiler({}).compile(schema)


def test_references_that_double_are_refused_at_once_when_a_definition_is_built(make):
    doubled = {f"c{level}": {"allOf": [{"$ref": f"#/$defs/c{level + 1}"}] * 2} for level in range(30)}
    doubled["c30"] = {"properties": {"a": {"const": True}}, "required": ["a"]}
    branch = {"if": {"$ref": "#/$defs/c0"}, "then": {"required": ["b"]}}
    with pytest.raises(DefinitionError) as caught:
        make({"a": {"type": "boolean"}, "b": {"type": "string"}}, allOf=[branch], **{"$defs": doubled})
    assert [finding.code for finding in caught.value.findings] == ["condition"]
