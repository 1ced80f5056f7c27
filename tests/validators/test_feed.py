"""What a request would write back."""

import pytest

from guichet_validate.engine import evaluate
from guichet_validate.feed import feed

TEXT = {"type": "string", "maxLength": 50}
MEMBER = {"id": "m1", "relation": "child", "familyName": "Durand", "givenNames": "Léo"}


def fed(to, mode="update", **keywords):
    return {**TEXT, "x-feed": {"to": to, "mode": mode, **keywords}}


@pytest.fixture
def changes(make, context):
    def _changes(properties, answers, **known):
        definition = make(properties)
        surroundings = context(**known)
        found = feed(definition, evaluate(definition, answers, surroundings), surroundings)
        return {change.target: (change.old, change.new) for change in found}

    return _changes


@pytest.mark.parametrize(
    ("mode", "old", "expected"),
    [
        ("update", None, (None, "06")),
        ("update", "05", ("05", "06")),
        ("update", "06", None),
        ("if-empty", None, (None, "06")),
        ("if-empty", "", (None, "06")),
        ("if-empty", "05", None),
    ],
)
def test_modes(changes, mode, old, expected):
    profile = {"contacts": {"phone": old}} if old is not None else {}
    found = changes({"x": fed("profile:/contacts/phone", mode)}, {"x": "06"}, profile=profile)
    assert found.get("profile:/contacts/phone") == expected


def test_a_condition_keeps_a_stranger_out(changes):
    own = {"properties": {"pour": {"const": "moi"}}, "required": ["pour"]}
    properties = {"pour": TEXT, "x": fed("profile:/contacts/phone", when=own)}
    assert changes(properties, {"pour": "autre", "x": "06"}) == {}
    assert len(changes(properties, {"pour": "moi", "x": "06"})) == 1


def test_an_object_is_written_back_whole_or_not_at_all(changes):
    group = {
        "type": "object",
        "required": ["rue", "ville"],
        "properties": {"rue": TEXT, "ville": TEXT, "etage": TEXT},
        "x-feed": {"to": "profile:/addresses/main", "mode": "if-empty", "map": {"rue": "line1", "ville": "city"}},
    }
    whole = changes({"o": group}, {"o": {"rue": "1", "ville": "Ici", "etage": "2"}})
    assert whole == {"profile:/addresses/main/line1": (None, "1"), "profile:/addresses/main/city": (None, "Ici")}
    assert changes({"o": group}, {"o": {"rue": "1"}}) == {}
    profile = {"addresses": {"main": {"city": "Là"}}}
    assert changes({"o": group}, {"o": {"rue": "1", "ville": "Ici"}}, profile=profile) == {}


@pytest.mark.parametrize(
    ("pour", "expected"),
    [
        ("moi", {"profile:/addresses/main/line1": (None, "1"), "profile:/addresses/main/line2": (None, "2")}),
        ("autre", {"profile:/addresses/main/line2": (None, "2")}),
    ],
)
def test_a_group_that_is_written_back_speaks_for_the_fields_it_maps(changes, pour, expected):
    group = {
        "type": "object",
        "properties": {
            "rue": fed("profile:/addresses/main/line1", "if-empty"),
            "etage": fed("profile:/addresses/main/line2", "if-empty"),
        },
        "x-feed": {
            "to": "profile:/addresses/main",
            "map": {"rue": "line1"},
            "when": {"properties": {"pour": {"const": "moi"}}, "required": ["pour"]},
        },
    }
    assert changes({"pour": TEXT, "o": group}, {"pour": pour, "o": {"rue": "1", "etage": "2"}}) == expected


ROW = {
    "type": "object",
    "properties": {
        "nom": {**TEXT, "x-prefill": {"from": ["member:/familyName"]}},
        "prenoms": {**TEXT, "x-prefill": {"from": ["member:/givenNames"]}},
        "ecole": fed("member:/school"),
    },
}


def test_a_row_feeds_the_member_it_is_about(changes):
    rows = {"type": "array", "items": ROW, "x-prefill": {"from": ["household:"]}}
    answers = {
        "r": [{"nom": "durand", "prenoms": "LEO", "ecole": "A"}, {"nom": "Durand", "prenoms": "Zoé", "ecole": "B"}]
    }
    assert changes({"r": rows}, answers, household=(MEMBER,)) == {"household:/m1/school": (None, "A")}


def test_unknown_people_are_added_only_where_they_can_be_matched(changes):
    rows = {"type": "array", "items": ROW, "x-feed": {"to": "household:", "match": ["@/nom", "@/prenoms"]}}
    answers = {
        "r": [{"nom": "Durand", "prenoms": "Zoé", "ecole": "B"}, {"nom": "Durand", "prenoms": "Léo", "ecole": "A"}]
    }
    assert changes({"r": rows}, answers, household=(MEMBER,)) == {
        "household:/new": (None, {"familyName": "Durand", "givenNames": "Zoé", "school": "B"}),
        "household:/m1/school": (None, "A"),
    }


def test_the_holder_bound_as_self_feeds_the_profile(changes):
    group = {**ROW, "x-prefill": {"from": ["household:"]}}
    group = {**group, "properties": {**ROW["properties"], "lieu": fed("member:/birthPlace")}}
    profile = {"identity": {"familyName": "Durand", "givenNames": "Ana"}}
    answers = {"o": {"nom": "Durand", "prenoms": "Ana", "lieu": "Ici"}}
    assert changes({"o": group}, answers, profile=profile) == {"profile:/identity/birthPlace": (None, "Ici")}
