"""The legal and help pages: Markdown files with the city's data filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flask import current_app
from markupsafe import Markup

from guichet.i18n import DEFAULT_LANGUAGE, LANGUAGE_COOKIE
from guichet.publishing.city import city_texts
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
    return {
        **texts.get("legal", {}),
        "city": texts,
        "version": version("guichet-demarches"),
        "session_cookie": current_app.config["SESSION_COOKIE_NAME"],
        "language_cookie": LANGUAGE_COOKIE,
    }


def _fill(words: str, variables: Mapping[str, Any]) -> str:
    """Replace `{a.b}` by what the variables hold there. Raises KeyError: a legal page must not have a hole."""

    def value(match: re.Match[str]) -> str:
        found: Any = variables
        for name in match[1].split("."):
            found = found[name]
        return _address(found) if isinstance(found, Mapping) else str(found)

    return _VARIABLE.sub(value, words)


def _address(parts: Mapping[str, str]) -> str:
    return f"{parts['line1']}, {parts['postcode']} {parts['city']}"
