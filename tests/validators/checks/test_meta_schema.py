"""The meta-schema: one file per concept, each keyword described, and equal to what the validators make of it."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from guichet_validate.checks import check
from guichet_validate.checks.patterns import ALONE, BESIDE_PATTERN
from guichet_validate.checks.structure import BASE, bundled, schema_files
from guichet_validate.source import Source

ROOT = Path(__file__).parents[3]
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


def documentation(declared, name):
    """What an editor knows of a keyword: its own annotations before those of what it refers to."""
    return (resolved(declared["$ref"], name) if "$ref" in declared else {}) | declared


def test_every_keyword_shows_a_value_or_lists_them():
    """A keyword that is no yes or no has an example, its own or that of the shape it names."""
    bare = [
        (name, key)
        for name, schema in FILES.items()
        for key, declared in keywords(schema)
        for known in [documentation(declared, name)]
        if known.get("type") not in ("boolean", "object")
        and not {"examples", "enum", "const", "properties"} & set(known)
        if not ("items" in known or "if" in known or "additionalProperties" in known)
    ]
    assert bare == []


def annotated(schema, pointer=""):
    """Every piece of the meta-schema that is described, with its pointer."""
    if isinstance(schema, dict):
        # Below properties stand names: one of them may be called description.
        if isinstance(schema.get("description"), str):
            yield pointer, schema
        for key, child in schema.items():
            yield from annotated(child, f"{pointer}/{key}")
    elif isinstance(schema, list):
        for index, child in enumerate(schema):
            yield from annotated(child, f"{pointer}/{index}")


def test_every_closed_list_says_what_each_value_means():
    pieces = [piece for schema in FILES.values() for _, piece in annotated(schema)]
    lists = [piece for piece in pieces if isinstance(piece.get("enum"), list)]
    assert lists
    assert [piece for piece in lists if len(piece.get("enumDescriptions", ())) != len(piece["enum"])] == []


@pytest.mark.parametrize("name", FILES)
def test_every_example_of_the_meta_schema_is_as_it_says(name, registry):
    wrong = []
    for pointer, piece in annotated(FILES[name]):
        validator = jsonschema.Draft202012Validator({"$ref": f"{BASE}{name}#{pointer}"}, registry=registry)
        wrong += [(pointer, example) for example in piece.get("examples", ()) if not validator.is_valid(example)]
    assert wrong == []


def test_every_keyword_says_since_which_format_it_is_there():
    for schema in FILES.values():
        own = [declared.get("x-since", 1) for _, declared in keywords(schema)]
        assert {schema["x-since"], *own} <= {FILES["definition.json"]["properties"]["x-definition"]["const"]}


def test_the_page_of_the_format_and_the_meta_schema_have_the_same_keywords_of_ours():
    page = (ROOT / "docs/authors/definition-format.md").read_text("utf-8")
    table = set(re.findall(r"^\| `(x-[a-z0-9]+)`", page, re.MULTILINE))
    known = {key for schema in FILES.values() for key, _ in keywords(schema) if key.startswith("x-")}
    assert table == known


def test_the_formats_proposed_are_those_that_are_checked():
    assert set(FILES["field.json"]["properties"]["format"]["examples"]) == {*ALONE, *BESIDE_PATTERN}


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
def registry():
    return Registry().with_resources((BASE + name, Resource.from_contents(schema)) for name, schema in FILES.items())


@pytest.fixture(scope="module")
def other_validator(registry):
    return jsonschema.validators.validator_for(FILES["definition.json"])(FILES["definition.json"], registry=registry)


@pytest.mark.parametrize("path", sorted((ROOT / "definitions").glob("*/*.json")), ids=lambda path: path.stem)
def test_another_validator_accepts_the_definitions_of_the_city(other_validator, path):
    if path.parent.name != "fragments":
        assert [error.message for error in other_validator.iter_errors(json.loads(path.read_text("utf-8")))] == []


def test_one_file_holds_the_whole_meta_schema(other_validator):
    """For tools that cannot look beside the file, and may not look anywhere else."""
    validator = jsonschema.Draft202012Validator(bundled())
    for path in sorted((EXAMPLES / "negative" / "keyword-missing").glob("*.json")):
        document = json.loads(path.read_text("utf-8"))
        assert not validator.is_valid(document)
    for path in sorted((ROOT / "definitions").glob("*/*.json")):
        document = json.loads(path.read_text("utf-8"))
        assert validator.is_valid(document) == other_validator.is_valid(document)


@pytest.fixture(scope="module")
def editor():
    """What the settings of Visual Studio Code say of JSON files, by the address of the schema."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    return {entry["url"]: entry for entry in settings["json.schemas"]}


def test_an_editor_judges_definitions_as_the_meta_schema_does(editor, other_validator):
    """It follows the standard address that a definition names: what stands there is in the settings."""
    schema = editor["https://json-schema.org/draft/2020-12/schema"]["schema"]
    references = re.findall(r'"\$ref": "([^"]+)', json.dumps(schema))
    assert references
    assert [reference for reference in references if not reference.startswith("#/")] == []
    validator = jsonschema.Draft202012Validator(schema)
    for path in [*sorted((ROOT / "definitions").glob("*/*.json")), *sorted(EXAMPLES.glob("negative/*-missing/*.json"))]:
        document = json.loads(path.read_text("utf-8"))
        assert validator.is_valid(document) == other_validator.is_valid(document), path
    assert validator.is_valid(FILES["definition.json"])


def test_an_editor_reads_the_schema_of_a_field_for_fragments(editor, registry):
    url = "./validators/guichet_validate/schemas/field.json"
    main = ROOT / url
    assert json.loads(main.read_text("utf-8")) == FILES["field.json"]
    # It resolves a reference from the place of the file.
    references = {
        found for text in map(json.dumps, FILES.values()) for found in re.findall(r'"\$ref": "([^"#]+)', text)
    }
    assert [reference for reference in references if not (main.parent / reference).exists()] == []
    validator = jsonschema.Draft202012Validator({"$ref": BASE + "field.json"}, registry=registry)
    for pattern in editor[url]["fileMatch"]:
        for path in ROOT.glob(pattern.removeprefix("/")):
            assert [error.message for error in validator.iter_errors(json.loads(path.read_text("utf-8")))] == []


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
