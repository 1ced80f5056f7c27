"""The tree of fields: kinds, widgets, references, choices."""

import pytest

from guichet_validate.findings import DefinitionError
from guichet_validate.fragments import Fragments
from guichet_validate.loading import load, load_file


def options(count):
    return [{"const": f"o{number}", "title": str(number)} for number in range(count)]


@pytest.mark.parametrize(
    ("node", "kind", "widget"),
    [
        ({"type": "string"}, "string", "text"),
        ({"type": "string", "format": "date"}, "string", "date"),
        ({"type": "string", "format": "email"}, "string", "email"),
        ({"type": "string", "format": "phone-fr"}, "string", "phone"),
        ({"type": "string", "format": "time-local"}, "string", "time"),
        ({"type": "string", "format": "datetime-local"}, "string", "datetime"),
        ({"type": "string", "oneOf": options(6)}, "string", "radio"),
        ({"type": "string", "oneOf": options(7)}, "string", "select"),
        ({"type": "string", "x-ui": {"widget": "textarea"}}, "string", "textarea"),
        ({"type": "integer"}, "integer", "number"),
        ({"type": "integer", "x-ui": {"widget": "money"}}, "integer", "money"),
        ({"type": "number"}, "number", "number"),
        ({"type": "boolean"}, "boolean", "radio"),
        ({"type": "boolean", "const": True}, "boolean", "checkbox"),
        ({"type": "integer", "readOnly": True, "x-computed": "1"}, "integer", "computed"),
        ({"type": "array", "items": {"type": "string", "oneOf": options(3)}}, "choices", "checkboxes"),
        ({"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}}}, "repeat", "repeat"),
        ({"$ref": "guichet:fragments/files"}, "file", "file"),
        ({"$ref": "guichet:fragments/address"}, "object", "group"),
    ],
)
def test_kind_and_widget_follow_type_and_format(make, node, kind, widget):
    field = make({"x": node}).fields["/x"]
    assert (field.kind, field.widget) == (kind, widget)


def test_an_own_title_replaces_the_one_behind_the_reference_and_its_translation(make):
    definition = make(
        {"x": {"$ref": "#/$defs/y", "title": "Mien"}},
        **{
            "$defs": {
                "y": {
                    "type": "string",
                    "title": "Tien",
                    "description": "Aide",
                    "maxLength": 5,
                    "x-i18n": {"en": {"title": "Yours", "description": "Hint"}},
                }
            }
        },
    )
    node = definition.fields["/x"].node
    assert (node["title"], node["description"], node["maxLength"]) == ("Mien", "Aide", 5)
    assert node["x-i18n"] == {"en": {"description": "Hint"}}


def test_fields_stand_in_document_order_with_their_row_templates(make):
    row = {"type": "object", "required": ["b"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    definition = make({"z": {"type": "array", "items": row}, "c": {"type": "object", "properties": {"d": {}}}})
    assert list(definition.fields) == ["/z", "/z/*/a", "/z/*/b", "/c", "/c/d"]
    assert definition.fields["/z/*/b"].required_always
    assert not definition.fields["/z/*/a"].required_always
    assert definition.field_at("/z/3/b") is definition.fields["/z/*/b"]
    assert definition.field_at("/z/b") is None
    assert definition.field_at("/nope") is None


def test_a_step_is_found_for_what_is_below_its_entries(make):
    parts = {"type": "object", "properties": {"b": {"type": "string"}, "c": {"type": "string"}}}
    definition = make({"a": parts, "d": {"type": "string"}}, steps={"un": ["/a/b"], "deux": ["/a/c", "/d"]})
    assert definition.step_of("/a/b").id == "un"
    assert definition.step_of("/a/c").id == "deux"
    assert definition.step_of("/a") is None
    assert definition.step("trois") is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"properties": {"x": {"$ref": "#/$defs/none"}}}, "refUnresolved"),
        ({"properties": {"x": {"$ref": "https://example.org/x.json"}}}, "refUnresolved"),
        ({"properties": {"x": {"$ref": "file:///etc/passwd"}}}, "refUnresolved"),
        ({"properties": {"x": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"$ref": "#/$defs/a"}}}, "refCycle"),
        (
            {
                "properties": {"x": {"$ref": "#/$defs/a"}},
                "$defs": {"a": {"type": "object", "properties": {"b": {"$ref": "#/$defs/a"}}}},
            },
            "depth",
        ),
        ({"x-steps": [{"id": "s", "fields": ["/none"]}]}, "stepField"),
        ({"x-procedure": {}}, "structure"),
        ({"allOf": [{"if": {"$ref": "#/$defs/none"}, "then": {}}]}, "condition"),
        ({"x-steps": [{"id": "s", "fields": [{"notice": {}, "if": {"$ref": "#/$defs/none"}}]}]}, "condition"),
        ({"properties": {"x": {"type": "string", "pattern": "(?=a)b"}}}, "schema"),
        ({"properties": {"x": {"type": "string", "pattern": "("}}}, "schema"),
        ({"properties": {"x": {"type": 12}}}, "schema"),
        ({"properties": {"x": {"type": "integer", "x-computed": "1 +"}}}, "celSyntax"),
        ({"properties": {"x": {"type": "integer", "x-computed": "inconnu"}}}, "celUnknown"),
        ({"x-rules": [{"id": "r", "assert": "inconnu", "at": "/x"}]}, "celUnknown"),
        ({"x-rules": [{"id": "r", "at": "/x"}]}, "rule"),
    ],
)
def test_a_document_that_cannot_be_built_says_why(make_document, change, code):
    with pytest.raises(DefinitionError) as caught:
        load({**make_document({"x": {"type": "string"}}), **change})
    assert code in {finding.code for finding in caught.value.findings}


def test_doubled_references_are_counted_not_followed_for_ever(make_document):
    definitions = {
        f"n{level}": {
            "type": "object",
            "properties": {name: {"$ref": f"#/$defs/n{level + 1}"} for name in ("a", "b", "c", "d")},
        }
        for level in range(8)
    }
    definitions["n8"] = {"type": "string"}
    with pytest.raises(DefinitionError) as caught:
        load(make_document({"x": {"$ref": "#/$defs/n0"}}, **{"$defs": definitions}))
    assert caught.value.findings[0].code in {"fields", "depth"}


@pytest.mark.parametrize("document", [{}, {"a": 1}, {1: 2}, {"x": object()}, {"x": float("nan")}, {"x": "\ud800"}])
def test_any_mapping_gives_findings_and_no_other_error(document):
    with pytest.raises(DefinitionError):
        load(document)


def test_a_document_too_deep_is_refused():
    deep = {}
    for _ in range(100):
        deep = {"properties": deep}
    with pytest.raises(DefinitionError) as caught:
        load(deep)
    assert caught.value.findings[0].code == "depth"


def test_findings_of_a_file_bear_its_name_and_line(tmp_path):
    path = tmp_path / "essai.json"
    path.write_text('{\n "x-procedure": {"id": "essai"},\n "properties": {\n  "x": {"$ref": "#/none"}}}')
    with pytest.raises(DefinitionError) as caught:
        load_file(path, fragments=Fragments.none())
    (finding,) = caught.value.findings
    assert (finding.code, finding.file, finding.line) == ("refUnresolved", str(path), 4)
