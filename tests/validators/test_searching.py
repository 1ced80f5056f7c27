"""A text finds choices whatever its case, accents and order of words, and becomes the one it names."""

import pytest

from guichet_validate.coerce import coerce
from guichet_validate.context import Context
from guichet_validate.functions import normalise
from guichet_validate.lists import load_list
from guichet_validate.loading import load
from guichet_validate.searching import MOST, best, settle, typed_in

STREETS = ["Rue des Tilleuls", "Allée des Tilleuls", "Rue de l’Église", "Avenue de la Gare", "Petite rue des Tilleuls",
           "Rue Saint-Tilleul"]  # fmt: skip


def find(query, labels=STREETS, most=MOST):
    return best([(normalise(label), label) for label in labels], query, most)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rue des tilleuls", ["Rue des Tilleuls", "Petite rue des Tilleuls"]),
        ("TILLEULS RUE", ["Rue des Tilleuls", "Petite rue des Tilleuls"]),
        ("eglise", ["Rue de l’Église"]),
        ("l'église", ["Rue de l’Église"]),
        ("gar", ["Avenue de la Gare"]),
        ("enue", ["Avenue de la Gare"]),
        ("nue gar", ["Avenue de la Gare"]),
        ("zzz", []),
        ("ue", []),
    ],
)
def test_words_are_found_in_any_order_best_first(query, found):
    assert find(query) == (found, len(found))


def test_only_the_first_are_given_and_all_are_counted():
    labels = [f"Rue {n}" for n in range(500)]
    found, total = find("rue", labels)
    assert (found, total) == (labels[:MOST], 500)
    assert find("", labels) == (labels[:MOST], 500)
    assert find("rue 7", labels)[0][0] == "Rue 7"


def test_a_query_of_any_length_costs_little():
    assert find("allee " * 1_000_000) == (["Allée des Tilleuls"], 1)


def definition(**lookup):
    spec = {"list": "rues", "value": "code", "label": "nom", **lookup}
    rue = {"title": "Rue", "type": "string", "maxLength": 60, "x-lookup": spec}
    mois = {"title": "Mois", "type": "integer", "oneOf": [
        {"const": 1, "title": "Janvier", "x-i18n": {"en": {"title": "January"}}},
        {"const": 2, "title": "Février"}]}  # fmt: skip
    row = {"type": "object", "additionalProperties": False, "properties": {"rue": rue}}
    return load(
        {
            "x-definition": 1,
            "title": "Essai",
            "x-procedure": {"id": "essai", "version": "1.0.0", "state": "live", "category": "c", "service": "s",
                            "online": "full", "access": "open", "languages": ["fr", "en"], "reference": "E",
                            "summary": "s"},
            "x-privacy": {"purpose": "p", "basis": "public-task", "retention": "P1Y", "recipients": ["s"]},
            "x-steps": [{"id": "un", "title": "Un", "fields": ["/zone", "/rue", "/mois", "/lignes"]}],
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "zone": {"title": "Zone", "type": "string", "maxLength": 9},
                "rue": rue,
                "mois": mois,
                "lignes": {"title": "Lignes", "type": "array", "maxItems": 5, "items": row},
            },
        }
    )  # fmt: skip


CONTEXT = Context.at_present(
    lists={
        "rues": (
            {"code": "til", "nom": "Rue des Tilleuls", "zone": "a"},
            {"code": "til2", "nom": "Rue des tilleuls", "zone": "b"},
            {"code": "7", "nom": "Rue du Sept", "zone": "a"},
        )
    }
)


def settled(form, **lookup):
    document = definition(**lookup)
    return settle(document, coerce(document, "un", form, {}).answers, CONTEXT)


@pytest.mark.parametrize(
    ("typed", "shown", "value", "answer"),
    [
        ("rue du sept", "", "", "7"),
        ("Rue des Tilleuls", "", "", " Rue des Tilleuls"),
        ("Rue des Tilleuls", "Rue des Tilleuls", "til2", "til2"),
        ("sept", "Rue des Tilleuls", "til", " sept"),
        ("7", "", "", " 7"),
        ("  Rue du  Sept ", "", "til", "7"),
        ("", "", "", None),
        ("", "Rue du Sept", "7", None),
        ("sept", "sept", "7", "7"),
    ],
)
def test_the_text_or_the_choice_behind_it_is_the_answer(typed, shown, value, answer):
    form = [("/rue#search", typed), ("/rue#shown", shown), ("/rue", value)]
    assert settled(form).get("rue") == answer


def test_a_list_that_depends_on_an_answer_is_searched_as_it_stands():
    form = [("/rue#search", "rue des tilleuls"), ("/rue", "")]
    assert settled([("/zone", "b"), *form], filter={"zone": "/zone"})["rue"] == "til2"
    assert settled([("/zone", "c"), *form], filter={"zone": "/zone"})["rue"] == " rue des tilleuls"


def test_rows_and_titles_of_either_language_count():
    form = [("/mois#search", "january"), ("/lignes/0/rue#search", "Rue du Sept"), ("/lignes/1/rue#search", "x")]
    answers = settled(form)
    assert answers["mois"] == 1
    assert [row["rue"] for row in answers["lignes"]] == ["7", " x"]


def test_a_choice_without_a_text_beside_it_is_read_as_ever():
    assert settled([("/rue", "til"), ("/mois", "2")]) == {"rue": "til", "mois": 2}


def test_what_was_typed_is_told_from_an_answer():
    assert typed_in(" sept") == "sept"
    assert typed_in("sept") is None
    assert typed_in(7) is None


def test_no_cell_of_a_list_can_be_taken_for_a_typed_text(tmp_path):
    (tmp_path / "rues.csv").write_text("code,nom\n x,y\n", "utf-8")
    with pytest.raises(Exception, match="list"):
        load_list(tmp_path / "rues.csv")
