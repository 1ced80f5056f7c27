"""From posted pairs to answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet_validate.coerce import add_row, coerce, move_row, remove_row
from guichet_validate.loading import load

FILE = {"id": "00000000-0000-4000-8000-000000000001", "name": "a.pdf", "type": "application/pdf", "size": 9}


@pytest.fixture
def post(make):
    """Post one field ``x`` and return what it became."""

    def _post(node, *pairs, previous=None, **keywords):
        definition = make({"x": node}, **keywords)
        return coerce(definition, "seule", pairs, previous or {}).answers.get("x")

    return _post


@pytest.mark.parametrize(
    ("node", "typed", "value"),
    [
        ({"type": "string"}, "  Zoé\x00  ", "Zoé"),
        ({"type": "string"}, "e\u0301", "é"),
        ({"type": "string"}, "a\r\nb\tc\x07", "a\nb\tc"),
        ({"type": "string"}, "\ud800x", "\ufffdx"),
        ({"type": "string"}, "   ", None),
        ({"type": "integer"}, "12", 12),
        ({"type": "integer"}, "1 234", 1234),
        ({"type": "integer"}, "1\u202f234", 1234),
        ({"type": "integer"}, "-3", -3),
        ({"type": "integer"}, "3,0", 3),
        ({"type": "integer"}, "3,5", "3,5"),
        ({"type": "integer"}, "douze", "douze"),
        ({"type": "integer"}, "9" * 400, "9" * 400),
        ({"type": "integer"}, "٣", "٣"),
        ({"type": "number"}, "1 234,5", 1234.5),
        ({"type": "number"}, "1234.5", 1234.5),
        ({"type": "number"}, "1.234,50", 1234.5),
        ({"type": "number"}, "12", 12),
        ({"type": "number"}, "1e5", "1e5"),
        ({"type": "number"}, "NaN", "NaN"),
        ({"type": "integer", "x-ui": {"widget": "money"}}, "44,00 €", 4400),
        ({"type": "integer", "x-ui": {"widget": "money"}}, "44", 4400),
        ({"type": "integer", "x-ui": {"widget": "money"}}, "1 044,5", 104450),
        ({"type": "integer", "x-ui": {"widget": "money"}}, "44,001", "44,001"),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean"}, "false", False),
        ({"type": "boolean"}, "peut-être", "peut-être"),
        ({"type": "boolean", "const": True}, "true", True),
        ({"type": "boolean", "const": True}, "false", None),
        ({"type": "string", "oneOf": [{"const": "a"}]}, "b", "b"),
        ({"type": "integer", "oneOf": [{"const": 1}, {"const": 2}]}, "2", 2),
        ({"type": "string", "format": "date"}, "2026-05-04", "2026-05-04"),
        ({"type": "string", "format": "date"}, "4/5/2026", "2026-05-04"),
        ({"type": "string", "format": "time-local"}, "9h05", "09:05"),
        ({"type": "string", "format": "time-local"}, "14:30:00", "14:30"),
        ({"type": "string", "format": "datetime-local"}, "2026-05-04T09:30", "2026-05-04T09:30"),
        ({"type": "string", "format": "email"}, "ana @example.fr ", "ana@example.fr"),
    ],
)
def test_texts_become_the_schemas_types_or_stay_what_was_typed(post, node, typed, value):
    assert post(node, ("/x", typed)) == value


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (("4", "5", "2026"), "2026-05-04"),
        (("04", "05", "26"), "0026-05-04"),
        (("", "", ""), None),
        (("31", "", "2026"), "2026--31"),
        (("4", "mai", "2026"), "2026-mai-4"),
    ],
)
def test_a_date_by_parts(post, parts, value):
    pairs = [(f"/x#{name}", part) for name, part in zip(("day", "month", "year"), parts, strict=True)]
    assert post({"type": "string", "format": "date"}, *pairs) == value


def test_several_choices_come_in_the_order_of_the_options(post):
    node = {"type": "array", "items": {"type": "string", "oneOf": [{"const": "a"}, {"const": "b"}, {"const": "c"}]}}
    assert post(node, ("/x", "c"), ("/x", "z"), ("/x", "a"), ("/x", "c"), ("/x", "")) == ["a", "c", "z"]
    assert post(node, ("/x", ""), previous={"x": ["a"]}) is None


def test_a_field_not_posted_is_absent_and_other_steps_are_kept(make):
    definition = make({"a": {"type": "boolean"}, "b": {"type": "string"}}, steps={"un": ["/a"], "deux": ["/b"]})
    coerced = coerce(definition, "un", [("/b", "changed")], {"a": True, "b": "kept", "ghost": 1})
    assert coerced.answers == {"b": "kept"}
    assert coerced.undeclared == ("/b",)


def test_only_names_of_no_field_are_undeclared(make):
    row = {"type": "object", "properties": {"n": {"type": "string"}}}
    definition = make(
        {"r": {"type": "array", "items": row}, "c": {"type": "integer", "readOnly": True, "x-computed": "1"}}
    )
    pairs = [
        ("csrf_token", "t"),
        ("version", "3"),
        ("action", "next"),
        ("/r/0#row", ""),
        ("/r/0/n", "x"),
        ("/r/0/zzz", "1"),
        ("/c", "9"),
        ("/r/x/n", "2"),
        ("other", "3"),
        ("", "4"),
        ("/", "5"),
    ]
    coerced = coerce(definition, "seule", pairs, {})
    assert coerced.answers == {"r": [{"n": "x"}]}
    assert set(coerced.undeclared) == {"/r/0/zzz", "/r/x/n", "other", "", "/"}


ROWS = {
    "type": "array",
    "minItems": 1,
    "maxItems": 4,
    "items": {"type": "object", "properties": {"n": {"type": "string"}, "o": {"$ref": "guichet:fragments/address"}}},
}


def test_rows_are_renumbered_without_gaps(post):
    pairs = [("/x/7/n", "b"), ("/x/2/n", "a"), ("/x/2/o/commune", "Ici")]
    assert post(ROWS, *pairs) == [{"n": "a", "o": {"commune": "Ici"}}, {"n": "b"}]


@pytest.mark.parametrize(
    ("action", "rows"),
    [
        ("next", [{"n": "a"}]),
        ("update", [{}, {"n": "a"}, {}]),
        ("add:/x", [{}, {"n": "a"}, {}]),
        ("up:/x/1", [{}, {"n": "a"}, {}]),
        (None, [{"n": "a"}]),
    ],
)
def test_blank_rows_go_when_the_step_is_left(post, action, rows):
    pairs = [("/x/0#row", ""), ("/x/1/n", "a"), ("/x/2#row", ""), ("/x/2/n", "  ")]
    assert post(ROWS, *pairs, *([("action", action)] if action else [])) == rows


def test_a_repeat_with_nothing_in_it_is_absent(post):
    assert post(ROWS, ("/x/0#row", ""), ("/x/0/n", ""), ("action", "next")) is None


def test_the_first_row_of_a_repeat_that_is_required_stays_so_that_its_fields_are_asked_for(make):
    definition = make({"x": ROWS, "seul": {"type": "string"}}, required=["x"])
    pairs = [("/x/0#row", ""), ("/x/0/n", ""), ("/x/1#row", ""), ("action", "next")]
    assert coerce(definition, "seule", pairs, {}).answers == {"x": [{}]}


def test_rows_are_added_and_removed(make):
    definition = make({"x": ROWS})
    assert add_row(definition, {}, "/x") == {"x": [{}, {}]}
    assert add_row(definition, {"x": [{"n": "a"}]}, "/x") == {"x": [{"n": "a"}, {}]}
    full = {"x": [{}, {}, {}, {}]}
    assert add_row(definition, full, "/x") == full
    assert add_row(definition, {}, "/nope") == {}
    assert remove_row(definition, {"x": [{"n": "a"}, {"n": "b"}]}, "/x/0") == {"x": [{"n": "b"}]}
    assert remove_row(definition, {"x": [{"n": "a"}]}, "/x/0") == {}
    assert remove_row(definition, {"x": [{"n": "a"}]}, "/x/9") == {"x": [{"n": "a"}]}
    assert remove_row(definition, {"x": [{"n": "a"}]}, "/x/0/n") == {"x": [{"n": "a"}]}


@pytest.mark.parametrize(
    ("pointer", "by", "order"),
    [
        ("/x/2", -1, "acb"),
        ("/x/0", 1, "bac"),
        ("/x/0", 2, "bca"),
        ("/x/0", -1, "abc"),
        ("/x/2", 1, "abc"),
        ("/x/9", -1, "abc"),
        ("/x/01", 1, "abc"),
        ("/x", 1, "abc"),
        ("/x/0/n", 1, "abc"),
        ("/nope/0", 1, "abc"),
    ],
)
def test_a_row_moves_whole_and_only_within_its_repeat(make, pointer, by, order):
    definition = make({"x": {**ROWS, "items": {**ROWS["items"], "properties": {"n": NAME, "p": DOCUMENT}}}})
    rows = {name: {"n": name, "p": [{**FILE, "name": f"{name}.pdf"}]} for name in "abc"}
    answers = {"x": list(rows.values())}
    assert move_row(definition, answers, pointer, by) == {"x": [rows[name] for name in order]}
    assert answers == {"x": list(rows.values())}


def test_a_file_moves_among_the_files_of_its_field(make):
    first, second = {**FILE, "id": "1"}, {**FILE, "id": "2"}
    assert move_row(make({"x": DOCUMENT}), {"x": [first, second]}, "/x/1", -1) == {"x": [second, first]}


def test_a_new_file_takes_the_place_of_another_and_what_is_said_about_it(make):
    definition = make({"x": DOCUMENT})
    before = [{**FILE, "id": "1", "as": "a", "expires": "2026-01-01"}, {**FILE, "id": "2", "as": "b"}]
    pairs = [("/x/0/as", "a"), ("/x/0/expires#day", "2"), ("/x/0/expires#month", "3"), ("/x/0/expires#year", "2031")]
    instead = {"id": "9", "name": "b.png", "type": "image/png", "size": 7}
    coerced = coerce(definition, "seule", pairs, {"x": before}, {"/x/0": [instead], "/x/5": [instead]})
    assert coerced.answers["x"] == [{**instead, "as": "a", "expires": "2031-03-02"}, before[1]]
    assert before[0]["id"] == "1"


def test_the_wish_to_join_photographs_is_no_answer_and_comes_back_when_nothing_came(make):
    definition = make({"x": DOCUMENT})
    coerced = coerce(definition, "seule", [("/x/-#join", "true")], {})
    assert (coerced.answers, coerced.undeclared, coerced.beside) == ({}, (), {"/x": {"join": "true"}})
    came = coerce(definition, "seule", [("/x/-#join", "true")], {}, {"/x": [FILE]})
    assert came.answers == {"x": [FILE]}
    assert came.beside == {}


NAME = {"type": "string"}
DOCUMENT = {
    "$ref": "guichet:fragments/files",
    "x-document": {"accepts": [{"id": "a", "kind": "k", "title": "A"}, {"id": "b", "kind": "l", "title": "B"}]},
}


def test_files_never_come_from_the_form_but_their_dates_do(make):
    definition = make({"x": DOCUMENT})
    pairs = [
        ("/x/0/id", "forged"),
        ("/x/0/name", "forged.exe"),
        ("/x/0/as", "b"),
        ("/x/0/issued#day", "1"),
        ("/x/0/issued#month", "2"),
        ("/x/0/issued#year", "2026"),
        ("/x/-/as", "a"),
        ("/x/-/expires", "2030-01-01"),
        ("/x/5/as", "a"),
    ]
    added = {**FILE, "id": "2"}
    coerced = coerce(definition, "seule", pairs, {"x": [FILE]}, {"/x": [added]})
    assert coerced.answers["x"] == [
        {**FILE, "as": "b", "issued": "2026-02-01"},
        {**added, "as": "a", "expires": "2030-01-01"},
    ]
    assert "/x/0/id" in coerced.undeclared
    assert coerce(definition, "seule", [], {"x": [FILE]}).answers["x"] == [FILE]
    assert "as" not in FILE


def test_the_only_alternative_is_named(make):
    only = {**DOCUMENT, "x-document": {"accepts": DOCUMENT["x-document"]["accepts"][:1]}}
    coerced = coerce(make({"x": only}), "seule", [], {}, {"/x": [FILE]})
    assert coerced.answers["x"][0]["as"] == "a"


def test_a_field_inside_an_object_is_read_alone(make):
    parts = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    definition = make({"o": parts}, steps={"un": ["/o/a"], "deux": ["/o/b"]})
    assert coerce(definition, "un", [("/o/a", "1"), ("/o/b", "9")], {"o": {"b": "2"}}).answers == {
        "o": {"a": "1", "b": "2"}
    }
    assert coerce(definition, "un", [("/o/a", "")], {"o": {"a": "1"}}).answers == {}


def test_read_only_fields_keep_what_was_known(post):
    assert post({"type": "string", "readOnly": True}, ("/x", "changed"), previous={"x": "known"}) == "known"


names = st.one_of(
    st.text(max_size=12),
    st.builds(
        lambda parts, tail: "/" + "/".join(parts) + tail,
        st.lists(st.sampled_from(["x", "n", "o", "0", "1", "-", "*", "~", "99999999", "as", "rue", ""]), max_size=6),
        st.sampled_from(["", "#day", "#row", "#year", "#", "#time"]),
    ),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.just("x"), inner, max_size=3),
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(names, st.text(max_size=8)), max_size=15),
    st.dictionaries(st.sampled_from(["x", "o", "p", "d"]), json_values, max_size=4),
)
def test_nothing_posted_makes_it_fail(make_definition, pairs, previous):
    coerce(make_definition, "seule", pairs, previous)


@pytest.fixture(scope="module")
def make_definition():
    row = {"type": "object", "properties": {"n": {"type": "integer"}, "o": {"type": "string", "format": "date"}}}
    properties = {
        "x": {"type": "array", "items": row},
        "o": {"$ref": "guichet:fragments/address"},
        "p": DOCUMENT,
        "d": {"type": "string", "format": "datetime-local"},
        "n": {"type": "array", "items": {"type": "integer", "oneOf": [{"const": 1}]}},
    }
    steps = [{"id": "seule", "fields": [f"/{name}" for name in properties]}]
    return load({"x-procedure": {"id": "essai"}, "x-steps": steps, "type": "object", "properties": properties})


def test_what_is_typed_beside_a_file_that_does_not_come_is_handed_back_and_is_no_answer(make):
    definition = make({"piece": DOCUMENT})
    form = [("/piece/-/as", " carte "), ("/piece/-/issued#day", "5"), ("/piece/-/issued#month", ""), ("/piece/-", "")]
    coerced = coerce(definition, "seule", form, {})
    assert coerced.answers == {}
    assert coerced.beside == {"/piece": {"as": "carte", "issued": "--5"}}
    came = coerce(definition, "seule", form, {}, {"/piece": [{"id": "1", "name": "a", "type": "b", "size": 1}]})
    assert came.beside == {}
    assert came.answers["piece"][0]["as"] == "carte"
    assert coerce(definition, "seule", [("/piece/-/as", ""), ("/piece/-/issued#day", "")], {}).beside == {}
