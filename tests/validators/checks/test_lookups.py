"""Lookups: what fields, expressions and tests name is compared with the lists beside the definition."""

import json

import pytest

from guichet_validate.checks import check
from guichet_validate.lists import ReferenceList
from guichet_validate.source import Source

ROWS = ({"code": "a", "nom": "Allée A"},)
LISTS = {"rues": ReferenceList("rues", ("code", "nom"), ROWS, "")}


@pytest.fixture
def found(make_document):
    """The findings about lookups in a definition of a street, changed."""

    def _found(lookup=None, expression="lookup('rues', 'code', rue, 'nom')", rows=ROWS, lists=LISTS):
        spec = {"list": "rues", "value": "code", "label": "nom"} | (lookup or {})
        document = make_document(
            {
                "rue": {"title": "Rue", "type": "string", "maxLength": 9, "x-lookup": spec},
                "nom": {"title": "Nom", "type": "string", "readOnly": True, "x-computed": expression},
            },
            **{"x-tests": [{"name": "une rue", "lists": {"rues": list(rows)}, "answers": {"rue": "a"}, "valid": True}]},
        )
        findings = check(Source("essai.json", json.dumps(document), document), lists=lists)
        codes = ("lookup", "expression")
        return [(finding.code, finding.pointer) for finding in findings if finding.code.startswith(codes)]

    return _found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"lists": None, "lookup": {"list": "villes"}}, []),
        ({"lookup": {"value": "id"}}, [("lookup-column-unknown", "/properties/rue/x-lookup/value")]),
        ({"lookup": {"filter": {"zone": "/nom"}}}, [("lookup-column-unknown", "/properties/rue/x-lookup/filter/zone")]),
        (
            {"expression": "lookup('villes', 'code', rue, 'nom')"},
            [("lookup-list-unknown", "/properties/nom/x-computed")],
        ),
        (
            {"expression": "lookup('rues', 'id', rue, 'nom')"},
            [("lookup-column-unknown", "/properties/nom/x-computed")],
        ),
        (
            {"expression": "lookup('rues', 'code', rue, 'maire')"},
            [("lookup-column-unknown", "/properties/nom/x-computed")],
        ),
        ({"expression": "lookup(rue, 'code', rue, 'nom')"}, [("expression-arguments", "/properties/nom/x-computed")]),
        ({"expression": "lookup('rues', 'code', rue)"}, [("expression-arguments", "/properties/nom/x-computed")]),
        ({"rows": ({"code": "a", "zone": "b"},)}, [("lookup-column-unknown", "/x-tests/0/lists/rues")]),
    ],
)
def test_lists_and_columns_exist(found, change, expected):
    assert found(**change) == expected
