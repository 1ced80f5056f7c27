"""Slips of the keyboard are named, and pointed at where they are best mended."""

import pytest

from guichet_validate.findings import DefinitionError
from guichet_validate.source import read


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ('{\n "a": 1\n "b": 2\n}', "comma-missing", (2, 7)),
        ('{"a": [1 2]}', "comma-missing", (1, 8)),
        ('{"a": "x" "b": 2}', "comma-missing", (1, 9)),
        ('{"a": 1,}', "comma-extra", (1, 8)),
        ('{"a": [1,\n ]}', "comma-extra", (1, 9)),
        ('{"a": [1,, 2]}', "comma-extra", (1, 9)),
        ('{"a": [, 2]}', "comma-extra", (1, 8)),
        ('{"a" 1}', "colon-missing", (1, 4)),
        ('{"a": "x,\n "b": 2}', "quote-missing", (1, 10)),
        ('{"a": "x}', "quote-missing", (1, 7)),
        ('{"a": "Dites "Non" ici"}', "quote-inside", (1, 14)),
        ("{'a': 1}", "quote-shape", (1, 2)),
        ("{“a”: 1}", "quote-shape", (1, 2)),
        ('{"a": {"b": 1}', "end-missing", (1, 14)),
        ('{"a": 1}}', "end-early", (1, 9)),
        ('{"a": [1}', "bracket-other", (1, 9)),
        ('{"a": 1, // oui\n "b": 2}', "comment", (1, 10)),
        ('{"a": True}', "word", (1, 7)),
        ("", "empty", (1, 1)),
        ('{"a": yes}', "other", (1, 7)),
        ('{"a": "x\ty"}', "other", (1, 9)),
    ],
)
def test_a_slip_is_named_where_it_is_mended(text, name, place):
    with pytest.raises(DefinitionError) as caught:
        read(text, "file.json")
    (finding,) = caught.value.findings
    assert (finding.params["slip"], (finding.line, finding.column)) == (name, place)
