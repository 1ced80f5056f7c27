"""Defects that authors of forms make: each planted alone in a sound definition, each found once at its place."""

import json

import pytest

from guichet_validate.checks import check
from guichet_validate.source import Source

NATURE = {
    "title": "Nature",
    "type": "string",
    "oneOf": [{"const": "banc", "title": "Banc"}, {"const": "arbre", "title": "Arbre"}],
}
SOUND = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-definition": 1,
    "title": "Exemple",
    "x-procedure": {
        "id": "exemple",
        "version": "1.0.0",
        "state": "live",
        "category": "cadre-de-vie",
        "service": "voirie",
        "online": "full",
        "access": "open",
        "languages": ["fr"],
        "reference": "EXE",
        "summary": "{/objet}",
    },
    "x-settings": {"delai": {"title": "Délai, en jours", "type": "integer", "default": 10}},
    "x-privacy": {
        "purpose": "Traiter les demandes",
        "basis": "public-task",
        "retention": "P6M",
        "recipients": ["voirie"],
    },
    "x-steps": [
        {"id": "demande", "title": "Votre demande", "fields": ["/objet", "/nature", "/espece"]},
        {"id": "suite", "title": "La suite", "fields": ["/nombre", "/natures", "/date"]},
    ],
    "type": "object",
    "additionalProperties": False,
    "required": ["objet"],
    "properties": {
        "objet": {
            "title": "Objet",
            "description": "Réponse sous {settings.delai} jours.",
            "type": "string",
            "maxLength": 100,
        },
        "nature": NATURE,
        "espece": {"title": "Espèce", "type": "string", "maxLength": 50},
        "nombre": {"title": "Nombre", "type": "integer", "minimum": 1, "maximum": 100, "default": 2},
        "natures": {"title": "Natures", "type": "array", "uniqueItems": True, "maxItems": 2, "items": NATURE},
        "date": {"title": "Date", "type": "string", "format": "date"},
    },
    "allOf": [
        {
            "if": {"properties": {"nature": {"const": "arbre"}}, "required": ["nature"]},
            "then": {"required": ["espece"]},
            "else": {"properties": {"espece": False}},
        }
    ],
    "x-rules": [{"id": "nombre", "assert": "nombre < 50", "at": "/nombre", "message": "Au plus 49."}],
    "x-tests": [{"name": "un banc", "answers": {"objet": "Un banc"}, "valid": True}],
}
EXIT = {"id": "stop", "title": "Ailleurs", "body": "Cette demande se fait ailleurs."}
PROPERTIES = ("properties",)
IF = ("allOf", 0, "if", "properties", "nature")
ASSERT = ("x-rules", 0, "assert")
DESCRIPTION = ("properties", "objet", "description")

# What is planted, where, and the one finding that tells it.
DEFECTS = {
    "an answer that is not there, in a rule": (ASSERT, "nombr < 50", "expression-unknown-name"),
    "an answer that is not there, in a condition": (
        ("allOf", 0, "if"),
        {"required": ["natur"]},
        "condition-unknown-field",
    ),
    "an answer that is not there, in a text": (("x-procedure", "summary"), "{/objt}", "text-quote-unknown"),
    "a constant that is no option, in a condition": ((*IF, "const"), "arbr", "condition-value-impossible"),
    "a constant that is no option, in a rule": (
        ASSERT,
        "nombre < 50 || nature == 'abre'",
        "expression-constant-impossible",
    ),
    "a constant that is no option, in a list": (
        ASSERT,
        "nombre < 50 || nature in ['arbre', 'banque']",
        "expression-constant-impossible",
    ),
    "a constant that is no option, among several": (
        ASSERT,
        "nombre < 50 || 'bans' in natures",
        "expression-constant-impossible",
    ),
    "a date that is none": (ASSERT, "nombre < 50 || date < '2026-02-30'", "expression-constant-impossible"),
    "text compared with a number": (ASSERT, "nombre < '50'", "expression-types"),
    "a field of a later step": (
        ("allOf", 0, "if"),
        {"properties": {"nombre": {"minimum": 3}}, "required": ["nombre"]},
        "condition-reads-later-step",
    ),
    "the same step twice": (("x-steps", 1, "id"), "demande", "step-twice"),
    "the same title of two steps": (("x-steps", 1, "title"), "Votre demande", "step-title-twice"),
    "the same title of two fields": (("properties", "espece", "title"), "Objet", "field-title-twice"),
    "an empty title": (("properties", "espece", "title"), "", "length-wrong"),
    "a missing label": (
        ("properties", "espece"),
        {"type": "string", "maxLength": 50},
        "field-title-missing",
    ),
    "the same choice twice": (("properties", "nature", "oneOf", 1, "const"), "banc", "choice-twice"),
    "the same label of two choices": (("properties", "nature", "oneOf", 1, "title"), "Banc", "choice-twice"),
    "a comparison with itself": (ASSERT, "nombre < 50 || nombre != nombre", "expression-same-sides"),
    "a rule that reads nothing": (ASSERT, "1 == 1", "rule-reads-nothing"),
    "a bound beyond the answer's own, in a rule": (ASSERT, "nombre > 500", "expression-constant-impossible"),
    "a bound beyond the answer's own, in a condition": (
        ("x-steps", 1, "fields", 0),
        {
            "if": {"properties": {"nombre": {"minimum": 500}}, "required": ["nombre"]},
            "notice": {"body": "C’est beaucoup."},
        },
        "condition-value-impossible",
    ),
    "a default outside the bounds": (("properties", "nombre", "default"), 500, "default-invalid"),
    "bounds that cross": (("properties", "nombre", "minimum"), 200, "range-empty"),
    "a text that no answer fits": (("properties", "espece", "maxLength"), 0, "number-out-of-range"),
    "a setting that nothing reads": (
        ("x-settings", "seuil"),
        {"title": "Seuil", "type": "integer", "default": 3},
        "setting-unused",
    ),
    "an answer quoted where it may be off": (("x-steps", 1, "description"), "Pour {/espece}.", "quote-may-be-off"),
    "a script in a link": (DESCRIPTION, "Sous {settings.delai} [jours](javascript:alert).", "text-link-unsafe"),
    "a script in an image": (DESCRIPTION, "{settings.delai} <img src=x onerror=alert(1)>", "text-html"),
    "an exit without its page": (("allOf", 0), {"if": SOUND["allOf"][0]["if"], "then": False}, "exit-without-page"),
    "a slow pattern": (
        ("properties", "espece"),
        {"title": "Espèce", "type": "string", "pattern": "^(a+)+$", "examples": ["aa"]},
        "pattern-not-linear",
    ),
}


def test_a_hidden_field_is_read_by_the_label_of_its_row():
    document = json.loads(json.dumps(SOUND))
    hidden = {"type": "string", "readOnly": True, "x-computed": "normalise(row.nom)", "x-ui": {"widget": "hidden"}}
    rows = {"nom": {"title": "Nom", "type": "string", "maxLength": 50}, "clair": hidden}
    document["properties"]["gens"] = {
        "title": "Personnes",
        "type": "array",
        "maxItems": 3,
        "items": {"type": "object", "additionalProperties": False, "properties": rows},
    }
    document["x-steps"][1]["fields"].append("/gens")
    assert [finding.code for finding in findings(document)] == ["computed-unused"]
    document["properties"]["gens"]["x-ui"] = {"itemLabel": "{@/clair}"}
    assert [finding.code for finding in findings(document)] == []


def findings(document):
    return check(Source("exemple.json", json.dumps(document, ensure_ascii=False), document))


def planted(path, value):
    document = json.loads(json.dumps(SOUND))
    here = document
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    return document


def test_the_definition_that_defects_are_planted_in_is_sound():
    assert findings(SOUND) == ()


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_found_once_and_at_its_place(defect):
    path, value, code = DEFECTS[defect]
    found = findings(planted(path, value))
    place = "".join(f"/{part}" for part in path)
    # What merely follows is told beside: a field that no page shows, a bound that a default misses.
    assert [finding.code for finding in found].count(code) == 1
    told = next(finding for finding in found if finding.code == code)
    assert told.pointer.startswith(place) or place.startswith(told.pointer)


@pytest.mark.parametrize(
    "text",
    [
        "nombre < 50 && nature != 'banc'",
        "nombre <= 100",
        "nombre >= 1 && nombre < 100",
        "nombre in [1, 2, 3]",
        "nombre == 100 || date < '2026-02-28'",
        "nature in ['arbre', 'banc']",
        "'banc' in natures || size(natures) < 2",
        "date == today || nombre != 7",
        "nombre > -1 || nombre == 1",
    ],
)
def test_a_comparison_that_depends_on_the_answer_is_accepted_or_told_apart(text):
    # What the analysis of flow makes of it has tests of its own.
    codes = [finding.code for finding in findings(planted(ASSERT, text)) if not finding.code.startswith("flow-")]
    # Bounds that every answer meets, written all the same, are the only ones told.
    always = {"nombre <= 100", "nombre >= 1 && nombre < 100", "nombre > -1 || nombre == 1"}
    assert codes == (["expression-constant-impossible"] if text in always else [])
