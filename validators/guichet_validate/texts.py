"""Texts of a definition in a language; the default language stands in the plain keywords, others in ``x-i18n``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def value(node: Mapping[str, Any], key: str, lang: str) -> Any:
    """Return what ``key`` holds in ``lang`` (a text, or an array of texts), else in the default language."""
    translations = node.get("x-i18n")
    if isinstance(translations, dict):
        translated = translations.get(lang)
        if isinstance(translated, dict) and key in translated:
            return translated[key]
    return node.get(key)


def text(node: Mapping[str, Any], key: str, lang: str) -> str | None:
    """Return the text of ``key`` in ``lang``, else in the default language; ``None`` when there is none."""
    found = value(node, key, lang)
    return found if isinstance(found, str) else None
