"""The meta-schema: one file per concept, each keyword described, and equal to what the validators make of it."""

import json
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from guichet_validate.checks import check
from guichet_validate.checks.structure import BASE, schema_files
from guichet_validate.source import Source

EXAMPLES = Path(__file__).parent.parent / "example-files"
FILES = {name: json.loads(content) for name, content in schema_files().items()}


def resolved(reference, name):
    file, _, pointer = reference.partition("#")
    target = FILES[file or name]
    for part in pointer.split("/")[1:]:
        target = target[part]
    return target


def keywords(schema):
    """Every keyword that a schema of the meta-schema declares, with its own schema."""
    declared = schema.get("properties", {})
    yield from declared.items()
    inner = [schema.get(key) for key in ("items", "additionalProperties", "if", "then", "else", "propertyNames")]
    for child in [*declared.values(), *schema.get("$defs", {}).values(), *inner]:
        if isinstance(child, dict):
            yield from keywords(child)


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_a_schema_with_a_permanent_address(name):
    schema = FILES[name]
    assert schema["$id"] == BASE + name
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert schema["description"].endswith(".")
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_keyword_is_described_where_an_editor_looks():
    silent = [
        (name, key)
        for name, schema in FILES.items()
        for key, declared in keywords(schema)
        if "description" not in (resolved(declared["$ref"], name) if "$ref" in declared else {}) | declared
    ]
    assert silent == []


def test_every_file_is_reached_from_the_definition():
    seen, todo = set(), ["definition.json"]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            text = json.dumps(FILES[name])
            todo += [other for other in FILES if f'"{other}' in text]
    assert seen == set(FILES)


@pytest.fixture(scope="module")
def other_validator():
    registry = Registry().with_resources(
        (BASE + name, Resource.from_contents(schema)) for name, schema in FILES.items()
    )
    return jsonschema.validators.validator_for(FILES["definition.json"])(FILES["definition.json"], registry=registry)


SHAPES = {"keyword-unknown", "keyword-refused", "keyword-missing", "type-wrong", "value-not-allowed", "shape-wrong"}


@pytest.mark.parametrize("kind", ["positive", "negative"])
def test_another_validator_reads_the_meta_schema_alike(other_validator, kind):
    for path in sorted((EXAMPLES / kind).rglob("*.json")):
        try:
            document = json.loads(path.read_text("utf-8"))
        except ValueError:
            continue
        if not isinstance(document, dict):
            continue
        ours = {finding.code for finding in check(Source(path.name, path.read_text("utf-8"), document))}
        if ours & SHAPES:
            assert not other_validator.is_valid(document), path
        elif kind == "positive":
            assert other_validator.is_valid(document), path
