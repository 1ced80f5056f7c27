"""The catalogue: procedures as cards, by category, and the search over them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from guichet.database import db
from guichet.i18n import PARIS, t
from guichet.publishing.city import city, city_texts
from guichet.publishing.models import Procedure
from guichet.publishing.services import by_digest, published_documents
from guichet_render.renderer import renderer
from guichet_validate.context import Context
from guichet_validate.model import Definition
from guichet_validate.texts import text, value

_KEPT_CARDS = 50_000


class Availability(StrEnum):
    """Whether a request can be begun now, and if not, why."""

    OPEN = "open"
    NOT_YET = "not-yet"
    ENDED = "ended"
    CLOSED = "closed"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """One procedure in one language, as lists show it. `words` is what the search looks into, best place first."""

    id: str
    version: str
    digest: str
    state: str
    category: str
    service: str
    online: str
    title: str
    description: str
    words: tuple[str, str, str]

    @property
    def is_online(self) -> bool:
        """Whether the mark «(@)» stands beside its title."""
        return self.online != "none"


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """A category of the home page and its procedures in alphabetical order."""

    id: str
    title: str
    cards: tuple[ProcedureCard, ...]


def cards(lang: str) -> list[ProcedureCard]:
    """Return every published procedure in `lang`, in alphabetical order of titles."""
    rows = db.session.execute(select(Procedure.id, Procedure.digest, Procedure.settings)).all()
    shared = city().settings
    keys = [(row.digest, lang, _Settings({**shared, **row.settings})) for row in rows]
    found = {key: card for key in keys if (card := _cards.get(key)) is not None}
    missing = {key[0]: key for key in keys if key not in found}
    for digest, document in published_documents(missing):
        found[missing[digest]] = _card(missing[digest], document)
    if len(_cards) > _KEPT_CARDS:
        _cards.clear()
    _cards.update(found)
    return sorted(found.values(), key=lambda card: card.words[0])


class _Settings(dict[str, Any]):
    """Settings as a key of the cache."""

    def __hash__(self) -> int:  # type: ignore[override]  # never changed once made
        return hash(tuple(sorted((name, repr(part)) for name, part in self.items())))


_Key = tuple[str, str, _Settings]

# Made once per process: a version never changes.
_cards: dict[_Key, ProcedureCard] = {}


def _card(key: _Key, document: Mapping[str, Any]) -> ProcedureCard:
    """Make a card from the document alone: a city with thousands of procedures compiles what is opened."""
    digest, lang, settings = key
    procedure = document["x-procedure"]
    title, description = (
        quoted(by_digest(digest), words, lang, settings) if "{" in words else words
        for words in (text(document, "title", lang) or procedure["id"], text(document, "description", lang) or "")
    )
    keywords: list[str] = value(procedure, "keywords", lang) or []
    return ProcedureCard(
        id=procedure["id"],
        version=procedure["version"],
        digest=digest,
        state=procedure["state"],
        category=procedure["category"],
        service=procedure["service"],
        online=procedure["online"],
        title=title,
        description=description,
        words=(normalise(title), normalise(" ".join(keywords)), normalise(description)),
    )


def quoted(definition: Definition, words: str, lang: str, settings: Mapping[str, Any]) -> str:
    """Return a text of a definition with the settings it quotes."""
    context = Context.at_present(settings=definition.settings_with(settings))
    return renderer(lang).fill(definition, words, {}, context)


def groups(found: Iterable[ProcedureCard], lang: str) -> list[CategoryGroup]:
    """Return cards by category, in the order of `city.json`; categories without a procedure are left out."""
    by_category: dict[str, list[ProcedureCard]] = {}
    for card in found:
        by_category.setdefault(card.category, []).append(card)
    titles = {category["id"]: category["title"] for category in city_texts(lang)["categories"]}
    titles |= {unknown: unknown for unknown in sorted(by_category.keys() - titles.keys())}
    return [CategoryGroup(key, title, tuple(by_category[key])) for key, title in titles.items() if key in by_category]


def search(found: Iterable[ProcedureCard], query: str) -> list[ProcedureCard]:
    """Return the cards in which every word of `query` occurs, those that bear it in the title first."""
    wanted = _words(query)
    if not wanted:
        return []
    ranked = [(rank, card) for card in found if (rank := _rank(card, wanted)) is not None]
    return [card for _, card in sorted(ranked, key=lambda entry: entry[0])]


def _rank(card: ProcedureCard, wanted: list[str]) -> int | None:
    """Return the sum of the places where the words were found (0 the title), or None when one was not."""
    total = 0
    for word in wanted:
        place = next((place for place, words in enumerate(card.words) if f" {word}" in f" {words}"), None)
        if place is None:
            return None
        total += place
    return total


def _words(query: str) -> list[str]:
    """Return the telling words of a query, without the mark of the plural."""
    words = normalise(query[:200]).split()
    empty = t("catalogue-empty-words").split()
    telling = [word for word in words if word not in empty] or words
    return [word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in telling]  # noqa: PLR2004 -- «bus»


def normalise(words: str) -> str:
    """Return a text without case, accents and punctuation, words parted by one space."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(part for part in plain if not unicodedata.combining(part))))


def availability(definition: Definition, at: datetime) -> Availability:
    """Say whether a request of this procedure can be begun at the moment `at` (aware)."""
    if definition.state == "information" or not definition.steps:
        return Availability.INFORMATION
    if definition.state == "closed":
        return Availability.CLOSED
    opens, closes = definition.procedure.get("opens"), definition.procedure.get("closes")
    local = at.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M")
    if opens and local < opens:
        return Availability.NOT_YET
    # A day without an hour is open until its end: it compares with as many characters as it has.
    if closes and local[: len(closes)] > closes:
        return Availability.ENDED
    return Availability.OPEN


def count() -> int:
    """Return how many procedures are published."""
    return db.session.scalar(select(func.count()).select_from(Procedure)) or 0
