"""How texts are written: signs that a reader, a screen reader or the Markdown subset would not take as meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guichet_validate.checks.rule import Rule

if TYPE_CHECKING:
    from guichet_validate.checks.sheet import Sheet

ENTITY = Rule("text-entity", "warning")
MARKDOWN = Rule("text-markdown", "warning")
UNFINISHED = Rule("text-unfinished", "warning")
EMOJI = Rule("text-emoji", "information")
DRAWING = Rule("text-drawing", "information")
CAPITALS = Rule("text-capitals", "information")
STRAIGHT_QUOTES = Rule("text-straight-quotes", "information")
FRENCH_SPACES = Rule("text-french-spaces", "information")

RULES = (ENTITY, MARKDOWN, UNFINISHED, EMOJI, DRAWING, CAPITALS, STRAIGHT_QUOTES, FRENCH_SPACES)

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE | re.ASCII)
# The subset knows paragraphs, strong, emphasis, lists and links.
_MARKDOWN = re.compile(r"^(?:#{1,6} |> |\|.*\||={3,}$|-{3,}$)|!\[|`", re.MULTILINE)
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBD|XXX+)\b|[Ll]orem ipsum")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
_DRAWING = re.compile(r"[-=_~.<>|+*•·]{4,}|[-=]{1,2}>|<[-=]{1,2}")
_CAPITALS = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{4,}(?:[ ’'-]+[A-ZÀ-ÖØ-Þ]+)*[ ’'-]+[A-ZÀ-ÖØ-Þ]{3,}\b")
_STRAIGHT = re.compile(r"\w'\w|\"")
_SIGN = re.compile(
    "(?:(?<![\u00a0\u202f;:!?«»…]):|(?<![\u00a0\u202f;:!?«»…])[;!?]|(?<![\u00a0\u202f])»)(?=[\\s»).…]|$)|«(?![\u00a0\u202f])"
)
# What stands in for these has signs of its own that are no punctuation.
_ADDRESS = re.compile(r"\]\([^()]*\)|https?://\S+|\{[^{}]*\}")

# What the slower patterns above cannot do without: most texts have none of it.
# Classes one after the other: the first is then found faster than by a count.
_MARKS = re.compile(r"[#>|=!`]")
_DRAWN = re.compile(r"[-=_~.<>|+*•·][-=_~.<>|+*•·]")
_SIGNS = re.compile(r"[:;!?«»]")
_UPPER = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ]")


def check(sheet: Sheet) -> None:
    """Report texts whose signs do not say what the author meant."""
    for text, place, _, language, _ in sheet.texts:
        if "&" in text and _ENTITY.search(text):
            sheet.report(ENTITY, place)
        if (_MARKS.search(text) or "---" in text) and _MARKDOWN.search(text):
            sheet.report(MARKDOWN, place)
        if _DRAWN.search(text) and _DRAWING.search(text):
            sheet.report(DRAWING, place)
        upper = _UPPER.search(text)
        if (upper or "orem ipsum" in text) and _UNFINISHED.search(text):
            sheet.report(UNFINISHED, place)
        if upper and _CAPITALS.search(text):
            sheet.report(CAPITALS, place)
        if not text.isascii() and _EMOJI.search(text):
            sheet.report(EMOJI, place)
        if ("'" in text or '"' in text) and _STRAIGHT.search(text):
            sheet.report(STRAIGHT_QUOTES, place)
        if language == "fr" and _SIGNS.search(text):
            found = _SIGN.search(_ADDRESS.sub("x", text) if "{" in text or "(" in text or "://" in text else text)
            if found:
                sheet.report(FRENCH_SPACES, place, sign=found[0])
