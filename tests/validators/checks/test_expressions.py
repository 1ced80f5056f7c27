"""Expressions: types inferred from the schema, names resolved, division guarded."""

import json

import pytest

from guichet_validate.checks.expressions.check import infer
from guichet_validate.checks.outline import Outline
from guichet_validate.checks.references import Resolver
from guichet_validate.checks.sheet import Sheet
from guichet_validate.checks.values import Place
from guichet_validate.fragments import Fragments
from guichet_validate.source import Source

TEXT = {"type": "string", "maxLength": 9}
DOCUMENT = {
    "x-settings": {
        "delai": {"type": "integer", "minimum": 1, "default": 3},
        "tarif": {"type": "number", "default": 2.5},
    },
    "properties": {
        "nom": TEXT,
        "jour": {"type": "string", "format": "date"},
        "nombre": {"type": "integer"},
        "surface": {"type": "number"},
        "oui": {"type": "boolean"},
        "quartiers": {"type": "array", "items": TEXT},
        "lieu": {"type": "object", "properties": {"rue": TEXT, "numero": {"type": "integer", "minimum": 1}}},
        "lignes": {
            "type": "array",
            "items": {"type": "object", "properties": {"prix": {"type": "integer"}, "nom": TEXT}},
        },
    },
}


@pytest.fixture
def sheet():
    sheet = Sheet(Source("exemple.json", json.dumps(DOCUMENT), DOCUMENT), Fragments.none(), None)
    sheet.outline = Outline(DOCUMENT, Resolver(DOCUMENT, sheet.fragments, sheet.report))
    return sheet


def row(sheet):
    return sheet.outline.nodes["/lignes"].shape


@pytest.mark.parametrize(
    ("expression", "kind", "reads"),
    [
        ("nombre + 1", "int", {"/nombre"}),
        ("surface * 2.0", "double", {"/surface"}),
        ("nom + '!'", "string", {"/nom"}),
        ("lieu.rue", "string", {"/lieu/rue"}),
        ("sum(lignes.map(l, l.prix))", "int", {"/lignes", "/lignes/*/prix"}),
        ("count(lignes.filter(l, l.nom == nom))", "int", {"/lignes", "/lignes/*/nom", "/nom"}),
        ("lignes.exists(l, l.prix > 3)", "bool", {"/lignes", "/lignes/*/prix"}),
        ("'centre' in quartiers", "bool", {"/quartiers"}),
        ("age(jour) >= 18 && account.signedIn", "bool", {"/jour"}),
        ("age(jour, today)", "int", {"/jour"}),
        ("days(today, plus(jour, 'P1M'))", "int", {"/jour"}),
        ("hours(now, now)", "double", set()),
        ("weekday(jour) in [6, 7]", "bool", {"/jour"}),
        ("nom == null ? 'rien' : nom", "string", {"/nom"}),
        ("round(surface * settings.tarif)", "int", {"/surface"}),
        ("100 / settings.delai", "int", set()),
        ("100 / lieu.numero", "int", {"/lieu/numero"}),
        ("nombre > 0 ? 100 / nombre : 0", "int", {"/nombre"}),
        ("nombre == 0 ? 0 : 100 / nombre", "int", {"/nombre"}),
        ("nombre != 0 && 100 / nombre > 3", "bool", {"/nombre"}),
        ("nombre == 0 || 100 / nombre > 3", "bool", {"/nombre"}),
        ("nom.startsWith('A') || nom.matches('^[a-z]+$')", "bool", {"/nom"}),
        ("normalise(nom) != normalise(lieu.rue)", "bool", {"/nom", "/lieu/rue"}),
        ("max(lignes.map(l, l.prix))", "int", {"/lignes", "/lignes/*/prix"}),
        ("size(lignes) > 2", "bool", {"/lignes"}),
        ("surface > 4", "bool", {"/surface"}),
        ("lignes[0].prix", "int", {"/lignes", "/lignes/*/prix"}),
        ("-nombre", "int", {"/nombre"}),
    ],
)
def test_sound_expressions_have_a_type_and_tell_what_they_read(sheet, expression, kind, reads):
    found, read = infer(sheet, expression, Place("/x"), None)
    assert sheet.findings() == ()
    assert found.kind == kind
    assert read == reads


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("4 * surface", "expression-mixed-numbers"),
        ("oui ? 1 : 2.0", "expression-mixed-numbers"),
        ("nom + 1", "expression-types"),
        ("nom == 1", "expression-types"),
        ("nom > nombre", "expression-types"),
        ("oui > oui", "expression-types"),
        ("1 in nom", "expression-types"),
        ("1 in quartiers", "expression-types"),
        ("nombre && oui", "expression-types"),
        ("!nom", "expression-types"),
        ("-nom", "expression-types"),
        ("surface % 2.0", "expression-types"),
        ("nombre ? 1 : 2", "expression-types"),
        ("lignes['prix']", "expression-types"),
        ("['a', 1]", "expression-types"),
        ("absent", "expression-unknown-name"),
        ("lieu.ville", "expression-unknown-name"),
        ("settings.absent", "expression-unknown-name"),
        ("row.prix", "expression-unknown-name"),
        ("lignes.prix", "expression-member"),
        ("nom.map(n, n)", "expression-member"),
        ("nom.toUpper()", "expression-unknown-function"),
        ("int(nom)", "expression-unknown-function"),
        ("timestamp(nom)", "expression-unknown-function"),
        ("days(jour)", "expression-arguments"),
        ("age(nombre)", "expression-arguments"),
        ("sum(quartiers)", "expression-arguments"),
        ("nom.startsWith(1)", "expression-arguments"),
        ("lignes.exists(l, l.prix)", "expression-arguments"),
        ("size(nom)", "expression-size-of-text"),
        ("lignes.map(nom, nom.prix)", "expression-variable-taken"),
        ("lignes.map(today, 1)", "expression-variable-taken"),
        ("100 / nombre", "expression-division-unguarded"),
        ("nombre % 0", "expression-division-unguarded"),
        ("oui ? 100 / nombre : 0", "expression-division-unguarded"),
        ("nombre > 0 || 100 / nombre > 1", "expression-division-unguarded"),
        ("has(lieu.rue)", "expression-has"),
        ("nombre = 1", "expression-syntax"),
        ("{'a': 1}", "expression-syntax"),
        ("nombre + ", "expression-syntax"),
        ("while", "expression-syntax"),
    ],
)
def test_faults_are_found_before_anything_runs(sheet, expression, code):
    infer(sheet, expression, Place("/x"), None)
    assert code in {finding.code for finding in sheet.findings()}


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("row.prix", "int"),
        ("parent.nombre", "int"),
        ("index + 1", "int"),
        ("count(rows.filter(r, r.nom == row.nom))", "int"),
        ("row.prix * nombre", "int"),
    ],
)
def test_a_row_sees_itself_its_siblings_and_what_is_around(sheet, expression, kind):
    found, _ = infer(sheet, expression, Place("/x"), row(sheet))
    assert sheet.findings() == ()
    assert found.kind == kind


def test_the_condition_of_a_rule_guards_its_assertion(sheet):
    infer(sheet, "100 / nombre < 7", Place("/x"), None, when="nombre > 0")
    assert sheet.findings() == ()
