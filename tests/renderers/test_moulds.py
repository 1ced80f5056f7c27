"""A field drawn from its mould is what its template would write, whatever the answers."""

import pytest
from markupsafe import Markup

from guichet_render import moulds, renderer
from guichet_render.drawing import Drawing
from guichet_render.moulds import Mould, Split, mark, whole
from guichet_render.view import View
from guichet_validate.engine import evaluate

STEPS = ("lignes", "choix", "ensembles", "pieces", "envoi")
HOSTILE = '"><b>\ue000id\ue001 {{ x }} &amp;'


def _answers(good):
    wrong = dict.fromkeys(("nom", "recit", "nombre", "prix", "heure", "jour", "seul", "longueListe"), HOSTILE)
    yield {}
    yield good
    yield {**good, **wrong, "plusieurs": [HOSTILE, "danse"], "ouiNon": HOSTILE, "declaration": HOSTILE}
    yield {**good, "personnes": [{"prenom": HOSTILE}, {"naissance": "2062-01-01"}], "nom": "Du"}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("step", STEPS)
def test_a_mould_writes_what_its_template_writes(monkeypatch, gallery, context, good, lang, step):
    def drawn(answers):
        view = renderer(lang).step(
            gallery,
            step,
            evaluate(gallery, answers, context),
            context=context,
            show_problems=True,
            origins={"/nom": "profile", "/seul": "request"},
            step_url=str,
        )
        return view.summary + view.fields

    poured = [drawn(answers) for answers in _answers(good)]
    # The second time the moulds exist already.
    assert [drawn(answers) for answers in _answers(good)] == poured
    monkeypatch.setattr(Drawing, "_is_plain", lambda *_, **__: False)
    assert [drawn(answers) for answers in _answers(good)] == poured
    monkeypatch.setattr(moulds, "draw", lambda macro, face, view, split: macro(face, view))
    assert [drawn(answers) for answers in _answers(good)] == poured


def test_texts_are_escaped_and_html_is_not_escaped_twice():
    mould = Mould.of(f'<p title="{mark("name")}">{mark("value")}</p>')
    assert mould.pour({"name": '"x"', "value": "<i>"}) == '<p title="&#34;x&#34;">&lt;i&gt;</p>'
    markup = Markup(mould.pour({"name": "n", "value": "v"}))
    assert whole(markup).held == mark("value")
    assert mould.pour({"name": "n", "value": markup}).count("<p") == 2


def test_shapes_of_one_field_are_bounded(gallery, draw):
    draw("lignes", {})
    face = renderer("fr")._form(gallery).faces["/nom"]
    macro = renderer("fr")._macros["text"]
    before = dict(face.moulds)
    try:
        view = View("f-nom", "/nom", "Nom", value="x")
        for number in range(moulds._MOST_PER_FACE + 20):
            assert 'value="x"' in moulds.draw(macro, face, view, Split(number, mark("value"), {"value": "x"}))
        assert len(face.moulds) == moulds._MOST_PER_FACE
    finally:
        face.moulds.clear()
        face.moulds.update(before)
