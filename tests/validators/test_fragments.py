"""Shared fragments and self-contained documents."""

import json

import pytest

from guichet_validate.findings import DefinitionError
from guichet_validate.fragments import Fragments, bundle, digest

SHIPPED = {"files", "email", "phone", "address", "person", "applicant", "organisation", "declaration"}


def test_the_fragments_of_the_format_are_shipped():
    assert Fragments.standard().by_name.keys() >= SHIPPED


def test_a_bundled_document_names_no_fragment_and_is_bundled_already(make_document):
    source = make_document(
        {"vous": {"$ref": "guichet:fragments/applicant"}, "ou": {"$ref": "guichet:fragments/address"}}
    )
    bundled = bundle(source)
    assert "guichet:" not in json.dumps(bundled)
    assert bundled["properties"]["ou"] == {"$ref": "#/$defs/fragmentAddress"}
    assert {"fragmentApplicant", "fragmentEmail", "fragmentPhone", "fragmentAddress"} <= bundled["$defs"].keys()
    assert bundle(bundled) == bundled
    assert "$defs" not in source


def test_the_identifier_comes_from_the_address_id_and_version(make_document):
    bundled = bundle(make_document({}), base_url="https://ville.example/")
    assert bundled["$id"] == "https://ville.example/procedures/essai/1.0.0.json"
    assert list(bundled)[:2] == ["$schema", "$id"]


def test_a_citys_fragment_takes_the_place_of_a_shipped_one_and_may_name_others(make_document, tmp_path):
    (tmp_path / "address.json").write_text('{"type": "string", "maxLength": 9}')
    (tmp_path / "lieu-dit.json").write_text(
        '{"type": "object", "properties": {"a": {"$ref": "guichet:fragments/address"}, "b": {"$ref": "#/$defs/b"}},'
        ' "$defs": {"b": {"type": "string", "maxLength": 3}}}'
    )
    fragments = Fragments.standard().with_folder(tmp_path).with_folder(tmp_path / "none")
    bundled = bundle(make_document({"x": {"$ref": "guichet:fragments/lieu-dit"}}), fragments)
    assert bundled["$defs"]["fragmentAddress"] == {"type": "string", "maxLength": 9}
    inside = bundled["$defs"]["fragmentLieuDit"]["properties"]
    assert inside["b"] == {"$ref": "#/$defs/fragmentLieuDit/$defs/b"}


@pytest.mark.parametrize(
    ("properties", "definitions", "code", "pointer"),
    [
        ({"x": {"$ref": "guichet:fragments/nope"}}, {}, "fragmentUnknown", "/properties/x/$ref"),
        ({"x": {"$ref": "guichet:fragments/email"}}, {"fragmentEmail": {}}, "fragmentName", "/$defs/fragmentEmail"),
    ],
)
def test_what_cannot_be_bundled_is_said(make_document, properties, definitions, code, pointer):
    with pytest.raises(DefinitionError) as caught:
        bundle(make_document(properties, **{"$defs": definitions}))
    assert [(finding.code, finding.pointer) for finding in caught.value.findings] == [(code, pointer)]


def test_fragments_that_name_each_other_in_a_circle_do_not_hang(make_document, tmp_path):
    (tmp_path / "a.json").write_text('{"$ref": "guichet:fragments/b"}')
    (tmp_path / "b.json").write_text('{"$ref": "guichet:fragments/a"}')
    bundled = bundle(make_document({"x": {"$ref": "guichet:fragments/a"}}), Fragments.none().with_folder(tmp_path))
    assert bundled["$defs"]["fragmentA"] == {"$ref": "#/$defs/fragmentB"}


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert digest({"a": 1, "b": [{"c": "é", "d": 2}]}) == digest({"b": [{"d": 2, "c": "é"}], "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
    assert len(digest({})) == 64
