"""What a person reads about a problem says what to do, in both languages, and shows neither code nor value."""

import re

import pytest

from guichet_render import renderer
from guichet_validate.problems import Problem

SECRET = "hunter2secret"
CODES = [
    ("/nom", "required", {}),
    ("/nom", "type", {"type": "string"}),
    ("/nom", "minLength", {"limit": 2}),
    ("/nom", "minLength", {"limit": 1}),
    ("/nom", "maxLength", {"limit": 40}),
    ("/nom", "pattern", {}),
    ("/nom", "enum", {}),
    ("/nom", "const", {}),
    ("/nom", "falseSchema", {}),
    ("/recit", "pattern", {}),
    ("/courriel", "format", {"format": "email"}),
    ("/telephone", "pattern", {}),
    ("/codePostal", "pattern", {}),
    ("/nombre", "type", {"type": "integer"}),
    ("/surface", "type", {"type": "number"}),
    ("/nombre", "minimum", {"limit": 1}),
    ("/prix", "maximum", {"limit": 100000}),
    ("/nombre", "multipleOf", {"limit": 5}),
    ("/jour", "required", {}),
    ("/jour", "format", {"format": "date"}),
    ("/heure", "format", {"format": "time-local"}),
    ("/rendezVous", "format", {"format": "datetime-local"}),
    ("/seul", "required", {}),
    ("/seul", "oneOf", {}),
    ("/plusieurs", "minItems", {"limit": 1}),
    ("/plusieurs", "maxItems", {"limit": 2}),
    ("/plusieurs", "uniqueItems", {}),
    ("/plusieurs", "contains", {}),
    ("/adresse/rue", "required", {}),
    ("/personnes", "required", {}),
    ("/personnes", "minItems", {"limit": 2}),
    ("/personnes", "maxItems", {"limit": 3}),
    ("/piece", "required", {}),
    ("/piece", "minItems", {"limit": 1}),
    ("/piece", "as", {}),
    ("/piece", "issued", {}),
    ("/piece", "expires", {}),
    ("/piece", "maxAge", {"limit": "P3M"}),
    ("/piece", "maxAge", {}),
    ("/piece", "notExpired", {}),
    ("/piece", "fileSize", {}),
    ("/piece", "fileType", {}),
    ("/piece", "fileContent", {}),
    ("/piece", "fileEmpty", {}),
    ("/piece", "fileName", {}),
    ("/piece", "fileCount", {"limit": 4}),
    ("/declaration", "required", {}),
    ("/declaration", "const", {}),
    ("/inconnu", "additionalProperties", {}),
    ("", "required", {}),
]
VERBS = {
    "fr": ("Indiquez", "Choisissez", "Joignez", "Cochez", "Ajoutez", "Écrivez", "Répondez", "Raccourcissez", "Recopiez",
           "Remplissez", "Gardez", "Retirez", "Complétez", "Renommez", "Vérifiez", "Saisissez"),
    "en": ("Enter", "Choose", "Attach", "Tick", "Add", "Write", "Answer", "Shorten", "Copy", "Fill", "Keep", "Remove",
           "Complete", "Rename", "Check", "Saisissez"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("pointer", "code", "params"), CODES)
def test_every_problem_says_what_to_do(gallery, context, lang, pointer, code, params):
    answers = {"nom": SECRET, "personnes": [{"prenom": SECRET}]}
    text = renderer(lang).problem_text(gallery, Problem(pointer, code, params), answers, context)
    assert text.startswith(VERBS[lang])
    assert SECRET not in text
    assert not re.search(r"[a-z][A-Z]", text)
    assert "{" not in text


@pytest.mark.parametrize(
    ("pointer", "code", "params", "text"),
    [
        ("/nom", "required", {}, "Indiquez «\u00a0Nom\u00a0»"),
        ("/precision", "required", {}, "Répondez à «\u00a0Précisez\u00a0»"),
        ("/seul", "required", {}, "Répondez à la question «\u00a0Lequel\u202f?\u00a0»"),
        ("/declaration", "const", {}, "Cochez la case «\u00a0Je certifie\u00a0»"),
        ("/piece", "required", {}, "Joignez un fichier pour «\u00a0Pièce d’identité\u00a0»"),
        ("/prix", "maximum", {"limit": 100000}, "Indiquez 1\u202f000,00\u00a0€ au plus pour «\u00a0Prix payé\u00a0»"),
        (
            "/piece",
            "maxAge",
            {"limit": "P3M"},
            "Joignez pour «\u00a0Pièce d’identité\u00a0» un document de moins de 3 mois",
        ),
        ("/telephone", "pattern", {}, "Saisissez dix chiffres."),
        ("/telephone", "format", {"format": "phone-fr"}, "Saisissez dix chiffres."),
        ("/piece/0/issued", "issued", {}, "Indiquez la date du document joint pour «\u00a0Pièce d’identité\u00a0»"),
    ],
)
def test_the_words(gallery, context, pointer, code, params, text):
    assert renderer("fr").problem_text(gallery, Problem(pointer, code, params), {}, context) == text


def test_a_rule_speaks_its_own_words_about_its_row(gallery, context):
    problem = Problem("/personnes/1/naissance", "pas-futur", rule="pas-futur", row="/personnes/1")
    answers = {"personnes": [{"prenom": "Léo"}, {"prenom": "Zoé"}]}
    assert renderer("fr").problem_text(gallery, problem, answers, context) == "Indiquez une date passée pour Zoé."
    assert renderer("en").problem_text(gallery, problem, answers, context) == "Enter a past date for Zoé."
