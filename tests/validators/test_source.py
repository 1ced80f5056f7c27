"""Strict reading of files, and places in them."""

import json

import pytest

from guichet_validate.findings import DefinitionError, Finding
from guichet_validate.source import read

TEXT = '{\n  "a": 1,\n  "b": [\n    {"c~d": "x, {y}"},\n    [2]\n  ],\n  "e/f": {"g": null}\n}\n'


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("", (1, 1)),
        ("/a", (2, 3)),
        ("/b", (3, 3)),
        ("/b/0", (4, 5)),
        ("/b/0/c~0d", (4, 6)),
        ("/b/1/0", (5, 6)),
        ("/e~1f/g", (7, 11)),
        ("/b/7/none", (3, 3)),
        ("/none", (1, 1)),
    ],
)
def test_a_pointer_has_a_line_and_a_column(pointer, place):
    assert read(TEXT, "file.json").position(pointer) == place


def test_every_pointer_of_a_document_is_found_at_its_key():
    document = {"x": {"é": [1, {"y": ["a", {}]}, []]}, "z": '"q" \\ :'}
    text = json.dumps(document, indent=3)
    source = read(text, "file.json")
    lines = text.splitlines()
    for pointer, start in [("/x/é", '"\\u00e9"'), ("/x/é/1/y", '"y"'), ("/z", '"z"'), ("/x/é/1/y/0", '"a"')]:
        line, column = source.position(pointer)
        assert lines[line - 1][column - 1 :].startswith(start)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ('{"a": 1, "a": 2}', "repeatedKey", (1, 10)),
        ('{"b": {"c": 1,\n "c": 2}}', "repeatedKey", (2, 2)),
        ('{"a": NaN}', "number", (1, 1)),
        ('{"a": -Infinity}', "number", (1, 1)),
        ('{"a": 1e999}', "number", (1, 1)),
        ('{"a": ' + "9" * 5000 + "}", "number", (1, 1)),
        ("[1]", "object", (1, 1)),
        ('"text"', "object", (1, 1)),
        ("", "json", (1, 1)),
        ('{"a": 1,}', "json", (1, 8)),
        ("{'a': 1}", "json", (1, 2)),
        ('{"a": 1} // x', "json", (1, 10)),
        ("\ufeff{}", "bom", (1, 1)),
        (b"\xef\xbb\xbf{}", "bom", (1, 1)),
        (b'{\n"a": "\xff"}', "encoding", (2, 7)),
        ('{"a": 1}'.encode("utf-16"), "encoding", (1, 1)),
        ('{"a": "\\ud800"}', "encoding", (1, 1)),
        ("[" * 70 + "]" * 70, "depth", (1, 65)),
        ("[" * 100_000, "depth", (1, 65)),
        ('{"a": "' + "x" * (512 * 1024) + '"}', "size", (1, 1)),
    ],
)
def test_what_is_not_strict_json_is_refused_with_its_place(content, code, place):
    with pytest.raises(DefinitionError) as caught:
        read(content, "file.json")
    (finding,) = caught.value.findings
    assert (finding.code, finding.file, (finding.line, finding.column)) == (code, "file.json", place)


def test_surrogate_pairs_and_brackets_in_texts_are_fine():
    assert read('{"a": "\\ud83d\\ude00 [[[", "b": "' + "[" * 100 + '"}', "f").document["a"] == "😀 [[["


def test_a_finding_is_placed_in_its_file():
    placed = read(TEXT, "file.json").place(Finding("x", "error", "/b/1"))
    assert (placed.file, placed.line, placed.column) == ("file.json", 5, 5)
