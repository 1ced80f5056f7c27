"""What a person wants of a new procedure: the options of ``guichet new``, then the answers to its questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

import click

from guichet_validate.cli.city_file import CityFile
from guichet_validate.cli.options import sentence
from guichet_validate.cli.questions import RefusedError, ask, choose, one_of, taken, yes_or_no
from guichet_validate.drafting import Wishes, slug, typeset
from guichet_validate.texts import text

T = TypeVar("T")

ACCESS = ("open", "account", "verified")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MAX_SLUG = 80
_MAX_TITLE = 200
_DOCUMENTS = 20
_LISTING = ("?", "liste", "list")


def gather(city: CityFile, lang: str, given: Mapping[str, Any]) -> Wishes:
    """Return the wishes: what the options say, then what the person answers, or the defaults with ``no_input``."""
    return _Inquiry(city, lang, given).wishes()


class _Inquiry:
    def __init__(self, city: CityFile, lang: str, given: Mapping[str, Any]) -> None:
        self.city = city
        self.lang = lang
        self.given = given
        self.silent = bool(given["no_input"])

    def wishes(self) -> Wishes:
        if not self.silent:
            click.echo(sentence("new-intro", self.lang))
        titles = self._titles()
        identifier = self._value("identifier", "--id", "new-ask-id", self._identifier, slug(titles["fr"]))
        categories = self.city.categories(self.lang)
        services = self.city.services(self.lang)
        category = self._choice("category", "--category", "new-ask-category", categories)
        service = self._choice("service", "--service", "new-ask-service", services)
        online = self._yes("online", "new-ask-online", default=True)
        access, household = "open", False
        documents: tuple[str, ...] = ()
        if online:
            levels = [(level, sentence(f"new-access-{level}", self.lang)) for level in ACCESS]
            access = self._choice("access", "--access", "new-ask-access", levels, default="open")
            household = self._yes("household", "new-ask-household", default=False)
            documents = self._documents()
        return Wishes(
            id=identifier,
            titles=titles,
            category=category,
            service=service,
            access=access,
            online=online,
            household=household,
            documents=documents,
            service_node=self.city.service(service),
        )

    def _identifier(self, given: str) -> str:
        if not _SLUG.fullmatch(given) or len(given) > _MAX_SLUG:
            raise RefusedError("new-id-wrong")
        holder = None if self.silent or self.given["force"] else self.city.holder_of(given)
        if holder is not None:
            # Told at once, before the other questions.
            raise RefusedError("new-id-taken", id=given, file=str(holder))
        return given

    def _titles(self) -> dict[str, str]:
        titles = {"fr": self._value("title", "--title", "new-ask-title", _titled("fr"))}
        default = "fr,en" if self.given["title_en"] else "fr"
        if "en" in self._value("languages", "--languages", "new-ask-languages", _languages, default):
            titles["en"] = self._value("title_en", "--title-en", "new-ask-title-en", _titled("en"))
        return titles

    def _value(self, key: str, option: str, question: str, parse: Callable[[str], T], default: str = "") -> T:
        value = self.given[key]
        if value is not None:
            return taken(str(value), parse, self.lang)
        if not self.silent:
            return ask(question, parse, self.lang, default)
        if not default:
            raise click.UsageError(sentence("new-missing", self.lang, option=option))
        return taken(default, parse, self.lang)

    def _choice(
        self, key: str, option: str, question: str, options: Sequence[tuple[str, str]], default: str = ""
    ) -> str:
        if not options:
            return self._value(key, option, question, _slug)
        if self.given[key] is None and not self.silent:
            return choose(question, options, self.lang)
        only = options[0][0] if len(options) == 1 else default
        return self._value(key, option, question, one_of([identifier for identifier, _ in options]), only)

    def _yes(self, key: str, question: str, *, default: bool) -> bool:
        value = self.given[key]
        if value is not None or self.silent:
            return default if value is None else bool(value)
        return ask(question, yes_or_no, self.lang, sentence("new-yes" if default else "new-no", self.lang))

    def _documents(self) -> tuple[str, ...]:
        named = self.given["documents"]
        if named or self.given["no_documents"] or self.silent:
            return taken(",".join(named), self._kinds, self.lang)
        while True:
            found = ask(
                "new-ask-documents", lambda given: None if given.lower() in _LISTING else self._kinds(given), self.lang
            )
            if found is not None:
                return found
            for name, kind in (self.city.kinds or {}).items():
                click.echo(f"  {text(kind.node, 'title', self.lang) or name} [{name}]")

    def _kinds(self, given: str) -> tuple[str, ...]:
        names = [name.strip() for name in given.split(",") if name.strip()]
        for place, name in enumerate(names):
            if self.city.kinds is not None and name not in self.city.kinds:
                close = get_close_matches(name, self.city.kinds, n=1, cutoff=0.6)
                raise RefusedError("new-kind-unknown", kind=name, close=close[0] if close else "none")
            if name in names[:place]:
                raise RefusedError("new-kind-twice", kind=name)
            _slug(name)
        return tuple(names[:_DOCUMENTS])


def _titled(language: str) -> Callable[[str], str]:
    def parse(given: str) -> str:
        if not slug(given):
            raise RefusedError("new-title-empty")
        if len(given) > _MAX_TITLE:
            raise RefusedError("new-title-long")
        if re.search(r"[{}<>\[\]]", given) or not given.isprintable():
            raise RefusedError("new-title-characters")
        return typeset(given, language)

    return parse


def _languages(given: str) -> tuple[str, ...]:
    languages = tuple(given.replace(" ", "").lower().split(","))
    if languages not in (("fr",), ("fr", "en")):
        raise RefusedError("new-languages-wrong")
    return languages


def _slug(given: str) -> str:
    if not _SLUG.fullmatch(given) or len(given) > _MAX_SLUG:
        raise RefusedError("new-slug-wrong")
    return given
