"""Whatever people type is printed as it is, or visibly replaced: no text fails the press, none is read as markup."""

import copy
import random

import pytest

from guichet_render.language import Language
from guichet_render.paper import paper
from guichet_render.paper.cleaning import REPLACEMENT, Cleaner
from guichet_render.paper.press import press
from guichet_validate.engine import evaluate
from guichet_validate.loading import load

MARKUP = (
    '#eval("1")', "$x$", "*a*", "_b_", "`c`", "@ref", "// no", "/* no */", "#sys.inputs", "<label>", "\\", "= h",
    "- i", "+ j", "~", "---", "...", "'", '"', "{", "}", "[", "]", '#read("/etc/passwd")', '#import "x": *',
    "https://evil.example", "&amp;", "<b>", "{/nom}", "#", "%%EOF", "(", ")", "endstream",
)  # fmt: skip
PIECES = (
    "a", "e", "é", "ع", "ب", "ש", "\u0301", "\u0308", "\u0651", "\u05b8", "\u0345", "\u200d", "\u200c", "\u202e",
    "\u2066", "\ufeff", "\u00ad", "\x00", "\x1b", "\ufe0f", "\ue000", "\U0001f600", "\U0001f1eb", "\u0915", "\u094d",
    "\u0937", "\uac00", "\u1100", "\ufdfa", "\ufb01", "\ud800", "\uffff", " ", "\n", "\t", "\u2028",
)  # fmt: skip
BLOCKS = ((0x20, 0x250), (0x300, 0x700), (0x590, 0x800), (0x1C00, 0x2100), (0xFB00, 0x10000), (0, 0x110000))
READABLE = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûüœæÀÉŁøñßễβδΩжйщЯ0123456789 .,;:!?’«»€"


def hostile(generator):
    kind = generator.randrange(6)
    if kind == 0:
        return "".join(generator.choice(MARKUP) for _ in range(generator.randint(1, 8)))
    if kind == 1:
        return generator.choice(READABLE[:30]) * generator.randint(30, 300)
    if kind == 2:
        return "".join(generator.choice(PIECES) for _ in range(generator.randint(1, 40)))
    first, last = generator.choice(BLOCKS)
    return "".join(chr(generator.randrange(first, last)) for _ in range(generator.randint(1, 40)))


def legible(generator):
    """A text of letters that each have a glyph, of markup, and of what must be left out or replaced."""
    pieces = (*READABLE, *MARKUP, "\x00", "\x1b", "\u202e", "\U0001f600", "漢", "\ue000", "\n")
    return "".join(generator.choice(pieces) for _ in range(generator.randint(1, 60)))


def sheet(texts):
    return {
        "city": "Ville", "service": "Service", "colour": "#1f3a5f", "title": "Titre", "lead": "", "rest": "",
        "facts": [["numéro", "1"]],
        "sections": [{"title": "S", "blocks": [{"title": "", "level": 3, "rows": [["k", text] for text in texts]}]}],
        "documents": {"title": "D", "heads": ["a", "b"], "rows": [], "none": "n"},
        "contact": {"title": "c", "lines": []},
    }  # fmt: skip


def printed(texts, tagged, squeezed):
    """The cells of a copy that holds these texts, as a screen reader gets them."""
    made = press("copy", sheet(texts), Language("fr"))
    return made, [squeezed(text) for role, text in tagged(made.pdf).parts if role == "TD"][3::2]


def test_what_is_printed_is_what_was_typed(tagged, squeezed):
    generator = random.Random(1)
    texts = [f"[{legible(generator)}]" for _ in range(150)]
    texts += [f"[{piece}]" for piece in MARKUP]
    made, cells = printed(texts, tagged, squeezed)
    assert cells == [squeezed(Cleaner().text(text)) for text in texts]
    assert made.missing == {"\U0001f600", "漢", "\ue000"}


def test_scripts_with_marks_and_from_right_to_left_keep_their_letters(tagged, squeezed):
    texts = ["محمد", "שָׁלוֹם", "Việt Nam", "ёжик", "Ελλάδα", "می‌خواهم"]
    made, cells = printed(texts, tagged, squeezed)
    assert made.missing == frozenset()
    assert [set(cell) for cell in cells] == [set(squeezed(Cleaner().text(text))) for text in texts]


def _press_all(count, seed):
    """Print hostile texts by the hundred; the last resort must not be needed."""
    generator = random.Random(seed)
    for _ in range(count // 500):
        made = press("copy", sheet([hostile(generator) for _ in range(500)]), Language("fr"))
        assert made.pdf.startswith(b"%PDF-")


@pytest.fixture
def _no_last_resort(monkeypatch):
    def refuse(self, *, strict=False):
        assert not strict, "the press refused a cleaned text"
        self.missing = set()
        self._strict = strict

    monkeypatch.setattr(Cleaner, "__init__", refuse)


@pytest.mark.usefixtures("_no_last_resort")
def test_no_text_fails_the_press():
    _press_all(1_000, 2)


@pytest.mark.long(minutes=2)
@pytest.mark.usefixtures("_no_last_resort")
def test_ten_thousand_texts_do_not_fail_the_press():
    _press_all(10_000, 3)


def _rewritten(node, text):
    """The same definition with a hostile text in place of all that people read, ids and values kept."""
    if isinstance(node, list):
        return [_rewritten(item, text) for item in node]
    if not isinstance(node, dict):
        return node
    said = ("title", "description", "body", "itemLabel", "suffix")
    return {
        key: text if key in said and isinstance(value, str) else value if key == "x-tests" else _rewritten(value, text)
        for key, value in node.items()
    }


@pytest.mark.usefixtures("_no_last_resort")
@pytest.mark.parametrize("seed", range(6))
def test_every_document_takes_hostile_answers_and_words(document, context, good, facts, tagged, seed):
    generator = random.Random(seed)
    text = hostile(generator) + "x"
    rewritten = _rewritten(copy.deepcopy(document), text)
    rewritten["x-decision"] = [{"id": "lettre", "title": text, "body": f"**{{/nom}}** {text}"}]
    definition = load(rewritten)
    good["nom"] = good["recit"] = good["adresse"]["rue"] = good["personnes"][0]["prenom"] = text
    good["piece"][0]["name"] = text
    evaluation = evaluate(definition, good, context)
    press_of = paper("fr")
    documents = [
        press_of.receipt(definition, evaluation, context=context, facts=facts),
        press_of.copy(definition, evaluation, context=context, facts=facts),
        press_of.decision(definition, "lettre", evaluation, context=context, facts=facts),
        press_of.form(definition, context=context, facts=facts),
    ]
    for made in documents:
        assert tagged(made.pdf).of("H1")


def test_an_answer_is_never_read_as_markup_of_a_letter(document, context, good, facts, tagged):
    document = {
        **document,
        "x-decision": [{"id": "lettre", "title": "Lettre", "body": "Pour **{/nom}**.\n\n- {/recit}"}],
    }
    good["nom"], good["recit"] = "#strong[x] **y** $z$ \u202e@a", "un *deux*"
    definition = load(document)
    evaluation = evaluate(definition, good, context)
    read = tagged(paper("fr").decision(definition, "lettre", evaluation, context=context, facts=facts).pdf)
    assert "Pour #strong[x] **y** $z$ @a." in read.text
    assert "un *deux*" in read.text


def test_a_mark_without_its_letter_is_replaced(tagged, squeezed):
    made, cells = printed(["a\n\u05b8b", "\u0301e", "\n\u200d\u0345"], tagged, squeezed)
    assert cells == [f"a{REPLACEMENT}b", f"{REPLACEMENT}e", REPLACEMENT]
    assert made.missing == {"\u05b8", "\u0301", "\u0345"}


def test_a_word_of_ten_thousand_letters_stays_on_the_page(tagged, squeezed):
    made, cells = printed(["x" * 10_000], tagged, squeezed)
    assert cells == ["x" * 10_000]
    assert len(tagged(made.pdf).reader.pages) > 1


def test_what_no_font_has_is_replaced_and_told(tagged):
    made = press("copy", sheet(["Nguyễn 漢字 \U0001f600"]), Language("fr"))
    assert made.missing == {"漢", "字", "\U0001f600"}
    read = tagged(made.pdf)
    assert f"Nguyễn {REPLACEMENT}{REPLACEMENT} {REPLACEMENT}" in read.text
    assert "Certains caractères n’ont pu être imprimés" in read.text


def test_nothing_is_told_when_nothing_is_missing(tagged):
    made = press("copy", sheet(["Éloïse N’Guyen"]), Language("fr"))
    assert made.missing == frozenset()
    assert "caractères" not in tagged(made.pdf).text


def test_the_last_resort_keeps_the_letters_of_the_first_font():
    cleaner = Cleaner(strict=True)
    assert cleaner.text("Éloïse محمد") == f"Éloïse {REPLACEMENT * 4}"
