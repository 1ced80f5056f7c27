"""Languages: which one a person reads, and the texts of the portal from the Fluent catalogues."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from flask import Flask, g, has_request_context, request
from flask_babel import Babel
from flask_login import current_user
from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("fr", "en")
DEFAULT_LANGUAGE = "fr"
LANGUAGE_COOKIE = "guichet_language"
PARIS = ZoneInfo("Europe/Paris")

_LOCALES = Path(__file__).parent / "locales"
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = ("years", "months", "weeks", "days")


class MissingTextError(LookupError):
    """A key that no catalogue of the language holds, or that lacks one of its variables."""


def init_app(app: Flask) -> None:
    """Give templates `t`, `lang` and the filters of dates, and Flask-Babel the language of the request."""
    Babel(app, default_locale=DEFAULT_LANGUAGE, default_timezone="Europe/Paris", locale_selector=language)
    app.jinja_env.globals["t"] = t
    app.jinja_env.filters["date"] = long_date
    app.jinja_env.filters["moment"] = long_moment
    app.context_processor(_of_the_reader)


def _of_the_reader() -> dict[str, Any]:
    """Return `lang`, and `t` that need not look for it: a page asks for dozens of texts."""
    lang = language()
    return {"lang": lang, "t": _speaking(lang)}


@cache
def _speaking(own: str) -> Callable[..., str]:
    """Return `t` for who reads that language."""

    def t(key: str, /, lang: str | None = None, **params: Any) -> str:
        return text(lang or own, key, params)

    return t


def language() -> str:
    """Return the language of the current request: cookie, then account, then browser, then French."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    found: str | None = g.get("language")
    if found is None:
        found = g.language = _choose_language()
    return found


def _choose_language() -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    # Only a user that is already loaded counts: an error page must not need the database.
    if "_login_user" in g and current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def t(key: str, /, lang: str | None = None, **params: Any) -> str:
    """Return the text of `key` (`domain-thing`, or `domain-thing.attribute`) with its variables filled in.

    Raises MissingTextError: a page with a hole is a fault to see, not to hide.
    """
    return text(lang or language(), key, params)


def text(lang: str, key: str, params: Mapping[str, Any]) -> str:
    """Return the text of `key` in `lang`; see `t`."""
    if all(type(value) is int for value in params.values()):
        return _counted(lang, key, *params.items())
    return _filled(lang, key, params)


@lru_cache(maxsize=4096)
def _counted(lang: str, key: str, *params: tuple[str, int]) -> str:
    """Return a text that quotes nothing, or numbers alone: most are such, and a page holds dozens."""
    return _filled(lang, key, dict(params))


def _filled(lang: str, key: str, params: Mapping[str, Any]) -> str:
    bundle = _bundle(lang)
    name, _, attribute = key.partition(".")
    if not bundle.has_message(name):
        message = f"no text {key!r} in {lang}"
        raise MissingTextError(message)
    found = bundle.get_message(name)
    pattern = found.attributes.get(attribute) if attribute else found.value
    if pattern is None:
        message = f"no text {key!r} in {lang}"
        raise MissingTextError(message)
    value, errors = bundle.format_pattern(pattern, dict(params))
    if errors:
        message = f"text {key!r} in {lang}: {errors[0]}"
        raise MissingTextError(message)
    return str(value)


@cache
def _bundle(lang: str) -> FluentBundle:
    # Isolation marks around variables would end up in titles, file names and mails.
    bundle = FluentBundle([lang], use_isolating=False)
    for path in sorted((_LOCALES / lang).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def long_date(value: date | datetime, lang: str | None = None) -> str:
    """Return a day as people write it: «27 mars 1985», «27 March 1985»; a moment is first brought to Paris."""
    if isinstance(value, datetime):
        value = value.astimezone(PARIS).date()
    return _written(value, lang or language())


@lru_cache(maxsize=1024)
def _written(day: date, lang: str) -> str:
    written = format_date(day, "d MMMM y", locale=lang)
    return f"1er{written.removeprefix('1')}" if lang == "fr" and day.day == 1 else written


def clock(value: datetime, lang: str | None = None) -> str:
    """Return the time of a moment as people write it, in Paris: «14 h 05», «14:05»."""
    local = value.astimezone(PARIS)
    return f"{local.hour}\u00a0h\u00a0{local.minute:02d}" if (lang or language()) == "fr" else f"{local:%H:%M}"


def long_moment(value: datetime, lang: str | None = None) -> str:
    """Return a moment as people write it, in Paris: «27 mars 1985 à 14 h 32»."""
    local = value.astimezone(PARIS)
    lang = lang or language()
    if lang == "fr":
        return f"{long_date(local, 'fr')} à {clock(value, lang)}"
    return format_datetime(local, "d MMMM y 'at' HH:mm", locale="en")


def duration(value: str | None, lang: str | None = None) -> str | None:
    """Return an ISO 8601 duration in words («2 mois»), in the reader's language unless told; None for none."""
    match = _DURATION.fullmatch(value or "")
    if not match:
        return None
    parts = [
        t(f"catalogue-{unit}", lang, count=int(count))
        for unit, count in zip(_UNITS, match.groups(), strict=True)
        if count
    ]
    return " ".join(parts) or None
