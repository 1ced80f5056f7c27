"""Every kind of problem at every kind of field: one sentence that says what to do, tied to the field it speaks of."""

import re

import pytest

from guichet_render import phrasing, renderer
from guichet_render.language import Language
from guichet_validate.problems import Problem
from guichet_validate.searching import UNSETTLED

SECRET = "hunter2secret"
KINDS = [
    ("required", {}),
    ("type", {"type": "string"}),
    ("enum", {}),
    ("oneOf", {}),
    ("const", {}),
    ("minLength", {"limit": 1}),
    ("minLength", {"limit": 2}),
    ("maxLength", {"limit": 4}),
    ("maxLength", {"limit": 4000}),
    ("minimum", {"limit": 1}),
    ("maximum", {"limit": 7}),
    ("exclusiveMinimum", {"limit": 1}),
    ("exclusiveMaximum", {"limit": 7}),
    ("multipleOf", {"limit": 5}),
    ("minItems", {"limit": 1}),
    ("minItems", {"limit": 2}),
    ("maxItems", {"limit": 1}),
    ("maxItems", {"limit": 3}),
    ("uniqueItems", {}),
    ("contains", {}),
    ("minContains", {"limit": 1}),
    ("pattern", {}),
    *[("format", {"format": name}) for name in sorted(phrasing._FORMATS)],
    ("lookup", {}),
    ("as", {}),
    ("issued", {}),
    ("expires", {}),
    ("maxAge", {"limit": "P3M"}),
    ("maxAge", {}),
    ("notExpired", {}),
    ("fileSize", {}),
    ("fileType", {}),
    ("fileContent", {}),
    ("fileEmpty", {}),
    ("fileName", {}),
    ("fileCount", {"limit": 4}),
    ("filePages", {"limit": 4}),
    ("fileJoin", {}),
    ("fileMacro", {}),
    ("fileUnreadable", {}),
    ("fileBusy", {}),
    ("fileInfected", {"name": "carte.pdf"}),
    ("falseSchema", {}),
]
FIELDS = {
    "nom": "lignes", "recit": "lignes", "courriel": "lignes", "telephone": "lignes", "codePostal": "lignes",
    "nombre": "lignes", "surface": "lignes", "prix": "lignes", "jour": "lignes", "heure": "lignes",
    "rendezVous": "lignes", "seul": "choix", "detail": "choix", "precision": "choix", "ouiNon": "choix",
    "longueListe": "choix", "plusieurs": "choix", "ecole": "choix", "adresse": "ensembles", "adresse/rue": "ensembles",
    "personnes": "ensembles", "personnes/0/prenom": "ensembles", "personnes/0/naissance": "ensembles",
    "piece": "pieces", "photo": "pieces", "declaration": "envoi",
}  # fmt: skip
FIRST_WORDS = {
    "fr": {"Indiquez", "Choisissez", "Joignez", "Cochez", "Ajoutez", "Écrivez", "Répondez", "Raccourcissez", "Recopiez",
           "Remplissez", "Gardez", "Retirez", "Complétez", "Renommez", "Vérifiez", "Saisissez", "Réunissez",
           "Enregistrez"},
    "en": {"Enter", "Choose", "Attach", "Tick", "Add", "Write", "Answer", "Shorten", "Copy", "Fill", "Keep", "Remove",
           "Complete", "Rename", "Check", "Saisissez", "Join", "Save"},
}  # fmt: skip


@pytest.fixture
def secret(good):
    """Answers whose texts must not be told, but where a title quotes one on purpose, as those of the rows do."""
    good["nom"] = good["recit"] = good["precision"] = SECRET
    good["adresse"] = {"rue": SECRET}
    return good


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", FIELDS)
def test_each_kind_at_each_field_says_what_to_do(gallery, context, draw, page, judge, secret, lang, name):
    evaluation = judge(secret)
    for code, params in KINDS:
        problem = Problem(f"/{name}", code, params)
        view = draw(FIELDS[name], secret, lang, evaluation=evaluation, extra_problems=[problem])
        assert view.problem_count == 1, code
        whole = page(f"{view.summary}{view.fields}")
        whole.check()
        assert whole.by_id("error-summary")[1]["tabindex"] == "-1"
        identifier = f"f-{name.replace('/', '-')}"
        assert f"#{identifier}" in [link["href"] for link in whole.all("a")]
        tied = [one for _, one in whole.elements if f"{identifier}-error" in one.get("aria-describedby", "").split()]
        assert tied, code
        text = renderer(lang).problem_text(gallery, problem, secret, context)
        assert text.split()[0] in FIRST_WORDS[lang], (code, text)
        assert SECRET not in text
        assert "{" not in text
        assert not re.search(r"[a-z][A-Z]", text), text
        assert text in page(view.fields).text


def test_no_sentence_of_the_catalogue_is_out_of_reach(gallery, context, monkeypatch):
    said = set()
    speak = Language.__call__

    def listen(self, key, **params):
        said.add(key)
        return speak(self, key, **params)

    monkeypatch.setattr(Language, "__call__", listen)
    for name in FIELDS:
        for code, params in KINDS:
            renderer("fr").problem_text(gallery, Problem(f"/{name}", code, params), {"nom": "a" * 9}, context)
    renderer("fr").problem_text(gallery, Problem("", "required"), {}, context)
    renderer("fr").problem_text(gallery, Problem("/ecole", "lookup"), {"ecole": f"{UNSETTLED}nulle part"}, context)
    catalogue = {key for key in Language("fr")._bundle._messages if key.startswith("problem-")}
    assert catalogue
    assert catalogue - said == set()


@pytest.mark.parametrize(
    ("lang", "length", "text"),
    [
        ("fr", 41, "Raccourcissez «\u00a0Nom\u00a0» d’un caractère\u00a0: 40 au plus"),
        ("fr", 1240, "Raccourcissez «\u00a0Nom\u00a0» de 1\u202f200 caractères\u00a0: 40 au plus"),
        ("en", 43, "Shorten “Name” by 3 characters: 40 at most"),
    ],
)
def test_a_text_that_is_too_long_says_by_how_much(gallery, context, lang, length, text):
    problem = Problem("/nom", "maxLength", {"limit": 40})
    assert renderer(lang).problem_text(gallery, problem, {"nom": "é" * length}, context) == text
