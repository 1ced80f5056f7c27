"""What people read: both languages everywhere, French typography, natural English, no forgotten brace."""

import json
import re

import pytest

TEXTS = {
    "title",
    "description",
    "body",
    "message",
    "subject",
    "summary",
    "x-help",
    "purpose",
    "itemLabel",
    "addLabel",
    "tagline",
    "hours",
    "role",
}
LISTS = {"keywords"}
# Objects whose keys are names given by the author, not keywords: no text of theirs is a text of the format.
NAMED = {"properties", "$defs", "x-settings", "settings", "services", "kinds"}
QUOTE = re.compile(r"\{[^{}]*\}")
KNOWN_QUOTE = re.compile(
    r"^\{(/[A-Za-z0-9/*]+|@/[A-Za-z0-9/]+|n|settings\.[A-Za-z0-9]+|request\.(number|url)|reason)\}$"
)
# A plain space where French wants one that does not break, or an apostrophe of typewriters.
FAULTS = re.compile(r" [:;!?»]|« |\w[;!?»]|\w:(?!//|\d)|'|\.\.\.")


def translated(value, pointer="", skipped=("x-tests",)):
    """Yield `(pointer, node, own texts)` of each object that holds texts."""
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from translated(part, f"{pointer}/{place}")
    elif isinstance(value, dict):
        texts = {} if pointer.rpartition("/")[2] in NAMED else own_texts(value, pointer)
        if texts or "x-i18n" in value:
            yield pointer, value, texts
        for key, part in value.items():
            if key != "x-i18n" and key not in skipped:
                yield from translated(part, f"{pointer}/{key}")


def own_texts(node, pointer):
    if pointer.endswith("/x-errors"):
        return {key: text for key, text in node.items() if key != "x-i18n"}
    return {
        key: text
        for key, text in node.items()
        if (key in TEXTS and isinstance(text, str)) or (key in LISTS and isinstance(text, list))
    }


def flat(texts):
    for text in texts.values():
        yield from text if isinstance(text, list) else [text]


@pytest.fixture(params=["city", "documents"])
def beside(request, city, kinds):
    return {"city": city, "documents": {"kinds": kinds}}[request.param]


def judge(document):
    untranslated, faulty, unknown = [], [], []
    for pointer, node, texts in translated(document):
        english = node.get("x-i18n", {}).get("en", {})
        if english.keys() < texts.keys() or not all(english.values()):
            untranslated.append(pointer)
        untranslated += [
            f"{pointer}/{key}"
            for key, text in texts.items()
            if isinstance(text, list) and len(text) != len(english.get(key, ()))
        ]
        faulty += [text for text in flat(texts) if FAULTS.search(QUOTE.sub("x", text))]
        faulty += [text for text in flat(english) if re.search(r"'| [:;!?]", text)]
        for text in [*flat(texts), *flat(english)]:
            unknown += [quote for quote in QUOTE.findall(text) if not KNOWN_QUOTE.match(quote)]
        for key, text in texts.items():
            if isinstance(text, str) and set(QUOTE.findall(text)) != set(QUOTE.findall(english.get(key, ""))):
                unknown.append(f"{pointer}/{key}")
    return untranslated, faulty, unknown


def test_a_definition_speaks_both_languages_properly(definition):
    document = json.loads(definition.read_text("utf-8"))
    assert document["x-procedure"]["languages"] == ["fr", "en"]
    assert judge(document) == ([], [], [])


def test_a_fragment_speaks_both_languages_properly(fragment):
    assert judge(json.loads(fragment.read_text("utf-8"))) == ([], [], [])


def test_the_city_and_its_documents_speak_both_languages_properly(beside):
    assert judge(beside) == ([], [], [])


@pytest.mark.parametrize(
    ("title", "english"),
    [
        ("Qui peut demander ?", "Who may ask?"),
        ("L'acte", "The certificate"),
        ("Prix\u00a0: 3", "Price : 3"),
        ("Rien", None),
        ("{/nom", "{/nom}"),
        ("{/nom}", "{/prenoms}"),
        ("{settings}", "{settings}"),
    ],
)
def test_a_fault_is_seen(title, english):
    node = {"title": title, **({"x-i18n": {"en": {"title": english}}} if english else {})}
    assert judge(node) != ([], [], [])
