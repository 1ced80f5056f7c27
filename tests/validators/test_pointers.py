"""JSON Pointers, concrete and templates."""

import pytest

from guichet_validate import pointers


@pytest.mark.parametrize("parts", [(), ("a",), ("a", "0", "b"), ("a/b", "c~d"), ("",)])
def test_splitting_undoes_joining(parts):
    assert pointers.split(pointers.join(parts)) == parts


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [("/a/0/b", 2), ("/a/1/b", None), ("/a/x", None), ("/a/-1", None), ("/a/01", None), ("/s/0", None), ("/n", None)],
)
def test_a_way_that_is_missing_gives_the_default(pointer, expected):
    assert pointers.get({"a": [{"b": 2}], "s": "text"}, pointer) == expected


def test_putting_makes_what_is_missing_on_the_way():
    document = {}
    assert pointers.put(document, "/a/0/b", 1)
    assert pointers.put(document, "/a/1/b", 2)
    assert document == {"a": [{"b": 1}, {"b": 2}]}


def test_putting_leaves_no_gap_between_rows():
    document = {"a": [{"b": 1}]}
    assert not pointers.put(document, "/a/5/b", 1)
    assert document == {"a": [{"b": 1}]}


def test_removing_tells_whether_something_was_there():
    document = {"a": [{"b": 1}]}
    assert pointers.remove(document, "/a/0/b")
    assert not pointers.remove(document, "/a/0/b")
    assert pointers.remove(document, "/a/0")
    assert document == {"a": []}


@pytest.mark.parametrize(
    ("concrete", "template", "rows"),
    [("/personnes/0/nom", "/personnes/*/nom", (0,)), ("/p/12/l/3", "/p/*/l/*", (12, 3)), ("/parent1", "/parent1", ())],
)
def test_a_template_bound_to_its_rows_is_the_concrete_pointer(concrete, template, rows):
    assert pointers.template(concrete) == template
    assert pointers.indexes(concrete) == rows
    assert pointers.bind(template, rows) == concrete


def test_stars_beyond_the_rows_stay():
    assert pointers.bind("/p/*/l/*/x", (1,)) == "/p/1/l/*/x"


@pytest.mark.parametrize(("pointer", "inside"), [("/a", True), ("/a/b", True), ("/ab", False), ("", False)])
def test_within_means_at_or_below(pointer, inside):
    assert pointers.within(pointer, "/a") is inside
