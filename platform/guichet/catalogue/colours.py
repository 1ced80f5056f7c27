"""The colours of a city as CSS custom properties, as long as they can be read."""

import logging
import re
from collections.abc import Mapping

_log = logging.getLogger("guichet.catalogue")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_TEXT_CONTRAST = 4.5
_PAPERS = {"light": "#ffffff", "dark": "#141a22"}
_DARKEST_LINEAR = 0.04045

Tokens = dict[str, str]


def tokens(colours: Mapping[str, Mapping[str, str]]) -> tuple[Tokens, Tokens]:
    """Return the tokens of the light and of the dark scheme; a scheme that cannot be read is left to the default.

    Text of at least 4.5:1 is asked of: the city's colour on paper and on its wash, its ink on it, and the accent on
    paper (WCAG 2.2, 1.4.3).
    """
    return _scheme("light", colours.get("light", {})), _scheme("dark", colours.get("dark", {}))


def _scheme(name: str, given: Mapping[str, str]) -> Tokens:
    known = {key: given[key] for key in ("city", "cityInk", "cityWash", "accent", "hero", "heroInk") if key in given}
    if not known:
        return {}
    fault = next((f"{key}: not a #rrggbb colour" for key, value in known.items() if not _COLOUR.fullmatch(value)), None)
    fault = fault or _unreadable(known, _PAPERS[name])
    if fault:
        _log.warning("city colours ignored", extra={"fields": {"scheme": name, "fault": fault}})
        return {}
    return {re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", key): value for key, value in known.items()}


def _unreadable(known: Mapping[str, str], paper: str) -> str | None:
    pairs = [("city", paper), ("accent", paper)]
    for front, back in (("cityInk", "city"), ("city", "cityWash"), ("heroInk", "hero")):
        if back in known:
            pairs.append((front, known[back]))
    for front, back in pairs:
        if front in known and contrast(known[front], back) < _TEXT_CONTRAST:
            return f"{front} {known[front]} on {back}: contrast below {_TEXT_CONTRAST}"
    return None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #rrggbb colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= _DARKEST_LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
