"""Texts: present in every language, quoting what exists, plain and safe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet_validate.checks.rule import Rule
from guichet_validate.checks.values import NOTHING, Place, mapping, strings

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

TRANSLATION_MISSING = Rule("translation-missing")
LANGUAGE_UNKNOWN = Rule("translation-language-unknown")
KEY_UNKNOWN = Rule("translation-key-unknown")
QUOTE_UNKNOWN = Rule("text-quote-unknown")
QUOTE_IN_SUBJECT = Rule("message-quote-in-subject")
HTML = Rule("text-html")
LINK_UNSAFE = Rule("text-link-unsafe")
SPACES = Rule("text-spaces", "warning")

RULES = (
    TRANSLATION_MISSING,
    LANGUAGE_UNKNOWN,
    KEY_UNKNOWN,
    QUOTE_UNKNOWN,
    QUOTE_IN_SUBJECT,
    HTML,
    LINK_UNSAFE,
    SPACES,
)

# What people read, wherever it stands. Units (prefix, suffix) and samples may stay as they are.
REQUIRED_KEYS = frozenset(
    {
        "title",
        "description",
        "body",
        "message",
        "subject",
        "summary",
        "purpose",
        "keywords",
        "x-help",
        "addLabel",
        "itemLabel",
    }
)
OPTIONAL_KEYS = frozenset({"examples", "prefix", "suffix", "audience", "recipients"})
_TEXT_KEYS = REQUIRED_KEYS | OPTIONAL_KEYS
_SPEAKING = _TEXT_KEYS | {"x-i18n"}
# Parts that hold values, pointers or conditions and no text.
_SILENT = frozenset(
    {"x-tests", "x-i18n", "default", "const", "enum", "examples", "x-prefill", "x-feed", "x-lookup", "if", "required"}
)
_QUOTE = re.compile(r"\{([^{}]*)\}")
_TAG = re.compile(r"<[A-Za-z/!][^>]*>?")
_LINK = re.compile(r"\]\(\s*([^)\s]*)")
_SAFE = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
_ODD_SPACES = re.compile(r"^[ \t]|[ \t]$|[^\n ]  +[^\n ]")
_BLANKS = (" ", "\t")
_REQUEST = frozenset({"request.number", "request.url", "reason"})


class Spoken(NamedTuple):
    """One text that people read. ``key`` is its keyword, ``source`` the text that it translates."""

    text: str
    place: Place
    key: str
    language: str
    source: str | None = None


def check(sheet: Sheet) -> None:
    """Report every text that lacks a translation, quotes nothing, or holds HTML or an unsafe link."""
    _walk(sheet, sheet.document, Place(), "")
    for name, place in sheet.outline.resolver.fragments_used.items():
        _walk(sheet, mapping(sheet.fragments.by_name.get(name, NOTHING)), Place(place.pointer, name), "")


def _walk(sheet: Sheet, value: Any, place: Place, keyword: str) -> None:
    """Look at every object that may hold texts; ``keyword`` is the one it is the value of."""
    if isinstance(value, dict):
        if keyword == "x-errors" or not value.keys().isdisjoint(_SPEAKING):
            _object(sheet, value, place, keyword)
        for name, child in value.items():
            if isinstance(child, dict | list) and name not in _SILENT:
                _walk(sheet, child, place.down(name), name)
        return
    for index, child in enumerate(value):
        if isinstance(child, dict | list):
            _walk(sheet, child, place.down(index), keyword)


def _object(sheet: Sheet, node: Mapping[str, Any], place: Place, keyword: str) -> None:
    texts = {
        key: value
        for key, value in node.items()
        if (key in _TEXT_KEYS or (keyword == "x-errors" and key != "x-i18n"))
        and (isinstance(value, str) or (isinstance(value, list) and value and len(strings(value)) == len(value)))
    }
    translations = mapping(node.get("x-i18n"))
    default, *others = sheet.languages or [""]
    for key, value in texts.items():
        _text(sheet, value, place.down(key), key, default)
    for language in others:
        translated = mapping(translations.get(language))
        for key in texts:
            if key not in translated and key not in OPTIONAL_KEYS:
                sheet.report(TRANSLATION_MISSING, place.down(key), key=key, language=language)
    for language, translated in translations.items():
        here = place.down("x-i18n", language)
        if language not in others:
            if place.fragment is None:
                sheet.report(LANGUAGE_UNKNOWN, here, language=language)
            continue
        for key, value in mapping(translated).items():
            if key in texts:
                _text(sheet, value, here.down(key), key, language, texts[key])
            elif key not in node and "$ref" not in node:
                sheet.report(KEY_UNKNOWN, here.down(key), key=key)


def _text(sheet: Sheet, value: Any, place: Place, key: str, language: str, source: Any = None) -> None:
    original = source if isinstance(source, str) else None
    for text in (value,) if isinstance(value, str) else strings(value):
        sheet.texts.append(Spoken(text, place, key, language, original))
        # Most texts hold nothing of all this, and plain searches say so sooner than a pattern.
        if "{" in text or "<" in text or "](" in text or "  " in text or text[:1] in _BLANKS or text[-1:] in _BLANKS:
            _signs(sheet, text, place, key)


def _signs(sheet: Sheet, text: str, place: Place, key: str) -> None:
    """Each sign is looked for before the pattern that begins with it."""
    for quote in _QUOTE.findall(text) if "{" in text else ():
        _quote(sheet, quote, place, key)
    if "<" in text and _TAG.search(text):
        sheet.report(HTML, place)
    if "](" in text and any(not _SAFE.match(target) for target in _LINK.findall(text)):
        sheet.report(LINK_UNSAFE, place)
    if _ODD_SPACES.search(text):
        sheet.report(SPACES, place)


def _quote(sheet: Sheet, quote: str, place: Place, key: str) -> None:
    outline = sheet.outline
    message = place.pointer.startswith(("/x-messages", "/x-decision"))
    if quote.startswith("/"):
        known = outline.node(quote) is not None
        if known and key == "subject":
            sheet.report(QUOTE_IN_SUBJECT, place, quote=quote)
    elif quote.startswith("@/"):
        known = any(outline.node(shape.pointer + quote[1:]) is not None for shape in outline.shapes if shape.node)
    elif quote.startswith("settings."):
        known = quote.removeprefix("settings.") in mapping(sheet.document.get("x-settings"))
    else:
        known = quote == "n" or (message and quote in _REQUEST)
    # A fragment cannot know the answers and settings of those who use it.
    if not known and place.fragment is None:
        close = sheet.closest(quote, outline.nodes)
        if quote.startswith("settings."):
            name = sheet.closest(quote.removeprefix("settings."), mapping(sheet.document.get("x-settings")))
            close = name if name == "none" else f"settings.{name}"
        sheet.report(QUOTE_UNKNOWN, place, quote=quote, close=close)
