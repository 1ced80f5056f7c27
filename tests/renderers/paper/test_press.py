"""The press: the same bytes everywhere, nothing evaluated, nothing fetched, bounded."""

import re
import threading
import time

import pytest
import typst

from guichet_render.language import Language
from guichet_render.outline import Block, Pair, Section
from guichet_render.paper import PressError, paper, sheets
from guichet_render.paper.coverage import FAMILIES, FONTS, coverage
from guichet_render.paper.press import TEMPLATES, press
from guichet_validate.engine import evaluate


def test_no_template_evaluates_reads_or_fetches_anything():
    for path in TEMPLATES.glob("*.typ"):
        source = path.read_text("utf-8")
        assert re.findall(r"\b(?:eval|read|plugin|csv|yaml|xml|toml|cbor|image|include)\s*\(", source) == []
        assert set(re.findall(r"#import\s+(\S+?):", source)) <= {'"style.typ"'}
        assert "@preview" not in source


def test_a_file_outside_the_templates_is_refused(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for path in (str(secret), "../facts.py", "../../../../../../../../../etc/passwd"):
        compiler = typst.Compiler(f'#read("{path}")'.encode(), root=TEMPLATES)
        with pytest.raises(typst.TypstError):
            compiler.compile(format="pdf")


def test_the_same_data_make_the_same_bytes_on_every_thread(gallery, context, good, facts):
    evaluation = evaluate(gallery, good, context)
    made = []

    def work():
        made.extend(paper("fr").copy(gallery, evaluation, context=context, facts=facts).pdf for _ in range(3))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 12
    assert len(set(made)) == 1


def test_data_that_do_not_fit_a_template_are_an_error_without_the_data():
    with pytest.raises(PressError) as caught:
        press("letter", {"city": "secret", "service": "", "colour": "#000000"}, Language("fr"))
    assert "secret" not in str(caught.value)


def test_every_font_has_its_licence_and_they_stay_small():
    fonts = sorted(FONTS.glob("*.ttf"))
    assert {font.name.partition("-")[0] for font in fonts} == set(FAMILIES)
    for family in FAMILIES:
        assert "SIL Open Font License, Version 1.1" in (FONTS / f"{family}-LICENSE.txt").read_text("utf-8")
    assert sum(font.stat().st_size for font in fonts) < 1_500_000


def test_the_maps_of_the_fonts_are_read_right():
    own, *others = coverage()
    assert set(map(ord, "AZazàéÉœŒ€’«»…0123456789\u00a0")) <= own
    assert all(ord("ж") in points for points in others[:1])
    assert ord("ع") in others[1]
    assert ord("ש") in others[2]
    assert ord("漢") not in frozenset.union(own, *others)


@pytest.mark.slow
def test_a_copy_too_long_for_the_press_stops_and_says_so(gallery, context, good, facts, tagged, monkeypatch):
    evaluation = evaluate(gallery, good, context)
    many = [Pair(f"Question {number}", "x" * 100) for number in range(5_000)]
    monkeypatch.setattr(sheets, "outlined", lambda *_: [Section("Étape", "", (Block("", 0, many),))])
    started = time.process_time()
    made = paper("fr").copy(gallery, evaluation, context=context, facts=facts)
    assert time.process_time() - started < 10
    text = tagged(made.pdf).text
    assert "Question 1000" in text
    assert "Question 3000" not in text
    assert "Cette copie s’arrête ici" in text


def test_an_unknown_decision_is_a_lookup_error(gallery, context, good, facts):
    with pytest.raises(LookupError):
        paper("fr").decision(gallery, "rien", evaluate(gallery, good, context), context=context, facts=facts)
