"""What letters say, in both languages, and that nothing a person typed can change their shape."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet_notify.composing import compose, envelop
from guichet_notify.wording import KINDS, LANGUAGES, TEMPLATES, Words, words


class Outline(HTMLParser):
    """The elements of a page, their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.texts = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, tuple(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_which_request_and_where_to_see_it(kind, language, make_context):
    context = make_context()
    letter = compose(kind, context, language)
    assert context.number in letter.subject
    for body in (letter.text, letter.html):
        assert context.procedure in body
        assert context.url in body
        assert context.city in body
        assert context.contact[0] in body
    assert f'<html lang="{language}">' in letter.html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_written_with_the_least_that_is_known(kind, language, make_context):
    letter = compose(kind, make_context(date="", service="", contact=(), openable=False), language)
    assert not re.search(r"\n\n\n|\{|\}", letter.text)
    assert "  " not in letter.text


@pytest.mark.parametrize("kind", ["question", "documentRefused", "refused"])
def test_the_reason_is_told_in_the_agents_own_words(kind, make_context):
    letter = compose(kind, make_context(reason="La photo est floue.\n\nMerci d’en envoyer une autre."), "fr")
    assert "La photo est floue.\n\nMerci d’en envoyer une autre." in letter.text
    assert "<p>La photo est floue.</p>" in letter.html
    assert "floue" not in letter.subject


@pytest.mark.parametrize("kind", KINDS)
def test_the_procedures_own_words_are_said_once_beside_the_reason(kind, make_context):
    own = "Nos propres mots. Motif : la photo est floue."
    letter = compose(kind, make_context(complement=own, reason="la photo est floue"), "fr")
    assert letter.text.count(own) == 1
    assert letter.text.count("la photo est floue") == 1


def test_the_procedures_own_words_take_the_place_of_the_standard_phrases_and_keep_the_facts(make_context):
    context = make_context(subject="Votre demande d’acte", complement="Il arrivera par la poste.")
    letter = compose("acknowledgement", context, "fr")
    assert letter.subject == "Votre demande d’acte"
    assert "Il arrivera par la poste." in letter.text
    assert context.number in letter.text
    assert "23 novembre 2026" in letter.text
    assert "Nous avons bien reçu" not in letter.text


def test_a_request_without_account_is_followed_and_not_opened(make_context):
    letter = compose("acknowledgement", make_context(openable=False), "fr")
    assert "Suivre ma demande" in letter.html
    assert "annuler" not in letter.text


def test_subjects_never_hold_a_persons_words(make_context):
    for kind in KINDS:
        found = words(kind, make_context(reason="SECRET", complement="SECRET", document="SECRET"), "fr")
        assert "SECRET" not in found.subject


def test_an_unknown_language_is_answered_in_french(make_context):
    assert compose("taken", make_context(), "br") == compose("taken", make_context(), "fr")


def test_an_unknown_kind_is_refused(make_context):
    with pytest.raises(KeyError):
        compose("invented", make_context(), "fr")


def test_a_kept_message_is_sent_with_the_words_of_the_day(make_context):
    context = make_context()
    kept = words("taken", context, "en")
    assert envelop(kept, context, "en") == compose("taken", context, "en")


def test_only_the_address_of_the_request_becomes_a_link(make_context):
    context = make_context(complement="Voyez https://hameconnage.example/ ou https://demarches.example/requests/1 ici.")
    outline = Outline(compose("acknowledgement", context, "fr").html)
    assert {dict(attributes)["href"] for tag, attributes in outline.elements if tag == "a"} == {context.url}
    assert "hameconnage" in "".join(outline.texts)


@pytest.mark.parametrize(
    "text", ["{{ 7 * 7 }}", "{% raw %}", "${7}", "%s", "{0.__class__}", "<script>alert(1)</script>"]
)
def test_what_people_type_is_never_read_as_a_template_or_as_html(text, make_context):
    letter = compose("refused", make_context(reason=text, procedure=text), "fr")
    assert letter.text.count(text) == 2
    outline = Outline(letter.html)
    assert "script" not in {tag for tag, _attributes in outline.elements}
    assert "".join(outline.texts).count(text) == 2


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_adds_an_element_or_a_line_to_the_subject(text, make_context_once):
    plain = Outline(envelop(Words("s", "corps"), make_context_once, "fr").html)
    letter = envelop(Words(text, text.replace("\n", " ")), make_context_once, "fr")
    assert len(letter.subject.splitlines()) <= 1
    found = Outline(letter.html).elements
    assert [tag for tag, _ in found if tag not in {"br", "p", "a"}] == [
        tag for tag, _ in plain.elements if tag not in {"br", "p", "a"}
    ]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", letter.text)
    letter.text.encode()
    letter.html.encode()


@pytest.fixture(scope="module")
def make_context_once():
    from guichet_notify.wording import Context

    return Context(city="Ville", procedure="Acte", number="N-1", url="https://demarches.example/requests/1")


def test_the_letter_carries_no_inline_style_no_script_and_asks_for_nothing(make_context):
    outline = Outline(compose("closed", make_context(), "fr").html)
    assert {tag for tag, _ in outline.elements}.isdisjoint({"script", "img", "link", "iframe", "form"})
    assert all(not name.startswith("on") and name not in {"style", "src"} for _, a in outline.elements for name, _ in a)


def test_each_language_has_every_kind_and_the_letter_around_it():
    for language in LANGUAGES:
        for name in (*(f"{kind}.txt" for kind in KINDS), "letter.txt", "letter.html"):
            TEMPLATES.get_template(f"{language}/{name}")


def test_french_letters_follow_french_typography(make_context):
    for kind in KINDS:
        text = compose(kind, make_context(reason="Motif"), "fr").text.replace("https:", "")
        assert not re.search("[^\u00a0]:|[^\u202f][;!?]|«[^\u00a0]|[^\u00a0]»|'", text), text
