"""Letters about an account say what happened and what to do, in both languages."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from guichet_notify.account import KINDS, AccountContext, compose
from guichet_notify.wording import LANGUAGES, TEMPLATES

CONTEXT = AccountContext(
    city="Sainte-Aurore",
    url="https://demarches.example/x",
    forgotten="https://demarches.example/forgotten",
    identifier="ana.durand",
    email="ana@example.fr",
    until="28 mars 2026 à 14 h 05",
    date="27 mars 2026 à 14 h 05",
    contact=("Mairie", "01 99 00 21 00"),
)


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs)["href"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_whole_letter(kind, language):
    letter = compose(kind, CONTEXT, language)
    assert 10 < len(letter.subject) < 80
    assert not re.search(r"[{}]", letter.text)
    for text in (letter.text, letter.html):
        assert letter.subject in text
        assert CONTEXT.url in text
        assert "01 99 00 21 00" in text
    assert Links(letter.html).found == [CONTEXT.url]
    assert f'<html lang="{language}">' in letter.html


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_languages_tell_the_same_facts(kind):
    facts = ("ana.durand", "ana@example.fr", "28 mars 2026", "27 mars 2026", CONTEXT.forgotten)
    told = [{fact for fact in facts if fact in compose(kind, CONTEXT, language).text} for language in LANGUAGES]
    assert told[0] == told[1]


def test_every_template_is_a_kind():
    folder = Path(TEMPLATES.loader.searchpath[0])
    for language in LANGUAGES:
        names = {path.stem for path in (folder / language / "account").glob("*.txt")}
        assert names == {*KINDS, "letter"}


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        compose("../letter", CONTEXT, "fr")


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ 7*7 }}", "a\r\nBcc: x@y.fr", "\u202egro"])
def test_what_a_person_chose_stays_a_text(hostile):
    context = AccountContext(city="V", url="https://d.example/", forgotten="https://d.example/f", identifier=hostile)
    letter = compose("created", context, "fr")
    assert "<script>" not in letter.html
    assert "\r" not in letter.text
    assert "\u202e" not in letter.text + letter.subject
    assert "49" not in letter.text
