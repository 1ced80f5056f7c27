"""The legal and help pages: Markdown files with the city's data filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import current_app
from markupsafe import Markup

from guichet import cookies
from guichet.config import Config
from guichet.federation import provider
from guichet.i18n import DEFAULT_LANGUAGE, duration, t
from guichet.publishing.city import address_lines, city_texts
from guichet_render.marking import markdown

SLUGS = (
    "mentions-legales",
    "conditions-generales",
    "donnees-personnelles",
    "cookies",
    "accessibilite",
    "questions-frequentes",
)

_FOLDER = Path(__file__).parents[1] / "templates" / "pages"
_YEAR = 365  # days
_VARIABLE = re.compile(r"\{([a-zA-Z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page; `anchor` is its id in the page."""

    anchor: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, what comes before the first section, and the sections."""

    title: str
    introduction: Markup
    sections: tuple[Section, ...]


def page(slug: str, lang: str) -> Page | None:
    """Return a page in `lang`, with the city's data; None when there is no such page."""
    if slug not in SLUGS:
        return None
    variables = _variables(lang)
    title, introduction, sections = _parts(slug, lang)
    return Page(
        title=_fill(title, variables),
        introduction=markdown(_fill(introduction, variables)),
        sections=tuple(
            Section(f"s{number}", _fill(heading, variables), markdown(_fill(body, variables)))
            for number, (heading, body) in enumerate(sections, start=1)
        ),
    )


def title(slug: str, lang: str) -> str:
    """Return the title of a page in `lang`."""
    return _parts(slug, lang)[0]


@cache
def _parts(slug: str, lang: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    path = _FOLDER / lang / f"{slug}.md"
    if not path.is_file():
        path = _FOLDER / DEFAULT_LANGUAGE / f"{slug}.md"
    first, *rest = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    heading, _, introduction = first.removeprefix("# ").partition("\n")
    sections = tuple((name.strip(), body.strip()) for name, _, body in (part.partition("\n") for part in rest))
    return heading.strip(), introduction.strip(), sections


def _variables(lang: str) -> Mapping[str, Any]:
    texts = city_texts(lang)
    config: Config = current_app.extensions["guichet_config"]
    offered = "on" if provider.find("franceconnect") else "off"
    return {
        **texts.get("legal", {}),
        "city": texts,
        "version": version("guichet-demarches"),
        "cookies": cookies.told(lang),
        "inactive": _days(config.inactive_after, lang),
        "notice": _days(config.inactive_notice, lang),
        "franceconnect": {
            "account": t(f"federation-page-account-{offered}", lang),
            "privacy": t("federation-page-privacy", lang) if offered == "on" else "",
        },
    }


def _days(length: timedelta, lang: str) -> str | None:
    """Return a length in words: whole years of 365 days as years."""
    years, days = divmod(length.days, _YEAR)
    return duration(f"P{length.days}D" if days else f"P{years}Y", lang)


def _fill(words: str, variables: Mapping[str, Any]) -> str:
    """Replace `{a.b}` by what the variables hold there. Raises KeyError: a legal page must not have a hole."""

    def value(match: re.Match[str]) -> str:
        found: Any = variables
        for name in match[1].split("."):
            found = found[name]
        return ", ".join(address_lines(found)) if isinstance(found, Mapping) else str(found)

    return _VARIABLE.sub(value, words)
