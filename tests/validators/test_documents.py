"""What is asked of papers, and papers taken from the library."""

import pytest

from guichet_validate.context import LibraryDocument
from guichet_validate.engine import evaluate
from guichet_validate.kinds import DocumentKind
from guichet_validate.loading import load

UUID = "00000000-0000-4000-8000-00000000000{}"
ACCEPTS = [
    {"id": "carte", "kind": "carte-identite", "title": "Carte", "notExpired": True},
    {"id": "facture", "kind": "justificatif-domicile", "title": "Facture", "maxAge": "P3M"},
    {"id": "livret", "kind": "livret-famille", "title": "Livret"},
]
NAME = {"type": "string", "maxLength": 50, "x-prefill": {"from": ["profile:/identity/familyName"]}}
CHILD = {
    "type": "object",
    "properties": {
        "nom": {"type": "string", "maxLength": 50, "x-prefill": {"from": ["member:/familyName"]}},
        "prenoms": {"type": "string", "maxLength": 50, "x-prefill": {"from": ["member:/givenNames"]}},
    },
}


def paper(**known):
    return {"id": UUID.format(1), "name": "a.pdf", "type": "application/pdf", "size": 10, **known}


def piece(accepts=ACCEPTS, **known):
    return {"$ref": "guichet:fragments/files", "x-document": {"reuse": True, "accepts": accepts, **known}}


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (paper(**{"as": "carte", "expires": "2026-05-04"}), None),
        (paper(**{"as": "carte", "expires": "2026-05-03"}), "notExpired"),
        (paper(**{"as": "carte"}), "expires"),
        (paper(**{"as": "facture", "issued": "2026-02-04"}), None),
        (paper(**{"as": "facture", "issued": "2026-02-03"}), "maxAge"),
        (paper(**{"as": "facture", "issued": "2026-05-05"}), "issued"),
        (paper(**{"as": "facture"}), "issued"),
        (paper(**{"as": "livret"}), None),
        (paper(**{"as": "autre"}), "as"),
        (paper(), "as"),
        (paper(**{"as": "facture", "issued": "hier"}), "format"),
    ],
)
def test_alternatives_and_their_dates_on_the_day_of_submission(make, context, told, file, code):
    evaluation = evaluate(make({"piece": piece()}), {"piece": [file]}, context("2026-05-04"))
    assert told(evaluation.problems) == ([] if code is None else [("/piece", code)])


def test_the_only_alternative_needs_no_naming(make, context):
    assert evaluate(make({"piece": piece(ACCEPTS[2:])}), {"piece": [paper()]}, context()).valid


def test_the_day_that_counts_is_the_day_in_paris(make, context):
    definition = make({"piece": piece()})
    answers = {"piece": [paper(**{"as": "carte", "expires": "2026-05-04"})]}
    assert evaluate(definition, answers, context("2026-05-04", hour=23)).valid
    assert not evaluate(definition, answers, context("2026-05-05", hour=0)).valid


def test_documents_asked_are_those_required_and_missing(make, context):
    definition = make({"a": piece(), "b": piece(), "c": {"$ref": "guichet:fragments/files"}}, required=["a", "c"])
    assert evaluate(definition, {}, context()).asked == ("/a",)
    assert evaluate(definition, {"a": [paper()]}, context()).asked == ()


def held(kind, **known):
    return LibraryDocument(id=UUID.format(9), kind=kind, name="b.pdf", size=5, **known)


@pytest.mark.parametrize(
    ("document", "taken"),
    [
        (held("carte-identite", expires="2030-01-01"), "carte"),
        (held("carte-identite", expires="2026-05-03"), None),
        (held("carte-identite"), None),
        (held("justificatif-domicile", issued="2026-03-01"), "facture"),
        (held("justificatif-domicile", issued="2026-01-01"), None),
        (held("livret-famille"), "livret"),
        (held("livret-famille", expires="2020-01-01"), None),
        (held("permis"), None),
    ],
)
def test_a_paper_of_the_library_is_placed_when_it_is_accepted_valid_and_young_enough(make, context, document, taken):
    definition = make({"piece": piece()}, required=["piece"])
    evaluation = evaluate(definition, {}, context(library=(document,)))
    assert evaluation.valid is (taken is not None)
    assert evaluation.asked == (() if taken else ("/piece",))
    if taken:
        (placed,) = evaluation.answers["piece"]
        assert (placed["as"], placed["id"], placed["name"]) == (taken, document.id, "b.pdf")


def test_a_paper_brought_is_not_replaced_and_reuse_can_be_refused(make, context):
    library = (held("livret-famille"),)
    brought = {"piece": [paper(**{"as": "livret"})]}
    assert evaluate(make({"piece": piece()}), brought, context(library=library)).answers == brought
    assert evaluate(make({"piece": piece(reuse=False)}), {}, context(library=library)).answers == {}


def test_nothing_is_placed_in_a_field_switched_off(make, context):
    entry = {
        "if": {"properties": {"a": {"const": True}}, "required": ["a"]},
        "else": {"properties": {"piece": False}},
    }
    definition = make({"a": {"type": "boolean"}, "piece": piece()}, allOf=[entry])
    assert evaluate(definition, {"a": False}, context(library=(held("livret-famille"),))).answers == {"a": False}


def test_a_kind_of_the_city_tells_how_long_a_paper_is_valid(make_document, context):
    kinds = {"livret-famille": DocumentKind("livret-famille", {}, "end-of-school-year")}
    definition = load(make_document({"piece": piece()}), library=kinds)
    young = evaluate(definition, {}, context(library=(held("livret-famille", issued="2025-09-02"),)))
    assert young.answers["piece"][0]["expires"] == "2026-06-30"
    assert evaluate(definition, {}, context(library=(held("livret-famille", issued="2025-06-30"),))).answers == {}


@pytest.mark.parametrize(
    ("validity", "until"),
    [("P10Y", "2036-03-01"), ("end-of-year", "2026-12-31"), ("unlimited", None), ("nonsense", None)],
)
def test_validity_of_kinds(validity, until):
    assert DocumentKind("k", {}, validity).valid_until("2026-03-01") == until


@pytest.mark.parametrize(
    ("issued", "until"),
    [
        ("2026-01-01", "2026-06-30"),
        ("2026-06-30", "2026-06-30"),
        ("2026-07-01", "2027-06-30"),
        ("2026-12-31", "2027-06-30"),
    ],
)
def test_a_school_year_ends_on_the_last_day_of_june(issued, until):
    assert DocumentKind("k", {}, "end-of-school-year").valid_until(issued) == until


def test_the_own_papers_do_not_serve_somebody_else(make, context):
    definition = make({"vous": {"type": "object", "properties": {"nom": NAME}}, "piece": piece(holder="/vous")})
    known = context(library=(held("livret-famille"),), profile={"identity": {"familyName": "Durand"}})
    assert "piece" in evaluate(definition, {"vous": {"nom": "DURAND"}}, known).answers
    assert "piece" not in evaluate(definition, {"vous": {"nom": "Martin"}}, known).answers


def test_a_members_paper_serves_the_row_of_that_member_only(make, context):
    row = {**CHILD, "properties": {**CHILD["properties"], "piece": piece(holder="@")}}
    definition = make({"enfants": {"type": "array", "items": row}})
    household = (
        {"id": "m1", "relation": "child", "familyName": "Durand", "givenNames": "Léo"},
        {"id": "m2", "relation": "child", "familyName": "Durand", "givenNames": "Zoé"},
    )
    known = context(library=(held("livret-famille", holder="m2"),), household=household)
    answers = {"enfants": [{"nom": "Durand", "prenoms": "Léo"}, {"nom": "Durand", "prenoms": "zoe"}]}
    rows = evaluate(definition, answers, known).answers["enfants"]
    assert ["piece" in row for row in rows] == [False, True]


def test_the_own_papers_wait_for_a_name_where_anybody_of_the_household_may_stand(make, context):
    person = {**CHILD, "properties": {**CHILD["properties"], "rue": NAME, "piece": piece(holder="@")}}
    definition = make({"un": person, "deux": person})
    known = context(
        library=(held("livret-famille"),), profile={"identity": {"familyName": "Durand", "givenNames": "Ana"}}
    )
    answers = {"un": {"nom": "Durand", "prenoms": "Ana"}, "deux": {"rue": "4 avenue de Paris"}}
    found = evaluate(definition, answers, known).answers
    assert ["piece" in found[name] for name in ("un", "deux")] == [True, False]
