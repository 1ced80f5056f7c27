"""Markdown subset → safe HTML: paragraphs, bold, emphasis, lists, links; everything else stays text."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_TAGS = {"p", "strong", "em", "ul", "ol", "li", "a", "br"}
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_CACHED = 2048

_parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False}).enable(
    ["list", "emphasis", "link", "newline", "escape"],
)


@lru_cache(_CACHED)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the same text as the parser's tokens, for what is not HTML; not to be changed."""
    return tuple(_parser.parse(text))


@lru_cache(_CACHED)
def markdown(text: str) -> Markup:
    """Return the HTML of a text in the subset; no tag of the text itself survives as one."""
    return Markup(  # noqa: S704 -- this is the cleaner's output
        nh3.clean(
            str(_parser.render(text)).strip(),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel="noopener noreferrer",
        ),
    )
