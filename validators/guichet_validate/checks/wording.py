"""What texts say: plain, translated, meant for everyone whatever they see or hear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import Place, mapping, rows, string

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet
    from guichet_validate.checks.texts import Spoken

LINK_VAGUE = Rule("link-vague", "warning")
LINK_INSECURE = Rule("link-insecure", "warning")
POSITION = Rule("text-position", "information")
SENTENCE_LONG = Rule("text-sentence-long", "information")
CONTACT = Rule("text-contact", "information")
UNTRANSLATED = Rule("text-untranslated", "information")

RULES = (LINK_VAGUE, LINK_INSECURE, POSITION, SENTENCE_LONG, CONTACT, UNTRANSLATED)

# The most words of a sentence; French says the same in a few more.
MAX_WORDS = {"fr": 40, "en": 35}
_POSITIONS = {
    "fr": re.compile(
        r"\bci-(?:dessus|dessous|contre)\b|\b(?:à|de) (?:droite|gauche)\b"
        r"|\ben (?:rouge|vert|bleu|orange|gras|surbrillance)\b|\ben (?:haut|bas) de (?:la )?(?:page|l’écran)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:field|box|list|form|question|button|table|link)s? (?:above|below)\b"
        r"|\b(?:see|shown|listed|described|given) (?:above|below)\b|\bon the (?:right|left)\b"
        r"|\bin (?:red|green|blue|orange|bold)\b|\b(?:top|bottom) of the (?:page|screen)\b",
        re.IGNORECASE,
    ),
}
# Without one of these there is none of those: nearly all definitions are spared the slow patterns.
_ANCHORS = {
    "fr": (
        *("ci-", "droite", "gauche", "en haut", "en bas"),
        *(f"en {colour}" for colour in ("rouge", "vert", "bleu", "orange", "gras", "surbrillance")),
    ),
    "en": (
        *("above", "below", "on the right", "on the left", "top of the", "bottom of the"),
        *(f"in {colour}" for colour in ("red", "green", "blue", "orange", "bold")),
    ),
}
_VAGUE = frozenset(
    {
        *("ici", "cliquez ici", "cliquer ici", "lien", "ce lien", "en savoir plus", "plus d’informations", "voir"),
        *("here", "click here", "link", "this link", "read more", "learn more", "more", "see"),
    }
)
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*([^()\s]*)")
_SENTENCE_END = re.compile(r"[.!?…;:]\s|\n")
_SHORT = 120
_WORD = re.compile(r"\w{2,}")
_ENOUGH_WORDS = 3
_QUOTE = re.compile(r"\{[^{}]*\}")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?!example\.)[\w-]{1,63}\.[a-z]{2,}", re.IGNORECASE)
# Numbers of the ranges kept for fiction are samples.
_PHONE = re.compile(
    r"\b0(?!(?:1 ?99 ?00|2 ?61 ?91|3 ?53 ?01|4 ?65 ?71|5 ?36 ?49|6 ?39 ?98))[1-9](?:[ .]?[0-9]{2}){4}\b"
)


def check(sheet: Sheet) -> None:
    """Report texts that some people could not use, and links that lead astray."""
    positions = {language: _POSITIONS[language] for language in _POSITIONS if _points(sheet, language)}
    for spoken in sheet.texts:
        _links(sheet, spoken)
        _words(sheet, spoken, positions.get(spoken.language))
        if spoken.source is not None and spoken.text == spoken.source and _speaks(spoken.text):
            sheet.report(UNTRANSLATED, spoken.place, language=spoken.language)
        if not spoken.place.pointer.startswith("/x-information"):
            text = spoken.text
            if ("@" in text and _EMAIL.search(text)) or ("0" in text and _PHONE.search(text)):
                sheet.report(CONTACT, spoken.place)
    for place, address in _addresses(sheet):
        if address.casefold().startswith("http://"):
            sheet.report(LINK_INSECURE, place)


def _links(sheet: Sheet, spoken: Spoken) -> None:
    titles = [spoken.text] if spoken.key == "title" and "/links/" in spoken.place.pointer else []
    if "](" in spoken.text:
        found = _LINK.findall(spoken.text)
        titles += [title for title, _ in found]
        if any(target.casefold().startswith("http://") for _, target in found):
            sheet.report(LINK_INSECURE, spoken.place)
    for title in titles:
        if title.strip(" .…→>").casefold() in _VAGUE:
            sheet.report(LINK_VAGUE, spoken.place, title=title)


def _points(sheet: Sheet, language: str) -> bool:
    """Whether any text of a language may tell a place or a colour on the page."""
    said = "\n".join(spoken.text for spoken in sheet.texts if spoken.language == language).casefold()
    return any(anchor in said for anchor in _ANCHORS[language])


def _words(sheet: Sheet, spoken: Spoken, pattern: re.Pattern[str] | None) -> None:
    found = pattern.search(spoken.text) if pattern is not None else None
    if found:
        sheet.report(POSITION, spoken.place, words=found[0])
    most = MAX_WORDS.get(spoken.language)
    if most is None or len(spoken.text) < _SHORT or len(spoken.text.split()) <= most:
        return
    longest = max(len(sentence.split()) for sentence in _SENTENCE_END.split(spoken.text))
    if longest > most:
        sheet.report(SENTENCE_LONG, spoken.place, count=longest, limit=most)


def _speaks(text: str) -> bool:
    """Whether a text has enough words of its own to be of one language; a name may stand in any."""
    return len(_WORD.findall(_QUOTE.sub("", text))) >= _ENOUGH_WORDS


def _addresses(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    """Every address that a person may follow, and where it stands."""
    links: list[tuple[tuple[str, ...], Any]] = [
        (("x-information", "links"), mapping(sheet.document.get("x-information")).get("links"))
    ]
    for index, entry in rows(sheet.document.get("allOf")):
        links.append((("allOf", str(index), "x-exit", "links"), mapping(entry.get("x-exit")).get("links")))
    for parts, listed in links:
        for index, link in rows(listed):
            yield Place().down(*parts, index, "href"), string(link.get("href")) or ""
    for node in sheet.outline.nodes.values():
        model = string(mapping(node.schema.get("x-document")).get("model"))
        if model is not None:
            yield (node.place if "x-document" in node.own else node.body).down("x-document", "model"), model
