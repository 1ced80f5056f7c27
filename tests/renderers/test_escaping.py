"""Hostile texts, as answers, names of files or texts of a definition, never become elements, attributes or links."""

import copy
import random
from dataclasses import replace
from itertools import chain

import pytest

from guichet_render import renderer
from guichet_render.gallery import specimens, states
from guichet_render.marking import markdown
from guichet_validate.engine import evaluate
from guichet_validate.loading import load
from guichet_validate.problems import Problem

STEPS = ("lignes", "choix", "ensembles", "pieces", "envoi")
PLAIN = "texte"
TEN_THOUSAND = 10_000


class Sayer:
    """Says another hostile text at each call, and counts them."""

    def __init__(self, hostile, seed):
        self.hostile = hostile
        self.chances = random.Random(seed)
        self.count = 0

    def __call__(self, _=None):
        self.count += 1
        # Nothing at either end that the engine takes away, nor the mark of a text that was typed into a search.
        return f"x{self.hostile(self.chances)}x"


def _filled(good, say):
    answers = copy.deepcopy(good)
    for name in ("nom", "recit", "courriel", "telephone", "codePostal", "nombre", "prix", "heure", "rendezVous",
                 "precision", "fige"):  # fmt: skip
        answers[name] = say()
    answers["jour"] = f"{say().replace('-', '')}-2-3"
    answers["adresse"]["rue"] = say()
    answers["personnes"][0]["prenom"] = say()
    answers["piece"][0]["name"] = say()
    return answers


def _retold(value, say):
    """The same answer with every text in it replaced."""
    if isinstance(value, str):
        return say(value)
    if isinstance(value, list):
        return [_retold(item, say) for item in value]
    return {key: _retold(item, say) for key, item in value.items()} if isinstance(value, dict) else value


def _calm(text):
    return "a" * len(text)


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


def _shapes(page, pages):
    found = []
    for html in pages:
        read = page(html)
        read.check()
        found.append(read.shape())
    return found


def _answers_hold(gallery, context, good, page, say):
    calm = _shapes(page, _everything(gallery, _filled(good, lambda: PLAIN), context))
    assert _shapes(page, _everything(gallery, _filled(good, say), context)) == calm


def _widgets_hold(page, say):
    """Every widget of the gallery: its right answer retold changes nothing, its wrong one adds no kind of element."""
    for specimen in specimens().values():
        told = replace(specimen, filled=_retold(specimen.filled, say), wrong=_retold(specimen.wrong, say))
        calm = replace(told, filled=_retold(told.filled, _calm), wrong=_retold(told.wrong, _calm))
        drawn, awaited = (
            {one.state: _shapes(page, [one.fields])[0] for one in states(each, "fr")} for each in (told, calm)
        )
        # Two texts may break other rules, and have more or fewer remarks: those are lines of one paragraph.
        known = {("br", ()), *chain.from_iterable(awaited.values())}
        assert known.issuperset(drawn.pop("wrong", ())), specimen.name
        awaited.pop("wrong", None)
        assert drawn == awaited, specimen.name


@pytest.mark.parametrize("seed", range(40))
def test_hostile_answers_change_no_element(gallery, context, good, page, hostile, seed):
    _answers_hold(gallery, context, good, page, Sayer(hostile, seed))


@pytest.mark.parametrize("seed", range(4))
def test_hostile_answers_change_no_widget(page, hostile, seed):
    _widgets_hold(page, Sayer(hostile, seed))


@pytest.mark.long(minutes=15)
def test_ten_thousand_hostile_texts_change_no_element(gallery, document, context, good, page, hostile):
    say = Sayer(hostile, "long")
    while say.count < TEN_THOUSAND:
        _answers_hold(gallery, context, good, page, say)
        _widgets_hold(page, say)
        _texts_hold(document, context, good, page, say)


def _rewrite(node, say):
    """Replace every text that people read; what is not Markdown must stay text."""
    if isinstance(node, list):
        for item in node:
            _rewrite(item, say)
        return
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in ("title", "description", "message", "itemLabel", "addLabel", "suffix", "prefix") and isinstance(
            value, str
        ):
            node[key] = say()
        elif key != "x-i18n":
            _rewrite(value, say)


def _texts_hold(document, context, good, page, say):
    shapes = []
    # What Markdown would make a list or paragraphs of stands in no text that is one line.
    for each in (lambda: PLAIN, lambda: say().replace("\n\n- x\n", " ")):
        rewritten = copy.deepcopy(document)
        _rewrite(rewritten, each)
        # The description of a step is Markdown.
        rewritten["x-steps"][0]["description"] = "Une ligne"
        shapes.append([page(html).shape() for html in _everything(load(rewritten), good, context)])
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("seed", range(20))
def test_hostile_titles_and_hints_change_no_element(document, context, good, page, hostile, seed):
    _texts_hold(document, context, good, page, Sayer(hostile, seed))


@pytest.mark.parametrize("seed", range(60))
def test_markdown_yields_only_what_it_is_for(page, hostile, seed):
    read = page(markdown(hostile(random.Random(seed))))
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
