"""The canonical form: one text for one meaning, which never changes what is meant."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import guichet_validate
from guichet_validate.formatting import WIDTH, formatted, reformatted
from guichet_validate.fragments import bundle
from guichet_validate.key_order import KEYS

ROOT = Path(__file__).parents[2]
SHIPPED = Path(guichet_validate.__file__).parent / "fragments"
FILES = [
    *sorted((ROOT / "definitions").rglob("*.json")),
    *sorted(SHIPPED.glob("*.json")),
    ROOT / "docs" / "authors" / "mini.json",
]
DEFINITIONS = [path for path in FILES if '"x-procedure"' in path.read_text("utf-8")]

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
keys = st.text() | st.sampled_from(sorted({key for known in KEYS.values() for key in known}))
values = st.recursive(scalars, lambda below: st.lists(below) | st.dictionaries(keys, below), max_leaves=40)
documents = st.dictionaries(keys, values)


def same(left, right):
    """Equal with the same types, and the same order of rows; the order of keys means nothing."""
    if isinstance(left, dict):
        return isinstance(right, dict) and left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list):
        return isinstance(right, list) and len(left) == len(right) and all(map(same, left, right))
    return type(left) is type(right) and repr(left) == repr(right)


@given(documents)
def test_formatting_changes_no_value_and_formatting_again_changes_nothing(document):
    text = formatted(document)
    assert same(json.loads(text), document)
    assert formatted(json.loads(text)) == text
    assert reformatted(text) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_the_project_keeps_its_meaning(path):
    text = path.read_text("utf-8")
    once = reformatted(text)
    assert same(json.loads(once), json.loads(text))
    assert reformatted(once) == once


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_the_project_is_in_canonical_form(path):
    assert reformatted(path.read_text("utf-8")) == path.read_text("utf-8"), "guichet format definitions"


def shuffled(value, chance):
    if isinstance(value, dict):
        members = list(value.items())
        chance.shuffle(members)
        return {key: shuffled(child, chance) for key, child in members}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.stem)
def test_the_keys_of_a_definition_come_in_one_order_however_they_were_written(path):
    document = json.loads(path.read_text("utf-8"))
    mixed = json.loads(formatted(shuffled(document, random.Random(path.stem))))
    assert list(mixed) == list(json.loads(formatted(document)))
    assert list(mixed["x-procedure"]) == list(json.loads(formatted(document))["x-procedure"])


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.stem)
def test_a_bundled_document_has_a_canonical_form_too(path):
    bundled = bundle(json.loads(path.read_text("utf-8")), base_url="https://demarches.example")
    text = formatted(bundled)
    assert same(json.loads(text), bundled)
    assert list(json.loads(text))[:2] == ["$schema", "$id"]


def test_numbers_stay_as_they_are_written():
    text = '{ "a": [1.0, 1, -0, 1e3, 0.10, 123456789012345678901234567890, -0.0, 1E+2] }\n'
    assert reformatted(text) == text


def test_text_stays_readable_and_what_cannot_be_written_keeps_its_escape():
    assert reformatted('{"a": "\\u00e9\\u202f\\ud83d\\ude00\\n\\u0000"}') == '{ "a": "é\u202f😀\\n\\u0000" }\n'
    assert reformatted('{"a": "\\udc00"}').encode()


def test_what_fits_stands_on_one_line_and_nothing_more():
    fits = {"a": "x" * (WIDTH - len('{ "a": "" }'))}
    assert len(formatted(fits).rstrip("\n")) == WIDTH
    longer = {"a": fits["a"] + "x"}
    assert formatted(longer) == '{\n  "a": "' + longer["a"] + '"\n}\n'


def test_the_comma_counts():
    member = "x" * (WIDTH - len('  "a": { "b": "" }'))
    assert formatted({"a": {"b": member}}).splitlines()[1] == f'  "a": {{ "b": "{member}" }}'
    assert formatted({"a": {"b": member}, "c": 1}).splitlines()[1] == '  "a": {'


def test_fields_follow_the_steps_and_helpers_stay_behind_the_field_they_follow():
    document = {
        "x-definition": 1,
        "x-steps": [{"id": "un", "fields": ["/b", "/g/y"]}, {"id": "deux", "fields": [{"notice": {}}, "/a", "/g/x"]}],
        "properties": {"first": {}, "a": {}, "helper": {}, "g": {"properties": {"x": {}, "y": {}}}, "b": {}},
    }
    ordered = json.loads(formatted(document))["properties"]
    assert list(ordered) == ["first", "b", "g", "a", "helper"]
    assert list(ordered["g"]["properties"]) == ["y", "x"]


def test_keys_that_the_format_does_not_know_come_last():
    ordered = json.loads(formatted({"x-definition": 1, "zebra": 1, "title": "t", "ane": 2}))
    assert list(ordered) == ["x-definition", "title", "zebra", "ane"]


def test_translations_follow_the_order_of_what_they_translate():
    field = {"type": "string", "x-i18n": {"en": {"description": "d", "title": "t"}}, "title": "t", "description": "d"}
    assert list(json.loads(formatted(field))["x-i18n"]["en"]) == ["title", "description"]


def test_answers_and_other_free_objects_keep_their_order():
    document = {"x-definition": 1, "x-tests": [{"answers": {"z": 1, "a": {"title": 1, "const": 2}}, "name": "n"}]}
    ordered = json.loads(formatted(document))["x-tests"][0]
    assert list(ordered) == ["name", "answers"]
    assert list(ordered["answers"]) == ["z", "a"]
    assert list(ordered["answers"]["a"]) == ["title", "const"]
