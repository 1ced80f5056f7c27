"""What is filled from the profile, the household, FranceConnect and earlier requests, and what is locked."""

import pytest

from guichet_validate.findings import DefinitionError
from guichet_validate.pointers import get
from guichet_validate.prefill import awakened, candidates, fill_member, locked, prefill

TEXT = {"type": "string", "maxLength": 50}
PROFILE = {
    "identity": {"familyName": "Durand", "givenNames": "Ana", "birthDate": "1980-01-02"},
    "contacts": {"email": "ana@example.fr"},
    "addresses": {"main": {"line1": "1 rue", "city": "Ici"}},
}
HOUSEHOLD = (
    {"id": "m1", "relation": "child", "familyName": "Durand", "givenNames": "Léo", "birthDate": "2015-02-03"},
    {"id": "m2", "relation": "child", "familyName": "Durand", "givenNames": "Zoé", "birthDate": "2018-07-09"},
    {"id": "m3", "relation": "spouse", "familyName": "Martin", "givenNames": "Paul"},
)
PERSON = {
    "type": "object",
    "properties": {
        "nom": {**TEXT, "x-prefill": {"from": ["member:/familyName"]}},
        "prenoms": {**TEXT, "x-prefill": {"from": ["member:/givenNames"]}},
        "note": TEXT,
    },
}


def source(*sources, **keywords):
    return {**TEXT, "x-prefill": {"from": list(sources), **keywords}}


def where(*relations):
    return {"properties": {"relation": {"enum": list(relations)}}, "required": ["relation"]}


@pytest.mark.parametrize(
    ("sources", "value", "origin"),
    [
        (["profile:/contacts/email"], "ana@example.fr", "profile"),
        (["franceconnect:email", "profile:/contacts/email"], "fc@example.fr", "franceconnect"),
        (["franceconnect:none", "profile:/contacts/email"], "ana@example.fr", "profile"),
        (["request:last/lieu"], "là", "request"),
        (["request:autre-demarche/last/lieu/rue"], "ailleurs", "request"),
        (["profile:/contacts/phone"], None, None),
        (["member:/familyName"], None, None),
        (["nonsense"], None, None),
    ],
)
def test_the_first_source_that_knows_fills(make, context, sources, value, origin):
    known = context(
        profile=PROFILE,
        franceconnect={"email": "fc@example.fr"},
        earlier={"last": {"lieu": "là"}, "autre-demarche": {"lieu": {"rue": "ailleurs"}}},
    )
    filled = prefill(make({"x": source(*sources)}), {}, known)
    assert filled.answers.get("x") == value
    assert filled.origins.get("/x") == origin


def test_an_answer_given_is_never_changed(make, context):
    definition = make({"x": source("profile:/contacts/email")})
    assert prefill(definition, {"x": "mine"}, context(profile=PROFILE)).answers == {"x": "mine"}


def test_a_value_that_does_not_fit_is_left_out(make, context):
    node = {"type": "string", "oneOf": [{"const": "a"}], "x-prefill": {"from": ["profile:/contacts/email"]}}
    number = {"type": "integer", "x-prefill": {"from": ["profile:/contacts/email"]}}
    assert prefill(make({"x": node, "y": number}), {}, context(profile=PROFILE)).answers == {}


def test_an_array_takes_every_member_that_is_allowed(make, context):
    rows = {
        "type": "array",
        "maxItems": 5,
        "items": PERSON,
        "x-prefill": {"from": ["household:"], "where": where("child")},
    }
    filled = prefill(make({"r": rows}), {}, context(profile=PROFILE, household=HOUSEHOLD))
    assert filled.answers["r"] == [{"nom": "Durand", "prenoms": "Léo"}, {"nom": "Durand", "prenoms": "Zoé"}]
    assert filled.origins["/r/1/prenoms"] == "member"
    short = {**rows, "maxItems": 1}
    assert len(prefill(make({"r": short}), {}, context(household=HOUSEHOLD)).answers["r"]) == 1


def test_an_object_takes_the_only_member_and_leaves_a_choice_to_the_person(make, context):
    alone = {**PERSON, "x-prefill": {"from": ["household:"], "where": where("spouse")}}
    definition = make({"o": alone})
    known = context(profile=PROFILE, household=HOUSEHOLD)
    assert prefill(definition, {}, known).answers == {"o": {"nom": "Martin", "prenoms": "Paul"}}
    several = make({"o": {**PERSON, "x-prefill": {"from": ["household:"]}}})
    assert prefill(several, {}, known).answers == {}
    offered = candidates(several, several.fields["/o"], known)
    assert [person["id"] for person in offered] == ["self", "m1", "m2", "m3"]


def test_a_member_picked_replaces_what_the_object_said(make, context):
    definition = make({"o": {**PERSON, "x-prefill": {"from": ["household:"], "where": where("self", "child")}}})
    known = context(profile=PROFILE, household=HOUSEHOLD)
    picked = fill_member(definition, {"o": {"nom": "X", "note": "n"}}, known, "/o", "m2")
    assert picked.answers == {"o": {"nom": "Durand", "prenoms": "Zoé"}}
    assert fill_member(definition, {}, known, "/o", "self").answers["o"]["prenoms"] == "Ana"
    assert fill_member(definition, {}, known, "/o", "m3").answers == {}
    assert fill_member(definition, {}, known, "/none", "m2").answers == {}


def test_an_object_or_array_comes_whole_from_an_earlier_request(make, context):
    rows = {
        "type": "array",
        "items": {"type": "object", "properties": {"a": TEXT}},
        "x-prefill": {"from": ["request:last/r"]},
    }
    group = {"type": "object", "properties": {"a": TEXT, "b": TEXT}, "x-prefill": {"from": ["request:last/o"]}}
    earlier = {"last": {"r": [{"a": "1"}], "o": {"a": "2", "z": "3", "b": 4}}}
    filled = prefill(make({"r": rows, "o": group}), {"o": {}}, context(earlier=earlier))
    assert filled.answers == {"r": [{"a": "1"}], "o": {"a": "2"}}
    assert filled.origins == {"/r": "request", "/o/a": "request"}


def test_only_the_steps_asked_for_are_filled(make, context):
    group = {
        "type": "object",
        "properties": {"a": source("profile:/contacts/email"), "b": source("profile:/contacts/email")},
    }
    definition = make(
        {"x": source("profile:/contacts/email"), "o": group}, steps={"un": ["/x"], "deux": ["/o/a"], "trois": ["/o/b"]}
    )
    filled = prefill(definition, {}, context(profile=PROFILE), only_steps={"deux"})
    assert filled.answers == {"o": {"a": "ana@example.fr"}}


def test_locked_values_are_those_the_locking_source_knows(make, context):
    node = source("franceconnect:family_name", "profile:/identity/familyName", lock=["franceconnect:family_name"])
    definition = make({"o": {"type": "object", "properties": {"nom": node}}})
    assert locked(definition, context(profile=PROFILE)) == {}
    assert locked(definition, context(franceconnect={"family_name": "DURAND"})) == {"/o/nom": "DURAND"}


def test_nothing_of_the_profile_is_shared_with_the_answers(make, context):
    profile = {"list": ["a"]}
    node = {"type": "array", "items": {"type": "string"}, "x-prefill": {"from": ["profile:/list"]}}
    filled = prefill(make({"x": node}), {}, context(profile=profile))
    get(filled.answers, "/x").append("b")
    assert profile == {"list": ["a"]}


def waits(**tests):
    return {"properties": {name: {"const": value} for name, value in tests.items()}, "required": list(tests)}


@pytest.mark.parametrize(("answers", "filled"), [({"pour": "eux"}, True), ({"pour": "moi"}, False), ({}, False)])
def test_what_waits_for_a_condition_is_filled_only_while_it_holds(make, context, answers, filled):
    when = waits(pour="eux")
    rows = {"type": "array", "items": PERSON, "x-prefill": {"from": ["household:"], "when": when}}
    group = {**PERSON, "x-prefill": {"from": ["household:"], "where": where("spouse"), "when": when}}
    leaf = source("profile:/contacts/email", when=when)
    definition = make({"pour": TEXT, "r": rows, "o": group, "x": leaf})
    known = context(profile=PROFILE, household=HOUSEHOLD)
    assert {"r", "o", "x"} & prefill(definition, answers, known).answers.keys() == (
        {"r", "o", "x"} if filled else set()
    )
    assert prefill(definition, answers, known, conditional=False).answers == answers


def test_a_condition_reads_the_answers_given_from_within_a_group_and_not_those_being_filled(make, context):
    when = waits(pour="Ana")
    group = {"type": "object", "properties": {"x": source("profile:/contacts/email", when=when)}}
    definition = make({"pour": source("profile:/identity/givenNames"), "o": group})
    known = context(profile=PROFILE)
    first = prefill(definition, {}, known)
    assert first.answers == {"pour": "Ana"}
    assert prefill(definition, first.answers, known).answers["o"] == {"x": "ana@example.fr"}


def test_a_condition_may_be_named_and_only_what_has_just_come_to_hold_is_awakened(make):
    node = source("profile:/contacts/email", when={"$ref": "#/$defs/eux"})
    definition = make({"pour": TEXT, "x": node}, **{"$defs": {"eux": waits(pour="eux")}})
    assert awakened(definition, {}, {"pour": "eux"}) == {"/x"}
    assert awakened(definition, {"pour": "eux"}, {"pour": "eux"}) == set()
    assert awakened(definition, {"pour": "eux"}, {"pour": "moi"}) == set()


def test_a_condition_that_cannot_be_compiled_is_a_finding(make):
    with pytest.raises(DefinitionError) as caught:
        make({"x": source("profile:/contacts/email", when={"$ref": "#/$defs/none"})})
    assert [finding.pointer for finding in caught.value.findings] == ["/properties/x/x-prefill/when"]
