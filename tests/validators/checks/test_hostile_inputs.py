"""Whatever a file holds, checking it gives findings quickly: never a traceback, never a hang."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet_validate.checks import check, check_paths
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


def many_choices():
    options = [{"const": f"c{number}", "title": f"Choix {number}"} for number in range(130)]
    fields = {f"f{number}": {"title": f"F{number}", "type": "string", "oneOf": options} for number in range(60)}
    return changed(properties=fields)


def many_conditions():
    """Every field is switched by every other: nothing but cycles."""
    document = definition()
    names = [f"f{number}" for number in range(40)]
    document["properties"] = {name: {"title": name, "type": "boolean"} for name in names}
    document["x-steps"][0]["fields"] = [f"/{name}" for name in names]
    document["required"] = []
    document["allOf"] = [
        {"if": {"properties": {one: {"const": True}}, "required": [one]}, "else": {"properties": {other: False}}}
        for one in names
        for other in names
        if one != other
    ]
    return json.dumps(document)


def conditional(test):
    document = definition()
    document["properties"]["detail"] = {"title": "Détail", "type": "string", "maxLength": 9}
    document["x-steps"][0]["fields"].append("/detail")
    document["allOf"] = [{"if": test, "else": {"properties": {"detail": False}}}]
    return json.dumps(document)


def nested_condition(levels):
    test = {"required": ["objet"]}
    for _ in range(levels):
        test = {"not": test}
    return conditional(test)


def wide_condition():
    one = {"properties": {"objet": {"const": "a"}}, "required": ["objet"]}
    return conditional({"anyOf": [{"anyOf": [one] * 30}] * 30})


def accepted(count):
    codes = [f"text-untranslat{number:04}" for number in range(count)]
    return changed(x_checks={"accept": [{"code": code, "because": "C’est voulu."} for code in codes]})


def chained_references(count):
    document = definition()
    groups = {f"d{number}": {"$ref": f"#/$defs/d{number + 1}", "title": "Suite"} for number in range(count)}
    document["$defs"] = {**groups, f"d{count}": {"title": "Fin", "type": "string", "maxLength": 9}}
    document["properties"]["lien"] = {"title": "Lien", "$ref": "#/$defs/d0"}
    return json.dumps(document)


def with_number(**limits):
    return changed(properties={"objet": {"title": "Objet", "type": "number", **limits}})


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
    "format that is an object": (with_field(format={"de": "quoi"}), "type-wrong"),
    "steps that are an object": (changed(x_steps={"demande": {"title": "{/objet}"}}), "type-wrong"),
    "five thousand unknown acceptances": (accepted(5_000), "entries-too-many"),
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
    "a widget that is an object": (with_field(**{"x-ui": {"widget": {"text": 1}}}), "value-not-allowed"),
    "a key of 400 kB": ('{"' + "é" * 200_000 + '": 1}', "keyword-unknown"),
    "30,000 keys": (json.dumps({f"k{number}": 1 for number in range(30_000)}), "entries-too-many"),
    "100,000 rows": ('{"x-steps": [' + "0," * 100_000 + "0]}", "entries-too-many"),
    "50,000 tests": ('{"x-tests": [' + "{}," * 50_000 + "{}]}", "entries-too-many"),
    "50,000 conditions": (changed(allOf=[{}] * 50_000), "entries-too-many"),
    "900 rows of nothing": (changed(x_tests=[[]] * 900, allOf=[{}] * 900), "type-wrong"),
    "900 keys in 90 fields": (
        changed(properties={f"f{n}": {f"k{m}": 1 for m in range(600)} for n in range(60)}),
        "keyword-unknown",
    ),
    "keys of other worlds": ('{"__proto__": {"x": 1}, "constructor": {"prototype": 1}}', "keyword-unknown"),
    "300 fields with 300 choices": (many_choices(), None),
    "conditions on everything": (many_conditions(), None),
    "a condition of a thousand ways": (wide_condition(), "condition-too-large"),
    "a reference through two hundred": (chained_references(90), None),
    "a reference that is no text": (reference({"a": 1}), None),
    "a reference with a thousand parts": (reference("#/$defs/" + "a/" * 80), "reference-unresolved"),
    "a pattern of 500 classes": (with_field(pattern="^" + "[a-z]" * 98 + "$"), None),
    "alternatives that overlap": (with_field(pattern="^(" + "|".join(["[a-z]+"] * 60) + ")*$"), "pattern-not-linear"),
    "loops beside loops": (with_field(pattern="^" + "[a-z]*" * 40 + "$"), "pattern-not-linear"),
    "loops inside loops": (with_field(pattern="^" + "(" * 15 + "a" + ")*" * 15 + "$"), "pattern-not-linear"),
    "parentheses without end": (with_field(pattern="^" + "(" * 499), None),
    "a class of everything, a thousand times": (with_field(pattern="^[^a]{1000}[^b]{1000}[^c]{1000}$"), None),
    "a sum of doubles": (computed("+".join(["1.5"] * 60)), "expression-too-many-operators"),
    "a text of 40 kB in an expression": (computed("'" + "a" * 40_000 + "'"), "expression-too-long"),
    "choices in choices": (computed("true ? " * 60 + "1" + " : 2" * 60), None),
    "a list in a list": (computed("[" * 20 + "]" * 20), "expression-too-deep"),
    "a macro of a macro": (computed("[1].map(a, a).map(b, [b].map(c, c))[0]"), "expression-nested-macro"),
    "modulo zero": (computed("7 % 0"), "expression-division-unguarded"),
    "an integer beyond 64 bits": (computed("9223372036854775808"), "expression-syntax"),
    "the least integer divided": (computed("-9223372036854775807 / -1"), None),
    "an unknown function": (computed("eval('1')"), None),
    "a regular expression in an expression": (computed("objet.matches('^(a+)+$') ? 1 : 0"), None),
    "bytes in an expression": (computed("b'abc'"), None),
    "zero bytes in an expression": (computed("1 + \x00"), None),
    "a duration of ten thousand years": (
        changed(x_privacy={"purpose": "a", "basis": "consent", "retention": "P99999Y", "recipients": ["a"]}),
        "shape-wrong",
    ),
    "tests that repeat a huge answer": (
        changed(x_tests=[{"name": f"t{n}", "answers": {"objet": "a" * 4000}, "valid": True} for n in range(100)]),
        "test-failed",
    ),
    "a test with a thousand rows": (
        changed(x_tests=[{"name": "a", "answers": {"objet": [{"x": 1}] * 20_000}, "valid": True}]),
        "entries-too-many",
    ),
    "a test with deep answers": (
        changed(x_tests=[{"name": "a", "answers": {"objet": json.loads("[" * 55 + "]" * 55)}, "valid": True}]),
        "test-failed",
    ),
    "numbers as long as the file": ('{"x-definition": ' + "1" * 400_000 + "}", None),
    "a multiple of nearly nothing": (with_number(multipleOf=5e-324), None),
    "limits beyond the doubles": (with_number(minimum=-1.7e308, maximum=10**308), None),
    "day that is not": (changed(x_tests=[{"name": "a", "date": "2026-02-31", "valid": True}]), "test-failed"),
    "year zero": (changed(x_tests=[{"name": "a", "date": "0000-01-01", "valid": True}]), "test-failed"),
}


# Odd, and no fault of the checker's to find; quick all the same.
HARMLESS = {
    "conditions nested in one another": nested_condition(30),
    "a text with a thousand quotes": changed(title="{/objet}" * 60),
    "a quote without end": changed(title="{/objet"),
    "markdown that nests": changed(description="*" * 4000 + "a"),
    "brackets that nest": changed(description="[" * 4000),
    "right to left": changed(title="\u202eexe.fdp"),
}

ENCODED = {
    "byte order mark": (b"\xef\xbb\xbf{}", "json-byte-order-mark"),
    "latin-1": ('{"title": "é"}'.encode("latin-1"), "json-encoding"),
    "utf-16": ('{"title": "é"}'.encode("utf-16"), "json-encoding"),
    "utf-32": ("{}".encode("utf-32-le"), None),
    "bytes": (b"\x00\x01\x02\xff", None),
    "gzip": (b"\x1f\x8b\x08\x00", None),
    "overlong slash": (b'{"title": "\xc0\xaf"}', "json-encoding"),
    "nothing but zeros": (b"\x00" * 100_000, "json-syntax"),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """Check a file in a process of its own; answers the codes, the seconds and the bytes that it took."""
    program = Path(__file__).with_name("measured.py")
    with subprocess.Popen(
        [sys.executable, program, EXAMPLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as child:

        def check_one(content):
            path = tmp_path_factory.mktemp("hostile") / "exemple.json"
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
            child.stdin.write(f"{path}\n")
            return json.loads(child.stdout.readline())

        yield check_one
        child.stdin.close()


@pytest.mark.parametrize(("content", "code"), [*HOSTILE.values(), *ENCODED.values()], ids=[*HOSTILE, *ENCODED])
def test_hostile_documents_are_refused_quickly(checked, content, code):
    report = checked(content)
    assert "ended" not in report
    assert report["codes"]
    assert code is None or code in report["codes"]
    assert report["seconds"] < PATIENCE
    assert report["bytes"] < MEMORY
    assert report["told"]


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_odd_documents_are_judged_quickly(checked, content):
    report = checked(content)
    assert report["seconds"] < PATIENCE
    assert report["bytes"] < MEMORY


def test_there_are_at_least_sixty_of_them():
    assert len(HOSTILE) + len(ENCODED) >= 60


def test_what_takes_too_much_is_seen(checked):
    usual = checked(EXAMPLE.read_text("utf-8"))
    assert usual["codes"] == []
    assert 0 < usual["seconds"] < PATIENCE


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
