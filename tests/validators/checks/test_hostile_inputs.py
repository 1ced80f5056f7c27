"""Whatever a file holds, checking it gives findings quickly: never a traceback, never a hang."""

import json
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet_validate.checks import check, check_paths
from guichet_validate.checks.phrasing import phrase
from guichet_validate.source import Source, read

EXAMPLE = Path(__file__).parent.parent / "example-files" / "positive" / "json-syntax" / "exemple.json"
# Seconds; what a person waits for in CI.
PATIENCE = 1.0
MEMORY = 100 * 1024 * 1024


def definition():
    return json.loads(EXAMPLE.read_text("utf-8"))


def changed(**parts):
    document = definition()
    for key, value in parts.items():
        document[key.replace("x_", "x-")] = value
    return json.dumps(document, ensure_ascii=False)


def with_field(**schema):
    return changed(properties={"objet": {"title": "Objet", "type": "string", "maxLength": 9, **schema}})


def computed(expression):
    field = {"title": "Total", "type": "integer", "readOnly": True, "x-computed": expression}
    return changed(properties={**definition()["properties"], "total": field})


def doubled_references(levels):
    groups = {
        f"g{level}": {
            "type": "object",
            "additionalProperties": False,
            "properties": {side: {"title": side, "$ref": f"#/$defs/g{level + 1}"} for side in ("gauche", "droite")},
        }
        for level in range(levels)
    }
    groups[f"g{levels}"] = {"title": "Fin", "type": "string", "maxLength": 5}
    document = definition()
    document["properties"]["arbre"] = {"title": "Arbre", "$ref": "#/$defs/g0"}
    document["$defs"] = groups
    return json.dumps(document)


def doubled_conditions(levels):
    document = definition()
    document["$defs"] = {
        f"c{level}": {"anyOf": [{"$ref": f"#/$defs/c{level + 1}"}, {"$ref": f"#/$defs/c{level + 1}"}]}
        for level in range(levels)
    }
    document["$defs"][f"c{levels}"] = {"required": ["objet"]}
    document["properties"]["detail"] = {"title": "Détail", "type": "string", "maxLength": 9}
    document["x-steps"][0]["fields"].append("/detail")
    document["allOf"] = [
        {"if": {"$ref": "#/$defs/c0"}, "else": {"properties": {"detail": False}}},
        {"if": {"$ref": "#/$defs/c0"}, "then": {"required": ["detail"]}},
    ]
    return json.dumps(document)


def reference(target):
    return changed(properties={"objet": {"title": "Objet", "$ref": target}})


def looping_definitions(**groups):
    document = definition()
    document["properties"]["lieu"] = {"title": "Lieu", "$ref": "#/$defs/a"}
    document["$defs"] = groups
    return json.dumps(document)


HOSTILE = {
    "remote reference": (reference("https://example.org/schema.json"), "reference-outside"),
    "file reference": (reference("file:///etc/passwd"), "reference-outside"),
    "relative file reference": (reference("../../city.json"), "reference-outside"),
    "reference to the whole document": (reference("#"), "reference-unresolved"),
    "reference into a property": (reference("#/properties/objet"), "reference-unresolved"),
    "fragment outside its folder": (reference("guichet:fragments/../../../etc/passwd"), "fragment-unknown"),
    "definition that is itself": (looping_definitions(a={"$ref": "#/$defs/a"}), "reference-recursive"),
    "definitions in a circle": (
        looping_definitions(a={"$ref": "#/$defs/b"}, b={"$ref": "#/$defs/a"}),
        "reference-recursive",
    ),
    "row that contains itself": (
        looping_definitions(
            a={
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "suite": {"title": "Suite", "type": "array", "maxItems": 2, "items": {"$ref": "#/$defs/a"}}
                },
            }
        ),
        "reference-recursive",
    ),
    "doubled references": (doubled_references(24), "fields-too-many"),
    "doubled conditions": (doubled_conditions(40), "condition-too-large"),
    "deep nesting": ('{"a":' * 5000 + "1" + "}" * 5000, "json-too-deep"),
    "deep arrays": ("[" * 100_000, "json-too-deep"),
    "5 MB": ('{"a": "' + "a" * 5_000_000 + '"}', "json-too-large"),
    "exponential pattern": (with_field(pattern="^(a+)+$"), "pattern-not-linear"),
    "exponential alternatives": (with_field(pattern="^(a|a)*$"), "pattern-not-linear"),
    "exponential options": (with_field(pattern="^" + "a?" * 60 + "a" * 60 + "$"), "pattern-not-linear"),
    "repeated nothing": (with_field(pattern="^(a?){99}a{99}$"), "pattern-not-linear"),
    "huge repeat": (with_field(pattern="^(a{1000}){1000}$"), None),
    "back reference": (with_field(pattern="^(a)\\1$"), "pattern-not-portable"),
    "look-ahead": (with_field(pattern="^(?=a)a$"), "pattern-not-portable"),
    "unclosed class": (with_field(pattern="^[a$"), "pattern-invalid"),
    "integer of 4,000 digits": (with_field(minLength=0).replace('"minLength": 0', '"minLength": ' + "9" * 4000), None),
    "integer of 20,000 digits": (
        with_field(minLength=0).replace('"minLength": 0', '"minLength": ' + "9" * 20000),
        None,
    ),
    "number beyond the doubles": (with_field(minLength=0).replace('"minLength": 0', '"minLength": 1e999'), None),
    "40 kB expression": (computed("1" + "+1" * 20_000), "expression-too-long"),
    "parentheses": (computed("(" * 249 + "1" + ")" * 249), "expression-too-deep"),
    "brackets": (computed("[" * 249 + "]" * 249), "expression-too-deep"),
    "negations": (computed("!" * 400 + "true"), "expression-too-many-operators"),
    "nested macros": (
        computed("[1].map(a, [1].map(b, [1].map(c, [1].map(d, 1))))"),
        "expression-nested-macro",
    ),
    "division by zero": (computed("1 / 0"), "expression-division-unguarded"),
    "has": (computed("has(objet.x) ? 1 : 0"), "expression-has"),
    "unfinished text": (computed("'abc"), "expression-syntax"),
    "duplicate keys": ('{"title": 1, "title": 2}', "json-key-repeated"),
    "NaN": ('{"title": NaN}', "json-number"),
    "infinity": ('{"title": -Infinity}', "json-number"),
    "lone surrogate": ('{"title": "\\ud800"}', "json-encoding"),
    "nothing": ("", "json-syntax"),
    "a text": ('"définition"', "json-not-an-object"),
    "null": ("null", "json-not-an-object"),
    "an empty object": ("{}", "keyword-missing"),
    "comment": ('{ // oui\n "title": 1 }', "json-syntax"),
    "script in a text": (changed(title="<script>alert(1)</script>"), "text-html"),
    "script in a link": (changed(description="[ici](javascript:alert(1))"), "text-link-unsafe"),
    "null everywhere": (json.dumps(dict.fromkeys(definition())), "type-wrong"),
    "arrays everywhere": (json.dumps({key: [[]] for key in definition()}), "type-wrong"),
    "tests in a circle": (
        changed(x_tests=[{"name": "a", "base": "b", "valid": True}, {"name": "b", "base": "a", "valid": True}]),
        "test-base-cycle",
    ),
    "day that is not": (changed(x_tests=[{"name": "a", "date": "2026-02-31", "valid": True}]), "test-failed"),
    "year zero": (changed(x_tests=[{"name": "a", "date": "0000-01-01", "valid": True}]), "test-failed"),
}


@pytest.mark.parametrize(("content", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_documents_are_refused_quickly(tmp_path, content, code):
    path = tmp_path / "exemple.json"
    path.write_text(content, encoding="utf-8", errors="surrogatepass")
    tracemalloc.start()
    started = time.process_time()
    report = check_paths([path])
    spent = time.process_time() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.has_errors
    assert code is None or code in {finding.code for finding in report.findings}
    # Tracing memory slows Python down several times; the bound is for the check alone.
    assert spent < PATIENCE * 4
    assert peak < MEMORY
    assert all(phrase(finding, "fr").message for finding in report.findings)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xef\xbb\xbf{}", "json-byte-order-mark"),
        ('{"title": "é"}'.encode("latin-1"), "json-encoding"),
        ('{"title": "é"}'.encode("utf-16"), "json-encoding"),
        ("{}".encode("utf-32-le"), None),
        (b"\x00\x01\x02\xff", None),
        (b"\x1f\x8b\x08\x00", None),
    ],
    ids=["mark", "latin-1", "utf-16", "utf-32", "bytes", "gzip"],
)
def test_other_encodings_are_refused(tmp_path, content, code):
    path = tmp_path / "exemple.json"
    path.write_bytes(content)
    findings = check_paths([path]).findings
    assert [finding.severity for finding in findings] == ["error"]
    assert code in (None, findings[0].code)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=12), inner), max_leaves=40)


def findings_of(document):
    return check(Source("exemple.json", json.dumps(document), document))


@given(
    st.dictionaries(st.sampled_from([*definition(), "x-information", "x-settings", "allOf", "$defs", "x-rules"]), JSON)
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_json_gets_findings(document):
    assert findings_of(document)


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, child in value.items():
            yield from places(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from places(child, (*path, index))


def replaced(document, path, value):
    if not path:
        return value
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[path[0]] = replaced(copy[path[0]], path[1:], value)
    return copy


RICH = json.loads((EXAMPLE.parents[2] / "positive" / "condition-type-missing" / "exemple.json").read_text("utf-8"))
RICH["x-rules"] = [{"id": "regle", "assert": "objet != ''", "at": "/objet", "message": "Non."}]


@given(st.sampled_from([path for path in places(RICH) if path]), JSON)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_part_may_be_anything(path, value):
    findings_of(replaced(RICH, path, value))


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_may_stand_as_an_expression(text):
    findings_of(json.loads(computed(text)))


@given(st.text(alphabet="ab()[]{}|*+?^$\\.-,0123 é", max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_text_may_stand_as_a_pattern(text):
    findings_of(json.loads(with_field(pattern=f"^{text}$")))


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_may_stand_in_a_file(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("octets") / "exemple.json"
    path.write_bytes(content)
    assert check_paths([path]).has_errors


def test_a_definition_checked_twice_gives_the_same(tmp_path):
    source = read(changed(title=""), "exemple.json")
    assert check(source) == check(source)
