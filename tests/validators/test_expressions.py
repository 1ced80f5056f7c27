"""Expressions against the schema: what they see, what they read, what they answer."""

import logging

import pytest

from guichet_validate.cel_syntax import CelSyntaxError
from guichet_validate.expressions import FAILED, ExpressionCompiler
from guichet_validate.fetching import Environment

ROW = {
    "type": "object",
    "properties": {
        "nom": {"type": "string"},
        "prix": {"type": "integer"},
        "taux": {"type": "number"},
        "lignes": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}},
        "adresse": {"type": "object", "properties": {"ville": {"type": "string"}}},
    },
}
PROPERTIES = {
    "nom": {"type": "string"},
    "age_": {"type": "integer"},
    "surface": {"type": "number"},
    "oui": {"type": "boolean"},
    "choix": {"type": "array", "items": {"type": "string", "oneOf": [{"const": "x"}, {"const": "y"}]}},
    "vous": {"type": "object", "properties": {"nom": {"type": "string"}, "tel": {"type": "string"}}},
    "lots": {"type": "array", "items": ROW},
    "piece": {"$ref": "guichet:fragments/files"},
}
SETTINGS = {"delai": {"type": "integer", "default": 5}, "prix": {"type": "number", "default": 4}}
ANSWERS = {
    "nom": "Durand",
    "surface": 12,
    "oui": False,
    "choix": ["y"],
    "vous": {"nom": "DURAND"},
    "lots": [
        {"nom": "a", "prix": 10, "lignes": [{"n": 1}, {"n": 2}], "adresse": {"ville": "Ici"}},
        {"nom": "b", "taux": 0.5, "lignes": [{"n": 4}]},
        {"prix": 7},
    ],
    "piece": [{"id": "1", "name": "a.pdf", "type": "x", "size": 3, "as": "carte", "expires": "2030-01-01"}],
}


@pytest.fixture
def ask(make, context):
    definition = make(PROPERTIES, **{"x-settings": SETTINGS})
    compiler = ExpressionCompiler(definition.root, definition.fields, definition.settings)

    def _ask(source, answers=ANSWERS, scope="", rows=(), **known):
        environment = Environment(answers, definition.settings_with({}), context(**known))
        return compiler.compile(source, scope).evaluate(environment, rows)

    _ask.compile = compiler.compile
    return _ask


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("nom", "Durand"),
        ("normalise(nom) == normalise(vous.nom)", True),
        ("vous.tel == null", True),
        ("age_ == null", True),
        ("surface * 2.0", 24.0),
        ("oui ? 'a' : 'b'", "b"),
        ("'y' in choix", True),
        ("choix.exists(c, c == 'x')", False),
        ("size(choix)", 1),
        ("sum(lots.map(l, l.prix))", 17),
        ("size(lots)", 3),
        ("count(lots)", 3),
        ("lots.exists(l, l.nom == 'b' && l.prix == null)", True),
        ("lots.all(l, l.nom != 'z')", True),
        ("lots.filter(l, l.prix != null && l.prix > 8).map(l, l.nom)", ["a"]),
        ("sum(concat(lots.map(l, l.lignes)).map(i, i.n))", 7),
        ("lots[0].nom", "a"),
        ("lots[0].adresse.ville", "Ici"),
        ("lots.map(l, l.adresse.ville)", ["Ici", None, None]),
        ("piece[0].expires > today", True),
        ("piece.exists(p, p.as == 'carte')", True),
        ("size(piece)", 1),
        ("settings.delai + 1", 6),
        ("settings.prix * 2.0", 8.0),
        ("today", "2026-05-04"),
        ("now", "2026-05-04T12:00"),
        ("account.signedIn", False),
        ("account.assurance == null", True),
        ("nom.startsWith('D') && nom.matches('^[A-Za-z]+$') && nom.contains('ura') && nom.endsWith('d')", True),
        ("age('2008-05-04') >= 18", True),
    ],
)
def test_what_expressions_see(ask, source, expected):
    assert ask(source) == expected


@pytest.mark.parametrize(
    ("source", "rows", "expected"),
    [
        ("row.nom", (1,), "b"),
        ("row.prix == null", (1,), True),
        ("index", (2,), 2),
        ("size(rows)", (0,), 3),
        ("rows.filter(r, r.nom == row.nom).size() == 1", (0,), None),
        ("sum(rows.map(r, r.prix))", (0,), 17),
        ("parent.nom", (0,), "Durand"),
        ("nom", (0,), "Durand"),
        ("sum(row.lignes.map(i, i.n))", (0,), 3),
        ("row.adresse.ville == null", (2,), True),
        ("size(rows.filter(r, r.nom == row.nom)) == 1", (0,), True),
    ],
)
def test_what_a_row_sees(ask, source, rows, expected):
    if expected is None:
        with pytest.raises(CelSyntaxError):
            ask(source, scope="/lots/*", rows=rows)
    else:
        assert ask(source, scope="/lots/*", rows=rows) == expected


def test_an_inner_row_sees_its_parent_row(ask):
    assert ask("parent.nom", scope="/lots/*/lignes/*", rows=(1, 0)) == "b"
    assert ask("sum(rows.map(r, r.n))", scope="/lots/*/lignes/*", rows=(0, 1)) == 3
    assert ask("row.n + index", scope="/lots/*/lignes/*", rows=(0, 1)) == 3


@pytest.mark.parametrize(
    "source", ["vous.nom == null", "size(lots) == 0", "sum(lots.map(l, l.prix)) == 0", "nom == null"]
)
def test_nothing_answered_is_nulls_and_empty_lists(ask, source):
    assert ask(source, answers={}) is True


@pytest.mark.parametrize(
    "answers",
    [
        {"lots": 5, "vous": [], "nom": 3, "surface": "x"},
        {"lots": [5, None, {"prix": "x", "lignes": {}}], "vous": None, "surface": 10**400},
        {"lots": [[]], "piece": [4]},
    ],
)
@pytest.mark.parametrize(
    "source", ["size(lots)", "vous.nom", "surface + 1.0", "piece.map(p, p.size)", "lots.map(l, l.prix)"]
)
def test_answers_of_another_type_are_nulls(ask, source, answers):
    ask(source, answers=answers)


@pytest.mark.parametrize("source", ["1 / 0", "min([])", "nom + 1", "lots[7].nom", "age_ + 1", "int('x')"])
def test_a_failure_is_a_value_and_is_not_logged(ask, source, caplog, capfd):
    if source.startswith("int"):
        with pytest.raises(CelSyntaxError):
            ask(source)
        return
    with caplog.at_level(logging.DEBUG):
        assert ask(source) is FAILED
    assert not caplog.records
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("source", "scope", "reads"),
    [
        ("vous.nom", "", {"/vous/nom"}),
        ("sum(lots.map(l, l.prix))", "", {"/lots", "/lots/*/prix"}),
        ("size(lots)", "", {"/lots"}),
        ("count(lots) > 0 && oui", "", {"/lots", "/oui"}),
        ("lots.exists(l, l.nom == nom)", "", {"/lots", "/lots/*/nom", "/nom"}),
        ("vous == null", "", {"/vous", "/vous/nom", "/vous/tel"}),
        ("row.nom == parent.nom", "/lots/*", {"/lots/*/nom", "/nom"}),
        ("piece[0].as == 'x'", "", {"/piece"}),
        ("choix.exists(c, c == 'x')", "", {"/choix"}),
        ("settings.delai > 3 && today > '2026'", "", set()),
    ],
)
def test_reads_are_as_fine_as_the_expression(ask, source, scope, reads):
    assert ask.compile(source, scope).reads == reads


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("inconnu", "celUnknown"),
        ("vous.inconnu", "celUnknown"),
        ("nom.inconnu", "celUnknown"),
        ("lots.exists(l, l.inconnu == 1)", "celUnknown"),
        ("settings.inconnu", "celUnknown"),
        ("settings", "celUnknown"),
        ("account.email", "celUnknown"),
        ("today.x", "celUnknown"),
        ("row.nom", "celUnknown"),
        ("index", "celUnknown"),
        ("timestamp('x')", "celFunction"),
        ("nom.upperAscii()", "celFunction"),
        ("size(nom) + foo(1)", "celFunction"),
        ("lots.exists(nom, nom == 'x')", "celVariable"),
        ("lots.exists(row, row.nom == 'x')", "celVariable"),
        ("lots.exists(_0, true)", "celVariable"),
    ],
)
def test_unknown_names_and_functions_are_findings(ask, source, code):
    with pytest.raises(CelSyntaxError) as caught:
        ask.compile(source)
    assert caught.value.code == code
