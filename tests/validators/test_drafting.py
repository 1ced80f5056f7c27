"""A first definition: whatever is wished for, it is publishable and its tests pass."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet_validate.checks import check
from guichet_validate.drafting import MAX_ID, Wishes, first_definition, slug, typeset
from guichet_validate.formatting import formatted, reformatted
from guichet_validate.fragments import Fragments
from guichet_validate.kinds import load_kinds
from guichet_validate.loading import load
from guichet_validate.source import read
from guichet_validate.testing import run_tests

KINDS = load_kinds(Path(__file__).parents[2] / "definitions" / "documents.json")
TITLES = {"fr": {"fr": "Réserver une salle"}, "fr,en": {"fr": "Réserver une salle", "en": "Book a room"}}
SERVICE = {"title": "Vie locale", "hours": "De 9 h à 17 h", "phone": "01 99 00 21 07"}


@pytest.mark.parametrize(
    ("languages", "household", "documents", "access", "online"),
    [
        *product(TITLES, [False, True], [(), ("carte-identite",), tuple(KINDS)[:20]], ["open", "verified"], [True]),
        *product(TITLES, [False], [()], ["open"], [False]),
    ],
)
def test_whatever_is_wished_for_has_no_finding_and_passes_its_tests(languages, household, documents, access, online):
    wishes = Wishes(
        "reserver-une-salle",
        TITLES[languages],
        "vie-locale",
        "vie-locale",
        access,
        online,
        household,
        documents,
        SERVICE,
    )
    document = first_definition(wishes, kinds=KINDS)
    text = formatted(document)
    assert reformatted(text) == text
    assert check(read(text, "vie-locale/reserver-une-salle.json"), kinds=KINDS, reference=True) == ()
    definition = load(document, library=KINDS)
    assert definition.has_form is online
    results = run_tests(definition)
    assert len(results) == (2 if online else 0)
    assert all(result.passed for result in results)
    if online:
        complete, empty = document["x-tests"]
        assert (complete["valid"], empty["valid"]) == (True, False)
        assert len(empty.get("asked", [])) == len(documents)


@pytest.mark.parametrize("node", [None, {}, {"title": "Vie locale"}])
def test_a_page_of_information_names_the_office_as_far_as_the_city_tells(node):
    wishes = Wishes("salles", TITLES["fr"], "vie-locale", "vie-locale", online=False, service_node=node)
    document = first_definition(wishes)
    assert ("offices" in document["x-information"]) is bool(node)
    assert check(read(formatted(document), "salles.json")) == ()


def test_a_city_s_own_fragment_may_ask_for_more_than_the_first_test_answers():
    base = Fragments.standard().by_name
    applicant = {**base["applicant"], "required": [*base["applicant"]["required"], "telephone"]}
    fragments = Fragments({**base, "applicant": applicant})
    document = first_definition(Wishes("salles", TITLES["fr"], "vie-locale", "vie-locale"), fragments=fragments)
    assert document["x-tests"][0]["valid"] is False
    assert check(read(formatted(document), "salles.json"), fragments=fragments) == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Demander un acte de naissance", "demander-un-acte-de-naissance"),
        ("  Été : l’œuvre d'Anaïs ! ", "ete-l-oeuvre-d-anais"),
        ("3 choses à faire", "choses-a-faire"),
        ("2026", ""),
        ("…", ""),
        ("ﬁn", "fin"),
        ("x" * 100, "x" * MAX_ID),
        ("mot " * 40, "-".join(["mot"] * 15)),
    ],
)
def test_the_identifier_of_a_title(title, expected):
    assert slug(title) == expected


@given(st.text(max_size=120))
def test_any_title_gives_an_identifier_or_none(title):
    found = slug(title)
    assert found == "" or (found.isascii() and found[0].isalpha() and len(found) <= MAX_ID and "--" not in found)
    assert typeset(typeset(title, "fr"), "fr") == typeset(title, "fr")


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("C'est où ?", "fr", "C’est où\u202f?"),
        ("Où? Là: ici", "fr", "Où\u202f? Là\u00a0: ici"),
        ("Le « livret »", "fr", "Le «\u00a0livret\u00a0»"),
        ("À 10:30", "fr", "À 10:30"),
        ("Where ?  There", "en", "Where ? There"),
    ],
)
def test_titles_are_typeset(title, language, expected):
    assert typeset(title, language) == expected
