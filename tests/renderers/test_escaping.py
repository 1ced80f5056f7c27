"""Hostile texts, as answers, names of files or texts of a definition, never become elements, attributes or links."""

import copy
import random

import pytest

from guichet_render import renderer
from guichet_render.marking import markdown
from guichet_validate.engine import evaluate
from guichet_validate.loading import load
from guichet_validate.problems import Problem

STEPS = ("lignes", "choix", "ensembles", "pieces", "envoi")
PIECES = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' autofocus onfocus='alert(1)", "</textarea><b>",
    "</option></select><i>", "{{ 7*7 }}", "{% raw %}", "{/nom}", "{@/prenom}", "{settings.ville}", "{n}",
    "[a](javascript:alert(1))", "[b](https://evil.example)", "**gras**", "<!--", "-->", "<![CDATA[", "&lt;u&gt;",
    "&#60;s&#62;",
    "\u202e", "\u0000", "\n\n- x\n", "`", "\\", "<a href=//x>", "<svg/onload=1>", "]]>", "<p", "=", " ",
)  # fmt: skip
PLAIN = "texte"


def _hostile(generator):
    return "".join(generator.choice(PIECES) for _ in range(generator.randint(1, 5)))


def _filled(good, text):
    answers = copy.deepcopy(good)
    for name in ("nom", "recit", "courriel", "telephone", "codePostal", "nombre", "prix", "heure", "rendezVous",
                 "precision", "fige"):  # fmt: skip
        answers[name] = text
    answers["jour"] = f"{text}-2-3" if "-" not in text else "2015-2-31"
    answers["adresse"]["rue"] = text
    answers["personnes"][0]["prenom"] = text
    answers["piece"][0]["name"] = text
    return answers


def _everything(definition, answers, context):
    drawn = renderer("fr")
    evaluation = evaluate(definition, answers, context)
    more = {"step_url": lambda step: f"/steps/{step}", "file_url": lambda name: f"/files/{name}"}
    warnings = (Problem("/personnes/0/naissance", "pas-futur", rule="pas-futur", row="/personnes/0"),)
    for step in STEPS:
        view = drawn.step(
            definition, step, evaluation, context=context, show_problems=False, extra_problems=warnings, **more
        )
        yield view.intro + view.summary + view.fields
    view = drawn.review(definition, evaluation, context=context, show_problems=False, **more)
    yield view.answers + view.fields
    yield drawn.answers(definition, evaluation, context=context)
    yield drawn.information(definition, context=context)
    yield drawn.exit(definition, definition.exits[0], context=context, answers=answers).body


@pytest.mark.parametrize("seed", range(40))
def test_hostile_answers_change_no_element(gallery, context, good, page, seed):
    text = _hostile(random.Random(seed))
    calm = [page(html).shape() for html in _everything(gallery, _filled(good, PLAIN), context)]
    for expected, html in zip(calm, _everything(gallery, _filled(good, text), context), strict=True):
        read = page(html)
        assert read.shape() == expected
        read.check()


def _rewrite(node, text):
    """Replace every text that people read; what is not Markdown must stay text."""
    if isinstance(node, list):
        for item in node:
            _rewrite(item, text)
        return
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in ("title", "description", "message", "itemLabel", "addLabel", "suffix", "prefix") and isinstance(
            value, str
        ):
            node[key] = text
        elif key != "x-i18n":
            _rewrite(value, text)


@pytest.mark.parametrize("seed", range(20))
def test_hostile_titles_and_hints_change_no_element(document, context, good, page, seed):
    text = _hostile(random.Random(seed)).replace("\n\n- x\n", " ") + "x"
    shapes = []
    for said in (PLAIN, text):
        rewritten = copy.deepcopy(document)
        _rewrite(rewritten, said)
        # The description of a step is Markdown.
        rewritten["x-steps"][0]["description"] = "Une ligne"
        shapes.append([page(html).shape() for html in _everything(load(rewritten), good, context)])
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("seed", range(60))
def test_markdown_yields_only_what_it_is_for(page, seed):
    read = page(markdown(_hostile(random.Random(seed))))
    assert {tag for tag, _ in read.elements} <= {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
    for tag, attributes in read.elements:
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else set())
        assert attributes.get("href", "https:").startswith(("https:", "http:", "mailto:", "tel:"))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("un\n\n**deux** *trois*", "<p>un</p>\n<p><strong>deux</strong> <em>trois</em></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](tel:0139)", '<p><a href="tel:0139" rel="noopener noreferrer">x</a></p>'),
        ("# titre", "<p># titre</p>"),
        ("![i](https://x/y.png)", None),
        ("`code`", "<p>`code`</p>"),
    ],
)
def test_the_subset_of_markdown(text, html):
    found = markdown(text)
    assert "<img" not in found
    if html is not None:
        assert found == html


def test_a_quoted_answer_is_never_read_as_markdown(gallery, context, good):
    good["nom"] = "**x** [y](https://evil.example)"
    body = renderer("fr").exit(gallery, gallery.exits[0], context=context, answers=good).body
    assert body == "<p>Voyez <strong>**x** [y](https://evil.example)</strong>.</p>"
